"""Who of several brings the next message, and when one is left alone for a while. Pure: states in, states out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from indgang.modules.messages.vocabulary import AttemptEnd

OPENS_AFTER = 5
"""Failures in a row after which a provider is left alone."""
_FIRST_REST, _LONGEST_REST = timedelta(seconds=60), timedelta(minutes=15)
TRIAL = timedelta(seconds=45)
"""One message tries whether it is back; the others wait this long for what it finds."""
SLOW = 5.0
WINDOW = timedelta(minutes=15)
_ENOUGH, _TOO_MANY = 20, 0.15
_POINTS, _CALM = 10, timedelta(minutes=5)
_LOWEST = 10


@dataclass(frozen=True, slots=True)
class Provider:
    """`weight`: its share now, at most `full`. `failures` in a row; `waits`: rests since it last answered."""

    name: str
    full: int = 100
    weight: int = 100
    opened_until: datetime | None = None
    failures: int = 0
    waits: int = 0
    changed_at: datetime | None = None

    def resting(self, now: datetime) -> bool:
        return self.opened_until is not None and now < self.opened_until


def rest(waits: int) -> timedelta:
    """How long to leave it alone: 60 s, doubled each time, 15 min at most."""
    doubled: int = 2 ** min(waits, 10)
    return min(_FIRST_REST * doubled, _LONGEST_REST)


def after(one: Provider, end: AttemptEnd, now: datetime) -> Provider:
    """A provider after one attempt. Being refused is an answer; being away, or silent after it got it all, is none."""
    if end in (AttemptEnd.ACCEPTED, AttemptEnd.REPEATED, AttemptEnd.REFUSED):
        return replace(one, failures=0, waits=0, opened_until=None)
    failures = one.failures + 1
    if failures < OPENS_AFTER:
        return replace(one, failures=failures)
    return replace(one, failures=failures, waits=one.waits + 1, opened_until=now + rest(one.waits))


def choose(
    among: Sequence[Provider], key: UUID, now: datetime, *, not_these: Iterable[str] = ()
) -> Provider | None:
    """Who takes this delivery: by weight, the same for the same key as long as the weights are. None: all rest.

    `not_these` were away just now; they are asked again only when nobody else is left.
    """
    awake = sorted((one for one in among if not one.resting(now)), key=lambda one: one.name)
    others = [one for one in awake if one.name not in set(not_these)]
    awake = others or awake
    total = sum(one.weight for one in awake)
    if not awake or not total:
        return awake[0] if awake else None
    place = int.from_bytes(sha256(key.bytes).digest()[:8]) % total
    for one in awake:
        place -= one.weight
        if place < 0:
            return one
    raise AssertionError("the weights add up to the total")


def back_at(among: Iterable[Provider]) -> datetime | None:
    """When the first of those that rest is tried again."""
    return min((one.opened_until for one in among if one.opened_until is not None), default=None)


@dataclass(frozen=True, slots=True)
class Tries:
    """The attempts of one provider in the last 15 minutes: how many, and how many were slow or found nobody."""

    count: int = 0
    bad: int = 0

    @property
    def struggles(self) -> bool:
        return self.count >= _ENOUGH and self.bad >= _TOO_MANY * self.count


def reweighed(one: Provider, tries: Tries, others: Iterable[Tries], now: datetime) -> Provider:
    """Its share next: ten points less when it struggles and somebody else does not, ten more when it is well again.

    Never twice in five minutes down, or in fifteen up, and never to nothing.
    """
    since = now - one.changed_at if one.changed_at is not None else WINDOW
    if tries.struggles:
        better = any(not other.struggles for other in others)
        if not better or since < _CALM or one.weight <= min(_LOWEST, one.full):
            return one
        return replace(one, weight=max(one.weight - _POINTS, min(_LOWEST, one.full)), changed_at=now)
    if one.weight < one.full and since >= WINDOW:
        return replace(one, weight=min(one.weight + _POINTS, one.full), changed_at=now)
    return replace(one, weight=one.full) if one.weight > one.full else one
