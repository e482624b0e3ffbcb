"""What if an answer or a fact had been another: the same rules once more. Nothing is stored and no register asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Finding, FollowUp
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.rules import deciding, fact_fields
from indgang.modules.selfservice.rules.fact_fields import FactPart
from indgang.modules.selfservice.rules.inputs import Given, Inputs
from indgang.modules.selfservice.rules.reading import LONGEST_KEPT
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Rule, Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.addresses import resolve
from indgang.modules.selfservice.selectors.drafts import field_of
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.selectors.views import FieldView
from indgang.modules.selfservice.vocabulary import SEVERAL_CHOSEN, Outcome, QuestionKind

SUBMISSION = "submission:"
"""What the key of a case begins with when a solution sent it."""
RECALCULATION = "recalculation:"
"""What the key of a case begins with when it came of working out a grant again."""
LEFT_OUT = ("cpr", "upload")
"""Answers that are not shown again, or cannot be typed."""
MOST_TICKS = 50


class Holds(StrEnum):
    """How a rule stands."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


HOLDS_NAMES = {
    Holds.YES: Text("Passer", "Fits"),
    Holds.NO: Text("Passer ikke", "Does not fit"),
    Holds.UNKNOWN: Text("Ikke kendt", "Not known"),
}


@dataclass(frozen=True)
class Base:
    """What a decision was made from: the version of its rules, and their inputs."""

    version: str
    inputs: Inputs


@dataclass(frozen=True)
class Changes:
    """What somebody typed: answers by key, facts by the names of `fact_fields`, and the day (ISO; empty: the same)."""

    answers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    today: str = ""


@dataclass(frozen=True)
class RuleLine:
    """A rule before and after. `because` is what it says after."""

    title: Text
    paragraph: str
    before: Holds
    after: Holds
    because: Text

    @property
    def flipped(self) -> bool:
        return self.before is not self.after

    @property
    def before_name(self) -> Text:
        return HOLDS_NAMES[self.before]

    @property
    def after_name(self) -> Text:
        return HOLDS_NAMES[self.after]


@dataclass(frozen=True)
class AskedStep:
    title: Text
    fields: tuple[FieldView, ...]


@dataclass(frozen=True)
class WhatIf:
    """`rules`: those that flipped first. `errors` are the labels of answers that could not be sent like this."""

    title: Text
    today: date
    before: Finding
    after: Finding
    rules: tuple[RuleLine, ...]
    steps: tuple[AskedStep, ...]
    facts: tuple[FactPart, ...]
    follow_ups: tuple[FollowUp, ...]
    errors: tuple[Text, ...]
    bad_day: bool

    @property
    def flipped(self) -> tuple[RuleLine, ...]:
        return tuple(rule for rule in self.rules if rule.flipped)


def base_of_case(key: str) -> Base | None:
    """What the case with this key was last decided or prepared from; None when no solution sent it. Two queries."""
    if key.startswith(RECALCULATION):
        return _base_again(key.removeprefix(RECALCULATION))
    if not key.startswith(SUBMISSION):
        return None
    try:
        submission = Submission.objects.filter(pk=UUID(key.removeprefix(SUBMISSION))).first()
    except ValueError:
        return None
    if submission is None:
        return None
    return Base(submission.version_id, Inputs.of(holding(submission).inputs))


def _base_again(row_id: str) -> Base | None:
    try:
        first = Recalculation.objects.filter(pk=UUID(row_id)).first()
    except ValueError:
        return None
    newest = Recalculation.objects.filter(case_id=first.case_id) if first and first.case_id else None
    row = newest.order_by("-month").first() if newest is not None else first
    return Base(row.version_id, Inputs.of(row.inputs)) if row else None


def what_if(base: Base | None, changes: Changes) -> WhatIf:
    """The rules with something changed, beside what they found. Raises NotYours without anything to begin with.

    A fact that nobody changed is known only for the answers it was looked up with: a new address has no dwelling until
    somebody types one.
    """
    if base is None:
        raise NotYours
    version = versions.version(base.version)
    solution = version.solution
    first = Situation(solution, base.inputs)
    day = _day(changes.today, base.inputs.today)
    inputs = replace(
        base.inputs,
        today=day or base.inputs.today,
        answers=_answers(solution, base.inputs, changes.answers),
        facts=fact_fields.changed(solution, base.inputs, changes.facts),
    )
    second = Situation(solution, inputs)
    before = deciding.find(first, version=version.hash)
    after = deciding.find(second, version=version.hash)
    lines = [_line(rule, first, second, after) for rule in solution.rules]
    return WhatIf(
        title=solution.title,
        today=inputs.today,
        before=before,
        after=after,
        rules=tuple(sorted(lines, key=lambda line: not line.flipped)),
        steps=tuple(
            AskedStep(
                step.step.title,
                tuple(
                    field_of(second, asked, None)
                    for asked in step.asked
                    if asked.question.kind.value not in LEFT_OUT
                ),
            )
            for step in second.steps
            if any(asked.question.kind.value not in LEFT_OUT for asked in step.asked)
        ),
        facts=fact_fields.parts_of(solution, base.inputs, changes.facts),
        follow_ups=deciding.follow_ups(second) if after.outcome == Outcome.GRANTED else (),
        errors=tuple(
            second.wording.fill(asked.question.label)
            for step in second.steps
            for asked in step.asked
            if asked.error or asked.lacking
        ),
        bad_day=day is None,
    )


def _day(typed: str, otherwise: date) -> date | None:
    if not typed.strip():
        return otherwise
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _answers(solution: Solution, inputs: Inputs, typed: Mapping[str, Sequence[str]]) -> dict[str, Given]:
    found = dict(inputs.answers)
    for key, values in typed.items():
        question = solution.question_at(key)
        if question is None or question.kind.value in LEFT_OUT:
            continue
        words = [cleaned(value)[:LONGEST_KEPT] for value in values[:MOST_TICKS]]
        new = tuple(words) if question.kind in SEVERAL_CHOSEN else "".join(words[:1])
        old = found.get(key)
        if old is not None and new in (old.typed, _address_of(old)):
            continue
        address = question.kind is QuestionKind.ADDRESS and isinstance(new, str) and new
        found[key] = Given(new, resolve(new) if address and isinstance(new, str) else None)
    return found


def _address_of(given: Given) -> object:
    """The register's name of the address that an answer means: a page sends that back."""
    return given.found.get("id") if isinstance(given.found, dict) else None


def _line(rule: Rule, first: Situation, second: Situation, after: Finding) -> RuleLine:
    said = {held.rule: held.because for held in after.matched}
    said |= {point.rule: point.because for point in after.unresolved}
    return RuleLine(
        rule.title, rule.paragraph, _holds(first, rule), _holds(second, rule), said.get(rule.id, Text())
    )


def _holds(situation: Situation, rule: Rule) -> Holds:
    value = situation.compute(rule.when).value
    return Holds.UNKNOWN if value is None else Holds.YES if value is True else Holds.NO
