"""A draft from the tables, with everything that its rules are given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Acting, Ground, Party
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import DraftExpired
from indgang.modules.selfservice.vocabulary import DraftState

FACT = "fact:"


def reach_of(by: Acting) -> QuerySet[Draft]:
    """The drafts that are theirs: the party's own, or those that this actor began for the party."""
    rows = Draft.objects.filter(**{f"{by.party.kind}_id": by.party.id})
    return rows if by.ground is Ground.SELF else rows.filter(actor=UUID(by.actor.id))


def with_names(rows: QuerySet[Draft]) -> QuerySet[Draft]:
    """Together with who fills them in and whom they are about, but never a CPR number."""
    return rows.select_related("actor", "person", "company").defer(
        "actor__cpr_encrypted", "person__cpr_encrypted"
    )


def draft_of(draft_id: UUID | str, by: Acting, *, lock: bool = False) -> Draft:
    """The draft, when it is theirs. Raises NotYours for another's, as for one that is not there."""
    rows = reach_of(by).filter(pk=draft_id)
    rows = rows.select_for_update() if lock else with_names(rows)
    draft = rows.first()
    if draft is None:
        raise NotYours
    return draft


def check_not_gone(draft: Draft) -> None:
    """Raises DraftExpired for a draft that was deleted or is too old."""
    if draft.state in (DraftState.DELETED, DraftState.EXPIRED):
        raise DraftExpired
    if draft.state == DraftState.OPEN and draft.expires_at <= clock.now():
        raise DraftExpired


def latest(draft_id: UUID) -> dict[str, Answer]:
    """The row that holds for each key."""
    return newest(Answer.objects.filter(draft=draft_id).order_by("revision", "pk"))


def newest(rows: Iterable[Answer]) -> dict[str, Answer]:
    """Of rows in the order they were written, the last of each key."""
    return {row.key: row for row in rows}


def parameter_rows(solution: Solution, day: date) -> dict[str, ParameterRow]:
    """The parameters that a solution uses, as they hold on a day; without value where they may not decide."""
    parameters = identity.parameters()
    found = {}
    for use in solution.parameters:
        row = parameters.on(use.key, day)
        value = parameters.deciding(use.key, day)
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
    rows: dict[UUID, list[Answer]] = defaultdict(list)
    for row in Answer.objects.filter(draft__in=found).order_by("revision", "pk"):
        rows[row.draft_id].append(row)
    return [_with(draft, newest(rows[draft.pk])) for draft in found]


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
