"""What must be installed on the machine itself, how to see that it is there, and how to get it."""

import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from indgang.project.frontdoor.console import INSTALL_FIRST, Stop, say

LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
}
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
POSTGRES_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Need:
    """Something that a part of the tests (or the letters) cannot do without.

    `name` is what `--without` calls it; `missing_packages` lists Debian's packages that are not there.
    """

    name: str
    what: str
    brew: str
    missing_packages: Callable[[], list[str]]


def chromium() -> Path | None:
    """The browser for journeys: INDGANG_CHROMIUM, else the first that the machine has."""
    given = os.environ.get("INDGANG_CHROMIUM")
    if given:
        return Path(given)
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return Path(found) if found else next((Path(path) for path in MAC_BROWSERS if Path(path).exists()), None)


def postgres_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version first."""
    found = [folder for pattern in POSTGRES_FOLDERS for folder in glob.glob(pattern)]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(str(Path(on_path).resolve().parent))
    good = [Path(folder) for folder in found if (Path(folder) / "initdb").exists()]
    return max(good, key=_version, default=None)


def _version(folder: Path) -> int:
    digits = "".join(character for character in folder.parent.name if character.isdigit())
    return int(digits or 0)


def _missing_browser() -> list[str]:
    return [] if chromium() else ["chromium"]


def _missing_postgres() -> list[str]:
    return [] if postgres_programs() else ["postgresql"]


def _missing_mail() -> list[str]:
    folders = os.pathsep.join(
        (os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")
    )
    return [] if shutil.which("dovecot", path=folders) else ["dovecot-imapd"]


def _missing_letters() -> list[str]:
    if not sys.platform.startswith("linux"):
        loads = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False)
        return [] if loads.returncode == 0 else [*LIBRARIES, "fonts-dejavu-core"]
    missing = [package for package, library in LIBRARIES.items() if not _loads(library)]
    return missing if FONT.exists() else [*missing, "fonts-dejavu-core"]


def _loads(library: str) -> bool:
    """Tried in a child, so that the front door does not carry the library with it."""
    trial = f"import ctypes; ctypes.CDLL({library!r})"
    return (
        subprocess.run([sys.executable, "-I", "-S", "-c", trial], capture_output=True, check=False).returncode
        == 0
    )


JAVA_FOLDERS = (
    "/usr/lib/jvm/*17*",
    "/opt/homebrew/opt/openjdk@17",
    "/usr/local/opt/openjdk@17",
    "/Library/Java/JavaVirtualMachines/*17*/Contents/Home",
)


def java_home() -> Path | None:
    """The folder of Java 17, which Spark 4.0 needs; another Java on the path does not help."""
    given = os.environ.get("JAVA_HOME", "")
    found = [given, *(folder for pattern in JAVA_FOLDERS for folder in sorted(glob.glob(pattern)))]
    return next((Path(folder) for folder in found if folder and _is_java_17(Path(folder))), None)


def _is_java_17(folder: Path) -> bool:
    try:
        asked = subprocess.run(
            [str(folder / "bin" / "java"), "-version"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return asked.returncode == 0 and 'version "17' in asked.stderr


def _missing_java() -> list[str]:
    return [] if java_home() else ["openjdk-17-jre-headless"]


def provide_java() -> Path:
    """Java 17, installed when we may; otherwise stop and name the command."""
    if java_home() is None:
        provide([JAVA])
    found = java_home()
    if found is None:
        raise Stop(
            INSTALL_FIRST, f"Java 17 was not found. Install it with:\n  {how_to_install(_missing_java())}"
        )
    return found


JAVA = Need("spark", "Java 17 for Spark", "openjdk@17", _missing_java)
BROWSER = Need("browser", "Chromium", "--cask chromium", _missing_browser)
POSTGRES = Need("postgres", "PostgreSQL's server", "postgresql@15", _missing_postgres)
LETTERS = Need("letters", "Pango for PDF letters", "pango", _missing_letters)
MAIL = Need("mail", "Dovecot, a mail server", "dovecot", _missing_mail)
NEEDS = {need.name: need for need in (BROWSER, POSTGRES, LETTERS, MAIL)}


def how_to_install(packages: Iterable[str]) -> str:
    """The command that installs Debian's packages, as somebody would write it."""
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def provide(needs: Iterable[Need]) -> None:
    """Install what is missing when we may; otherwise stop and name the exact command."""
    wanted = {need.name: need for need in needs}
    missing = {name: packages for name, need in wanted.items() if (packages := need.missing_packages())}
    if not missing:
        return
    what = ", ".join(wanted[name].what for name in missing)
    optional = [name for name in missing if name in NEEDS]
    without = f"Or leave those tests out: ./indgang test --without {','.join(optional)}" if optional else ""
    if shutil.which("apt-get") is None:
        brew = " ".join(wanted[name].brew for name in missing)
        raise Stop(
            INSTALL_FIRST, f"Missing: {what}. Install it, on macOS with:\n  brew install {brew}\n{without}"
        )
    packages = [package for names in missing.values() for package in names]
    become_root = _how_to_be_root()
    if become_root is None:
        raise Stop(
            INSTALL_FIRST, f"Missing: {what}. Install it with:\n  {how_to_install(packages)}\n{without}"
        )
    say(f"Missing: {what}. Installing {' '.join(packages)} …")
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            [*become_root, *quiet, *command],
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr.fileno(),
            check=False,
        )
        if done.returncode and command[0] == "install":
            raise Stop(
                INSTALL_FIRST,
                f"apt-get could not install them; see above. The command was:\n  {how_to_install(packages)}",
            )


def _how_to_be_root() -> list[str] | None:
    """What to write before a command so that root runs it; None when we may not."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None
