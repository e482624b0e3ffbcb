"""Who gets what when places are shared out: what holds whatever anybody wishes."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.selfservice.rules.sharing_out import (
    Entry,
    Got,
    Wish,
    digest_of,
    draw_seed,
    lot_of,
    run_again,
    seal_of,
    share_out,
)

PLACES = ("a", "b", "c", "d")
HIGHEST = [True, False]
SEED = "5eed"


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[Entry], dict[str, int]]:
    """A handful of families with siblings and distances, and few seats."""
    count = draw(st.integers(0, 9))
    entries = []
    for number in range(count):
        places = draw(st.permutations(PLACES))[: draw(st.integers(1, 4))]
        wishes = tuple(Wish(place, (draw(st.booleans()), draw(st.integers(1, 3)))) for place in places)
        entries.append(Entry(f"e{number}", wishes, draw(st.sampled_from(["", "home"]))))
    free = {place: draw(st.integers(0, 3)) for place in PLACES}
    return entries, free


def shared(entries: list[Entry], free: dict[str, int], seed: str = SEED) -> dict[str, Got]:
    return {got.id: got for got in share_out(entries, free, HIGHEST, seed)}


def goes_before(one: Entry, other: Entry, place: str) -> bool:
    """Whether one has the better claim to a place, worked out the long way."""
    mine, theirs = (next(wish for wish in entry.wishes if wish.place == place) for entry in (one, other))
    for (high, score), (_, against) in zip(
        zip(HIGHEST, mine.scores, strict=True), zip(HIGHEST, theirs.scores, strict=True), strict=True
    ):
        if score != against:
            return score > against if high else score < against
    return (lot_of(SEED, one.id), one.id) < (lot_of(SEED, other.id), other.id)


@settings(max_examples=50, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_the_order_of_applications_has_no_effect(
    given_round: tuple[list[Entry], dict[str, int]], chance: random.Random
) -> None:
    entries, free = given_round
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert shared(entries, free) == shared(shuffled, free)


@settings(max_examples=50, deadline=None)
@given(rounds())
def test_no_place_is_overfull_and_nobody_could_claim_a_seat(
    given_round: tuple[list[Entry], dict[str, int]],
) -> None:
    entries, free = given_round
    got = shared(entries, free)
    seated = {
        place: [entry for entry in entries if got[entry.id].wish and got[entry.id].place == place]
        for place in PLACES
    }
    for place in PLACES:
        assert len(seated[place]) <= free[place]
    for entry in entries:
        last = got[entry.id].wish or len(entry.wishes) + 1
        for wish in entry.wishes[: last - 1]:
            assert len(seated[wish.place]) == free[wish.place], "a seat stands empty that somebody wished"
            assert not any(goes_before(entry, other, wish.place) for other in seated[wish.place])


@settings(max_examples=50, deadline=None)
@given(rounds(), st.permutations(PLACES), st.integers(1, 4))
def test_naming_a_true_first_wish_never_hurts(
    given_round: tuple[list[Entry], dict[str, int]], other: list[str], length: int
) -> None:
    """Whatever somebody writes instead of what they wish, they get nothing that they wish more."""
    entries, free = given_round
    if not entries:
        return
    honest, *rest = entries
    scores = {wish.place: wish.scores for wish in honest.wishes}
    said = [place for place in other[:length] if place in scores]
    if not said:
        return
    lying = Entry(honest.id, tuple(Wish(place, scores[place]) for place in said), honest.fallback)
    true_order = [wish.place for wish in honest.wishes]

    def worth(got: Got) -> int:
        return true_order.index(got.place) if got.wish else len(true_order)

    assert worth(shared(entries, free)[honest.id]) <= worth(shared([lying, *rest], free)[honest.id])


@settings(max_examples=50, deadline=None)
@given(rounds())
def test_what_everybody_is_told_adds_up(given_round: tuple[list[Entry], dict[str, int]]) -> None:
    entries, free = given_round
    got = shared(entries, free)
    for entry in entries:
        mine = got[entry.id]
        assert len(mine.stood) == (mine.wish or len(entry.wishes))
        for number, stood in enumerate(mine.stood, 1):
            assert (stood.rank <= stood.seats) == (number == mine.wish)
            assert stood.rank <= stood.wanted
            assert sum(stood.ahead) == min(stood.rank - 1, stood.seats)


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_it_comes_out_again_from_what_is_stored(given_round: tuple[list[Entry], dict[str, int]]) -> None:
    entries, free = given_round
    order = [{"id": "sibling", "first": "highest"}, {"id": "metres", "first": "lowest"}]
    inputs = {"order": order, "free": free, "entries": [entry.as_json() for entry in entries]}
    first = run_again(inputs, SEED)
    stored = json.loads(json.dumps([inputs, first]))
    assert run_again(stored[0], SEED) == stored[1]
    assert digest_of(*stored) == digest_of(inputs, first)


def test_first_a_sibling_then_the_distance_then_the_lot() -> None:
    far_sibling = Entry("1", (Wish("a", (True, 9)),), "")
    near, far = Entry("2", (Wish("a", (False, 1)),), ""), Entry("3", (Wish("a", (False, 2)),), "home")
    got = shared([far, near, far_sibling], {"a": 2})
    assert [got[key].wish for key in "123"] == [1, 1, 0]
    assert got["3"].place == "home"
    assert (got["3"].stood[0].rank, got["3"].stood[0].ahead) == (3, (1, 1, 0))


def test_equals_are_told_apart_by_a_lot_that_anybody_can_check() -> None:
    entries = [Entry(str(number), (Wish("a", (False, 1)),), "") for number in range(20)]
    seed = draw_seed()
    got = shared(entries, {"a": 5}, seed)
    by_lot = sorted(entries, key=lambda entry: lot_of(seed, entry.id))
    assert {key for key, one in got.items() if one.wish} == {entry.id for entry in by_lot[:5]}
    assert got[by_lot[5].id].stood[0].ahead == (0, 0, 5)
    assert len({seal_of(seed), seal_of(draw_seed())}) == 2
    # openssl dgst -sha256 -hmac 5eed, and -sha256, of the same texts
    assert lot_of("5eed", "abc") == "a1af5017e49193bd"
    assert seal_of("5eed") == "253e2c69fc07d2cf6f83c79b0bf81b9122c816573477986ca87c6ef907a52a53"


@pytest.mark.parametrize("twice", ["id", "wish"])
def test_what_stands_twice_is_refused(twice: str) -> None:
    wish = Wish("a", (True, 1))
    one, other = Entry("1", (wish,), ""), Entry("1" if twice == "id" else "2", (wish, wish), "")
    with pytest.raises(ValueError, match="twice"):
        share_out([one, other], {"a": 1}, HIGHEST, SEED)


def test_20_000_applications_are_shared_out() -> None:
    """More apply than there are seats, so every seat is taken. It takes about two seconds."""
    chance = random.Random(1)  # noqa: S311  # nothing is secret here
    places = [f"s{number}" for number in range(40)]
    entries = [
        Entry(
            str(number),
            tuple(
                Wish(place, (chance.random() < 0.2, chance.randint(1, 900)))
                for place in chance.sample(places, 3)
            ),
            "home",
        )
        for number in range(20_000)
    ]
    got = share_out(entries, dict.fromkeys(places, 400), HIGHEST, SEED)
    assert sum(1 for one in got if one.wish) == 16_000
