"""What the same party sent last under the same key, in any solution: offered, never filled in by itself.

In a company many write: each is offered only what they wrote themselves, since a telephone may be a colleague's own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.selfservice.models import NeverReuse, Submission
from indgang.modules.selfservice.rules import reading
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.rules.shown import Asked
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.selectors.loading import Loaded

LOOKED_AT = 10
"""Submissions of a party that are looked through, the newest first."""


@dataclass(frozen=True)
class Offer:
    """What was written last, in words, and where: the solution's title and the day it was sent."""

    key: str
    shown: Text
    title: Text
    day: date
    given: Given


def offers(draft_id: UUID | str, step: str, by: Acting) -> list[Offer]:
    """What may be offered on a step of a draft: to questions that are not answered. Nothing to who acts for another.

    Raises NotYours.
    """
    if by.ground not in (Ground.SELF, Ground.COMPANY):
        return []
    return list(_offers_in(loading.load(loading.draft_of(draft_id, by)), step, by.actor))


def _offers_in(loaded: Loaded, step: str, who: Actor) -> Iterator[Offer]:
    shown = loaded.situation.shown_step(step)
    asked = [one for one in shown.asked if one.question.reuse and not one.typed] if shown else []
    wished = {one.question.reuse for one in asked} - _never(loaded.party)
    if not wished:
        return
    last = _last(loaded.party, who, wished)
    for one in asked:
        found = last.get(one.question.reuse)
        if found is not None and (offer := _offer(loaded, one, *found)):
            yield offer


def _never(party: Party) -> set[str]:
    return set(NeverReuse.objects.filter(**{party.kind: UUID(party.id)}).values_list("key", flat=True))


def _last(party: Party, who: Actor, wished: Iterable[str]) -> dict[str, tuple[Given, Submission]]:
    found: dict[str, tuple[Given, Submission]] = {}
    rows = Submission.objects.filter(actor=who.key, **{party.kind: UUID(party.id)}).order_by("-at", "-pk")
    for row in rows[:LOOKED_AT]:
        for question in versions.version(row.version_id).solution.questions.values():
            value = row.inputs["answers"].get(question.id) if question.reuse in wished else None
            if value and value.get("typed") and question.reuse not in found:
                found[question.reuse] = (Given.of(value), row)
    return found


def _offer(loaded: Loaded, asked: Asked, given: Given, row: Submission) -> Offer | None:
    """None when the question cannot take it now."""
    read = reading.read(asked.question, given, asked.options, None)
    if read.value is None or not read.shown:
        return None
    solution = versions.version(row.version_id).solution
    return Offer(asked.key, read.shown, solution.title, row.at.astimezone(COPENHAGEN).date(), given)
