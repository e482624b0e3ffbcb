"""MeMo, the format of a message in Digital Post: written as 1.2, read as 1.1 and 1.2."""

from indgang.adapters.digital_post.memo.read import read
from indgang.adapters.digital_post.memo.write import write

__all__ = ["read", "write"]
