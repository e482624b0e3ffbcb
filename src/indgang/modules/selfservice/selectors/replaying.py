"""Stored decisions are made again: the same version of the rules, the same inputs, and the same finding or a named
difference. Nothing is asked of a register, nothing is stored, and what is said names nobody.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.forking import CAN_FORK, at_the_same_time
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.cases.vocabulary import Finding, FollowUp
from indgang.modules.selfservice.models import Recalculation, Reconsideration, SolutionVersion, Submission
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
Row = tuple[str, str, bool, tuple[str, str, str]]
"""Receipt number, version, whether the rules were asked again, and what was stored, as JSON text."""
UNREADABLE = "the version of the rules, or what was stored, cannot be read now"
UNREADABLE_ROWS = (ContentError, KeyError, TypeError, ValueError, AttributeError)


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


def replay_all(slug: str = "", since: date | None = None, *, processes: int = 1) -> Iterator[Replayed]:
    """Every stored finding of a solution, or of all, oldest first; `since` is the day of sending. With more processes
    many are made again at the same time. Raises UnknownSolution for a slug that no version has.
    """
    if slug and not versions.was_ever(slug):
        raise UnknownSolution
    chunks = _chunks(_stored(slug, since))
    first = list(islice(chunks, 2))
    whole = chain(first, chunks)
    if len(first) > 1 and processes > 1 and CAN_FORK:
        return at_the_same_time(whole, _make_again, processes, shared=_solutions(slug))
    return (one for chunk in whole for one in _make_again(chunk, {}))


def _stored(slug: str, since: date | None) -> Iterator[Row]:
    """The rows as text: what makes a decision again need not be read twice."""
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
    fields = [Cast(name, TextField()) for name in ("inputs", "finding", "follow_ups")]
    for found, again in (
        (sent.values_list("number", "version_id", *fields), False),
        (later.values_list("submission__number", "submission__version_id", *fields), True),
        (worked_out.values_list("submission__number", "version_id", *fields), True),
    ):
        for number, version, *texts in found.iterator(chunk_size=AT_A_TIME):
            yield number, version, again, (texts[0], texts[1], texts[2])


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, AT_A_TIME)):
        yield chunk


def _solutions(slug: str) -> dict[str, Solution | None]:
    """Every version, compiled once for all processes; None for one that cannot be read now."""
    found: dict[str, Solution | None] = {}
    rows = SolutionVersion.objects.filter(slug=slug) if slug else SolutionVersion.objects.all()
    for one in rows.values_list("pk", flat=True):
        try:
            found[one] = versions.version(one).solution
        except UNREADABLE_ROWS:
            found[one] = None
    return found


def _make_again(chunk: Sequence[Row], solutions: Mapping[str, Solution | None]) -> list[Replayed]:
    """Without `solutions` each version is looked up when it is needed."""
    return [_again(number, version, texts, solutions, again=again) for number, version, again, texts in chunk]


def _again(
    number: str,
    version: str,
    texts: tuple[str, str, str],
    solutions: Mapping[str, Solution | None],
    *,
    again: bool,
) -> Replayed:
    slug = ""
    try:
        found = solutions[version] if solutions else versions.version(version).solution
        if found is None:
            raise KeyError
        slug = found.slug
        inputs, finding, follow_ups = (json.loads(text) for text in texts)
        differs = tuple(_differences(found, version, (inputs, finding, follow_ups)))
    except UNREADABLE_ROWS:
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
