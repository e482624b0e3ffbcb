"""A draft from the tables, with everything that its rules are given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Max, Q, QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import ParameterUse, Rate, Solution
from indgang.modules.selfservice.selectors import contact_ground, versions
from indgang.modules.selfservice.selectors.errors import DraftExpired
from indgang.modules.selfservice.vocabulary import DraftState

FACT = "fact:"
MOST_OPEN = 50
"""Open drafts in a list."""


OWN, BEGUN, ENTERED = "own", "begun", "entered"


def _shape(by: Acting) -> str:
    """How far somebody reaches among the drafts about their party: all of them, those that they began themselves, or
    (staff, in a contact with the party) those that staff writes in, whoever began them.
    """
    return {Ground.SELF: OWN, Ground.STAFF: ENTERED}.get(by.ground, BEGUN)


def _reach(kind: str, shape: str) -> QuerySet[Draft]:
    """The drafts that are somebody's."""
    rows = Draft.objects.filter(**{kind: Param("party", UUIDField())})
    if shape == OWN:
        return rows
    if shape == ENTERED:
        return rows.filter(actor=None)
    return rows.filter(actor=Param("actor", UUIDField()))


def _with_names(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Together with who fills them in and whom they are about, but never a CPR number."""
    return rows.select_related("actor", "entered_by", "person", "company").defer(
        "actor__cpr_encrypted", "person__cpr_encrypted"
    )


@known_query
def _one(kind: str, shape: str, lock: bool) -> QuerySet[Draft]:
    rows = _with_names(_reach(kind, shape).filter(pk=Param("draft", UUIDField())))
    return rows.select_for_update(of=("self",)) if lock else rows


@known_query
def _open(kind: str, shape: str) -> QuerySet[Draft]:
    rows = _reach(kind, shape).filter(state=DraftState.OPEN, expires_at__gt=Param("now", DateTimeField()))
    return _with_names(rows).order_by("-updated_at")[:MOST_OPEN]


def draft_of(draft_id: UUID | str, by: Acting, *, lock: bool = False) -> Draft:
    """The draft, when it is theirs and their ground still reaches it.

    Raises NotYours for another's, as for one that is not there.
    """
    known = _one(by.party.kind, _shape(by), lock)
    rows = known(draft=draft_id, party=by.party.id, actor=by.actor.id)
    if not rows:
        raise NotYours
    check_ground(by, versions.version(rows[0].version_id).solution.service_id)
    return rows[0]


def check_ground(by: Acting, service_id: str) -> None:
    """Raises NotYours when somebody acts for another, and the ground has ended or does not reach the
    service. The ground of staff is a contact: raises as `contact_ground.check_contact` when that is over.
    """
    if by.ground is Ground.STAFF:
        contact_ground.check_contact(by, service_id)
    elif by.ground is not Ground.SELF and not identity.ground_holds(by, service_id):
        raise NotYours


def open_drafts_of(by: Acting) -> list[Draft]:
    """The open drafts that are theirs, the newest first."""
    known = _open(by.party.kind, _shape(by))
    return known(party=by.party.id, actor=by.actor.id, now=clock.now())


def check_not_gone(draft: Draft) -> None:
    """Raises DraftExpired for a draft that was deleted or is too old."""
    if draft.state in (DraftState.DELETED, DraftState.EXPIRED):
        raise DraftExpired
    if draft.state == DraftState.OPEN and draft.expires_at <= clock.now():
        raise DraftExpired


@known_query
def _answers(drafts: int) -> QuerySet[Answer]:
    """The newest row of each key of so many drafts: a draft that was changed often has many older ones.

    Numbers grow with revisions, since a draft is locked while its answers are written.
    """
    mine = reduce(or_, (Q(draft=Param(f"draft{number}", UUIDField())) for number in range(drafts)))
    newest = Answer.objects.filter(mine).order_by().values("draft", "key").annotate(newest=Max("pk"))
    return Answer.objects.filter(pk__in=newest.values("newest"))


def latest(draft_id: UUID) -> dict[str, Answer]:
    """The row that holds for each key."""
    return {row.key: row for row in _answers(1)(draft0=draft_id)}


def parameter_rows(solution: Solution, day: date) -> dict[str, ParameterRow]:
    """The parameters that a solution uses, as they hold on a day; without value where they may not decide."""
    parameters = identity.parameters()
    found = {}
    uses: tuple[ParameterUse | Rate, ...] = (*solution.parameters, *solution.rates.values())
    for use in uses:
        row = parameters.on(use.key, day)
        value = parameters.value_of(row)
        found[use.id] = ParameterRow(
            use.key, value, row.valid_from if row else None, row.source if row else ""
        )
    return found


def municipality_values() -> dict[str, str]:
    here = identity.municipality()
    return {"code": here.code, "name": here.name, "area": here.area}


def inputs_of(
    solution: Solution,
    *,
    ground: str,
    rows: Mapping[str, Answer],
    facts: Mapping[str, Looked] | None = None,
    today: date | None = None,
) -> Inputs:
    """All that the rules are given. `facts` takes the place of what the draft remembers of the registers."""
    day = today or clock.today()
    remembered = {
        key.removeprefix(FACT): Looked.of(row.value) for key, row in rows.items() if key.startswith(FACT)
    }
    return Inputs(
        today=day,
        ground=ground,
        municipality=municipality_values(),
        parameters=parameter_rows(solution, day),
        facts=remembered if facts is None else facts,
        answers={
            key: Given.of({**row.value, "source": row.source})
            for key, row in rows.items()
            if not key.startswith(FACT)
        },
    )


@dataclass(frozen=True)
class Loaded:
    """A draft and how it stands."""

    draft: Draft
    solution: Solution
    rows: Mapping[str, Answer]
    situation: Situation

    @property
    def party(self) -> Party:
        return party_of(self.draft)


def load(draft: Draft) -> Loaded:
    """How a draft stands today. One query."""
    return _with(draft, latest(draft.pk))


def load_all(drafts: Iterable[Draft]) -> list[Loaded]:
    """How each draft stands today. One query for all of them."""
    found = list(drafts)
    rows: dict[UUID, dict[str, Answer]] = defaultdict(dict)
    if found:
        for row in _answers(len(found))(**{f"draft{number}": one.pk for number, one in enumerate(found)}):
            rows[row.draft_id][row.key] = row
    return [_with(draft, rows[draft.pk]) for draft in found]


def _with(draft: Draft, rows: Mapping[str, Answer]) -> Loaded:
    solution = versions.version(draft.version_id).solution
    return Loaded(
        draft, solution, rows, Situation(solution, inputs_of(solution, ground=draft.ground, rows=rows))
    )


def party_of(draft: Any) -> Party:
    """Whom a draft or a submission concerns."""
    if draft.person_id:
        return Party("person", str(draft.person_id), draft.person.name)
    return Party("company", str(draft.company_id), draft.company.name)
