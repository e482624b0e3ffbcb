"""The party sends something else in the place of a case that is not decided."""

from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case
from indgang.modules.cases.services.shared import save, step, trace
from indgang.modules.cases.vocabulary import StepKind
from indgang.modules.identity.vocabulary import Actor

PURPOSE = "rettet"


@transaction.atomic
def corrects(*, case_id: UUID | str, old: str, by: Actor) -> None:
    """Write on a new case that it takes the place of another, whose number is `old`. Raises NotYours for no case."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotYours
    save(case)
    text = Text(f"Det retter det, du sendte i sag {old}", f"It corrects what you sent in case {old}")
    step(case, StepKind.CORRECTED, by, text, internal=f"Retter sag {old}")
    trace(case, "case_corrects", by, PURPOSE, old=old)
