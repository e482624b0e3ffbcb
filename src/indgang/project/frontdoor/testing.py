"""`./indgang test`: all tests on SQLite, and those that depend on the database on PostgreSQL as well.

The PostgreSQL part runs first, so that the closing line of the whole suite stays the last line.
"""

import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indgang.project.frontdoor import assets, spark, system
from indgang.project.frontdoor.children import follow
from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.places import BUILD, ROOT, child_environment, python
from indgang.project.frontdoor.supervisor import Interrupted, StopSignals
from indgang.project.frontdoor.throwaway import postgres

NO_TESTS = 5  # pytest's exit code when nothing was selected
NOTES = "INDGANG_TEST_NOTES"
ELSEWHERE = "INDGANG_TEST_POSTGRES_TOO"
"""Set while the tests run on SQLite and have run on PostgreSQL: what takes long runs on one of them (tests/faults)."""
KEPT = ("INDGANG_CHROMIUM", "INDGANG_PYTHON", "INDGANG_EXAMPLES")
ALONE = (
    "-n",
    "--numprocesses",
    "--pdb",
    "--trace",
    "-s",
    "--collect-only",
    "--co",
    "--fixtures",
    "--markers",
)
HELP = """usage: indgang test [--without browser,postgres,letters,mail] [pytest arguments]
       indgang test --spark

Runs all tests on SQLite. Those marked `postgres` run on a throw-away PostgreSQL first, unless arguments for
pytest narrow the run (`-m postgres` brings it back). Paths are relative to the project's folder. What tests
need of the machine is installed through apt when we may, otherwise named (exit 3).

--spark lays the figures of Spark, as a master with two workers, beside our own. It needs Java 17."""


@dataclass(frozen=True)
class Plan:
    """What was asked for: parts left out, an expression of marks, and the other arguments for pytest."""

    without: tuple[str, ...]
    marks: str
    arguments: tuple[str, ...]

    @property
    def on_postgres(self) -> bool:
        """Whether the tests that depend on the database also run on PostgreSQL."""
        narrowed = bool(self.arguments or self.marks)
        return "postgres" not in self.without and (not narrowed or self.marks == "postgres")

    def selection(self, *more: str) -> list[str]:
        """pytest's `-m`, with the parts left out."""
        wanted = [f"({self.marks})"] if self.marks else []
        left_out = [f"not {name}" for name in self.without if name != "postgres"]
        parts = [*wanted, *more, *left_out]
        return ["-m", " and ".join(parts)] if parts else []


def parse(argv: Sequence[str]) -> Plan:
    """Read the arguments. Stops when `--without` names something that does not exist."""
    without: list[str] = []
    marks, others = "", []
    words = iter(argv)
    for word in words:
        option, equals, value = word.partition("=")
        if option == "--without":
            without += (value if equals else next(words, "")).split(",")
        elif word == "-m":
            marks = next(words, "")
        else:
            others.append(word)
    unknown = [name for name in without if name not in system.NEEDS]
    if unknown:
        known = ", ".join(system.NEEDS)
        raise Stop(BAD_INPUT, f"--without {','.join(unknown) or '(nothing)'}: choose from {known}.")
    return Plan(tuple(dict.fromkeys(without)), marks, tuple(others))


def main(argv: list[str]) -> int:
    if "--help" in argv or "-h" in argv:
        print(HELP)
        return GOOD
    if "--spark" in argv:
        return spark.main([word for word in argv if word != "--spark"])
    plan = parse(argv)
    notes = [f"Left out on request: {name}" for name in plan.without]
    for note in notes:
        say(note)
    plan = _provided(plan, notes)
    signals = StopSignals()
    signals.listen()
    try:
        assets.build()
        first = _on_postgres(plan, signals, notes) if plan.on_postgres else GOOD
        second = _on_sqlite(plan, signals, notes)
    except Interrupted:
        raise Stop(130, "The tests were interrupted.") from None
    return second or first


def _provided(plan: Plan, notes: list[str]) -> Plan:
    """Everything the tests need is there, or this stops with the command that installs it.

    Without a mail server alone the rest can be trusted all the same: IMAP is tried on our simulator of it, too. So
    where Dovecot cannot be had its tests are left out, and the last lines say so.
    """
    wanted = [need for name, need in system.NEEDS.items() if name not in plan.without]
    system.provide(need for need in wanted if need is not system.MAIL)
    if system.MAIL not in wanted:
        return plan
    try:
        system.provide([system.MAIL])
    except Stop as missing:
        say(str(missing))
        notes.append("Left out, since Dovecot could not be installed here: mail")
        return replace(plan, without=(*plan.without, system.MAIL.name))
    return plan


def environment(data: str, plan: Plan, database: str, notes: Sequence[str]) -> dict[str, str]:
    """What pytest gets: nothing of the developer's own installation, and `database` (empty: SQLite)."""
    ours = {name: value for name, value in os.environ.items() if name.startswith("INDGANG_")}
    given = child_environment(Path(data), **{NOTES: "\n".join(notes)})
    for name in ours:
        if name not in (*KEPT, "INDGANG_DATA"):
            del given[name]
    if database:
        given["INDGANG_DATABASE_URL"] = database
    elif plan.on_postgres:
        given[ELSEWHERE] = "yes"
    given.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would each compile us
    given["PYTHONPYCACHEPREFIX"] = str(BUILD / "bytecode")
    browser = system.chromium()
    if browser and "browser" not in plan.without:
        given["INDGANG_CHROMIUM"] = str(browser)
    if "letters" in plan.without:
        given["INDGANG_LETTERS"] = "html"
    return given | {NOTES: "\n".join(notes)}


def _pytest(
    plan: Plan, signals: StopSignals, selection: list[str], database: str, notes: Sequence[str]
) -> int:
    alone = any(word == flag or word.startswith(f"{flag}=") for word in plan.arguments for flag in ALONE)
    workers = max(2, min(os.cpu_count() or 2, 8))
    parallel = [] if alone else ["-n", str(workers), "--dist", "loadfile"]
    command = python("pytest", "-p", "indgang.project.frontdoor.pytest_notes", *parallel, *selection)
    with tempfile.TemporaryDirectory(prefix="indgang-test-") as data:
        given = environment(data, plan, database, notes)
        collected = BUILD / "test-static"
        collected.mkdir(parents=True, exist_ok=True)
        (Path(data) / "static").symlink_to(collected)
        collect = python("indgang.project.frontdoor.preparation", "--static")
        if follow(collect, given, signals, as_progress=True):
            raise Stop(DID_NOT_HOLD, "Static files for the tests could not be collected; see above.")
        return follow([*command, *plan.arguments], given, signals, folder=ROOT)


def _on_postgres(plan: Plan, signals: StopSignals, notes: list[str]) -> int:
    programs = system.postgres_programs()
    if programs is None:
        raise Stop(DID_NOT_HOLD, "PostgreSQL is installed, but its initdb was not found.")
    say("The tests that depend on the database, on PostgreSQL:")
    begun = time.monotonic()
    with postgres(programs) as address:
        code = _pytest(plan, signals, plan.selection("postgres"), address, [])
    took = f"{time.monotonic() - begun:.0f} s"
    if code == NO_TESTS:
        notes.append("On PostgreSQL: no test is marked `postgres`")
        return GOOD
    notes.append(f"On PostgreSQL: {'FAILED, see further up' if code else 'passed'} ({took})")
    return code


def _on_sqlite(plan: Plan, signals: StopSignals, notes: Sequence[str]) -> int:
    say("All tests, on SQLite:")
    return _pytest(plan, signals, plan.selection(), "", notes)
