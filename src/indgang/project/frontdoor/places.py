"""Where things lie in the working folder, and the environment that child processes get."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
SOURCE = ROOT / "src"
PACKAGE = SOURCE / "indgang"
BUILD = ROOT / "build"
DEFAULT_DATA = ROOT / ".indgang"


def data_folder(given: str | None = None) -> Path:
    """The folder of state: `--data`, else INDGANG_DATA, else `.indgang` beside the front door."""
    return Path(given or os.environ.get("INDGANG_DATA") or DEFAULT_DATA).expanduser().resolve()


def child_environment(data: Path, **more: str) -> dict[str, str]:
    """Our environment for a child of ours: the package found, Django's settings named, state in `data`."""
    return {
        **os.environ,
        "PYTHONPATH": f"{SOURCE}{os.pathsep}{ROOT}",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "indgang.project.settings",
        "INDGANG_DATA": str(data),
        **more,
    }


def python(module: str, *arguments: str) -> list[str]:
    """The command line that runs a module with our Python."""
    return [sys.executable, "-m", module, *arguments]


def manage(*arguments: str) -> list[str]:
    """The command line of a Django management command."""
    return python("indgang.project.manage", *arguments)
