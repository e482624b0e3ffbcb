"""What stands beside each question while somebody helps: a proposal, who is there, who wrote it, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.views import FieldView, OpenProposal, StepView, Together, Written
from indgang.modules.selfservice.vocabulary import EMPTY, AnswerSource
from indgang.surfaces.common.solution.groups import Group
from indgang.surfaces.common.solution.questions import Question


@dataclass(frozen=True)
class Beside:
    """Drawn below one question, outside its field. `changed`: what was written elsewhere since the page was shown."""

    key: str
    proposal: OpenProposal | None
    here: tuple[str, ...]
    written: Written | None
    by_me: bool
    fetched: bool
    changed: bool
    now: Text


def beside_of(view: StepView, together: Together, *, me: str, seen: int | None = None) -> list[Beside]:
    """One for each question of the step. `seen` is the revision that an open page shows; None for a fresh page."""
    return [_one(field, together, me, seen) for field in view.fields]


def _one(field: FieldView, together: Together, me: str, seen: int | None) -> Beside:
    answered = bool(field.value or field.values)
    written = field.written if together.joined and answered else None
    fetched = written is not None and written.source is AnswerSource.REGISTER
    changed = seen is not None and field.written is not None and field.written.revision > seen
    return Beside(
        key=field.key,
        proposal=next((one for one in together.proposals if one.key == field.key), None),
        here=tuple(one.name for one in together.here if one.field == field.key),
        written=field.written if changed else written,
        by_me=written is not None and not written.staff and written.by == me,
        fetched=fetched,
        changed=changed,
        now=(field.shown_value or Text(field.value, field.value)) if changed else EMPTY,
    )


def rows_beside(groups: Iterable[Group], together: Together) -> list[Group]:
    """The groups, each with the row that is proposed for it."""
    proposed = {one.group: one for one in together.proposals if one.group}
    return [replace(group, beside=proposed.get(group.view.key)) for group in groups]


def with_beside(questions: Iterable[Question], besides: Iterable[Beside]) -> list[Question]:
    """The questions, each with what stands beside it."""
    known = {one.key: one for one in besides}
    return [replace(question, beside=known.get(question.key)) for question in questions]
