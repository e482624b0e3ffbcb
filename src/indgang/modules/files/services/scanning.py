"""The virus scanner, when the installation has one."""

from functools import lru_cache

from django.conf import settings

from indgang.adapters.virus_scan.client import ClamClient
from indgang.adapters.virus_scan.types import ScannerUnavailable, VirusScanner
from indgang.kernel.uploads import BadFile, Refusal


@lru_cache(maxsize=4)
def _client(address: str) -> VirusScanner:
    return ClamClient(address)


def scan(content: bytes) -> None:
    """Raises BadFile for a virus, and when a scanner is set up and does not answer: unscanned is not clean."""
    if not settings.CLAMAV:
        return
    try:
        found = _client(settings.CLAMAV).scan(content)
    except ScannerUnavailable:
        raise BadFile(Refusal.NO_SCANNER) from None
    if found:
        raise BadFile(Refusal.VIRUS)
