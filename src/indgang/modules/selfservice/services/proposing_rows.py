"""A helper proposes one more row of a group. It is there when the citizen says yes, with nothing in it."""

from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Proposal
from indgang.modules.selfservice.rules.rows import THERE
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.together import joined
from indgang.modules.selfservice.services.proposing import NOT_ASKED_NOW, CannotPropose, kept, same_form

NO_ROOM = Text(
    "Der er ikke plads til flere. Foreslå i stedet at rette en af dem.",
    "There is no room for more. Propose to change one of them instead.",
)


def propose_row(*, draft_id: UUID | str, group: str, form_key: str, by: EmployeeInfo) -> UUID:
    """Propose one more row, whichever is free now. The same `form_key` is the same proposal.

    An older open proposal of a row in the group is overtaken. Raises NotYours unless joined now, CannotPropose.
    """
    joining = joined(draft_id, by)
    if known := same_form(form_key, joining):
        return known
    loaded = loading.load(joining.draft)
    groups = (one for step in loaded.situation.steps for one in step.groups)
    shown = next((one for one in groups if one.group.id == group), None)
    if shown is None:
        raise CannotPropose(NOT_ASKED_NOW)
    if not shown.next_key:
        raise CannotPropose(NO_ROOM)
    row = Proposal(
        draft=joining.draft,
        joining=joining,
        key=shown.next_key,
        value={"typed": THERE, "found": None},
        seen_revision=loaded.draft.revision,
        note="",
        actor=by.actor.key,
        actor_name=by.name,
        form_key=form_key[:80],
    )
    return kept(row, by)
