"""What is built once for the working folder: the design system's static files and the English texts."""

import subprocess
from pathlib import Path

from indgang.project.frontdoor import stamps, translations
from indgang.project.frontdoor.console import DID_NOT_HOLD, Stop, step
from indgang.project.frontdoor.places import BUILD, DEFAULT_DATA, ROOT, child_environment, python

VENDORED = BUILD / "vendored"


def build() -> None:
    """Bring both up to date; safe when two processes do it at once."""
    with stamps.alone(BUILD / "assets.lock"):
        _vendored()
        translations.compile()


def texts() -> None:
    """The English texts alone, for commands that make no pages."""
    with stamps.alone(BUILD / "assets.lock"):
        translations.compile()


def _vendored() -> None:
    maker = Path(__file__).parent
    now = stamps.signature(
        [ROOT / "package-lock.json", *stamps.files_below(maker, "vendored*")], str(VENDORED)
    )
    stamp = BUILD / "vendored.stamp"
    if VENDORED.is_dir() and stamps.is_fresh(stamp, now):
        return
    with step("The design system's files"):
        built = subprocess.run(
            python("indgang.project.frontdoor.vendored"),
            env=child_environment(DEFAULT_DATA),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if built.returncode:
        raise Stop(
            DID_NOT_HOLD, f"The design system's files could not be built:\n{built.stdout}{built.stderr}"
        )
    stamps.write_whole(stamp, now)
