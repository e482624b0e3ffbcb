"""The commands behind `./indgang`, and how they end."""

import importlib
import sys
from collections.abc import Callable
from dataclasses import dataclass

from indgang.project.frontdoor.console import BAD_INPUT, GOOD, Stop, say


@dataclass(frozen=True)
class Command:
    """A command: what it does in a line, and the module and function that do it."""

    summary: str
    module: str
    function: str = "main"
    passes_name: bool = False

    def run(self, name: str, argv: list[str]) -> int:
        path = f"indgang.project.frontdoor.{self.module}"
        try:
            module = importlib.import_module(path)
        except ModuleNotFoundError as missing:
            if missing.name != path:
                raise
            raise Stop(BAD_INPUT, f"{name}: this command is not there yet.") from missing
        function: Callable[..., int] = getattr(module, self.function)
        return function(name, argv) if self.passes_name else function(argv)


COMMANDS = {
    "demo": Command("start a living demo: demo [--port 8000] [--data DIR] [--fresh]", "demo"),
    "test": Command(
        "run the tests: test [--without browser,postgres,letters,mail] [pytest arguments]", "testing"
    ),
    "check": Command("check code and content: check [NAME …]", "checks"),
    "manage": Command("Django's commands: manage [--data DIR] COMMAND …", "django_commands", "manage"),
    "search": Command('find services: search "words" [--json]', "django_commands", "answer", True),
    "solution": Command(
        "write and try self-service solutions: solution new|check|test|preview|run|list|diff|zip|unzip|schema",
        "django_commands",
        "answer",
        True,
    ),
    "indicators": Command(
        "figures of a strategy: indicators --strategy NAME [--json]", "django_commands", "answer", True
    ),
    "ledger": Command(
        "counts of contacts: ledger import FILE --mapping MAPPING [--dry-run] | batches | undo | export …",
        "django_commands",
        "answer",
        True,
    ),
    "strategy": Command(
        "strategies as files: strategy check DIR | schema | report …", "django_commands", "answer", True
    ),
    "scenario": Command(
        "what if: scenario run STRATEGY [--scenario ID] [--json]", "django_commands", "answer", True
    ),
    "simulate": Command(
        "send messages through the simulators and count: simulate --post [--faults] [--messages N]",
        "simulation",
    ),
    "clock": Command("move the demo's clock: clock --forward 8d", "django_commands", "clock"),
    "bench": Command("measure: bench NAME [--json]", "benches"),
    "translations": Command("bring the English catalogue up to date: translations [--check]", "translations"),
    "screenshots": Command("make the pictures of the README anew", "screenshots"),
    "lock": Command("make the lock files anew: lock [--upgrade]", "locking"),
    "help": Command("this list", "__main__", "usage"),
}


def usage(argv: list[str]) -> int:
    width = max(map(len, COMMANDS))
    print("usage: ./indgang COMMAND …\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<{width}}  {command.summary}")
    print("\nExit codes: 0 good, 1 something did not hold, 2 bad input, 3 something must be installed first.")
    return GOOD


def main(argv: list[str]) -> int:
    """Run one command and give its exit code."""
    name, *rest = argv or ["help"]
    name = "help" if name in ("-h", "--help") else name
    try:
        if name not in COMMANDS:
            raise Stop(BAD_INPUT, f"{name}: no such command. There are: {', '.join(COMMANDS)}.")
        return COMMANDS[name].run(name, rest)
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        say("Interrupted.")
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
