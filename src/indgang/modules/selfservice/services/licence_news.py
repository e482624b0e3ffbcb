"""The holder of a licence is told in time: that it ends soon, and that it does not move with them.

Nothing ends here. A licence that does not fit any more is for its holder, or a person, to end.
"""

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks import task

from indgang.adapters.cpr.types import CprUnavailable
from indgang.kernel import clock
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.selfservice.models import Proof, ProofNotice, Submission
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.schema.solution.ends import EndsUse
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.endings import ends_of, situation_on
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.services.ending_words import say_ends_soon, say_moving
from indgang.modules.selfservice.services.reconsidering import situation_of
from indgang.modules.selfservice.vocabulary import ProofKind

logger = logging.getLogger(__name__)
AT_ONCE = 200
"""Reminders in one round; the next round takes the others."""
TRIES = 24
BETWEEN = timedelta(hours=1)
WHY_MOVED = "se, om en licens stadig passer efter en flytning"


def remind_of_ends() -> int:
    """Remind of licences that end soon. How many were told. For the routine; safe to repeat, and to run twice at once.

    Each is told once for each of the solution's days. One that has been replaced or bought anew is told nothing.
    """
    told = 0
    for solution in versions.every_active():
        ends = solution.gives.ends if solution.gives else None
        days = _days(solution, ends) if ends is not None else {}
        names, beyond = sorted(days, key=lambda one: days[one]), -1
        for number, name in enumerate(names):
            due = _due(solution.slug, name, days[name], beyond)
            told += sum(_tried(row, names[number:], days[name]) for row in due)
            beyond = days[name]
    return told


def _days(solution: Solution, ends: EndsUse) -> dict[str, int]:
    """The parameters that say when, in days before; those that may not decide are left out."""
    parameters, today, found = identity.parameters(), clock.today(), {}
    for name in ends.remind:
        use = next(one for one in solution.parameters if one.id == name)
        value = str(parameters.deciding(use.key, today) or "")
        if value.isascii() and value.isdigit() and len(value) < 4:
            found[name] = int(value)
    return found


def _due(slug: str, name: str, days: int, beyond: int) -> list[Proof]:
    """Licences whose last day is so near, but more than `beyond` days away, and whose holder was not told."""
    today = clock.today()
    rows = Proof.objects.filter(
        solution=slug,
        kind=ProofKind.LICENCE,
        end__isnull=True,
        valid_until__gt=today + timedelta(days=beyond),
        valid_until__lte=today + timedelta(days=days),
    ).exclude(notices__what=f"renew:{name}")
    return list(rows.order_by("valid_until", "pk")[:AT_ONCE])


def _tried(row: Proof, names: list[str], days: int) -> bool:
    """One that goes wrong must not keep the others waiting: it is logged, and comes again with the next round."""
    try:
        return _remind(row, names, days)
    except Exception:
        logger.exception("licences: a reminder failed")
        return False


@transaction.atomic
def _remind(row: Proof, names: list[str], days: int) -> bool:
    """`names`: the reminder, and those that are overtaken by it. One that never lasted longer than `days` is told
    nothing, and not looked at again: many short ones must not keep the long ones waiting.
    """
    new = [_first_time(row, f"renew:{name}") for name in names]
    ends = ends_of(row)
    short = row.valid_until is None or (row.valid_until - row.valid_from).days <= days
    if not new[0] or ends is None or not ends.renew or short or _has_newer(row):
        return False
    situation = situation_on(row, clock.today())
    say_ends_soon(
        row, situation.wording.fill(ends.renew, deciding.sentences_of(situation)), f"renew:{names[0]}"
    )
    return True


def _has_newer(row: Proof) -> bool:
    """Whether the party has one that lasts longer, for the same plate or in its place."""
    later = Proof.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=row.valid_until or date.max),
        Q(plate=row.plate) | Q(replaces=row.pk),
        solution=row.solution,
        person=row.person_id,
        company=row.company_id,
        end__isnull=True,
    )
    return later.exclude(pk=row.pk).exists()


def _first_time(row: Proof, what: str) -> bool:
    """Whether it was not said before; from now on it was."""
    _row, made = ProofNotice.objects.get_or_create(proof=row, what=what[:100], defaults={"at": clock.now()})
    return made


# --- somebody moves --------------------------------------------------------------------------------------------


def somebody_moves(submission_id: str) -> None:
    """A notice was granted that says where people are from now on: a worker sees whose licence it leaves behind. In the
    transaction of the decision.
    """
    version = Submission.objects.filter(pk=submission_id).values_list("version_id", flat=True).first()
    if version is not None and versions.version(version).solution.shape.notes is not None:
        follow_move.enqueue(submission_id, 1)


@task()
def follow_move(submission_id: str, number: int) -> str:
    """Tell who moves away from the address of their licence. Returns how many, for the task's log. Safe to repeat."""
    rows = Submission.objects.select_related("person", "company").defer("person__cpr_encrypted")
    sent = rows.filter(pk=submission_id).first()
    notes = situation_of(sent).solution.shape.notes if sent else None
    if sent is None or notes is None:
        return "nothing"
    facts = situation_of(sent).facts
    address, people = facts.get(notes.address), facts.get(notes.people) or []
    if not address:
        return "nothing"
    try:
        parties = _parties(people)
    except CprUnavailable:
        if number >= TRIES:
            logger.error("a move cannot be followed: %s", sent.number)
            return "given up"
        follow_move.using(run_after=clock.now() + BETWEEN).enqueue(submission_id, number + 1)
        return "later"
    return str(sum(_left_behind(row, address) for party in parties for row in _elsewhere(party, address)))


def _parties(refs: list[str]) -> list[Party]:
    """Those of them whom we know. Raises CprUnavailable."""
    cpr, found = connected().cpr, []
    for ref in refs if cpr else ():
        number = cpr.number_of(ref) if cpr else None
        party = identity.party_with("CPR", number) if number else None
        if party is not None:
            audit.record(
                action="cpr_used",
                actor=SYSTEM.key,
                object="register:person",
                party=party.key,
                purpose=WHY_MOVED,
            )
            found.append(party)
    return found


def _elsewhere(party: Party, address: str) -> list[Proof]:
    """Their licences that are marked with another address, and hold."""
    rows = Proof.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.today()),
        kind=ProofKind.LICENCE,
        person_id=party.id,
        end__isnull=True,
    )
    return list(rows.exclude(address__in=("", address)))


@transaction.atomic
def _left_behind(row: Proof, address: str) -> bool:
    ends, what = ends_of(row), f"moved:{address}"
    if ends is None or not ends.moved or not _first_time(row, what):
        return False
    say_moving(row, what)
    return True
