"""The broker for tests: starts the real process, and picks a person the way a browser without JavaScript does.

with running(people, clients) as broker:
    broker.issuer                      # http://127.0.0.1:<free port>
    broker.faults(token=500)           # and broker.faults() to heal
    address = pick(start_address, "mads")   # where the broker sends the browser back to
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

SERVER = Path(__file__).with_name("server.mjs")
READY_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Running:
    """A broker that answers. `process` is there for tests that end it early."""

    issuer: str
    process: "subprocess.Popen[str]"
    folder: Path

    def faults(self, **on: Any) -> None:
        """Switch faults on (see faults.mjs); those that are not named are off."""
        (self.folder / "faults.json").write_text(json.dumps(on))


@contextmanager
def running(people: Mapping[str, Any], clients: Mapping[str, Any], *, port: int = 0) -> Iterator[Running]:
    """A broker with these people and clients, in the forms that `manage demo_people` writes.

    Raises RuntimeError when it does not start; what it wrote on standard error is in the message.
    """
    node = shutil.which("node")
    if node is None:
        raise RuntimeError("Node 20 or newer must be on the path.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "people.json").write_text(json.dumps(people))
        (folder / "clients.json").write_text(json.dumps(clients))
        (folder / "faults.json").write_text("{}")
        with (folder / "stderr").open("w") as errors:
            process = subprocess.Popen(  # noqa: S603  # our own program
                [node, str(SERVER)],
                env={
                    "PATH": os.environ.get("PATH", ""),
                    "BROKER_PORT": str(port),
                    "BROKER_PEOPLE": str(folder / "people.json"),
                    "BROKER_CLIENTS": str(folder / "clients.json"),
                    "BROKER_FAULTS": str(folder / "faults.json"),
                },
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        try:
            yield Running(_issuer(process, folder), process, folder)
        finally:
            process.terminate()
            process.wait(timeout=10)
            if process.stdout:
                process.stdout.close()


def _issuer(process: "subprocess.Popen[str]", folder: Path) -> str:
    assert process.stdout is not None  # noqa: S101  # asked for above
    ready, _, _ = select.select([process.stdout], [], [], READY_WITHIN_SECONDS)
    line = process.stdout.readline() if ready else ""
    if not line:
        raise RuntimeError(f"The broker did not start. {(folder / 'stderr').read_text()}")
    issuer: str = json.loads(line)["issuer"]
    return issuer


def pick(start: str, choice: str, *, browser: requests.Session | None = None) -> str:
    """Follow `start` (an authorisation address) to the page, press the button `choice`, and return the address
    that the broker sends the browser back to. The address itself is not opened.

    `choice` is a person's id, `<person>~<cvr>`, `staff~<id>`, or `fortryd`. An error that the broker sends back
    without showing its page is returned just the same. Raises AssertionError when the button is not on the page.
    """
    with nullcontext(browser) if browser else requests.Session() as session:
        answer, target = _follow(session, session.get(start, allow_redirects=False, timeout=10))
        if target:
            return target
        if answer.status_code == 200:
            assert f'value="{choice}"' in answer.text, answer.text  # noqa: S101
            pressed = session.post(answer.url, data={"valg": choice}, allow_redirects=False, timeout=10)
            answer, target = _follow(session, pressed)
        assert target, f"The broker stopped at {answer.url.split('?')[0]}: {answer.status_code}"  # noqa: S101
        return target


def _follow(session: requests.Session, answer: requests.Response) -> tuple[requests.Response, str]:
    """Redirects within the broker; the second part is the first address elsewhere, or empty."""
    host = urlsplit(answer.url).netloc
    while answer.is_redirect:
        target = urljoin(answer.url, answer.headers["Location"])
        if urlsplit(target).netloc != host:
            return answer, target
        answer = session.get(target, allow_redirects=False, timeout=10)
    return answer, ""
