"""What people type into a field: kept as they wrote it, but for what no database or reader can use."""

import re
import unicodedata

# Control characters except tab and new line, and the marks that turn the direction of reading.
_UNUSABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_CPR = re.compile(r"(?<![0-9A-Za-z])[0-9]{6}-?[0-9]{4}(?![0-9A-Za-z])")


def without_cpr(text: str) -> str:
    """The text with `[cpr]` for everything that has the form of a CPR number. For logs and the audit trail."""
    return _CPR.sub("[cpr]", text)


def cleaned(raw: str) -> str:
    """The text in composed form (NFC), with plain line ends, without unusable characters and outer blanks."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    return _UNUSABLE.sub("", unicodedata.normalize("NFC", text)).strip()
