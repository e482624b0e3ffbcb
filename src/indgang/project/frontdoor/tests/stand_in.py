"""A demo with tiny web servers in place of the real programs, started by test_demo_run.py as a process."""

import json
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from unittest.mock import patch

from indgang.project.frontdoor import assets, demo
from indgang.project.frontdoor.neighbours import Neighbours
from indgang.project.frontdoor.state import State
from indgang.project.frontdoor.supervisor import Program, StopSignals


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()


def prepare(environment: Mapping[str, str], people: Path, clients: Path, signals: StopSignals) -> None:
    people.parent.mkdir()
    people.write_text(json.dumps({"people": [{"name": "Mads", "story": {"da": "Vil flytte."}}], "staff": []}))


def programs(
    state: State, environment: Mapping[str, str], port: int, broker_port: int, people: Path, clients: Path
) -> list[Program]:
    serve = [sys.executable, "-m", "indgang.project.frontdoor.tests.stand_in", "serve"]
    return [
        Program("web server", [*serve, str(port)], state.log("web")),
        Program("login broker", [*serve, str(broker_port)], state.log("broker")),
    ]


def main(argv: list[str]) -> int:
    if argv[0] == "serve":
        HTTPServer(("127.0.0.1", int(argv[1])), Healthy).serve_forever()
    with (
        patch.object(assets, "build"),
        patch.object(demo, "prepare", prepare),
        patch.object(demo, "programs", programs),
        patch.object(Neighbours, "make_certificates"),
        patch.object(Neighbours, "programs", return_value=[]),
        patch.object(Neighbours, "answer", return_value=True),
    ):
        return demo.main(argv)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
