"""A whole installation, each of its programs a process that can be killed: web, workers, routine, listener, simulators.

The house is not the demo: nobody starts a dead process again but the test that killed it.
"""

import http.client
import json
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indgang.project.frontdoor import ports
from indgang.project.frontdoor.places import BUILD, ROOT, child_environment, manage, python
from tests.faults.database import Database, Postgres, Sqlite
from tests.faults.processes import Process, eventually

POST = ROOT / "simulators" / "post" / "server.py"
CENTRE = ROOT / "simulators" / "smsc" / "server.mjs"
SCHEMAS = ROOT / "src" / "indgang" / "adapters" / "digital_post" / "schemas"
CVR = "99990007"


class House:
    """An installation with its state in `folder`. Processes are fields; none runs before it is started."""

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder, self.database = folder, database
        self.web_port, self.post_port, self.pages_port, self.sms_port = (ports.free_port() for _ in range(4))
        self.secret = f"post:{secrets.token_urlsafe(18)}"
        self.env = self._environment()
        self.inside = self._process("inside", python("tests.faults.inside"), speaks=True)
        self.post = self._process("post", [sys.executable, "-I", str(POST)], self._post(), speaks=True)
        self.web = self._process("web", _gunicorn(self.web_port))
        self.worker, self.other_worker = (
            self._process(
                name, manage("db_worker", "--no-startup-delay", "--interval=0.1", *_queue("default"))
            )
            for name in ("worker", "other worker")
        )
        self.many = self._process(
            "many", manage("db_worker", "--no-startup-delay", "--interval=0.1", *_queue("bulk"))
        )
        self.routine = self._process("routine", manage("routine", "--every=0.5"))
        self.listener = self._process("listener", manage("listen", "--every=1"))
        self.centre = self._process(
            "sms", [shutil.which("node") or "node", str(CENTRE)], self._sms(), speaks=True
        )

    def _environment(self) -> dict[str, str]:
        given = clean_environment(self.folder)
        given["INDGANG_ORIGIN"] = f"http://{ports.LOOPBACK}:{self.web_port}"
        if isinstance(self.database, Postgres):
            given["INDGANG_DATABASE_URL"] = self.database.address
        return given

    @property
    def post_store(self) -> Path:
        """The simulator's own database."""
        return self.folder / "post" / "post.sqlite3"

    def _post(self) -> dict[str, str]:
        folder = self.folder / "post"
        return {
            "PATH": os.environ.get("PATH", ""),
            "POST_PORT": str(self.post_port),
            "POST_PAGES_PORT": str(self.pages_port),
            "POST_STATE": str(folder),
            "POST_REGISTER": str(folder / "register.json"),
            "POST_PUSH": f"http://{ports.LOOPBACK}:{self.web_port}/maskine/post",
            "POST_PUSH_SECRET": self.secret,
            "POST_SCHEMAS": str(SCHEMAS),
            "POST_FAULTS": str(folder / "faults.json"),
            "POST_CVR": CVR,
            "POST_PACE": "0.2",
            "SIM_CLOCK": str(self.folder / "clock.json"),
        }

    def _sms(self) -> dict[str, str]:
        return {
            "PATH": os.environ.get("PATH", ""),
            "SMSC_PORT": str(self.sms_port),
            "SMSC_STATE": str(self.folder / "sms"),
            "SMSC_ACCOUNTS": "indgang:hemmelig",
            "SMSC_FAULTS": str(self.folder / "sms-faults.json"),
            "SMSC_SECONDS": "0.2",
            "SIM_CLOCK": str(self.folder / "clock.json"),
        }

    def _process(
        self, name: str, argv: list[str], env: Mapping[str, str] | None = None, *, speaks: bool = False
    ) -> Process:
        log = self.folder / "logs" / f"{name.replace(' ', '-')}.log"
        return Process(name, argv, self.env if env is None else env, log, speaks=speaks)

    # What a test does.

    def begins(self) -> None:
        """Somebody to ask, and the post with everybody in its register. Nobody works yet."""
        self.inside.start()
        (self.folder / "post").mkdir()
        (self.folder / "post" / "register.json").write_text(json.dumps(self.do("register")))
        self.fault()
        self.start_post()

    def do(self, deed: str, **how: Any) -> Any:
        """Do something from within (`inside.py`). Raises AssertionError with what went wrong there."""
        self.inside.tell((json.dumps({"do": deed, "with": how}) + "\n").encode())
        answer = json.loads(self.inside.line(within=120))
        assert "said" in answer, answer
        return answer["said"]

    def know(self, people: Mapping[str, Mapping[str, Any]]) -> None:
        """Put more people into the register of Digital Post."""
        path = self.folder / "post" / "register.json"
        self._write(path, json.loads(path.read_text()) | dict(people))

    def fault(self, **on: Any) -> None:
        """Switch faults of the post on; those that are not named are off. Whole at once, for whoever reads it now."""
        self._write(self.folder / "post" / "faults.json", on)

    def _write(self, path: Path, said: object) -> None:
        new = path.with_suffix(".new")
        new.write_text(json.dumps(said))
        new.replace(path)

    def start_post(self) -> None:
        """The simulator, with what it had: the same ports, certificates and store. Nothing happens when it runs."""
        if self.post.is_alive:
            return
        said = json.loads(self.post.start().line())
        assert said["ready"]
        self.env |= {
            "INDGANG_POST": str(said["address"]),
            "INDGANG_POST_TOKENS": str(said["address"]),
            "INDGANG_POST_CVR": CVR,
            "INDGANG_POST_CERTIFICATE": str(said["certificate"]),
            "INDGANG_POST_KEY": str(said["key"]),
            "INDGANG_POST_CA": str(said["ca"]),
            "INDGANG_POST_SECRET": self.secret,
        }

    def start_centre(self) -> None:
        """The SMS centre, with what it had. Whoever is started afterwards knows of it."""
        if not self.centre.is_alive:
            assert json.loads(self.centre.start().line())["ready"]
        self.env["INDGANG_SMS"] = f"centre=smpp://indgang:hemmelig@{ports.LOOPBACK}:{self.sms_port}"

    def sms_fault(self, **on: Any) -> None:
        """Switch faults of the SMS centre on, as `fault` does."""
        self._write(self.folder / "sms-faults.json", on)

    def start_web(self) -> None:
        """The web server, and wait until it answers."""
        self.web.start()
        eventually("the web server answers", self._is_healthy, within=30)

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection(ports.LOOPBACK, self.web_port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def picture(self, *keys: str) -> dict[str, dict[str, Any]]:
        """Each letter by its key, as our tables have it."""
        seen: dict[str, dict[str, Any]] = self.do("picture", keys=list(keys))
        return seen

    def rung(self, key: str, way: str = "digital_post") -> dict[str, Any]:
        """The newest delivery of a letter in one way; empty when there is none."""
        found = [one for one in self.picture(key)[key]["ways"] if one["way"] == way]
        return found[-1] if found else {}

    def ends(self) -> None:
        """End every process. Safe to call twice."""
        ours = (self.web, self.worker, self.other_worker, self.many, self.routine, self.listener)
        for process in (*ours, self.centre, self.post, self.inside):
            process.ends()


def clean_environment(folder: Path) -> dict[str, str]:
    """For a process of a house: nothing of the developer's own installation. Whether letters are PDF stays."""
    kept = ("INDGANG_DATA", "INDGANG_LETTERS")
    given = child_environment(folder)
    return {name: value for name, value in given.items() if not name.startswith("INDGANG_") or name in kept}


def _queue(name: str) -> tuple[str, str]:
    return ("--queue-name", name)


def _gunicorn(port: int) -> list[str]:
    return python(
        "gunicorn",
        "indgang.project.wsgi:application",
        f"--bind={ports.LOOPBACK}:{port}",
        "--worker-class=gthread",
        "--workers=2",
        "--threads=4",
        "--no-control-socket",
        "--preload",
    )


@contextmanager
def open_house(folder: Path, like: Path, database: Postgres | None = None) -> Iterator[House]:
    """A house of its own that begins as the prepared folder `like`. On SQLite when no database is given."""
    shutil.copytree(like, folder, ignore=shutil.ignore_patterns("logs", "static"))
    collected = BUILD / "test-static"
    collected.mkdir(parents=True, exist_ok=True)
    (folder / "static").symlink_to(collected)
    house = House(folder, database or Sqlite(folder / "indgang.sqlite3"))
    try:
        house.begins()
        yield house
    finally:
        house.ends()
