"""Where something that came in goes, without a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.messages.rules.routing import WHY_NAMES, Facts, Ours, Point, Road, Why, route, unit_of

POINTS = (
    Point("flytning", "folkeregister", ("23.05", "23.05.01")),
    Point("daginstitution", "pladsanvisning", ("28",)),
    Point("adresse-i-udlandet", "udland", ("23.05.03",)),
)
MINE = Ours(True, "case:1", "folkeregister")
HERS = Ours(False, "case:2", "pladsanvisning")


def road(facts: Facts) -> Road:
    return route(facts, POINTS, first="borgerservice")


def test_an_answer_to_the_senders_own_message_goes_to_its_case() -> None:
    assert road(Facts(True, answered=MINE)) == Road(
        True, "folkeregister", Why.ANSWERS, "case:1", is_answer=True
    )


def test_an_answer_wins_over_a_case_that_is_named_beside_it() -> None:
    named = Ours(True, "case:3", "pladsanvisning")
    assert road(Facts(True, answered=MINE, case=named)).case_key == "case:1"


def test_a_case_of_the_senders_own_is_filed() -> None:
    assert road(Facts(True, case=MINE)) == Road(True, "folkeregister", Why.NAMES_CASE, "case:1")


def test_an_answer_to_anothers_message_goes_to_the_own_case_that_is_named() -> None:
    found = road(Facts(True, answered=HERS, case=MINE))
    assert (found.filed, found.case_key, found.is_answer) == (True, "case:1", False)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(True, answered=HERS), Why.ANOTHERS_MESSAGE),
        (Facts(True, case=HERS), Why.ANOTHERS_CASE),
        (Facts(True, case_named=True), Why.ANOTHERS_CASE),
        (Facts(False, answered=MINE), Why.UNKNOWN_SENDER),
    ],
)
def test_what_is_anothers_is_never_filed_and_its_case_is_not_told(facts: Facts, why: Why) -> None:
    assert road(facts) == Road(False, "borgerservice", why)


def test_an_answer_to_a_message_of_no_case_is_read_by_a_person() -> None:
    found = road(Facts(True, answered=Ours(True, "", "byggeri")))
    assert found == Road(False, "byggeri", Why.ANSWERS, is_answer=True)


def test_an_e_mail_is_never_filed_but_its_case_is_guessed() -> None:
    assert road(Facts(True, proven=False, answered=MINE)) == Road(
        False, "folkeregister", Why.NOT_PROVEN, "case:1"
    )


@pytest.mark.parametrize(
    ("point", "kle", "unit", "why"),
    [
        ("flytning", "28.01.01", "folkeregister", Why.CHOSE_POINT),
        ("", "23.05.03", "udland", Why.SUBJECT),
        ("", "23.05.09", "folkeregister", Why.SUBJECT),
        ("", "23.05.00", "folkeregister", Why.SUBJECT),
        ("", "28.09.40", "pladsanvisning", Why.SUBJECT),
        ("", "28.00.00", "pladsanvisning", Why.SUBJECT),
        ("", "23.06.01", "borgerservice", Why.NOTHING_NAMED),
        ("ukendt", "", "borgerservice", Why.NOTHING_NAMED),
        ("", "rod", "borgerservice", Why.NOTHING_NAMED),
    ],
)
def test_the_unit_by_point_then_by_subject_then_the_first(point: str, kle: str, unit: str, why: Why) -> None:
    assert unit_of(POINTS, point=point, kle=kle, first="borgerservice") == (unit, why)


ours = st.none() | st.builds(
    Ours, st.booleans(), st.sampled_from(["", "case:1", "case:2"]), st.sampled_from(["", "a"])
)
facts = st.builds(
    Facts,
    st.booleans(),
    proven=st.booleans(),
    answered=ours,
    case=ours,
    case_named=st.booleans(),
    point=st.sampled_from(["", "flytning", "x"]),
    kle=st.text(alphabet="0123456789.", max_size=9),
)


@given(facts)
def test_whatever_comes_a_unit_looks_and_only_own_and_proven_is_filed(given_facts: Facts) -> None:
    found = road(given_facts)
    assert found.unit
    own = [one for one in (given_facts.answered, given_facts.case) if one is not None and one.theirs]
    assert found.filed <= bool(own and given_facts.known and given_facts.proven)
    assert found.filed == bool(found.case_key and given_facts.proven)
    assert not found.case_key or found.case_key in {one.case_key for one in own}


def test_every_reason_has_its_words() -> None:
    assert set(WHY_NAMES) == set(Why)
