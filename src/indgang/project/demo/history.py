"""Matters that were there before you came, done by the same deeds as real ones with the clock set back."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from django.db import transaction
from pydantic import Field

from indgang.kernel import clock
from indgang.kernel.shapes import Slug, YesNo
from indgang.kernel.strict_yaml import Shape, load_document
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases import services as cases
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_services
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages import selectors as printing
from indgang.modules.messages import services as messages
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice import services as selfservice
from indgang.project.demo.registers import folder

SOLUTION = "flytning"
HOUR = time(10, 20)


class StaffPart(Shape):
    """What a caseworker did with the matter: asked, or decided."""

    by: Slug
    after_days: int
    ask: str = ""
    decide: Literal["", "granted", "part_granted", "refused"] = ""
    reasons: str = ""


class Matter(Shape):
    """One move. `stops_at`: the step that was never finished."""

    id: Slug
    person: Slug
    days_ago: Annotated[int, Field(ge=0, le=56)]
    moves: int
    to: Slug
    who: tuple[Slug, ...]
    relation: Literal["owner", "tenant", "lodger"] = "tenant"
    others_stay: YesNo = False
    protection: YesNo = False
    stops_at: Slug | None = None
    staff: StaffPart | None = None


class History(Shape):
    """history.yaml."""

    matters: tuple[Matter, ...]


class StaffRow(Shape):
    """A row of staff.yaml, as far as a login would tell us."""

    model_config = {"extra": "ignore", "frozen": True}
    id: Slug
    name: str
    subject: str
    unit: Slug
    roles: tuple[Role, ...]


class StaffShape(Shape):
    staff: tuple[StaffRow, ...]


def make(people: dict[str, str]) -> int:
    """Do every matter once; a second run leaves the ones that are there. Returns how many there are.

    The staff are known before their first login, so that a colleague can be given something.
    """
    for row in _staff():
        employee(row.id)
    matters = load_document(folder() / "history.yaml").as_shape(History).matters
    for matter in matters:
        acting = identity.acting_options(people[matter.person])[0].acting
        if drafts.drafts_of(acting) or case_selectors.cases_of(acting.party):
            continue
        try:
            _do(matter, people)
        finally:
            clock.freeze(None)
    _post_old_letters(employee("maria"))
    return len(matters)


def _post_old_letters(by: EmployeeInfo) -> None:
    """Letters on paper of matters that are over went the day after; the newest wait in the list."""
    for letter in printing.letters_to_print(by).waiting:
        if letter.age < 2:
            continue
        clock.freeze(letter.written_at + timedelta(days=1))
        try:
            messages.open_for_print(by=by, delivery_id=letter.id)
            messages.note_printed(by=by, delivery_ids=[letter.id])
        finally:
            clock.freeze(None)


@transaction.atomic
def _do(matter: Matter, people: dict[str, str]) -> None:
    day = clock.today() - timedelta(days=matter.days_ago)
    clock.freeze(datetime.combine(day, HOUR, clock.COPENHAGEN))
    acting = identity.acting_options(people[matter.person])[0].acting
    draft = selfservice.begin(solution=SOLUTION, by=acting)
    revision = draft.revision
    for step, values in _answers(matter).items():
        if step == matter.stops_at:
            return
        saved = selfservice.answer(
            draft_id=draft.id, step=step, values=values, seen_revision=revision, by=acting
        )
        revision = saved.revision
    sent = selfservice.submit(
        draft_id=draft.id, key=f"history-{matter.id}", by=acting, seen_revision=revision
    )
    if matter.staff and sent.case_id:
        clock.freeze(datetime.combine(day + timedelta(days=matter.staff.after_days), HOUR, clock.COPENHAGEN))
        _handle(str(sent.case_id), matter.staff)


def _handle(case_id: str, part: StaffPart) -> None:
    by = employee(part.by)
    cases.take(case_id=case_id, by=by)
    version = case_selectors.case_for_staff(case_id, by).info.version
    if part.ask:
        reply_by = clock.today() + timedelta(days=7)
        cases.ask(case_id=case_id, question=part.ask, reply_by=reply_by, by=by, seen_version=version)
    if part.decide:
        cases.decide(case_id=case_id, outcome=part.decide, reasons=part.reasons, by=by, seen_version=version)


def _staff() -> tuple[StaffRow, ...]:
    return load_document(folder() / "staff.yaml").as_shape(StaffShape).staff


def employee(handle: str) -> EmployeeInfo:
    """Somebody of staff.yaml, as a login would make them known."""
    row = next(row for row in _staff() if row.id == handle)
    account = identity_services.account_for_staff(
        subject=row.subject, name=row.name, roles=list(row.roles), unit=row.unit
    )
    return identity.employee(str(account.employee_id))


def _answers(matter: Matter) -> dict[str, dict[str, str | list[str]]]:
    """The answers by step, as they would be typed."""
    day = clock.today() + timedelta(days=matter.moves)
    return {
        "dato": {"moving_date": day.isoformat()},
        "hvem": {"who": list(matter.who)},
        "adresse": {"new_address": matter.to},
        "bolig": {"relation": matter.relation, "others_stay": "yes" if matter.others_stay else "no"},
        "gammel-bolig": {"old_home": "left"},
        "laege": {"doctor_choice": "keep"},
        "kontakt": {"protection": "yes" if matter.protection else "no"},
        "erklaering": {"declared": "yes"},
    }
