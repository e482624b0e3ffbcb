"""Children that end by themselves."""

import os
import sys
import time
from pathlib import Path

import pytest

from indgang.project.frontdoor.children import beside


def test_what_runs_beside_is_done_when_the_block_is(tmp_path: Path) -> None:
    made = tmp_path / "made"
    program = f"import time, pathlib; time.sleep(0.3); pathlib.Path({str(made)!r}).touch()"
    with beside([sys.executable, "-I", "-c", program], os.environ):
        assert not made.exists()
    assert made.exists()


def test_what_runs_beside_ends_with_a_block_that_fails(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    program = (
        f"import os, time, pathlib; pathlib.Path({str(pid)!r}).write_text(str(os.getpid())); time.sleep(60)"
    )

    def fails() -> None:
        with beside([sys.executable, "-I", "-c", program], os.environ):
            while not pid.exists() or not pid.read_text():
                time.sleep(0.02)
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
