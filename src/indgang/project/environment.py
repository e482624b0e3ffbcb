"""Reads what differs between two installations from the environment, once, with types.

Secrets come from the environment. A demo pack may make its own in the data folder, so that one command
starts it; a pack that is no demo refuses to start without them.
"""

import os
import re
import secrets
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[3]


class BadEnvironment(Exception):
    """A setting is missing or cannot be read; the message says which and what to write."""


def _value(name: str, default: str = "") -> str:
    return os.environ.get(f"INDGANG_{name}", default).strip()


def _client(name: str) -> tuple[str, str] | None:
    raw = _value(name)
    if not raw:
        return None
    identifier, colon, secret = raw.partition(":")
    if not colon:
        raise BadEnvironment(f"INDGANG_{name}: write it as id:secret.")
    return identifier, secret


def whole_number(name: str, raw: str, *, most: int) -> int:
    """A number from 1 to `most`. Raises BadEnvironment."""
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw) <= most):
        raise BadEnvironment(f"INDGANG_{name}: write a whole number from 1 to {most}.")
    return int(raw)


def clamav(address: str) -> str:
    """Where ClamAV's daemon listens; empty when there is none. Raises BadEnvironment: a scanner that is set up
    wrongly must not pass for none."""
    if address and not re.fullmatch(r"/\S+|[^\s/]+:[0-9]{1,5}", address):
        raise BadEnvironment("INDGANG_CLAMAV: write host:port, or the path of its socket.")
    return address


def analytics(address: str) -> str:
    """What counts the figures. Raises BadEnvironment."""
    if address != "duckdb" and not re.fullmatch(r"(postgres|postgresql|spark)://\S+", address):
        raise BadEnvironment(
            "INDGANG_ANALYTICS: write duckdb, postgresql://user:password@host:port/name or spark://host:port."
        )
    return address


def proxy_header(name: str) -> tuple[str, str] | None:
    """What Django reads to know that a browser came over TLS; None for no name. Raises BadEnvironment."""
    if not name:
        return None
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
        raise BadEnvironment("INDGANG_PROXY_HEADER: write a header's name, such as X-Forwarded-Proto.")
    return f"HTTP_{name.upper().replace('-', '_')}", "https"


def database_from_url(url: str) -> dict[str, Any]:
    """Turn a `postgresql://` address into Django's form. Raises BadEnvironment for another scheme."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise BadEnvironment("INDGANG_DATABASE_URL: write postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as it must be set for many processes: WAL, and the write lock taken at BEGIN."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        "CONN_MAX_AGE": None,
    }


@dataclass(frozen=True)
class Environment:
    """What the environment says about this installation."""

    data_dir: Path
    content_dir: Path
    vendored_static: Path
    municipality: str
    demo: bool
    origin: str
    hosts: list[str]
    proxy_header: tuple[str, str] | None
    broker: str
    broker_claims: str
    citizen_client: tuple[str, str] | None
    staff_client: tuple[str, str] | None
    file_megabytes: int
    clamav: str
    analytics: str
    database: dict[str, Any]

    @classmethod
    def read(cls) -> "Environment":
        data = Path(_value("DATA") or ROOT / ".indgang").resolve()
        content = Path(_value("CONTENT") or ROOT / "content").resolve()
        pack = _value("MUNICIPALITY", "lyngsoe")
        url = _value("DATABASE_URL")
        data.mkdir(parents=True, exist_ok=True)
        return cls(
            data_dir=data,
            content_dir=content,
            vendored_static=Path(_value("VENDORED_STATIC") or ROOT / "build" / "vendored"),
            municipality=pack,
            demo=_is_demo(content / "municipalities" / pack / "municipality.yaml"),
            origin=_value("ORIGIN", "http://127.0.0.1:8000").rstrip("/"),
            hosts=[host for host in _value("HOSTS", "127.0.0.1,localhost").split(",") if host],
            proxy_header=proxy_header(_value("PROXY_HEADER")),
            broker=_value("BROKER").rstrip("/"),
            broker_claims=_value("BROKER_CLAIMS", "signicat"),
            citizen_client=_client("CITIZEN_CLIENT"),
            staff_client=_client("STAFF_CLIENT"),
            file_megabytes=whole_number("FILE_MEGABYTES", _value("FILE_MEGABYTES", "10"), most=100),
            clamav=clamav(_value("CLAMAV")),
            analytics=analytics(_value("ANALYTICS", "duckdb")),
            database=database_from_url(url) if url else sqlite(data / "indgang.sqlite3"),
        )

    @property
    def secure(self) -> bool:
        return self.origin.startswith("https://")

    def secret(self, name: str) -> str:
        """A secret from the environment; a demo makes and keeps its own. Raises BadEnvironment otherwise."""
        given = _value(name)
        if given:
            return given
        if not self.demo:
            raise BadEnvironment(f"INDGANG_{name} is not set. Write 50 random characters into it.")
        path = self.data_dir / "keys" / name.lower()
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            try:
                descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            except FileExistsError:
                return _when_written(path)  # another process was first; its secret holds
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return _when_written(path)

    @property
    def logging(self) -> dict[str, Any]:
        """Warnings and worse to standard error; never the body of a request, never a CPR number."""
        return {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": {"()": "indgang.project.logs.formatter"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["stderr"], "level": _value("LOG_LEVEL", "WARNING")},
        }


def _when_written(path: Path) -> str:
    """The secret in a file that another process may be writing at this moment."""
    for _ in range(100):
        if secret := path.read_text().strip():
            return secret
        time.sleep(0.01)
    raise BadEnvironment(f"{path} is empty. Remove it, and start again.")


def _is_demo(path: Path) -> bool:
    """Whether the pack calls itself a demo; read plainly, since settings come before the content loader."""
    try:
        return any(line.split("#")[0].split() == ["demo:", "yes"] for line in path.read_text().splitlines())
    except FileNotFoundError as missing:
        raise BadEnvironment(
            f"{path} is missing. Set INDGANG_MUNICIPALITY to a folder that exists."
        ) from missing
