"""Starts registers: `python -I simulators/registers/server.py --register vehicles …`, one port for each register named.

| variable | meaning |
|---|---|
| `REGISTERS_DEMO` | the folder with the demo's YAML |
| `REGISTERS_STATE` | a folder for the certificates |
| `REGISTERS_PORTS` | optional: `vehicles=8101,income=8102`; others take a free one |
| `REGISTERS_FAULTS` | optional file of faults (see faults.py) |
| `SIM_CLOCK` | optional file `{"offset_seconds": n}`: the demo's clock |

The first line on standard output says where they are: `{"ready": true, "registers": {"vehicles": "https://…"}, "ca",
"certificate", "key"}`. It ends by itself when the one who started it is gone. Exit 2 means bad input.
"""

import argparse
import hashlib
import json
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from simulators.post import certificates
from simulators.post.house import Watched
from simulators.post.machines import context
from simulators.post.web import Handler, Server
from simulators.registers import addresses, companies, doctors, income, people, schools, vehicles
from simulators.registers.faults import Faults, bent
from simulators.registers.seed import BadSeed

CVR = "99990007"
LARGEST = 20_000  # bytes of a question
REGISTERS: dict[str, tuple[Any, tuple[str, ...], tuple[str, ...]]] = {
    "cpr": (
        people.People,
        ("person", "household", "number_of", "registered_at", "children", "past_addresses"),
        people.MAY_LACK,
    ),
    "addresses": (addresses.Addresses, ("get", "search", "exactly"), addresses.MAY_LACK),
    "doctors": (doctors.Doctors, ("all", "doctor_of"), doctors.MAY_LACK),
    "vehicles": (vehicles.Vehicles, ("of", "find"), vehicles.MAY_LACK),
    "income": (income.Income, ("months", "paid_by"), income.MAY_LACK),
    "companies": (companies.Companies, ("get",), companies.MAY_LACK),
    "schools": (schools.Schools, ("all", "pupil"), schools.MAY_LACK),
}


def serve(name: str, port: int, demo: Path, folder: Path, watched: Watched) -> Server:
    """One register, listening. A caller must show a certificate of ours. Raises BadSeed."""
    made, questions, may_lack = REGISTERS[name]
    register, faults = made(demo), Faults(watched, name)
    safe = context(folder, "server")

    def wrap(plain: socket.socket) -> socket.socket | None:
        return None if faults.now().get("down") else safe.wrap_socket(plain, server_side=True)

    class Questions(Handler):
        def do_POST(self) -> None:
            body, on = self.body(LARGEST), faults.now()
            if on.get("down"):
                self.hang_up()
                return
            time.sleep(float(on.get("slow_seconds", 0)))
            question = self.path.strip("/")
            if body is None or question not in questions:
                self.close_connection = True
                self.say_json(404, {"error": "no such question"})
            elif on.get("status"):
                self.say_json(int(on["status"]), {"error": "switched on"})
            elif on.get("wrong") == "page":
                self.say(200, b"<!doctype html><title>Driftstop</title>", "text/html")
            else:
                self._answer(question, body, on)

        def _answer(self, question: str, body: bytes, on: dict[str, Any]) -> None:
            try:
                answer = getattr(register, question)(json.loads(body))
            except (ValueError, KeyError, TypeError, AttributeError):
                self.say_json(400, {"error": "a question that cannot be read"})
                return
            digest = hashlib.sha256(b"another" if on.get("wrong") == "other" else body).hexdigest()
            count = len(answer) if isinstance(answer, list) else None
            self.say_json(200, {"asked": digest, "count": count, "answer": bent(answer, on, may_lack)})

    return Server(port, Questions, wrap)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--register", action="append", choices=sorted(REGISTERS), required=True)
    names: list[str] = parser.parse_args().register
    try:
        demo, state = Path(os.environ["REGISTERS_DEMO"]), Path(os.environ["REGISTERS_STATE"])
        pairs = [one.split("=") for one in os.environ.get("REGISTERS_PORTS", "").split(",") if one]
        ports = {name: int(port) for name, port in pairs}
        certificates.make(state / "certificates", CVR)
        given = os.environ.get("REGISTERS_FAULTS")
        watched = Watched(Path(given) if given else None)
        servers = {
            name: serve(name, ports.get(name, 0), demo, state / "certificates", watched) for name in names
        }
    except (KeyError, ValueError, BadSeed) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    said = {
        "ready": True,
        "registers": {name: f"https://127.0.0.1:{server.port}" for name, server in servers.items()},
        "ca": str(state / "certificates" / "ca.pem"),
        "certificate": str(state / "certificates" / "municipality.pem"),
        "key": str(state / "certificates" / "municipality-key.pem"),
    }
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
