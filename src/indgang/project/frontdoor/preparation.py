"""Makes the state that processes need: tables, content, and for a demo its people and their history.

Run as a process of its own by the demo (`python -m indgang.project.frontdoor.preparation`), so that the
supervisor stays small; called in-process by the commands that answer from content.
"""

import argparse
import hashlib
import os
import sys
from pathlib import Path

from indgang.project.frontdoor import stamps
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, Stop, say, step
from indgang.project.frontdoor.places import PACKAGE


def set_up_django() -> None:
    """Read the settings and load the apps. Stops with the sentence of a setting that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "indgang.project.settings")
    import django

    from indgang.project.environment import BadEnvironment

    try:
        django.setup()
    except BadEnvironment as wrong:
        raise Stop(BAD_INPUT, str(wrong)) from wrong


def run(command: str, *arguments: str) -> None:
    """A management command whose output is progress. Stops with the command's own sentence when it fails."""
    from django.core.management import CommandError, call_command

    try:
        call_command(command, *arguments, stdout=sys.stderr, stderr=sys.stderr)
    except CommandError as wrong:
        code = wrong.returncode if wrong.returncode != 1 else DID_NOT_HOLD
        raise Stop(code, f"{command}: {wrong}") from wrong


def tables_and_content() -> None:
    """Bring the tables and the content up to date."""
    with step("Tables"):
        run("migrate", "--no-input", "--verbosity=0")
    with step("Content"):
        run("load_content")


def content_is_loaded() -> None:
    """Make sure that a command can answer: tables and content, made only when something has changed."""
    from django.conf import settings

    data = _data()
    stamp = data / "prepared"
    with stamps.alone(data / "prepare.lock"):
        now = _what_is_loaded()
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        there = "sqlite" not in settings.DATABASES["default"]["ENGINE"] or database.exists()
        if there and stamps.is_fresh(stamp, now):
            return
        say(f"Preparing {data} …")
        tables_and_content()
        stamps.write_whole(stamp, now)


def _data() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR)


def _what_is_loaded() -> str:
    from django.conf import settings

    files = [
        *(path for path in PACKAGE.rglob("migrations/*.py")),
        *stamps.files_below(Path(settings.CONTENT_DIR), "*"),
    ]
    where = hashlib.sha256(repr(settings.DATABASES["default"]).encode()).hexdigest()
    return stamps.signature(sorted(files), where, settings.MUNICIPALITY)


def static_files() -> None:
    """Collect, hash and compress static files, when one of them has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    root = Path(settings.STATIC_ROOT).resolve()  # tests share one folder behind a link
    stamp = root / ".collected"
    with stamps.alone(root.parent / f"{root.name}.lock"):
        found = [Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])]
        now = stamps.signature(sorted(found))
        if stamps.is_fresh(stamp, now):
            return
        with step("Style sheets, fonts and scripts"):
            run("collectstatic", "--no-input", "--clear", "--verbosity=0")
            stamps.write_whole(stamp, now)


def demo(people: str, clients: str) -> None:
    """All that a demo needs before its processes start; `people` and `clients` are files for the broker."""
    set_up_django()
    tables_and_content()
    with step("The demo's people and their matters"):
        run("make_demo")
    run("demo_people", f"--out={people}", f"--clients={clients}", f"--post={_data() / 'post'}")
    static_files()


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="preparation")
    parser.add_argument("--static", action="store_true", help="collect static files and nothing else")
    parser.add_argument("--people", metavar="FILE")
    parser.add_argument("--clients", metavar="FILE")
    given = parser.parse_args(argv)
    try:
        if given.static:
            set_up_django()
            static_files()
        else:
            demo(given.people, given.clients)
    except Stop as stop:
        say(str(stop))
        return stop.code
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
