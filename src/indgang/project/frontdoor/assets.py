"""What is built once for the working folder: the design system's static files and the English texts."""

import subprocess
import sys

from indgang.project.frontdoor import stamps, translations
from indgang.project.frontdoor.console import Stop
from indgang.project.frontdoor.places import BUILD, DEFAULT_DATA, ROOT, child_environment, python


def build() -> None:
    """Bring both up to date; safe when two processes do it at once."""
    maker = python("indgang.project.frontdoor.vendored")  # a child: its font tools are large
    environment = child_environment(DEFAULT_DATA)
    done = subprocess.run(maker, env=environment, cwd=ROOT, stdout=sys.stderr.fileno(), check=False)
    if done.returncode:
        raise Stop(done.returncode, "The design system's files could not be built; see above.")
    texts()


def texts() -> None:
    """The English texts alone, for commands that make no pages."""
    with stamps.alone(BUILD / "assets.lock"):
        translations.compile()
