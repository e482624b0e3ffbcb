"""The bytes as they came, encrypted at rest."""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings

from indgang.modules.messages.models import InboundRaw

LARGEST = 25 * 1024 * 1024
"""Bytes of one letter that we take. A file as base64 is a third larger than it is."""


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))


def sealed(raw: bytes) -> bytes:
    """What is kept of the bytes."""
    return _cipher(settings.CPR_KEY).encrypt(raw)


def raw_of(inbound_id: UUID) -> bytes | None:
    """The bytes as they came; None when they are no longer kept."""
    row = InboundRaw.objects.filter(pk=inbound_id).first()
    return _cipher(settings.CPR_KEY).decrypt(bytes(row.content)) if row is not None else None
