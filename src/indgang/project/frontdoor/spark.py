"""`./indgang test --spark`: the figures of the engine in the house beside those of Spark, as a master with two workers.

PySpark stands in an environment of its own, `build/spark-venv`, made from requirements-spark.txt when it has changed.
Master and workers are processes on the loopback address, in a temporary folder, and end with the test.
"""

import glob
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indgang.project.frontdoor import assets, ports, stamps, system
from indgang.project.frontdoor.children import follow
from indgang.project.frontdoor.console import DID_NOT_HOLD, Stop, say
from indgang.project.frontdoor.leash import die_with_parent
from indgang.project.frontdoor.places import BUILD, ROOT, child_environment
from indgang.project.frontdoor.supervisor import Interrupted, StopSignals, last_lines

ENVIRONMENT = BUILD / "spark-venv"
LOCK = ROOT / "requirements-spark.txt"
MASTER = "INDGANG_TEST_SPARK"
TESTS = "src/indgang/modules/strategy/tests/test_equal_engines.py"
WORKERS = 2
STARTS_WITHIN = 90.0
_DEPLOY = "org.apache.spark.deploy"


def main(arguments: list[str]) -> int:
    """Make the environment, start Spark, and run the test of equality on it."""
    java = system.provide_java()
    signals = StopSignals()
    signals.listen()
    try:
        program = _environment(signals)
        assets.build()
        with (
            tempfile.TemporaryDirectory(prefix="indgang-spark-") as folder,
            _cluster(java, Path(folder)) as master,
        ):
            return _test(program, java, master, Path(folder), signals, arguments)
    except Interrupted:
        raise Stop(130, "The tests were interrupted.") from None


def _environment(signals: StopSignals) -> Path:
    """The Python that has PySpark."""
    program, stamp = ENVIRONMENT / "bin" / "python", ENVIRONMENT / "indgang-stamp"
    now = LOCK.read_text()
    if stamps.is_fresh(stamp, now) and program.exists():
        return program
    say("Making build/spark-venv (PySpark is about 400 MB; this takes some minutes) …")
    given = {
        **os.environ,
        "UV_DEFAULT_INDEX": os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL", ""),
    }
    uv = str(ROOT / ".venv" / "uv" / "bin" / "uv")
    steps = (
        [sys.executable, "-m", "venv", str(ENVIRONMENT)],
        [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(program), str(LOCK)],
    )
    for step in steps:
        if follow(step, given, signals, as_progress=True):
            raise Stop(DID_NOT_HOLD, "The environment with PySpark could not be made; see above.")
    stamps.write_whole(stamp, now)
    return program


def _spark_home() -> Path:
    return Path(glob.glob(str(ENVIRONMENT / "lib" / "python*" / "site-packages" / "pyspark"))[0])


@contextmanager
def _cluster(java: Path, folder: Path) -> Iterator[str]:
    """A master with two workers, each with one core and 1 GB, and its address."""
    port, pages = ports.free_port(), ports.free_port()
    master = f"spark://{ports.LOOPBACK}:{port}"
    given = {
        **os.environ,
        "JAVA_HOME": str(java),
        "SPARK_HOME": str(_spark_home()),
        "SPARK_LOCAL_IP": ports.LOOPBACK,
        "SPARK_DAEMON_MEMORY": "512m",
        "SPARK_LOCAL_DIRS": str(folder),
        "SPARK_CONF_DIR": str(folder / "conf"),
    }
    (folder / "conf").mkdir()
    host = ["--host", ports.LOOPBACK]
    running = [
        _start(
            "master",
            [f"{_DEPLOY}.master.Master", *host, "--port", str(port), "--webui-port", str(pages)],
            given,
            folder,
        )
    ]
    try:
        _wait(running, folder, lambda: ports.answers(port))
        for number in range(WORKERS):
            part = folder / f"work-{number}"
            one = [
                "--cores",
                "1",
                "--memory",
                "1g",
                "--webui-port",
                str(ports.free_port()),
                "--work-dir",
                str(part),
            ]
            running.append(
                _start(f"worker-{number}", [f"{_DEPLOY}.worker.Worker", *host, *one, master], given, folder)
            )
        _wait(running, folder, lambda: _workers(pages) == WORKERS)
        say(f"Spark: a master and {WORKERS} workers at {master}")
        yield master
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _start(name: str, words: list[str], given: dict[str, str], folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [str(_spark_home() / "bin" / "spark-class"), *words],
            env=given,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(),
        )


def _workers(pages: int) -> int:
    """How many workers the master has, by its own page."""
    try:
        with urllib.request.urlopen(f"http://{ports.LOOPBACK}:{pages}/json/", timeout=5) as answer:
            return int(json.load(answer)["aliveworkers"])
    except (urllib.error.URLError, OSError, ValueError, KeyError):
        return 0


def _wait(running: list["subprocess.Popen[bytes]"], folder: Path, ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while not ready():
        ended = any(process.poll() is not None for process in running)
        if ended or time.monotonic() > deadline:
            logs = "\n".join(last_lines(log) for log in sorted(folder.glob("*.log")))
            raise Stop(DID_NOT_HOLD, f"Spark did not start. Its logs end with:\n{logs}")
        time.sleep(0.3)


def _test(
    program: Path, java: Path, master: str, folder: Path, signals: StopSignals, arguments: list[str]
) -> int:
    data = folder / "data"
    data.mkdir()
    collected = BUILD / "test-static"
    collected.mkdir(parents=True, exist_ok=True)
    (data / "static").symlink_to(collected)
    given = {
        name: value
        for name, value in child_environment(data).items()
        if not name.startswith("INDGANG_") or name == "INDGANG_DATA"
    }
    given |= {MASTER: master, "JAVA_HOME": str(java), "SPARK_LOCAL_IP": ports.LOOPBACK}
    command = [str(program), "-m", "pytest", TESTS, "-m", "spark", "-p", "no:cacheprovider", *arguments]
    return follow(command, given, signals, folder=ROOT)
