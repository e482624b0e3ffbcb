"""What stands in the cells of a row, encrypted: a file of many has many people's CPR numbers in it."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings

from indgang.modules.selfservice.models import ManyRow


def sealed(cells: Mapping[str, str]) -> bytes:
    """The cells as they are kept."""
    return _cipher(settings.CPR_KEY).encrypt(json.dumps(dict(cells)).encode())


def cells_of(row: ManyRow) -> dict[str, str]:
    """What was written in a row, by column; nothing once it is sent."""
    if not row.cells:
        return {}
    found: dict[str, str] = json.loads(_cipher(settings.CPR_KEY).decrypt(bytes(row.cells)))
    return found


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"many:{key}".encode()).digest()))
