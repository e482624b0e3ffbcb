"""What a virus scanner tells us."""

from typing import Protocol


class ScannerUnavailable(Exception):
    """The scanner did not answer, not in time, or said that it could not scan. Nothing is known about the file."""


class VirusScanner(Protocol):
    """Looks at the content of one file."""

    def scan(self, content: bytes) -> str:
        """The name of the virus that it found; empty when it found none. Raises ScannerUnavailable."""
