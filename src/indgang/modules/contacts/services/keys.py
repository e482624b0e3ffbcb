"""Pseudonyms in the ledger: one random key a year, gone 60 days after the year."""

import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db.models import OuterRef, Subquery

from indgang.kernel import clock
from indgang.modules.contacts import rules
from indgang.modules.contacts.models import Contact, KeyBridge, YearKey
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


def bridge(contact: UUID, party: Party | None, at: datetime) -> None:
    """Remember, for a contact of January, what stood for its party last year: so that a gap over New Year can be told.

    Nothing is kept in another month, without a party, or when last year had no key.
    """
    local = at.astimezone(clock.COPENHAGEN)
    if party is None or local.month != 1 or not rules.key_may_be_used(local.year - 1, clock.today()):
        return
    row = YearKey.objects.filter(pk=local.year - 1).first()
    if row is None:
        return
    KeyBridge.objects.create(
        contact=contact,
        last_years_key=rules.party_key(party.key, _opened(bytes(row.key_encrypted), settings.PARTY_KEY)),
        year=local.year - 1,
        last_day=rules.last_day(local.year - 1),
    )


def bridges(years: Sequence[int]) -> Iterator[list[tuple[str, str]]]:
    """Pseudonyms of one year and of the next that stand for one party, where both years are asked for; some at a time.

    None once the key of the earlier year is gone.
    """
    wanted = [year for year in years if year + 1 in years]
    if not wanted:
        return
    this = Contact.objects.filter(pk=OuterRef("contact")).values("party_key")
    rows = KeyBridge.objects.filter(year__in=wanted).annotate(this=Subquery(this)).exclude(this="")
    pairs = iter(rows.exclude(this=None).values_list("last_years_key", "this").distinct().iterator())
    while some := list(islice(pairs, 10_000)):
        yield some
