"""Mobile numbers and e-mail addresses for notices, and the codes that prove whose they are."""

import re
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet

from indgang.adapters.email.client import ADDRESS
from indgang.adapters.sms.client import NUMBER

CODE_GOOD_FOR = timedelta(minutes=15)
MOST_TRIES = 5
MOST_CODES_A_DAY = 5
LONGEST_MAIL = 120


def clean_number(raw: str) -> str | None:
    """`20 12 34 56`, `+45 20123456` or `0045 20 12 34 56` -> `+4520123456`; None for what is no Danish number."""
    digits = re.sub(r"[\s().-]", "", raw)
    digits = re.sub(r"^(?:\+45|0045)(?=[0-9]{8}$)", "", digits)
    number = f"+45{digits}"
    return number if NUMBER.fullmatch(number) else None


def clean_mail(raw: str) -> str | None:
    """An e-mail address with its host in small letters; None for what is none."""
    local, at, host = raw.strip().rpartition("@")
    address = f"{local}{at}{host.lower()}"
    return address if len(address) <= LONGEST_MAIL and ADDRESS.fullmatch(address) else None


def new_code() -> str:
    """Six digits that nobody can guess in `MOST_TRIES`."""
    return f"{secrets.randbelow(10**6):06d}"


def clean_code(raw: str) -> str:
    """What was typed, without blanks."""
    return re.sub(r"\s", "", raw)[:12]


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))


def hidden(value: str, key: str) -> bytes:
    """The value as it is kept."""
    return _cipher(key).encrypt(value.encode())


def shown(kept: bytes, key: str) -> str:
    """The value in clear. Raises cryptography.fernet.InvalidToken when the key is another."""
    return _cipher(key).decrypt(kept).decode()
