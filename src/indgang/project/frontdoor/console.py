"""What the front door says: progress on standard error, one sentence that says what to do when it stops."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

GOOD = 0
DID_NOT_HOLD = 1
BAD_INPUT = 2
INSTALL_FIRST = 3


class Stop(Exception):
    """Ends the command. `code` is the exit code, the message says what is wrong and what to do."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def say(text: str = "") -> None:
    """A line of progress. Standard output belongs to the command's result."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """A piece of work that takes a moment: its name when it begins, its seconds when it is done."""
    begun = time.monotonic()
    say(f"  {title} …")
    yield
    took = time.monotonic() - begun
    if took >= 1:
        say(f"  {title}: {took:.1f} s")
