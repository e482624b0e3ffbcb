"""`./indgang demo`: sets everything up, keeps its processes alive, ends them all."""

import argparse
import http.client
import json
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indgang.project.frontdoor import assets, ports, registers, system
from indgang.project.frontdoor.children import beside, follow
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.neighbours import Neighbours, Ports
from indgang.project.frontdoor.places import ROOT, child_environment, data_folder, manage, python
from indgang.project.frontdoor.state import State
from indgang.project.frontdoor.supervisor import GaveUp, Interrupted, Program, StopSignals, Supervisor

READY_WITHIN = 90.0  # seconds from the start of the processes
WEB_WORKERS, WEB_THREADS = 2, 4


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="indgang demo", description="A living demo on this machine.")
    parser.add_argument("--port", type=int, default=8000, help="where the browser finds it (default 8000)")
    parser.add_argument("--data", metavar="DIR", help="folder of state (default .indgang)")
    parser.add_argument("--fresh", action="store_true", help="remove the state of that folder and begin anew")
    given = parser.parse_args(argv)
    begun = time.monotonic()
    check_port(given.port)
    state = State.at(data_folder(given.data))
    signals = StopSignals()
    with state.held():
        signals.listen()
        if given.fresh:
            say(f"Removing what stands in {state.path} …")
            state.empty()
        supervisor = Supervisor(say)
        try:
            _run(supervisor, signals, state, given.port, begun)
        except Interrupted:
            say("Stopping …")
        except GaveUp as failure:
            raise Stop(DID_NOT_HOLD, f"The demo stops. {failure}") from failure
        finally:
            supervisor.stop()
    say("Stopped.")
    return GOOD


def check_port(port: int) -> None:
    """Stops when the port cannot be used, with what to write instead."""
    if not 1 <= port <= 65535:
        raise Stop(BAD_INPUT, f"--port {port}: write a number between 1 and 65535.")
    if not ports.is_free(port):
        raise Stop(
            BAD_INPUT,
            f"Port {port} is taken or not ours to use. End what uses it, or choose another: "
            f"./indgang demo --port {ports.next_free(max(port, 1024))}",
        )


def _run(supervisor: Supervisor, signals: StopSignals, state: State, port: int, begun: float) -> None:
    say(f"Preparing the demo in {state.path} …")
    assets.build()
    signals.check()
    broker_port = ports.free_port()
    near = Neighbours(state, Ports.free(), f"http://127.0.0.1:{port}", registers=registers.free_ports())
    near.make_certificates()
    for program in near.programs():  # they need nothing of ours: they start while we prepare
        supervisor.start(program)
    environment = demo_environment(state, port, broker_port, near)
    people, clients = state.path / "broker" / "people.json", state.path / "broker" / "clients.json"
    prepare(environment, people, clients, signals)
    for program in programs(state, environment, port, broker_port, people, clients):
        supervisor.start(program)
    deadline = time.monotonic() + READY_WITHIN
    while not (is_healthy(port) and ports.answers(broker_port) and near.answer()):
        signals.check()
        supervisor.tick()
        if time.monotonic() > deadline:
            raise Stop(
                DID_NOT_HOLD, f"Not ready after {READY_WITHIN:.0f} s. Read the logs in {state.path / 'logs'}."
            )
        time.sleep(0.1)
    who = who_can_log_in(json.loads(people.read_text()))
    print(f"ready: http://127.0.0.1:{port}\n\n{who}\n\n{seen_from_outside(near)}", flush=True)
    say(f"\nReady after {time.monotonic() - begun:.0f} s. Logs: {state.path / 'logs'}. Ctrl-C ends the demo.")
    while True:
        signals.check()
        supervisor.tick()
        time.sleep(0.2)


def demo_environment(state: State, port: int, broker_port: int, near: Neighbours) -> dict[str, str]:
    """The environment that every process of the demo gets."""
    clients = state.clients()
    more = {
        "INDGANG_ORIGIN": f"http://127.0.0.1:{port}",
        "INDGANG_BROKER": f"http://127.0.0.1:{broker_port}",
        "INDGANG_CITIZEN_CLIENT": clients["citizen"],
        "INDGANG_STAFF_CLIENT": clients["staff"],
        **near.environment(),
    }
    missing = system.LETTERS.missing_packages()
    if missing:
        say(f"Letters come as HTML: PDF needs {' '.join(missing)}.\n  {system.how_to_install(missing)}")
        more["INDGANG_LETTERS"] = "html"
    return child_environment(state.path, **more)


def prepare(environment: Mapping[str, str], people: Path, clients: Path, signals: StopSignals) -> None:
    """Make tables, content, the demo's people and the broker's two files, in a process of its own; style sheets and
    scripts beside it. Whoever needs those waits for them: see `preparation.static_files`."""
    preparation = python("indgang.project.frontdoor.preparation")
    arguments = ("--people", str(people), "--clients", str(clients))
    with beside([*preparation, "--static"], environment):
        code = follow([*preparation, *arguments], environment, signals, as_progress=True)
    if code:
        raise Stop(max(code, DID_NOT_HOLD), "The demo could not be prepared; see above.")


def programs(
    state: State, environment: Mapping[str, str], port: int, broker_port: int, people: Path, clients: Path
) -> list[Program]:
    """The processes of the demo: login broker, web server, a worker for each queue, the routine that keeps the
    house, and the listener for e-mail and the receipts of SMS."""
    node = shutil.which("node")
    if node is None:
        raise Stop(BAD_INPUT, "Node is not on the path. Start the demo by ./indgang demo.")
    broker = {
        **environment,
        "BROKER_PORT": str(broker_port),
        "BROKER_PEOPLE": str(people),
        "BROKER_CLIENTS": str(clients),
    }
    web = python(
        "gunicorn",
        "indgang.project.wsgi:application",
        f"--bind=127.0.0.1:{port}",
        "--worker-class=gthread",
        f"--workers={WEB_WORKERS}",
        f"--threads={WEB_THREADS}",
        "--graceful-timeout=5",
        "--no-control-socket",
        "--preload",  # one import for all workers: half the time to start, and memory shared
    )
    return [
        Program(
            "login broker",
            [node, str(ROOT / "simulators" / "broker" / "server.mjs")],
            state.log("broker"),
            broker,
        ),
        Program("web server", web, state.log("web"), environment),
        Program("worker", worker("default"), state.log("worker"), environment),
        Program("worker for many letters", worker("bulk"), state.log("many"), environment),
        Program("routine", manage("routine", "--every=20"), state.log("routine"), environment),
        Program("listener", manage("listen", "--every=20"), state.log("listener"), environment),
    ]


def worker(queue: str) -> list[str]:
    """The command line of a worker that takes the tasks of one queue."""
    return manage("db_worker", "--no-startup-delay", "--queue-name", queue)


def is_healthy(port: int) -> bool:
    """Whether our web server answers that it is well."""
    connection = http.client.HTTPConnection(ports.LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def seen_from_outside(near: Neighbours) -> str:
    """Where the letters that were sent can be seen as their receivers see them."""
    width = max(map(len, near.pages))
    lines = [f"  {name:<{width}}  {address}" for name, address in near.pages.items()]
    return "\n".join(
        ["What arrives outside (a citizen's mailbox, letters on paper, telephones, e-mail):", *lines]
    )


def who_can_log_in(people: Mapping[str, Any]) -> str:
    """A table of the people that the login page offers: name, who, story."""
    rows = [
        (str(one["name"]), kind, _story(one.get("story")))
        for key, kind in (("people", "citizen"), ("staff", "staff"))
        for one in people[key]
    ]
    width = max((len(name) for name, _, _ in rows), default=0)
    lines = [f"  {name:<{width}}  {kind:<8}  {story}".rstrip() for name, kind, story in rows]
    return "\n".join(["Who can log in (choose a person on the login page):", *lines])


def _story(story: object) -> str:
    if isinstance(story, Mapping):
        return str(story.get("da") or next(iter(story.values()), ""))
    return str(story or "")
