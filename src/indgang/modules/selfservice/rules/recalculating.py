"""A standing grant is held against what is known today: is it the same, better, worse, or for a person to see?"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from indgang.kernel.expressions import Kind
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Fact, Finding, Matched, Unresolved
from indgang.modules.selfservice.rules.inputs import Before
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.rules.wording import shown
from indgang.modules.selfservice.schema.solution.recalculating import Recalculates
from indgang.modules.selfservice.vocabulary import Again, Outcome

RULE = "recalculated"
"""What the comparison is called among the rules of a finding."""
TITLE = Text("Regnet igen", "Worked out again")
FOR_A_PERSON = Text(
    "Vi har regnet igen, og en medarbejder skal se på det.",
    "We have worked it out again, and a person must look at it.",
)


SAID = (Again.SAME, Again.BETTER, Again.WORSE, Again.PERSON)
"""What a person may answer, so that the day is there from which anything but a yes counts."""


@dataclass(frozen=True)
class Weighed:
    """What came of it. `before` and `now`: what is compared, whole or in øre; None: not known."""

    result: Again
    before: int | None = None
    now: int | None = None
    gives_more: bool = False
    """A yes gives what is worked out now; else it keeps what stands."""


def value_of(situation: Situation, compare: str) -> int | None:
    """What a line of a calculation comes to, whole or in øre; None when it is not known, or there is no such line."""
    term = situation.solution.terms.get(compare)
    found = situation.value_of(term.expression) if term else None
    return found if isinstance(found, int) else None


def doubts_of(finding: Finding, situation: Situation) -> tuple[str, ...]:
    """The rules that did not speak for a grant that was given all the same: a person has looked at them."""
    against = {rule.id for rule in situation.solution.rules if rule.outcome != Outcome.GRANTED}
    found = [point.rule for point in finding.unresolved]
    found += [held.rule for held in finding.matched if held.rule in against]
    return tuple(dict.fromkeys(name for name in found if name))


def weigh(situation: Situation, finding: Finding) -> Weighed:
    """Compare what stands with what holds now. `finding`: what all the rules say of today's facts.

    Nothing is said about what is not known, and a difference that is too small changes nothing. What rules say that
    did not say it when it was granted is for a person, but for a no that follows from the amount itself.
    """
    plan, before = situation.solution.recalculates, situation.inputs.before
    if plan is None or before is None:
        raise LookupError("The solution works nothing out again.")
    now, then = value_of(situation, plan.compare), before.value
    going_on = situation.value_of(plan.going_on)
    if going_on is False:
        return Weighed(Again.OVER, then, now)
    at_least = value_of_parameter(situation, plan.at_least)
    known = going_on is True and situation.holds(plan.ready) and not _undecided(situation, finding, before)
    if not known or now is None or then is None or at_least is None:
        return Weighed(Again.UNKNOWN, then, now)
    if _new_doubts(situation, finding, before, plan):
        return Weighed(Again.PERSON, then, now)
    if abs(now - then) < max(at_least, 1):
        return Weighed(Again.SAME, then, now)
    if (now < then) is not plan.lower_is_better:
        return Weighed(Again.WORSE, then, now)
    granted = finding.outcome == Outcome.GRANTED and not finding.unresolved
    return Weighed(Again.BETTER if granted else Again.PERSON, then, now, gives_more=True)


def gives_more(finding: Finding) -> bool:
    """Whether a yes to a grant that was worked out again gave what was worked out then; else it kept what stood."""
    return any(held.rule == RULE and held.speaks_for == Outcome.GRANTED for held in finding.matched)


def value_of_parameter(situation: Situation, name: str) -> int | None:
    """A whole number or an amount in øre."""
    found = situation.facts.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _undecided(situation: Situation, finding: Finding, before: Before) -> bool:
    """Whether a rule that was decided then lacks something now."""
    rules = {rule.id: rule for rule in situation.solution.rules}
    return any(
        point.rule in rules and not situation.compute(rules[point.rule].when).known
        for point in finding.unresolved
        if point.rule not in before.doubts
    )


def _new_doubts(situation: Situation, finding: Finding, before: Before, plan: Recalculates) -> bool:
    """Whether a rule speaks against it that did not then. A prepared no that rests on nothing but what the amount is
    worked out from is no news of its own: it is the amount.
    """
    rests_on = _behind(situation, {plan.compare})
    rules = {rule.id: rule for rule in situation.solution.rules}
    for name in doubts_of(finding, situation):
        if name in before.doubts:
            continue
        rule = rules.get(name)
        prepared = rule is not None and rule.outcome in (
            Outcome.PREPARED_REFUSAL,
            Outcome.PREPARED_PART_GRANT,
        )
        if not prepared or rule is None or not _behind(situation, rule.when.roots) <= rests_on:
            return True
    return any(not point.rule for point in finding.unresolved)


def _behind(situation: Situation, roots: Iterable[str]) -> set[str]:
    """All names that these come down to, terms between included."""
    terms, rates = situation.solution.terms, situation.solution.rates
    seen: set[str] = set()
    new = set(roots)
    while new:
        seen |= new
        found: set[str] = set()
        for name in new:
            if name in terms:
                found |= set(terms[name].expression.roots)
            elif name in rates:
                found |= set(rates[name].by.roots)
        new = found - seen
    return seen


def recalculated(situation: Situation, finding: Finding) -> Finding:
    """The finding of a grant that is worked out again: full only when it is better, prepared when it is worse. The day
    is there from which anything but a yes counts, and whether a yes keeps what stands.
    """
    plan = situation.solution.recalculates
    if plan is None:
        return finding
    weighed = weigh(situation, finding)
    day = _counts_from(situation, plan) if weighed.result in SAID else None
    if day is not None:
        finding = replace(finding, worse_from=day, keeps=not weighed.gives_more)
    if weighed.result is Again.BETTER:
        changed = _change(situation, plan, weighed, Outcome.GRANTED.value)
        return replace(finding, matched=(changed, *finding.matched))
    if weighed.result is Again.WORSE:
        outcome = _prepared(situation, finding)
        return replace(
            finding,
            outcome=outcome,
            matched=(_change(situation, plan, weighed, outcome), *finding.matched),
            unresolved=(),
            unseen=_unheard(situation, plan, finding),
        )
    if weighed.result is Again.PERSON:
        points = finding.unresolved or (Unresolved(RULE, FOR_A_PERSON, title=TITLE),)
        more = (_change(situation, plan, weighed, Outcome.GRANTED.value),) if weighed.gives_more else ()
        return replace(
            finding,
            outcome=Outcome.CASE.value,
            matched=(*more, *finding.matched),
            unresolved=points,
            unseen=_unheard(situation, plan, finding),
        )
    return finding


def _counts_from(situation: Situation, plan: Recalculates) -> date | None:
    found = situation.value_of(plan.counts_from) if plan.counts_from else None
    return found if isinstance(found, date) else None


def _prepared(situation: Situation, finding: Finding) -> str:
    refuses = {rule.id for rule in situation.solution.rules if rule.outcome == Outcome.PREPARED_REFUSAL}
    if any(held.rule in refuses for held in finding.matched):
        return Outcome.PREPARED_REFUSAL.value
    return Outcome.PREPARED_PART_GRANT.value


def _change(situation: Situation, plan: Recalculates, weighed: Weighed, speaks_for: str) -> Matched:
    """The comparison as a rule that held, with both sides among its facts."""
    kind = situation.solution.names[plan.compare]
    before, now = words_of(weighed.before, kind), words_of(weighed.now, kind)
    label = situation.wording.label(plan.compare)
    facts = (
        Fact(Text(f"{label.da}, før", f"{label.en or label.da}, before"), before),
        Fact(Text(f"{label.da}, nu", f"{label.en or label.da}, now"), now),
        *(situation.wording.fact(path) for path in (*plan.hear, *plan.hear_with)),
    )
    because = situation.wording.fill(plan.because, {"before": before, "now": now})
    return Matched(RULE, plan.paragraph, because, facts, TITLE, speaks_for)


def words_of(value: int | None, kind: Kind) -> Text:
    """One side of the comparison in words."""
    return Text() if value is None else shown(value, kind)


def _unheard(situation: Situation, plan: Recalculates, finding: Finding) -> tuple[Fact, ...]:
    """What the party has not seen, and must be heard about before it gets worse."""
    beside = (replace(situation.wording.fact(path), beside=True) for path in plan.hear_with)
    facts = (*beside, *finding.unseen, *(situation.wording.fact(path) for path in plan.hear))
    return tuple({(fact.label.da, fact.value.da): fact for fact in facts}.values())
