"""Pseudonyms in the ledger: one random key a year, gone 60 days after the year."""

import secrets
from base64 import urlsafe_b64encode
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet
from django.conf import settings

from indgang.kernel import clock
from indgang.modules.contacts import rules
from indgang.modules.contacts.models import YearKey
from indgang.modules.identity.vocabulary import Party


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))


@lru_cache(maxsize=8)
def _opened(encrypted: bytes, key: str) -> bytes:
    return _cipher(key).decrypt(encrypted)


def party_key(party: Party | None, at: datetime) -> str:
    """What stands for a party in the rows of a year. Empty without a party, or once the key is gone."""
    year = rules.year_of(at)
    if party is None or not rules.key_may_be_used(year, clock.today()):
        return ""
    row = YearKey.objects.filter(pk=year).first()
    if row is None:
        row, _ = YearKey.objects.get_or_create(
            year=year,
            defaults={
                "key_encrypted": _cipher(settings.PARTY_KEY).encrypt(secrets.token_bytes(32)),
                "last_day": rules.last_day(year),
            },
        )
    return rules.party_key(party.key, _opened(bytes(row.key_encrypted), settings.PARTY_KEY))
