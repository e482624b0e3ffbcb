"""What a page sent is read as the page drew it, whatever somebody did to it on the way."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from indgang.surfaces.common.solution import reading


def sent(**fields: str | list[str]) -> QueryDict:
    post = QueryDict(mutable=True)
    for name, value in fields.items():
        post.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return post


def test_three_boxes_are_one_date() -> None:
    assert reading.value(sent(day__day="3", day__month="12", day__year="2026"), "day") == ["2026-12-03"]


def test_a_day_that_does_not_exist_stays_as_typed() -> None:
    assert reading.value(sent(day__day="31", day__month="2", day__year="2026"), "day") == ["31.2.2026"]


@pytest.mark.parametrize(
    ("boxes", "half"),
    [(("3", "12", ""), True), (("", "", ""), False), (("3", "12", "2026"), False), (("", "", "2026"), True)],
)
def test_somebody_in_the_middle_of_a_date_is_left_in_peace(boxes: tuple[str, str, str], half: bool) -> None:
    day, month, year = boxes
    assert reading.is_half_a_date(sent(day__day=day, day__month=month, day__year=year), "day") is half


def test_a_field_without_boxes_is_never_half_a_date() -> None:
    assert reading.is_half_a_date(sent(name="3"), "name") is False


def test_an_empty_list_of_boxes_is_an_answer() -> None:
    post = sent(_shown=["who", "phone"], phone="12 34 56 78")
    assert reading.values_from(post, reading.shown(post)) == {"who": [], "phone": ["12 34 56 78"]}


def test_several_boxes_are_several_values() -> None:
    assert reading.value(sent(who=["sofie", "emil"]), "who") == ["sofie", "emil"]


class TestAnAddress:
    def test_is_the_chosen_hit(self) -> None:
        post = sent(to="dar-1", to__text="Skonnertgade 4", to__asked="Skonnertgade 4")
        assert reading.value(post, "to") == ["dar-1"]

    def test_is_a_new_search_when_the_text_was_changed_after_the_hits(self) -> None:
        post = sent(to="dar-1", to__text="Birkevænget 5", to__asked="Skonnertgade 4")
        assert reading.value(post, "to") == ["Birkevænget 5"]

    def test_is_the_text_when_no_hit_is_chosen(self) -> None:
        assert reading.value(sent(to__text="Skonnertgade", to__asked="Skonnertgade"), "to") == [
            "Skonnertgade"
        ]

    def test_is_empty_when_the_text_was_removed(self) -> None:
        assert reading.value(sent(to="dar-1", to__text="", to__asked="Skonnertgade 4"), "to") == [""]


def test_a_chosen_side_settles_a_conflict() -> None:
    post = sent(phone="11", phone__settle="mine", phone__mine="22", phone__theirs="11")
    assert reading.value(post, "phone") == ["22"]


def test_an_unknown_side_settles_nothing() -> None:
    post = sent(phone="11", phone__settle="both", phone__mine="22", phone__theirs="11")
    assert reading.value(post, "phone") == ["11"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("7", 7), ("", 0), ("-1", 0), ("1e3", 0), ("٣", 0), ("9" * 400, 0), ("9999999999", 2**31 - 1)],
)
def test_a_tampered_revision_has_seen_nothing_new(typed: str, read: int) -> None:
    assert reading.revision(sent(_revision=typed)) == read


def test_no_revision_has_seen_nothing() -> None:
    assert reading.revision(sent()) == 0


def test_names_that_no_question_can_have_are_passed_over() -> None:
    assert reading.shown(sent(_shown=["phone", "phone", "../x", "a" * 81, "", "<b>"])) == ["phone"]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=30)), max_size=12))
def test_nothing_that_can_be_sent_breaks_the_reading(fields: list[tuple[str, str]]) -> None:
    post = QueryDict(mutable=True)
    for name, value in fields:
        post.appendlist(name, value)
        post.appendlist("_shown", name)
    for key, values in reading.values_from(post, reading.shown(post)).items():
        assert isinstance(key, str)
        assert all(isinstance(value, str) for value in values)
    assert reading.revision(post) >= 0
