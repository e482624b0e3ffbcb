"""What became of the proposals in a draft, for the member of staff who was let in."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Proposal
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.helping import one_more_of, proposed
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.together import PROTECTED, joined, masks, private_in
from indgang.modules.selfservice.vocabulary import ProposalEnd

EACH = 3
"""Answered proposals that are told of one question."""


@dataclass(frozen=True)
class SettledProposal:
    """A proposal that was answered. `at` is when it was answered, `by` who made it."""

    key: str
    shown: Text
    by: str
    note: str
    end: ProposalEnd
    at: datetime


def settled_for(draft_id: UUID | str, step: str, by: EmployeeInfo) -> list[SettledProposal]:
    """The newest answered proposals of each question of a step, the newest first. Raises NotYours unless joined now."""
    joining = joined(draft_id, by)
    loaded = loading.load(joining.draft)
    covered = masks(loaded, joining)
    here = loaded.solution.step(step)
    rows = Proposal.objects.filter(draft=loaded.draft, answer__isnull=False)
    found: dict[str, list[SettledProposal]] = {}
    for row in rows.select_related("answer").order_by("-answer__at", "-pk"):
        group = loaded.solution.group_of_row(row.key)
        if here is not None and group is not None and here.group(group.id) and not found.get(group.id):
            end, at = ProposalEnd(row.answer.kind), row.answer.at
            found[group.id] = [
                SettledProposal(group.id, one_more_of(group), row.actor_name, row.note, end, at)
            ]
        if here is None or here.question_at(row.key) is None:
            continue
        if len(found.setdefault(row.key, [])) < EACH:
            end, at = ProposalEnd(row.answer.kind), row.answer.at
            private = covered and row.key in private_in(loaded.solution)
            theirs = private and row.actor != by.actor.key
            shown = PROTECTED if theirs else _in_words(loaded, row)
            found[row.key].append(SettledProposal(row.key, shown, row.actor_name, row.note, end, at))
    return [one for of_key in found.values() for one in of_key]


def _in_words(loaded: Loaded, row: Proposal) -> Text:
    """As one reads it; as typed when the question is not asked any more."""
    asked = proposed(loaded, row).asked(row.key)
    if asked is not None and asked.read.shown:
        return asked.read.shown
    typed = row.value.get("typed", "")
    plain = ", ".join(map(str, typed)) if isinstance(typed, list) else str(typed or "")
    return Text(plain, plain)
