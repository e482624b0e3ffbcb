"""`./indgang check`: what must hold about code and content, apart from the tests. All run, two at a time."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from indgang.project.frontdoor.console import BAD_INPUT, DID_NOT_HOLD, GOOD, Stop, say
from indgang.project.frontdoor.places import ROOT, child_environment, manage, python

IMPORTS = "from importlinter.cli import lint_imports_command as run; run(prog_name='lint-imports')"


@dataclass(frozen=True)
class Check:
    """One check: its name, its command, and what to do when it does not hold."""

    name: str
    argv: Sequence[str]
    remedy: str


@dataclass(frozen=True)
class Outcome:
    """How a check went: seconds, and its output, which is shown when it did not hold."""

    check: Check
    good: bool
    seconds: float
    output: str


CHECKS = (
    Check("types", python("mypy"), "Put the types right."),
    Check(
        "ruff",
        python("ruff", "check", "--quiet", "--output-format=concise", "."),
        "Try: .venv/bin/ruff check --fix",
    ),
    Check(
        "format",
        python("ruff", "format", "-q", "--check", "--output-format=concise"),
        "Run: .venv/bin/ruff format",
    ),
    Check("imports", [sys.executable, "-c", IMPORTS], "See the import rules in src/indgang/README.md."),
    Check("content", manage("check_content"), "Each line names the file, the line and what to write."),
    Check("django", manage("check", "--fail-level=WARNING"), "See Django's hint."),
    Check(
        "migrations",
        manage("makemigrations", "--check", "--dry-run"),
        "Run: ./indgang manage makemigrations",
    ),
    Check(
        "translations",
        python("indgang.project.frontdoor.translations", "--check"),
        "Run ./indgang translations and translate what it lists.",
    ),
    Check(
        "processing record",
        manage("processing_record", "--check"),
        "Run: ./indgang manage processing_record",
    ),
    Check("rights", manage("rights_matrix", "--check"), "Run: ./indgang manage rights_matrix"),
)


def main(argv: list[str]) -> int:
    """Run all checks, or those that are named."""
    names = [check.name for check in CHECKS]
    unknown = [name for name in argv if name not in names]
    if unknown:
        raise Stop(BAD_INPUT, f"{', '.join(unknown)}: no such check. There are: {', '.join(names)}.")
    outcomes = run([check for check in CHECKS if not argv or check.name in argv])
    failed = [outcome.check.name for outcome in outcomes if not outcome.good]
    if failed:
        print(f"\n{len(failed)} of {len(outcomes)} checks failed: {', '.join(failed)}.", flush=True)
        return DID_NOT_HOLD
    print(f"\nAll {len(outcomes)} checks hold.", flush=True)
    return GOOD


def run(checks: Sequence[Check]) -> list[Outcome]:
    """Run checks side by side and show each as it ends."""
    say(f"Running {len(checks)} checks …")
    with ThreadPoolExecutor(2) as pool:
        outcomes = []
        for done in as_completed([pool.submit(_one, check) for check in checks]):
            outcomes.append(done.result())
            _show(outcomes[-1])
    return outcomes


def _one(check: Check) -> Outcome:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="indgang-check-") as data:
        done = subprocess.run(
            check.argv,
            env=child_environment(Path(data)),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    return Outcome(check, done.returncode == 0, time.monotonic() - begun, done.stdout)


def _show(outcome: Outcome) -> None:
    word = "ok" if outcome.good else "FAILED"
    print(f"{word:<7} {outcome.check.name:<18} {outcome.seconds:6.1f} s", flush=True)
    if not outcome.good:
        text = "\n".join(f"    {line}" for line in outcome.output.rstrip().splitlines())
        print(f"{text}\n    -> {outcome.check.remedy}", flush=True)
