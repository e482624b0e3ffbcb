"""MeMo, the format of a message in Digital Post: written as 1.2, read as 1.1 and 1.2."""

from indgang.adapters.digital_post.memo.reading import read
from indgang.adapters.digital_post.types import MemoOut, Written

__all__ = ["read", "write"]


def write(memo: MemoOut, *, loopback: bool = False) -> Written:
    """The message as bytes that follow the schema. `loopback` lets a demo lead to its own plain http on this machine.

    Raises NotValid with the field or element and a sentence; no value stands in it.
    """
    from indgang.adapters.digital_post.memo import writing  # lxml, only in a process that writes

    return writing.write(memo, loopback=loopback)
