"""What was sent is corrected until it is decided: a draft with the answers in it takes its place when it is sent."""

from collections.abc import Callable

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.cases.vocabulary import CaseState, StepKind
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Correction, Draft, Note, Submission
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services import (
    CannotCorrect,
    CorrectedAlready,
    DraftInTheWay,
    TooLateToCorrect,
)
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.modules.selfservice.vocabulary import DraftState

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
REASONS = "Du bor ikke på adressen, jf. CPR-lovens § 6."


@pytest.fixture
def late(mads: Acting, begin: Begin) -> Submission:
    """Mads wrote the wrong day: it is so long ago that a person must look at it."""
    begin(mads).all(moving_date="2026-10-01").send()
    return Submission.objects.get()


def _correcting(submission: Submission, by: Acting) -> Filling:
    info = services.correct(submission_id=submission.pk, by=by)
    return Filling(by, info.id, info.revision)


def _typed(draft: Filling) -> dict[str, object]:
    rows = loading.latest(draft.draft_id)
    return {key: row.value.get("typed") for key, row in rows.items() if not key.startswith("fact:")}


def test_the_draft_begins_with_what_was_sent_but_the_promise_is_made_again(
    mads: Acting, late: Submission
) -> None:
    typed = _typed(_correcting(late, mads))
    assert typed["moving_date"] == "2026-10-01"
    assert (typed["who"], typed["new_address"], typed["relation"]) == (
        ["mads"],
        "skonnertgade-4-2-th",
        "tenant",
    )
    assert "declared" not in typed
    assert Case.objects.get().state == CaseState.NEW


def test_what_was_sent_is_withdrawn_in_the_moment_the_new_one_is_sent(mads: Acting, late: Submission) -> None:
    draft = _correcting(late, mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    draft.step("erklaering", {"declared": "yes"})
    sent = draft.send()
    assert sent.outcome == "granted", "its own first notice must not clash with it"
    old, new = cases.case_of(late.case_id, mads.party), cases.case_of(sent.case_id, mads.party)  # type: ignore[arg-type]
    assert (old.info.state, new.info.state) == (CaseState.WITHDRAWN, CaseState.DECIDED)
    assert any(sent.number in step.text.da for step in old.steps if step.kind is StepKind.WITHDRAWN)
    assert any(old.info.number in step.text.da for step in new.steps if step.kind is StepKind.CORRECTED)
    assert not Note.objects.filter(submission=late).exists()
    assert Message.objects.filter(kind="decision").count() == 1


def test_sending_twice_withdraws_once(mads: Acting, late: Submission) -> None:
    draft = _correcting(late, mads)
    draft.step("erklaering", {"declared": "yes"})
    first, again = draft.send(), draft.send("another press")
    assert first.id == again.id
    assert again.repeated
    assert Case.objects.filter(state=CaseState.WITHDRAWN).count() == 1


def test_two_presses_are_one_correction(mads: Acting, late: Submission) -> None:
    first, again = _correcting(late, mads), _correcting(late, mads)
    assert first.draft_id == again.draft_id
    assert Correction.objects.count() == 1
    assert first.revision == again.revision


def test_nothing_typed_in_the_correction_is_written_over_by_a_second_press(
    mads: Acting, late: Submission
) -> None:
    draft = _correcting(late, mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    assert _typed(_correcting(late, mads))["moving_date"] == "2026-12-01"


def test_a_draft_about_something_else_stands_in_the_way(mads: Acting, late: Submission, begin: Begin) -> None:
    begin(mads)
    with pytest.raises(DraftInTheWay):
        _correcting(late, mads)
    assert not Correction.objects.exists()


def test_what_is_decided_is_not_corrected(mads: Acting, begin: Begin) -> None:
    begin(mads).all().send()
    with pytest.raises(CannotCorrect):
        _correcting(Submission.objects.get(), mads)


def test_when_it_is_decided_meanwhile_the_correction_stays_a_draft(mads: Acting, late: Submission) -> None:
    draft = _correcting(late, mads)
    draft.step("erklaering", {"declared": "yes"})
    ole = employee("Ole Damgård", "folkeregister", Role.CASEWORKER)
    casework.decide(case_id=Case.objects.get().pk, outcome="granted", reasons="", by=ole, seen_version=1)
    with pytest.raises(TooLateToCorrect):
        draft.send()
    assert Submission.objects.count() == 1
    assert Draft.objects.get(pk=draft.draft_id).state == DraftState.OPEN


def test_what_was_withdrawn_meanwhile_is_corrected_all_the_same(mads: Acting, late: Submission) -> None:
    draft = _correcting(late, mads)
    draft.step("erklaering", {"declared": "yes"})
    services.withdraw(case_id=Case.objects.get().pk, why="", by=mads)
    assert draft.send().outcome == "case"
    with pytest.raises(CannotCorrect):
        _correcting(late, mads)


def test_what_the_registers_say_to_the_answers_is_there_from_the_beginning(
    mads: Acting, late: Submission
) -> None:
    draft = _correcting(late, mads)
    before, now = (loading.latest(one) for one in (late.draft_id, draft.draft_id))
    for name in ("dwelling", "residents", "my_doctor", "doctors"):
        assert now[f"fact:{name}"].value["value"] == before[f"fact:{name}"].value["value"] is not None, name


def test_two_who_may_act_correct_the_same_once(
    person: Callable[..., Acting], mads: Acting, begin: Begin
) -> None:
    bente = person("bente", for_="mads", ground=Ground.MANDATE)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=bente.actor.id),
        giver_person=Person.objects.get(pk=mads.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["*"],
        valid_from=clock.today(),
        basis=Text("Papir", "Paper"),
    )
    bente = person("bente", for_="mads", ground=Ground.MANDATE, mandate=str(row.pk))
    begin(bente).all(moving_date="2026-10-01").send()
    sent = Submission.objects.get()
    mine, hers = _correcting(sent, mads), _correcting(sent, bente)
    for draft in (mine, hers):
        draft.step("erklaering", {"declared": "yes"})
    mine.send()
    with pytest.raises(CorrectedAlready):
        hers.send()
    assert Submission.objects.count() == 2
    assert Draft.objects.get(pk=hers.draft_id).state == DraftState.OPEN


def test_nobody_else_corrects_it(sofie: Acting, late: Submission) -> None:
    with pytest.raises(NotYours):
        _correcting(late, sofie)


def test_the_summary_can_say_what_it_corrects(mads: Acting, late: Submission, begin: Begin) -> None:
    draft = _correcting(late, mads)
    assert selectors.corrects(draft.draft_id) == late.number
    services.delete_draft(draft_id=draft.draft_id, by=mads)
    assert selectors.corrects(begin(mads).draft_id) == ""
