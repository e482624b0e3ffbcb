"""Money, numbers, periods, plates, companies, CPR numbers and lists: read, shown, kept, sent and decided."""

from datetime import date
from typing import Any

import pytest

from indgang.adapters.cpr.types import CprUnavailable
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors.paper import paper_form
from indgang.modules.selfservice.services.trying import try_out
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Outside


@pytest.mark.parametrize(
    ("key", "typed", "value", "shown"),
    [
        ("rent", "2405", 240500, "2.405 kr."),
        ("rent", "2.405,50", 240550, "2.405,50 kr."),
        ("rent", "2405.5", 240550, "2.405,50 kr."),
        ("rent", "kr. 2 405,-", 240500, "2.405 kr."),
        ("rent", "1.234", 123400, "1.234 kr."),
        ("guests", "1.200", 1200, "1.200"),
        ("guests", "007", 7, "7"),
        ("car", "ab-12 345", "AB12345", "AB 12 345"),
        ("car", "mor", "MOR", "MOR"),
        ("car", "Ö 123 Å", "Ö123Å", "Ö123Å"),
        ("firm", "DK 99 99 15 18", "99991518", "99991518"),
        ("helper", "010190-1234", "0101901234", "010190-••••"),
        ("helper", "6101901234", "6101901234", "610190-••••"),
        ("contact", "mads", "mads", "Mads Toft"),
        ("invited", ["mads"], ["mads"], "Mads Toft"),
        (
            "away",
            "2026-12-01/24-12-2026",
            {"from": date(2026, 12, 1), "to": date(2026, 12, 24)},
            "1. december 2026 til 24. december 2026",
        ),
    ],
)
def test_what_is_typed_is_read(key: str, typed: Any, value: Any, shown: str) -> None:
    read = kinds.asked(kinds.standing({key: typed}), key).read
    assert (read.value, read.shown.da) == (value, shown)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("rent", "-200"),
        ("rent", "12,345"),
        ("rent", "1.23.456"),
        ("rent", "mange"),
        ("rent", "9" * 30),
        ("rent", "0"),
        ("guests", "1,5"),
        ("guests", "9" * 40),
        ("car", "!"),
        ("car", "x" * 11),
        ("firm", "12345678"),
        ("firm", "1234"),
        ("helper", "310290-1234"),
        ("helper", "0101901"),
        ("contact", "sofie"),
        ("invited", ["mads", "sofie"]),
        ("away", "2026-12-24/2026-12-01"),
        ("away", "2026-12-01/"),
        ("away", "31.2.2026/2026-12-01"),
        ("away", "2026-12-01"),
    ],
)
def test_what_cannot_be_right_says_what_to_do(key: str, typed: Any) -> None:
    one = kinds.asked(kinds.standing({key: typed}), key)
    assert one.error.da
    assert one.error.en
    assert one.typed == (tuple(typed) if isinstance(typed, list) else typed)


def flat() -> dict[str, Any]:
    return {key: value for step in kinds.ANSWERS.values() for key, value in step.items()}


def test_the_rules_count_with_them_and_decide_alike_again() -> None:
    situation = kinds.standing(flat())
    finding = deciding.find(situation, version="v")
    assert finding.outcome == "granted"
    assert "1. december 2026 til 24. december 2026, i 24 dage" in finding.matched[2].because.da
    assert [fact.value.da for fact in finding.matched[2].facts][1:] == ["1. december 2026", "AB 12 345"]
    again = Situation(situation.solution, Inputs.of(situation.inputs.as_json()))
    assert deciding.find(again, version="v") == finding
    assert deciding.find(kinds.standing({**flat(), "rent": "5000,01"}), version="v").outcome == "case"


def test_nothing_to_choose_from_is_no_hindrance_and_makes_no_grant_of_it() -> None:
    silent = kinds.standing(flat(), household=None)
    assert not kinds.asked(silent, "contact").required
    assert silent.complete
    assert not silent.facts.knows("contact")


@pytest.mark.django_db
def test_from_the_form_to_the_case(mads: Acting) -> None:
    kinds.load()
    draft = kinds.begin(mads)
    for step, values in kinds.ANSWERS.items():
        assert draft.step(step, values).ok
    view = selectors.step_view(draft.draft_id, "numre", mads)
    assert [field.value for field in view.fields] == ["ab 12 345", "9999 1518", "010190-••••"]
    assert draft.send().outcome == "granted"
    rows = Submission.objects.get().application[1]["rows"]
    assert [row["value"]["da"] for row in rows] == ["AB 12 345", "99991518", "010190-••••"]


@pytest.mark.django_db
def test_a_number_that_stands_covered_stays_when_the_page_is_sent_again(mads: Acting) -> None:
    kinds.load()
    draft = kinds.begin(mads)
    draft.step("numre", kinds.ANSWERS["numre"])
    draft.step("numre", {"car": "XY 99 999", "helper": "010190-••••"})
    shown = selectors.step_view(draft.draft_id, "numre", mads).fields[2]
    assert (shown.value, shown.shown_value.da, shown.error.da) == ("010190-••••", "010190-••••", "")
    draft.step("numre", {"helper": ""})
    assert selectors.step_view(draft.draft_id, "numre", mads).fields[2].value == ""


@pytest.mark.django_db
def test_a_covered_number_that_two_change_is_asked_for_again(mads: Acting, sofie: Acting) -> None:
    kinds.load()
    draft = kinds.begin(mads)
    draft.step("numre", {"helper": "010190-1234"})
    other = draft.elsewhere(Acting(sofie.actor, mads.party, mads.ground))
    draft.step("numre", {"helper": "020290-1234"})
    assert other.step("numre", {"helper": "010190-••••"}).ok  # as it stood on the old page: not touched
    other.revision -= 1
    result = other.step("numre", {"helper": "030390-1234"})
    assert (set(result.errors), result.conflicts) == ({"helper"}, ())
    assert selectors.step_view(draft.draft_id, "numre", mads).fields[2].value == "020290-••••"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["010190-••34", "020190-••••", "010190-••••1234", "•"])
def test_a_covered_number_that_is_changed_in_part_is_said_and_the_old_one_stands(
    mads: Acting, typed: str
) -> None:
    kinds.load()
    draft = kinds.begin(mads)
    draft.step("numre", {"helper": "010190-1234"})
    result = draft.step("numre", {"car": "AB 12 345", "helper": typed})
    assert result.errors["helper"].da.startswith("Du har kun rettet en del af nummeret.")
    fields = {one.key: one.value for one in selectors.step_view(draft.draft_id, "numre", mads).fields}
    assert (fields["helper"], fields["car"]) == ("010190-••••", "AB 12 345")
    assert draft.step("numre", {"helper": " 010190-•••• "}).ok


@pytest.mark.django_db
def test_it_can_be_tried_out(lyngsoe: object) -> None:
    kinds.load()
    answers = {**flat(), "rent": 2405, "away": {"from": "2026-12-01", "to": "2026-12-24"}}
    trial = try_out(solution=kinds.SLUG, given={"party": "mads", "answers": answers})
    assert (trial.outcome, trial.errors) == ("granted", {})
    wrong = try_out(solution=kinds.SLUG, given={"party": "mads", "answers": {**answers, "firm": "1"}})
    assert set(wrong.errors) == {"firm"}


@pytest.mark.django_db
def test_on_paper_there_is_room_for_each(lyngsoe: object) -> None:
    kinds.load()
    for language in ("da", "en"):
        sheet = paper_form(kinds.SLUG, language)
        questions = {one.key: one for part in sheet.sheet.parts for one in part.questions}
        assert all(questions[key].lines for key in ("away", "rent", "invited"))
        assert [count for _, count in questions["helper"].digits] == [6, 4]
        assert [count for _, count in questions["firm"].digits] == [8]


@pytest.mark.django_db
def test_a_silent_register_loses_no_choice(mads: Acting, outside: Outside) -> None:
    kinds.load()
    draft = kinds.begin(mads)
    for step, values in kinds.ANSWERS.items():
        draft.step(step, values)

    def silent(cpr: str) -> Any:
        raise CprUnavailable

    outside.cpr.household = silent  # type: ignore[method-assign]
    assert draft.send().outcome == "granted"  # no rule rests on the list
    rows = Submission.objects.get().application[2]["rows"]
    assert rows[0]["value"]["da"] == "Mads Brinklund"
