"""A file from outside: what it really is, whether it is safe to keep, and what of it is kept.

`checked(content)` is the one door. It looks at the bytes, never at the name or at what a browser says the file is.
A PDF is kept as it came, since it is a document; a photo is drawn anew, so that nothing but the picture is left.
What reads a hostile file reads it in a process of its own (child.py).
"""

from indgang.kernel.uploads.checking import Checked, checked
from indgang.kernel.uploads.kinds import CONTENT_TYPES, FileKind
from indgang.kernel.uploads.refusals import BadFile, Limits, Refusal

__all__ = ["CONTENT_TYPES", "BadFile", "Checked", "FileKind", "Limits", "Refusal", "checked"]
