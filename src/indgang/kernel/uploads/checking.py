"""The one door for a file from outside."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore

from indgang.kernel.uploads.kinds import FileKind, kind_of
from indgang.kernel.uploads.refusals import BadFile, Limits, Refusal

SOURCE = Path(__file__).resolve().parents[3]
AT_ONCE = BoundedSemaphore(2)
"""Files that one web process reads at the same time: each may take the memory of `Limits.memory`."""
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from indgang.kernel.uploads.child import main; main(sys.argv[2:])"
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept of a file. `sha256` is of `content`, which is a photo drawn anew or a PDF as it came."""

    kind: FileKind
    content: bytes
    sha256: str
    pages: int

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def checked(content: bytes, limits: Limits | None = None) -> Checked:
    """What a file is, and what of it can be kept. Raises BadFile with a sentence that says what to do.

    Takes about a quarter of a second: the file is read in a process of its own, which cannot take more than
    `limits` of time and memory, has no environment, and may write no file.
    """
    limits = limits or Limits()
    if not content:
        raise BadFile(Refusal.EMPTY)
    if len(content) > limits.size:
        raise BadFile(Refusal.TOO_BIG, limits)
    kind = kind_of(content)
    answer, drawn = _read_apart(content, kind, limits)
    if "refused" in answer:
        raise BadFile(Refusal(str(answer["refused"])), limits)
    kept = content if kind is FileKind.PDF else drawn
    return Checked(kind, kept, sha256(kept).hexdigest(), int(str(answer["pages"])))


def _read_apart(content: bytes, kind: FileKind, limits: Limits) -> tuple[dict[str, object], bytes]:
    numbers = (limits.pages, limits.pixels, limits.seconds, limits.memory)
    command = [sys.executable, "-I", "-c", START, str(SOURCE), kind.value, *map(str, numbers)]
    try:
        with AT_ONCE:
            done = subprocess.run(  # noqa: S603  (our own program; the file goes in as data)
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds * 2,
                env={"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
                cwd=os.sep,
                check=False,
            )
    except subprocess.TimeoutExpired:
        raise BadFile(Refusal.HEAVY, limits) from None
    line, _end, drawn = done.stdout.partition(b"\n")
    if done.returncode or not line.startswith(b"{"):
        # The system ended it, for its time; or the reader itself fell over.
        ended = -done.returncode in (signal.SIGXCPU, signal.SIGKILL)
        raise BadFile(Refusal.HEAVY if ended else Refusal.BROKEN, limits)
    return json.loads(line), drawn
