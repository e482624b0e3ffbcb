"""A PostgreSQL server for one run of the tests: made in a temporary folder, gone afterwards."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from indgang.project.frontdoor import ports
from indgang.project.frontdoor.console import DID_NOT_HOLD, INSTALL_FIRST, Stop
from indgang.project.frontdoor.leash import die_with_parent
from indgang.project.frontdoor.supervisor import last_lines

OWNER = "postgres"  # PostgreSQL refuses to run as root
STARTS_WITHIN = 30.0
# Nothing here needs to survive a crash; tests are quicker without waiting for the disk.
SETTINGS = (
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
)


@contextmanager
def postgres(programs: Path) -> Iterator[str]:
    """Start a server with the programs of a folder and give its address, `postgresql://…`.

    It listens on a free loopback port, asks for a password, and has no Unix socket. Run by root it belongs to
    the user postgres. Raises Stop when it does not start.
    """
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="indgang-postgres-"))
    password = secrets.token_urlsafe(24)
    log, key, data = folder / "log", folder / "key", folder / "data"
    try:
        key.touch(mode=0o600)
        key.write_text(password)
        if owner:
            for path in (folder, key):
                shutil.chown(path, owner, owner)
        _make(programs, data, key, owner)
        port = ports.free_port()
        server = _start(programs, data, port, log, owner)
        try:
            _wait(programs, server, port, log)
            yield f"postgresql://{OWNER}:{password}@{ports.LOOPBACK}:{port}/postgres"
        finally:
            _end(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner() -> str | None:
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam(OWNER)
    except KeyError as missing:
        raise Stop(
            INSTALL_FIRST, f"PostgreSQL does not run as root, and there is no user {OWNER}."
        ) from missing
    return OWNER


def _make(programs: Path, data: Path, key: Path, owner: str | None) -> None:
    locale = "C.UTF-8" if sys.platform.startswith("linux") else "C"
    made = subprocess.run(
        [
            str(programs / "initdb"),
            *("-D", str(data), "-U", OWNER, "--auth=scram-sha-256", f"--pwfile={key}"),
            *("--encoding=UTF8", f"--locale={locale}", "--no-sync"),
        ],
        cwd=data.parent,
        user=owner,
        group=owner,
        extra_groups=[] if owner else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise Stop(DID_NOT_HOLD, f"PostgreSQL could not be made in {data}:\n{made.stdout}{made.stderr}")


def _start(programs: Path, data: Path, port: int, log: Path, owner: str | None) -> "subprocess.Popen[bytes]":
    settings: Sequence[str] = [word for setting in SETTINGS for word in ("-c", setting)]
    with log.open("wb") as output:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(data), "-h", ports.LOOPBACK, "-p", str(port), *settings],
            cwd=data.parent,
            user=owner,
            group=owner,
            extra_groups=[] if owner else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )


def _wait(programs: Path, server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    asked = [str(programs / "pg_isready"), "-q", "-h", ports.LOOPBACK, "-p", str(port)]
    deadline = time.monotonic() + STARTS_WITHIN
    while subprocess.run(asked, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise Stop(DID_NOT_HOLD, f"PostgreSQL did not start. Its log ends with:\n{last_lines(log)}")
        time.sleep(0.1)


def _end(server: "subprocess.Popen[bytes]") -> None:
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait(10)
