"""Who brings the next message: the breaker, the shares, and who is asked when one is away."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.messages.rules import providers
from indgang.modules.messages.rules.providers import Provider, Tries
from indgang.modules.messages.vocabulary import AttemptEnd

E = AttemptEnd
NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
SPACE = UUID("5f2f5a4e-52d8-4c53-8f11-3f0a3f7f3a55")
KEYS = [uuid5(SPACE, str(number)) for number in range(2000)]


def test_five_in_a_row_and_it_is_left_alone_longer_each_time() -> None:
    one, rests = Provider("a"), []
    for _ in range(4):
        one = providers.after(one, E.UNAVAILABLE, NOW)
    assert not one.resting(NOW)
    for _ in range(7):
        one = providers.after(one, E.UNAVAILABLE, NOW)
        assert one.opened_until is not None
        rests.append((one.opened_until - NOW).total_seconds())
    assert rests == [60, 120, 240, 480, 900, 900, 900]
    assert providers.after(one, E.ACCEPTED, NOW) == Provider("a")


@given(st.lists(st.sampled_from([E.UNAVAILABLE, E.UNKNOWN, E.ACCEPTED, E.REPEATED, E.REFUSED])))
def test_only_silence_in_a_row_opens_it(ends: list[AttemptEnd]) -> None:
    one, row = Provider("a"), 0
    for end in ends:
        one = providers.after(one, end, NOW)
        row = row + 1 if end in (E.UNAVAILABLE, E.UNKNOWN) else 0
    assert one.resting(NOW) == (row >= providers.OPENS_AFTER)
    assert one.failures == row


def test_the_load_is_shared_by_weight_and_a_delivery_stays_where_it_is() -> None:
    both = [Provider("a", weight=60), Provider("b", weight=40)]
    chosen = [providers.choose(both, key, NOW) for key in KEYS]
    shares = Counter(one.name for one in chosen if one)
    assert shares["a"] / len(KEYS) == pytest.approx(0.6, abs=0.04)
    assert chosen == [providers.choose(both[::-1], key, NOW) for key in KEYS]


def test_who_was_away_is_asked_last() -> None:
    both = [Provider("a"), Provider("b")]
    assert all(providers.choose(both, key, NOW, not_these=["a"]) == both[1] for key in KEYS[:50])
    alone = providers.choose(both[:1], KEYS[0], NOW, not_these=["a"])
    assert alone == both[0], "nobody else is left"
    asleep = [replace(one, opened_until=NOW + timedelta(seconds=60)) for one in both]
    assert providers.choose(asleep, KEYS[0], NOW) is None
    assert providers.back_at(asleep) == NOW + timedelta(seconds=60)
    assert providers.choose([], KEYS[0], NOW) is None


def test_one_that_struggles_alone_loses_share_and_gets_it_back() -> None:
    one, bad, good = Provider("a"), Tries(100, 15), Tries(100, 14)
    down = providers.reweighed(one, bad, [good], NOW)
    assert down.weight == 90
    assert providers.reweighed(down, bad, [good], NOW + timedelta(minutes=4)) == down
    again = providers.reweighed(down, bad, [good], NOW + timedelta(minutes=5))
    assert again.weight == 80
    assert providers.reweighed(again, good, [good], NOW + timedelta(minutes=19)).weight == 80
    assert providers.reweighed(again, good, [good], NOW + timedelta(minutes=20)).weight == 90


def test_when_all_are_slow_nobody_is_blamed() -> None:
    one, bad = Provider("a"), Tries(100, 90)
    assert providers.reweighed(one, bad, [bad, bad], NOW) == one
    assert providers.reweighed(one, bad, [], NOW) == one, "there is nobody else to send it to"
    assert providers.reweighed(one, Tries(19, 19), [Tries()], NOW) == one, "too few to say anything"


@given(st.integers(1, 1000), st.lists(st.integers(0, 100), max_size=40))
def test_a_share_never_leaves_its_bounds(full: int, bad: list[int]) -> None:
    one, now = Provider("a", full=full, weight=full), NOW
    for count in bad:
        now += timedelta(minutes=7)
        one = providers.reweighed(one, Tries(100, count), [Tries(100, 0)], now)
        assert min(10, full) <= one.weight <= full
