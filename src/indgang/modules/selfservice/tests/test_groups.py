"""Questions that are asked once for each row: rows come and go, keep their answers, and count in the rules."""

import json
from typing import Any

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.selectors.group_views import GroupView
from indgang.modules.selfservice.selectors.paper import paper_form
from indgang.modules.selfservice.services.trying import BadTrial, try_out
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.tests.conftest import Filling, call

TWO = {
    "wishes.r1.place": "Havnen",
    "wishes.r1.hours": "7",
    "wishes.r2": "yes",
    "wishes.r2.place": "Torvet",
    "wishes.r2.hours": "9",
    "wishes.r2.night": "no",
}


def rows(situation: Situation) -> list[str]:
    return [row.key for step in situation.steps for group in step.groups for row in group.rows]


def group(draft: Filling) -> GroupView:
    return selectors.step_view(draft.draft_id, "oensker", draft.by).groups[0]


# --- what rules learn ---------------------------------------------------------------------------------------------


def test_the_first_rows_are_there_until_they_are_taken_away() -> None:
    assert rows(kinds.standing({})) == ["wishes.r1"]
    assert rows(kinds.standing({"wishes.r1": "no", "wishes.r2": "yes"})) == ["wishes.r2"]
    assert rows(kinds.standing({"wishes.r3.place": "Havnen"})) == ["wishes.r1", "wishes.r3"]


def test_rules_read_the_rows_as_a_list() -> None:
    situation = kinds.standing(TWO)
    assert situation.facts.get("wishes") == [
        {"place": "Havnen", "hours": 7, "note": ""},
        {"place": "Torvet", "hours": 9, "night": False, "note": ""},
    ]
    finding = deciding.find(situation, version="v")
    assert finding.matched[0].because.da == "Det er 16 timer: Havnen, 7; Torvet, 9, Nej."
    again = Situation(situation.solution, Inputs.of(json.loads(json.dumps(situation.inputs.as_json()))))
    assert deciding.find(again, version="v") == finding


def test_a_question_of_a_row_is_asked_by_its_own_row() -> None:
    situation = kinds.standing(TWO)
    asked = [one.key for step in situation.steps for one in step.asked if one.group]
    assert "wishes.r2.night" in asked
    assert "wishes.r1.night" not in asked


def test_checks_name_the_row_and_see_the_others() -> None:
    situation = kinds.standing({**TWO, "wishes.r2.place": "Havnen", "wishes.r1.hours": "40"})
    assert kinds.asked(situation, "wishes.r2.place").error.da == "Du har skrevet Havnen to gange."
    assert kinds.asked(situation, "wishes.r1.hours").error.da == "40 timer er for mange."
    assert situation.label_of(kinds.asked(situation, "wishes.r2.place")).da == "Ønske 2: Sted"


def test_when_nobody_knows_how_many_there_may_be_a_person_looks() -> None:
    inputs = kinds.standing(TWO).inputs
    fewer = Inputs(
        inputs.today,
        inputs.ground,
        inputs.municipality,
        {key: row for key, row in inputs.parameters.items() if key != "most_rows"},
        inputs.facts,
        inputs.answers,
    )
    finding = deciding.find(Situation(kinds.every_kind(), fewer), version="v")
    assert "few" in [row.rule for row in finding.unresolved]


def test_a_row_without_an_answer_never_grants() -> None:
    situation = kinds.standing({**TWO, "wishes.r2.hours": ""})
    assert deciding.find(situation, version="v").outcome == "case"
    assert not situation.complete


def test_too_many_rows_are_said_and_stop_the_sending() -> None:
    more = {f"wishes.r{number}.place": str(number) for number in range(1, 7)}
    shown = next(group for step in kinds.standing(more).steps for group in step.groups)
    assert shown.error.da == "Der er for mange. Fjern nogle, så der er højst 4."
    assert shown.next_key == ""


# --- a draft --------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(mads: Acting) -> Filling:
    kinds.load()
    return kinds.begin(mads)


@pytest.mark.django_db
def test_rows_come_and_go_and_keep_their_keys(draft: Filling) -> None:
    assert group(draft).add_key == "wishes.r2"
    draft.step("oensker", {"wishes.r1.place": "Havnen", "wishes.r2": "yes"})
    draft.step("oensker", {"wishes.r2.place": "Torvet"})
    draft.step("oensker", {"wishes.r1": "no"})
    assert [row.key for row in group(draft).rows] == ["wishes.r2"]
    assert not group(draft).may_remove
    assert group(draft).add_key == "wishes.r3"  # never a number that a row had
    view = selectors.step_view(draft.draft_id, "oensker", draft.by)
    assert next((field.key, field.value, field.within.da) for field in view.fields) == (
        "wishes.r2.place",
        "Torvet",
        "Ønske 1",
    )


@pytest.mark.django_db
def test_what_is_not_in_the_group_is_refused(draft: Filling) -> None:
    result = draft.step("oensker", {"wishes.r1.name": "x", "other.r1.place": "x", "wishes.r0.place": "x"})
    assert set(result.errors) == {"wishes.r1.name", "other.r1.place", "wishes.r0.place"}


@pytest.mark.django_db
def test_two_who_write_in_the_same_row_choose_and_the_other_rows_are_saved(
    draft: Filling, sofie: Acting
) -> None:
    other = draft.elsewhere(Acting(sofie.actor, draft.by.party, draft.by.ground))
    draft.step("oensker", {"wishes.r1.place": "Havnen"})
    result = other.step("oensker", {"wishes.r1.place": "Torvet", "wishes.r1.hours": "4"})
    assert [(one.key, one.label.da) for one in result.conflicts] == [("wishes.r1.place", "Ønske 1: Sted")]
    assert kinds_of(draft)["wishes.r1.hours"] == "4"


def kinds_of(draft: Filling) -> dict[str, Any]:
    view = selectors.step_view(draft.draft_id, "oensker", draft.by)
    return {field.key: field.value for field in view.fields}


@pytest.mark.django_db
def test_a_row_that_somebody_else_just_wrote_in_is_not_taken_away(draft: Filling, sofie: Acting) -> None:
    draft.step("oensker", {"wishes.r2": "yes"})
    other = draft.elsewhere(Acting(sofie.actor, draft.by.party, draft.by.ground))
    draft.step("oensker", {"wishes.r2.place": "Torvet"})
    result = other.step("oensker", {"wishes.r2": "no"})
    assert set(result.errors) == {"wishes.r2"}
    assert kinds_of(draft)["wishes.r2.place"] == "Torvet"


@pytest.mark.django_db
def test_a_row_comes_back_when_somebody_writes_in_it_after_it_went(draft: Filling, sofie: Acting) -> None:
    draft.step("oensker", {"wishes.r2": "yes"})
    other = draft.elsewhere(Acting(sofie.actor, draft.by.party, draft.by.ground))
    draft.step("oensker", {"wishes.r2": "no"})
    other.step("oensker", {"wishes.r2.place": "Torvet"})
    assert kinds_of(draft)["wishes.r2.place"] == "Torvet"


@pytest.mark.django_db
def test_from_the_form_to_the_case(draft: Filling) -> None:
    for step, values in kinds.ANSWERS.items():
        draft.step(step, values)
    draft.step("oensker", TWO)
    draft.step("oensker", {"wishes.r1": "no"})
    labels = [
        row.label.da for row in selectors.summary(draft.draft_id, draft.by).sections[3].rows if row.value
    ]
    assert labels[:2] == ["Ønske 1: Sted", "Ønske 1: Timer"]
    assert draft.send().outcome == "granted"
    submission = Submission.objects.get()
    assert set(submission.inputs["answers"]) >= {"wishes.r1", "wishes.r2", "wishes.r2.place"}
    assert "wishes.r1.place" not in submission.inputs["answers"]  # taken away, so it was not sent
    assert next(row["label"]["da"] for row in submission.application[3]["rows"]) == "Ønske 1: Sted"
    again = Situation(kinds.every_kind(), Inputs.of(submission.inputs))
    assert deciding.find(again, version=submission.version_id).as_json() == submission.finding


@pytest.mark.django_db
def test_a_clerk_proposes_in_a_row(draft: Filling, maria: EmployeeInfo) -> None:
    call(maria).joins(draft)
    proposal = services.propose(
        draft_id=draft.draft_id,
        key="wishes.r1.place",
        value="Torvet",
        seen_revision=draft.revision,
        note="",
        form_key="a" * 32,
        by=maria,
    )
    together = selectors.together(draft.draft_id, draft.by)
    assert [(one.key, one.label.da) for one in together.proposals] == [("wishes.r1.place", "Ønske 1: Sted")]
    services.settle_proposal(proposal_id=proposal, accept=True, seen_revision=draft.revision, by=draft.by)
    assert Answer.objects.get(draft=draft.draft_id, key="wishes.r1.place").value["proposed_by"] == maria.name


@pytest.mark.django_db
def test_rows_can_be_tried_out(lyngsoe: object) -> None:
    kinds.load()
    answers = {
        key: value for step, one in kinds.ANSWERS.items() if step != "oensker" for key, value in one.items()
    }
    wishes = [{"place": "Havnen", "hours": 7}, {"place": "Torvet", "hours": 20, "night": True}]
    given = {"party": "mads", "answers": {**answers, "wishes": wishes}}
    trial = try_out(solution=kinds.SLUG, given=given)
    assert (trial.outcome, trial.errors) == ("granted", {})
    fewer = {**given, "answers": {**answers, "wishes": [{"place": "Havnen"}]}}
    assert set(try_out(solution=kinds.SLUG, given=fewer).errors) == {"wishes.r1.hours"}
    for bad in ("Havnen", ["Havnen"], [{"town": "x"}]):
        with pytest.raises(BadTrial):
            try_out(solution=kinds.SLUG, given={**given, "answers": {**answers, "wishes": bad}})


@pytest.mark.django_db
def test_on_paper_a_group_is_a_table(lyngsoe: object) -> None:
    kinds.load()
    parts = paper_form(kinds.SLUG).sheet.parts
    one = next(q for part in parts for q in part.questions if q.key == "wishes")
    assert one.columns == ("Sted", "Timer", "Om natten?", "Bemærkning")
    assert one.rows == 3


# --- what content may not say --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("max: most_rows", "max: nothing", "whole parameter"),
        ("max: most_rows", "max: 0", "at least 1"),
        ("max: most_rows", "max: 99", "No more than 50"),
        ("row.hours <= 37", "row.size <= 37", "no field"),
        ("{row.hours} timer er", "{row.size} timer er", "names nothing"),
        ("hours <= 40", "row.hours <= 40", "row"),
        ("kind: yes_no\n            label", "kind: address\n            label", "group"),
        ("id: hours\n            kind", "id: place\n            kind", "stands twice"),
        ("id: wishes", "id: row", "row"),
    ],
)
def test_a_group_that_cannot_be_asked_is_refused_at_load(written: str, instead: str, says: str) -> None:
    source = read_source(kinds.FOLDER)
    text = source["solution.yaml"]
    assert written in text
    with pytest.raises(ContentError) as refused:
        ready({**source, "solution.yaml": text.replace(written, instead)})
    assert says in " ".join(problem.sentence for problem in refused.value.problems)
