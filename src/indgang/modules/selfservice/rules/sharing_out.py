"""Places are shared out among all who applied: applicant-proposing deferred acceptance (Gale and Shapley, 1962).

Everybody asks at their dearest wish. A place keeps those who go first, up to its seats, and sends the others on to
their next wish. The result is the same whatever order the applications came in; nobody is passed by somebody who goes
after them; and nobody gains by naming another wish first. What the order leaves equal is settled by lot.

The lot can be checked: the seed is drawn before anybody applies, its seal (SHA-256) is shown from then on, and a lot is
HMAC-SHA256 of the application's id with the seed as the key.
"""

import hashlib
import hmac
import json
import secrets
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Score = bool | int | float
Rank = tuple[float | str, ...]
"""What somebody is placed by, the smallest first: each score, then the lot, then the id."""
LOT_LENGTH = 16
"""Signs of a lot number, in hexadecimal: 64 bits."""


def draw_seed() -> str:
    """A new secret seed: 32 random bytes in hexadecimal."""
    return secrets.token_hex(32)


def seal_of(seed: str) -> str:
    """What is shown before the seed is: SHA-256 of its text, in hexadecimal."""
    return hashlib.sha256(seed.encode()).hexdigest()


def lot_of(seed: str, entry: str) -> str:
    """The lot number of an application, the lowest first."""
    return hmac.new(seed.encode(), entry.encode(), hashlib.sha256).hexdigest()[:LOT_LENGTH]


@dataclass(frozen=True, slots=True)
class Wish:
    """A place and what somebody is placed by there, in the order of the round's criteria."""

    place: str
    scores: tuple[Score, ...]

    def as_json(self) -> dict[str, Any]:
        return {"place": self.place, "scores": list(self.scores)}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Wish":
        return cls(row["place"], tuple(row["scores"]))


@dataclass(frozen=True, slots=True)
class Entry:
    """One application. `wishes`: the dearest first; `fallback`: the place that is kept for it, or empty."""

    id: str
    wishes: tuple[Wish, ...]
    fallback: str

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "wishes": [wish.as_json() for wish in self.wishes], "fallback": self.fallback}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Entry":
        return cls(row["id"], tuple(map(Wish.of, row["wishes"])), row["fallback"])


@dataclass(frozen=True, slots=True)
class Stood:
    """How an application stood at one place when all was settled.

    `wanted`: how many would have had a seat there: those who got one, and those who got nothing dearer. `rank` is the
    application's number among them. `ahead`: of those who got a seat, how many went before it by each criterion, the
    lot last.
    """

    place: str
    seats: int
    wanted: int
    rank: int
    ahead: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "place": self.place,
            "seats": self.seats,
            "wanted": self.wanted,
            "rank": self.rank,
            "ahead": list(self.ahead),
        }


@dataclass(frozen=True, slots=True)
class Got:
    """What an application got. `wish` is the number of the wish, 0 for none; `place` then the fallback, or empty.

    `stood`: each place it asked at, up to the one that it got.
    """

    id: str
    wish: int
    place: str
    lot: str
    stood: tuple[Stood, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "wish": self.wish,
            "place": self.place,
            "lot": self.lot,
            "stood": [one.as_json() for one in self.stood],
        }


def share_out(
    entries: Sequence[Entry], free: Mapping[str, int], highest: Sequence[bool], seed: str
) -> tuple[Got, ...]:
    """What each gets, by id. `free`: seats by place, 0 for one that is not named; `highest`: of each criterion whether
    the highest goes first. Raises ValueError for an id or a wish that stands twice, or scores of another number.
    """
    round_ = _Round(entries, free, highest, seed)
    round_.settle()
    return round_.told()


class _Round:
    """One sharing out, while it is worked out."""

    def __init__(
        self, entries: Sequence[Entry], free: Mapping[str, int], highest: Sequence[bool], seed: str
    ) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.id)
        if any(one.id == other.id for one, other in pairwise(self.entries)):
            raise ValueError("An application stands twice.")
        self.free = {place: max(seats, 0) for place, seats in free.items()}
        self.lots = {entry.id: lot_of(seed, entry.id) for entry in entries}
        self.ranks = [self._ranks(entry, highest) for entry in self.entries]
        self.at = [0] * len(self.entries)
        """The wish that each stands at; the number of its wishes when none is left."""
        self.kept: dict[str, list[tuple[Rank, int]]] = {}

    def _ranks(self, entry: Entry, highest: Sequence[bool]) -> list[Rank]:
        if len({wish.place for wish in entry.wishes}) < len(entry.wishes):
            raise ValueError("A place is wished twice.")
        if any(len(wish.scores) != len(highest) for wish in entry.wishes):
            raise ValueError("There is not one score for each criterion.")
        last = (self.lots[entry.id], entry.id)
        return [
            (
                *(-score if high else +score for score, high in zip(wish.scores, highest, strict=True)),
                *last,
            )
            for wish in entry.wishes
        ]

    def settle(self) -> None:
        """Ask at wish after wish, until nobody is sent on any more."""
        waiting = deque(range(len(self.entries)))
        while waiting:
            number = waiting.popleft()
            wishes = self.entries[number].wishes
            if self.at[number] == len(wishes):
                continue
            place = wishes[self.at[number]].place
            kept = self.kept.setdefault(place, [])
            insort(kept, (self.ranks[number][self.at[number]], number))
            if len(kept) > self.free.get(place, 0):
                _, sent_on = kept.pop()
                self.at[sent_on] += 1
                waiting.append(sent_on)

    def told(self) -> tuple[Got, ...]:
        """What each got, and how it stood at each place that it asked at."""
        wanted: dict[str, list[Rank]] = {}
        for number, entry in enumerate(self.entries):
            for wish, rank in list(zip(entry.wishes, self.ranks[number], strict=True))[: self.at[number] + 1]:
                wanted.setdefault(wish.place, []).append(rank)
        lines = {place: sorted(ranks) for place, ranks in wanted.items()}
        kept = {place: _Line([rank for rank, _ in rows]) for place, rows in self.kept.items()}
        return tuple(self._got(number, entry, lines, kept) for number, entry in enumerate(self.entries))

    def _got(
        self, number: int, entry: Entry, lines: Mapping[str, list[Rank]], kept: Mapping[str, "_Line"]
    ) -> Got:
        at = self.at[number]
        asked = list(zip(entry.wishes, self.ranks[number], strict=True))[: at + 1]
        stood = tuple(
            Stood(
                place=wish.place,
                seats=self.free.get(wish.place, 0),
                wanted=len(lines[wish.place]),
                rank=bisect_left(lines[wish.place], rank) + 1,
                ahead=kept[wish.place].ahead_of(rank),
            )
            for wish, rank in asked
        )
        got = at < len(entry.wishes)
        place = entry.wishes[at].place if got else entry.fallback
        return Got(entry.id, at + 1 if got else 0, place, self.lots[entry.id], stood)


class _Line:
    """Those who have a seat at a place, so that it is quickly counted who of them went before somebody, and by what."""

    def __init__(self, ranks: Sequence[Rank]) -> None:
        depth = max((len(rank) for rank in ranks), default=0)
        self._by = [[rank[:length] for rank in ranks] for length in range(depth + 1)]

    def ahead_of(self, mine: Rank) -> tuple[int, ...]:
        """How many differ first at each part of the rank and are smaller there; the id, which parts two equal lots,
        counts with the lot.
        """
        if not self._by[0]:
            return (0,) * (len(mine) - 1)
        before = [bisect_left(self._by[length], mine[:length]) for length in range(len(mine) + 1)]
        steps = [after - first for first, after in pairwise(before)]
        return (*steps[:-2], steps[-2] + steps[-1])


def digest_of(inputs: Mapping[str, Any], result: Sequence[Any]) -> str:
    """What tells one run from another: SHA-256 of what went in and what came out, as JSON with sorted keys."""
    text = json.dumps([inputs, result], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def run_again(inputs: Mapping[str, Any], seed: str) -> list[dict[str, Any]]:
    """The result of stored inputs: `free`, `order` (each with `first`) and `entries`. Raises ValueError, KeyError,
    TypeError when they cannot be read.
    """
    highest = [row["first"] == "highest" for row in inputs["order"]]
    entries = [Entry.of(row) for row in inputs["entries"]]
    return [got.as_json() for got in share_out(entries, inputs["free"], highest, seed)]
