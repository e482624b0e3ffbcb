"""The process that reads a hostile file: little memory, little time, no files to write, no secrets to find.

Started by checking.py, one for each file. Reads the content from standard input. Answers one line of JSON
(`{"refused": why}` or `{"pages": n}`), and after it the new picture, if there is one.
"""

import json
import logging
import resource
import sys
from contextlib import suppress

from indgang.kernel.uploads.refusals import BadFile, Limits

FILES = 32


def bound(limits: Limits) -> None:
    """From here on the system ends us when we use more. macOS knows some of these only by name."""
    for what, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def main(argv: list[str]) -> None:
    kind, pages, pixels, seconds, memory = argv
    limits = Limits(pages=int(pages), pixels=int(pixels), seconds=int(seconds), memory=int(memory))
    logging.disable(logging.CRITICAL)
    content = sys.stdin.buffer.read()
    bound(limits)
    answer, drawn = _read(content, kind, limits)
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + drawn)
    sys.stdout.buffer.flush()


def _read(content: bytes, kind: str, limits: Limits) -> tuple[dict[str, object], bytes]:
    try:
        if kind == "pdf":
            from indgang.kernel.uploads import pdf

            return {"pages": pdf.look(content, limits)}, b""
        from indgang.kernel.uploads import picture
        from indgang.kernel.uploads.kinds import FileKind

        return {"pages": 1}, picture.redraw(content, FileKind(kind), limits)
    except BadFile as error:
        return {"refused": error.why}, b""
