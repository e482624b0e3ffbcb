"""Who helps in a draft, who is where on the page, and what is proposed: read from a draft that is loaded."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice.models import Draft, Joining, Presence, Proposal
from indgang.modules.selfservice.models.joining import LIVE
from indgang.modules.selfservice.rules.inputs import Given
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Group
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.views import Helper, Here, OpenProposal, Together
from indgang.modules.selfservice.vocabulary import EMPTY, JoiningState, Shared

SEEN_FOR = timedelta(seconds=25)
"""Somebody whose page said nothing for so long is not there. A beat is written at least every ten seconds."""


def together_of(loaded: Loaded, who: Actor) -> Together:
    """How those who fill in a draft stand to each other, as `who` sees it. Three queries."""
    draft = loaded.draft
    here = _others_here(draft.pk, who)
    return Together(
        mark=mark_of(draft, here),
        shared=Shared(draft.shared),
        helpers=_helpers(draft.pk),
        here=here,
        proposals=_proposals(loaded),
    )


def presence_mark(draft: Draft, who: Actor) -> str:
    """The mark alone, as cheap as it can be asked. One query."""
    return mark_of(draft, _others_here(draft.pk, who))


def mark_of(draft: Draft, here: tuple[Here, ...]) -> str:
    """Changes with every answer, with everything that happens between them, and with who is where."""
    places = sha256(repr(here).encode()).hexdigest()[:12] if here else "0"
    return f"{draft.revision}.{draft.shared_mark}.{draft.state}.{places}"


def _others_here(draft_id: UUID, who: Actor) -> tuple[Here, ...]:
    rows = Presence.objects.filter(draft=draft_id, seen_at__gt=clock.now() - SEEN_FOR).exclude(who=who.key)
    return tuple(Here(row.name, row.staff, row.step, row.field) for row in rows.order_by("who"))


def _helpers(draft_id: UUID) -> tuple[Helper, ...]:
    units = identity.units()
    found = []
    for row in Joining.objects.filter(draft=draft_id, state__in=LIVE).order_by("asked_at", "pk"):
        unit = units.get(row.unit)
        since = row.joined_at or row.asked_at
        found.append(
            Helper(row.pk, row.employee_name, unit.name if unit else EMPTY, JoiningState(row.state), since)
        )
    return tuple(found)


def open_rows(draft_id: UUID) -> list[Proposal]:
    """The proposals that nobody has answered, the oldest first. One query."""
    return list(Proposal.objects.filter(draft=draft_id, answer=None).order_by("at", "pk"))


def _proposals(loaded: Loaded) -> tuple[OpenProposal, ...]:
    found = []
    for row in open_rows(loaded.draft.pk):
        question, step = loaded.solution.question_at(row.key), loaded.solution.step_taking(row.key)
        group = loaded.solution.group_of_row(row.key)
        if group is not None and step is not None:
            found.append(_one_more(row, step.id, group))
        if question is None or step is None:
            continue
        now = loaded.rows.get(row.key)
        found.append(
            OpenProposal(
                id=row.pk,
                key=row.key,
                step=step.id,
                label=loaded.situation.label_at(row.key, question),
                shown=_in_words(proposed(loaded, row), row.key, row.value),
                now_shown=_in_words(loaded.situation, row.key, now.value) if now else EMPTY,
                by=row.actor_name,
                at=row.at,
                note=row.note,
                changed_since=now is not None and now.revision > row.seen_revision,
            )
        )
    return tuple(found)


def one_more_of(group: Group) -> Text:
    """What a proposed row is called."""
    return Text(f"Tilføj: {group.one.da}", f"Add: {group.one.en or group.one.da}")


def _one_more(row: Proposal, step: str, group: Group) -> OpenProposal:
    """One more row of a group: there is nothing in it yet."""
    label = one_more_of(group)
    return OpenProposal(
        row.pk, row.key, step, label, label, EMPTY, row.actor_name, row.at, row.note, False, group.id
    )


def proposed(loaded: Loaded, row: Proposal) -> Situation:
    """How the draft would stand with the proposal in it."""
    inputs = loaded.situation.inputs
    answers = dict(inputs.answers) | {row.key: Given.of(row.value)}
    return Situation(loaded.solution, replace(inputs, answers=answers))


def _in_words(situation: Situation, key: str, value: dict[str, object]) -> Text:
    """An answer as one reads it; as typed when it cannot be read, or is not asked now."""
    asked = situation.asked(key)
    read = asked.read.shown if asked else EMPTY
    if read:
        return read
    typed = value.get("typed", "")
    plain = ", ".join(map(str, typed)) if isinstance(typed, list) else str(typed or "")
    return Text(plain, plain)
