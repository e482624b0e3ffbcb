"""What may follow what, and what a decision must hold."""

from collections.abc import Collection
from datetime import date, timedelta

from indgang.kernel import deadlines
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import CaseState, Complaint, Finding, Matched, Outcome

S = CaseState

TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    S.NEW: frozenset({S.OPEN, S.WAITING, S.OTHERS, S.FORWARDED, S.DECIDED, S.WITHDRAWN}),
    S.OPEN: frozenset({S.WAITING, S.OTHERS, S.FORWARDED, S.DECIDED, S.WITHDRAWN}),
    S.WAITING: frozenset({S.OPEN, S.FORWARDED, S.DECIDED, S.WITHDRAWN}),
    S.OTHERS: frozenset({S.NEW, S.OPEN, S.WAITING, S.FORWARDED, S.DECIDED, S.WITHDRAWN}),
    S.FORWARDED: frozenset({S.OPEN, S.WAITING, S.OTHERS, S.FORWARDED, S.DECIDED, S.WITHDRAWN}),
    S.DECIDED: frozenset({S.OPEN}),
    S.WITHDRAWN: frozenset(),
}

# What the rules prepared -> the outcome that agrees with it.
PREPARED = {
    "granted": Outcome.GRANTED,
    "prepared_part_grant": Outcome.PART_GRANTED,
    "prepared_refusal": Outcome.REFUSED,
    "refused": Outcome.REFUSED,
}

SHORTEST_REASONS = 20


def may_follow(old: CaseState, new: CaseState) -> bool:
    """Whether a case may go from one state to another."""
    return new in TRANSITIONS[old]


def number(year: int, count: int) -> str:
    """`26-000123`: two digits of the year, and a count that begins anew each year."""
    return f"{year % 100:02d}-{count:06d}"


def is_full_grant(outcome: Outcome) -> bool:
    return outcome is Outcome.GRANTED


def goes_against(finding_outcome: str, outcome: Outcome) -> bool:
    """Whether a decision sets aside what the rules prepared. Where they could not decide, nothing is set aside."""
    prepared = PREPARED.get(finding_outcome)
    return prepared is not None and prepared is not outcome


def day_is_past(finding: Finding, today: date) -> bool:
    """Whether the day is here from which anything but a full yes would count: nobody is told of it afterwards."""
    return finding.worse_from is not None and finding.worse_from <= today


def speaking(finding: Finding) -> tuple[Matched, ...]:
    """What held and speaks for the outcome that the rules came to: behind a no not what would have been a yes. In a
    finding from before it was kept which is which, all that held.
    """
    if any(not rule.speaks_for for rule in finding.matched):
        return finding.matched
    return tuple(
        rule for rule in finding.matched if PREPARED.get(rule.speaks_for) is PREPARED.get(finding.outcome)
    )


def paragraphs(finding: Finding) -> tuple[str, ...]:
    """The legal rules behind what speaks for the outcome, each once, in order."""
    return tuple(dict.fromkeys(rule.paragraph for rule in speaking(finding) if rule.paragraph))


def what_reasons_lack(reasons: str, outcome: Outcome, *, goes_against: bool) -> Text | None:
    """What is missing in the reasons; None when they will do.

    A refusal or a part grant needs reasons that name the legal rule (forvaltningsloven §§ 22 and 24); so does
    a decision that sets aside what the rules prepared, for our own record. A full grant needs none.
    """
    if is_full_grant(outcome) and not goes_against:
        return None
    if not reasons:
        return Text("Skriv en begrundelse.", "Write the reasons.")
    if len(reasons) < SHORTEST_REASONS:
        return Text(
            "Begrundelsen er for kort. Skriv, hvad du har lagt vægt på.",
            "The reasons are too short. Write what you gave weight to.",
        )
    if not is_full_grant(outcome) and "§" not in reasons:
        return Text(
            "Skriv, hvilken regel du bruger, med paragraf. For eksempel: CPR-lovens § 6.",
            "Write which rule you use, with its paragraph. For example: CPR-lovens § 6.",
        )
    return None


def prepared_reasons(finding: Finding, outcome: Outcome) -> str:
    """The reasons that a caseworker begins with, in Danish.

    Where the rules prepared this very outcome: what speaks for it, with its paragraphs. Where they could not decide:
    only what was doubtful, because what else held speaks for a yes; the legal rule is the caseworker's to name.
    """
    lines = []
    if PREPARED.get(finding.outcome) is outcome:
        lines = [
            f"{rule.because.da} ({rule.paragraph})" if rule.paragraph else rule.because.da
            for rule in speaking(finding)
        ]
    return "\n\n".join([*lines, *(rule.because.da for rule in finding.unresolved)])


def complaint_deadline(
    *, decided_on: date, weeks: int, body: str, closed_days: Collection[tuple[int, int]]
) -> Complaint:
    """The complaint must have arrived on the same weekday so many weeks later, or the next open day."""
    return Complaint(body, deadlines.weeks_from(decided_on, weeks, closed_days), weeks)


def due_after_waiting(
    *, due: date, asked_on: date, replied_on: date, closed_days: Collection[tuple[int, int]]
) -> date:
    """The time we waited for the party does not count against us: the deadline moves by those days."""
    waited = max((replied_on - asked_on).days, 0)
    return deadlines.next_open(due + timedelta(days=waited), closed_days) if waited else due


def due_for_review(today: date, working_days: object, closed_days: Collection[tuple[int, int]]) -> date:
    """When a person has looked at an automatic decision. Without the parameter as soon as an answer is read."""
    if isinstance(working_days, str) and working_days.isdigit():
        return deadlines.working_days_from(today, int(working_days), closed_days)
    return due_for_reading(today, closed_days)


def due_for_reading(today: date, closed_days: Collection[tuple[int, int]]) -> date:
    """An answer is read within two working days."""
    return deadlines.working_days_from(today, 2, closed_days)
