"""Stored decisions are made again: the same version of the rules, the same inputs, and the same finding or a named
difference. Nothing is asked of a register, nothing is stored, and what is said names nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.cases.vocabulary import Finding, FollowUp
from indgang.modules.selfservice.models import Recalculation, Reconsideration, Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.errors import UnknownSolution
from indgang.modules.selfservice.selectors.receipts import Replay

AT_A_TIME = 200
Stored = tuple[Mapping[str, Any], Mapping[str, Any], Sequence[Mapping[str, Any]]]
"""Inputs, finding and follow-ups, as JSON."""
UNREADABLE = "the version of the rules, or what was stored, cannot be read now"


@dataclass(frozen=True)
class Replayed:
    """One stored finding made again. `differs` says what came out otherwise, without values; empty when nothing did.

    `number` is the receipt's; `again`: the rules were asked once more after it was sent.
    """

    number: str
    solution: str
    version: str
    again: bool
    differs: tuple[str, ...]


def replay_all(slug: str = "", since: date | None = None) -> Iterator[Replayed]:
    """Every stored finding of a solution, or of all, oldest first; `since` is the day of sending. Raises
    UnknownSolution for a slug that no version has.
    """
    if slug and not versions.was_ever(slug):
        raise UnknownSolution
    return _replayed(slug, since)


def _replayed(slug: str, since: date | None) -> Iterator[Replayed]:
    sent = Submission.objects.order_by("at", "pk")
    later = Reconsideration.objects.order_by("at", "pk")
    worked_out = Recalculation.objects.order_by("at", "pk")
    if slug:
        sent, later = sent.filter(version__slug=slug), later.filter(submission__version__slug=slug)
        worked_out = worked_out.filter(version__slug=slug)
    if since is not None:
        begin = datetime.combine(since, time.min, COPENHAGEN)
        sent, later = sent.filter(at__gte=begin), later.filter(submission__at__gte=begin)
        worked_out = worked_out.filter(submission__at__gte=begin)
    fields = ("inputs", "finding", "follow_ups")
    names = ("submission__number", "submission__version_id", *fields)
    for rows, again in (
        (sent.values_list("number", "version_id", *fields), False),
        (later.values_list(*names), True),
        (worked_out.values_list("submission__number", "version_id", *fields), True),
    ):
        for number, version, *stored in rows.iterator(chunk_size=AT_A_TIME):
            yield _again(number, version, (stored[0], stored[1], stored[2]), again=again)


def _again(number: str, version: str, stored: Stored, *, again: bool) -> Replayed:
    slug = ""
    try:
        found = versions.version(version)
        slug = found.solution.slug
        differs = tuple(_differences(found.solution, version, stored))
    except (ContentError, KeyError, TypeError, ValueError, AttributeError):
        differs = (UNREADABLE,)
    return Replayed(number, slug, version, again, differs)


def _differences(solution: Solution, version: str, stored: Stored) -> Iterator[str]:
    inputs, finding, follow_ups = stored
    situation = Situation(solution, Inputs.of(inputs))
    again = deciding.find(situation, version=version, to_be_heard=False)
    followed = deciding.follow_ups(situation)
    if _as_stored(again, finding) and [row.as_json() for row in followed] == follow_ups:
        return
    made = Replay(
        stored=Finding.of(finding),
        again=again,
        stored_follow_ups=tuple(FollowUp.of(row) for row in follow_ups),
        again_follow_ups=followed,
    )
    if made.same:
        return
    yield from _named(made.stored, made.again)
    if made.stored_follow_ups != made.again_follow_ups:
        yield "what follows from a grant"


def _as_stored(finding: Finding, stored: Mapping[str, Any]) -> bool:
    """Whether it would be stored with the same letters: then it need not be read to be compared. What the party must be
    heard about is no part of a decision.
    """
    return {**finding.as_json(), "unseen": stored.get("unseen")} == stored


def _named(before: Finding, now: Finding) -> Iterator[str]:
    """Which parts of a finding are otherwise: outcomes and rules by name, never a value."""
    if before.outcome != now.outcome:
        yield f"outcome: {before.outcome} was stored, {now.outcome} came out"
    for part in ("matched", "unresolved"):
        old = {row.rule: row for row in getattr(before, part)}
        new = {row.rule: row for row in getattr(now, part)}
        changed = sorted(rule for rule in {*old, *new} if old.get(rule) != new.get(rule))
        if changed:
            yield f"{part}: {', '.join(changed)}"
    tables = {one.id: one for one in before.calculations}, {one.id: one for one in now.calculations}
    for name in sorted({*tables[0], *tables[1]}):
        if tables[0].get(name) != tables[1].get(name):
            yield f"calculation: {name}"
    for part in ("version", "today", "sensitive"):
        if getattr(before, part) != getattr(now, part):
            yield part
