"""Django's management commands: `./indgang manage …`."""

import os
import sys


def main(argv: list[str]) -> None:
    """Run a management command; `argv` begins with the command's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "indgang.project.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["indgang manage", *argv])


if __name__ == "__main__":
    main(sys.argv[1:])
