"""Others whom a case is about, too, are asked; what they say is put to the rules again; the party takes it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.events import CaseWithdrawn
from indgang.modules.cases.models import Case, Decision, FilingEntry, Task
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.shapes import CaseInfo
from indgang.modules.cases.selectors.situation import case_info
from indgang.modules.cases.services.shared import (
    LONGEST,
    TOO_LONG,
    BadInput,
    WrongState,
    file,
    go_to,
    save,
    step,
    trace,
)
from indgang.modules.cases.vocabulary import (
    SETTLED,
    CaseState,
    FilingDirection,
    Finding,
    FollowUp,
    StepKind,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Actor
from indgang.modules.messages.vocabulary import Letter


def _locked(case_id: UUID | str) -> Case:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotYours
    return case


def _info(case: Case) -> CaseInfo:
    return case_info(case, Decision.objects.filter(case=case).order_by("-sequence").first())


@transaction.atomic
def hold(*, case_id: UUID | str, until: date, by: Actor, what: Text | None = None) -> CaseInfo:
    """The case waits for others, who have until a day; our own deadline stands still. Again: another day.

    `what`: it waits for no answer of anybody but for this, and we answer by that day: a sentence for the party.

    A case in which the party, too, owes an answer goes on waiting for the party. Raises NotYours, WrongState for a
    settled case.
    """
    case = _locked(case_id)
    if case.state in SETTLED:
        raise WrongState
    case.waits_for = what.as_json() if what else {}
    if what:
        case.due = max(case.due, until)
    if case.state == CaseState.WAITING:
        if not what:
            step(case, StepKind.OTHERS_ASKED, by, _ASKED)
        save(case)
        return _info(case)
    if case.state != CaseState.OTHERS:
        go_to(case, CaseState.OTHERS)
        case.asked_on = clock.today()
        if not what:
            step(case, StepKind.OTHERS_ASKED, by, _ASKED)
        trace(case, "case_waits" if what else "case_others_asked", by)
    case.reply_by = until
    save(case)
    return _info(case)


_ASKED = Text("Vi spurgte andre, som sagen også handler om", "We asked others whom the case is about, too")


@transaction.atomic
def new_finding(
    *,
    case_id: UUID | str,
    finding: Finding,
    inputs: Mapping[str, Any],
    letters: Mapping[str, Letter],
    follow_ups: Sequence[FollowUp],
    told: Text,
    waiting: bool,
    key: str,
) -> CaseInfo:
    """The rules were asked again. `told` is what the party reads of it, if anything; `waiting`: others have yet to
    answer; `key` names what was heard.

    When nobody is waited for any more the case is ours: somebody looks at it within two working days, and whoever has
    it gets a task. Raises NotYours, WrongState for a settled case.
    """
    case = _locked(case_id)
    if case.state in SETTLED:
        raise WrongState
    case.finding, case.inputs = finding.as_json(), dict(inputs)
    case.letters = {str(outcome): letter.as_json() for outcome, letter in letters.items()}
    case.follow_ups = [follow_up.as_json() for follow_up in follow_ups]
    case.protected = case.protected or finding.sensitive
    if case.state == CaseState.OTHERS and not waiting:
        go_to(case, CaseState.OPEN if case.handler_id else CaseState.NEW)
        case.asked_on, case.reply_by = None, None
        case.due = deciding.due_for_reading(clock.today(), identity.municipality().closed_days)
    save(case)
    if told:
        step(case, StepKind.OTHERS_SAID, SYSTEM, told)
        if case.handler_id is not None:
            _task(case, key)
    trace(case, "case_found_again", SYSTEM, "svar fra andre i sagen", outcome=finding.outcome)
    return _info(case)


@transaction.atomic
def read_answer(*, case_id: UUID | str, key: str, only_when_taken: bool = False) -> None:
    """Somebody else than the party answered, and the rules are not asked again: a task to read it. Safe to repeat.

    `only_when_taken`: nobody is told of it while nobody has the case.
    """
    case = _locked(case_id)
    if case.handler_id is not None or not only_when_taken:
        _task(case, key)


def _task(case: Case, key: str) -> None:
    Task.objects.get_or_create(
        case=case,
        key=key[:60],
        defaults={
            "to": case.unit_id,
            "title": Text("Læs svaret fra en part", "Read the answer of another party").as_json(),
            "due": deciding.due_for_reading(clock.today(), identity.municipality().closed_days),
            "created_at": clock.now(),
        },
    )


@transaction.atomic
def file_document(*, case_id: UUID | str, direction: FilingDirection, theme: Text, document: str) -> None:
    """Journalise a document that is not the party's to see. Safe to repeat."""
    case = _locked(case_id)
    if not FilingEntry.objects.filter(case=case, document=document).exists():
        file(case, direction, theme, document)


@transaction.atomic
def withdraw(*, case_id: UUID | str, why: str, by: Acting, instead: str = "") -> CaseInfo:
    """The party takes the case back, until it is decided. `why` may be empty, and is kept for staff. Safe to repeat.

    `instead` is the receipt number of what the party sends in its place, when they correct it.
    Raises NotYours for another's case or outside the ground's scope, WrongState when it is, or was, decided,
    BadInput over 10,000 characters.
    """
    rows = Case.objects.select_for_update().filter(pk=case_id, **{f"{by.party.kind}_id": by.party.id})
    case = rows.first()
    if case is None or not identity.ground_holds(by, case.service_id):
        raise NotYours
    if case.state == CaseState.WITHDRAWN:
        return _info(case)
    words = cleaned(why)
    if len(words) > LONGEST:
        raise BadInput("why", TOO_LONG)
    if Decision.objects.filter(case=case).exists():
        raise WrongState
    go_to(case, CaseState.WITHDRAWN)
    case.asked_on, case.reply_by = None, None
    save(case)
    text = Text("Du trak sagen tilbage", "You withdrew the case")
    if instead:
        text = Text(
            f"Du rettede det. Det nye har nummer {instead}", f"You corrected it. The new one is {instead}"
        )
        words = f"Rettet. Det nye har kvittering {instead}. {words}".strip()
    done = step(case, StepKind.WITHDRAWN, by.actor, text, internal=words)
    theme = Text("Borgeren trak sagen tilbage", "The citizen withdrew the case")
    file(case, FilingDirection.IN, theme, f"step:{done.pk}")
    trace(case, "case_withdrawn", by.actor, "trukket tilbage")
    events.publish(CaseWithdrawn(case.pk, case.key, by.party))
    return _info(case)
