"""Asking others whom a submission is about, too: who they are, and what they are sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from indgang.adapters.cpr.types import CprClient, CprUnavailable, PersonRecord
from indgang.kernel import clock, deadlines
from indgang.kernel.dates import age_on
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import services as cases
from indgang.modules.cases.vocabulary import FilingDirection, Finding
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.vocabulary import SYSTEM, Actor, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter, MessageKind
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.rules import asking, deciding
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Ask, Solution
from indgang.modules.selfservice.selectors.others import times_with
from indgang.modules.selfservice.services.looking import Asker
from indgang.modules.selfservice.vocabulary import Standing

WHY = "spørge den, som en anmeldelse også handler om"
ADULT = 18


@dataclass(frozen=True)
class ToAsk:
    """One person to ask. `veiled`: the applicant may not learn what they answer, since they have a hidden address."""

    ask: Ask
    person_id: UUID
    name: str
    veiled: bool


def plan(situation: Situation, asker: Asker, party: Party) -> tuple[ToAsk, ...]:
    """Whom the rules ask by themselves about a draft that is being sent; nobody when one of them cannot be found.

    Asks the register, so it runs before anything is locked. The same is found again under the lock.
    """
    if not situation.solution.asks:
        return ()
    finding = deciding.find(situation, version="")
    found: list[ToAsk] = []
    for ask in asking.to_ask(situation, finding):
        whom = people_for(situation, ask, asker, party)
        if not whom:
            return ()
        found += whom
    return tuple(found)


def still_to_ask(situation: Situation, finding: Finding, planned: Sequence[ToAsk]) -> tuple[ToAsk, ...]:
    """Those of a plan who are asked when all is known: the same asks must be called for, with the times they count."""
    if not planned:
        return ()
    slug = situation.solution.slug
    ids = {one.ask.id for one in planned}
    times = {
        ask: times_with(slug, ask, [one.person_id for one in planned if one.ask.id == ask]) for ask in ids
    }
    wanted = {ask.id for ask in asking.to_ask(situation, finding, times)}
    return tuple(planned) if wanted == ids else ()


def waiting_for(situation: Situation, asked: Sequence[ToAsk]) -> Situation:
    """How it stands while those who are asked have not answered."""
    standings = {one.ask.id: Standing.WAITING for one in asked}
    inputs = asking.with_standings(situation, standings, dict.fromkeys(standings, 1))
    return Situation(situation.solution, inputs)


def people_for(situation: Situation, ask: Ask, asker: Asker, party: Party) -> list[ToAsk] | None:
    """Who is asked: everybody of them, or None when somebody is not known or they are too many."""
    cpr = asker.registers.cpr
    if cpr is None:
        return None
    try:
        found = _residents(situation, cpr, asker) if ask.people is None else _named(situation, ask, cpr)
    except CprUnavailable:
        return None
    if not found or len(found) > asking.MOST_ASKED:
        return None
    asked = []
    for number, record in found:
        person = people.know_person(cpr=number, name=record.name)
        if str(person.pk) == party.id:
            continue
        people.note_protection(person_id=str(person.pk), protected=record.protected)
        audit.record(action="cpr_used", actor=SYSTEM.key, party=f"person:{person.pk}", purpose=WHY)
        asked.append(ToAsk(ask, person.pk, record.name, ask.stranger and record.protected))
    return asked


def _residents(situation: Situation, cpr: CprClient, asker: Asker) -> list[tuple[str, PersonRecord]] | None:
    """The adults who are registered at the address, but for those whom the submission is about."""
    notes = situation.solution.shape.notes
    address = situation.facts.get(notes.address) if notes else None
    if notes is None or not address:
        return None
    about = situation.facts.get(notes.people) or []
    there = [row for row in cpr.registered_at(address) if row.ref not in about]
    return _with_numbers(cpr, [row for row in there if age_on(row.born, asker.today) >= ADULT])


def _with_numbers(cpr: CprClient, rows: Sequence[PersonRecord]) -> list[tuple[str, PersonRecord]] | None:
    found = [(cpr.number_of(row.ref), row) for row in rows]
    known = [(number, row) for number, row in found if number is not None]
    return known if len(known) == len(found) else None


def _named(situation: Situation, ask: Ask, cpr: CprClient) -> list[tuple[str, PersonRecord]] | None:
    """Those whom a condition names by their marks in the register."""
    found = []
    for ref in asking.marks_of(situation, ask) or ():
        number = cpr.number_of(ref)
        record = cpr.person(number) if number else None
        if number is None or record is None:
            return None
        found.append((number, record))
    return found


def days_of(situation: Situation, ask: Ask) -> int:
    """How long somebody has to answer; without the parameter a week."""
    days = _parameter(situation, ask.days)
    return 7 if days is None else max(days, 1)


def reminders_of(situation: Situation, ask: Ask) -> int:
    return _parameter(situation, ask.reminders) or 0


def _parameter(situation: Situation, name: str) -> int | None:
    solution, inputs = situation.solution, situation.inputs
    use = solution.parameter_uses[name]
    value = parameter_value(use, inputs.parameters.get(name), inputs.municipality)
    return None if value is None else int(value)


def last_day(situation: Situation, ask: Ask, asked_on: date) -> date:
    """The last day to answer for somebody who is asked, or reminded, on a day: never one on which nobody is here."""
    end = asked_on + timedelta(days=days_of(situation, ask))
    return deadlines.next_open(end, identity.municipality().closed_days)


def known_by(situation: Situation, asked: Sequence[ToAsk]) -> date:
    """The day on which nobody is waited for any more, when each is reminded as often as they can be and is silent.

    A round reminds on the day after the last one, and ends the wait on the day after that.
    """
    return max((_silent_on(situation, one.ask) for one in asked), default=clock.today())


def _silent_on(situation: Situation, ask: Ask) -> date:
    day = clock.today()
    for _letter in range(1 + reminders_of(situation, ask)):
        day = last_day(situation, ask, day) + timedelta(days=1)
    return day


def invite(submission: Submission, situation: Situation, asked: Sequence[ToAsk], *, by: Actor) -> date:
    """Ask them, and let the case wait. Returns the last day to answer. The caller's transaction; repeats are harmless.

    What somebody is sent stands in the case's list of documents, but never carries the applicant's case key: the
    applicant must not find a letter to another among their own.
    """
    today = clock.today()
    until = today
    for one in asked:
        answer_by = last_day(situation, one.ask, today)
        row, made = Invitation.objects.get_or_create(
            submission=submission,
            ask=one.ask.id,
            person_id=one.person_id,
            defaults={
                "is_stranger": one.ask.stranger,
                "is_veiled": one.veiled,
                "made_at": clock.now(),
                "made_by": by.key,
                "answer_by": answer_by,
            },
        )
        until = max(until, row.answer_by)
        if made:
            letter = letter_for(situation, one.ask, one.ask.letter, answer_by)
            to = Party("person", str(one.person_id), one.name)
            solution = situation.solution
            tell(row, submission, solution, letter, to=to, kind=MessageKind.NOTICE, by=by)
            audit.record(
                action="person_asked", actor=by.key, object=f"invitation:{row.pk}", party=to.key, purpose=WHY
            )
    if submission.case_id is not None:
        cases.hold(case_id=submission.case_id, until=until, by=by)
    return until


def letter_for(
    situation: Situation,
    ask: Ask,
    name: str,
    answer_by: date,
    more: Mapping[str, Text] | None = None,
) -> Letter:
    """A letter to somebody who is asked, filled in with what they may be told, `more`, and nothing else."""
    solution, wording = situation.solution, situation.wording
    unit = identity.units()[solution.shape.unit]
    told = [tell.value for tell in ask.tells]
    values: dict[str, object] = {
        path.replace("[]", "").replace(".", "_"): wording.words(path) for path in told
    }
    values |= {use.id: wording.words(use.id) for use in solution.parameters}
    values |= {
        "asked_title": wording.fill(ask.title),
        "asked_intro": wording.fill(ask.intro),
        "asked_duty": wording.fill(ask.duty),
        "asked_paragraph": Text(ask.paragraph, ask.paragraph),
        "answer_until": answer_by,
        "unit_name": unit.name,
        "unit_phone": Text(unit.phone, unit.phone),
        **(more or {}),
    }
    return messages.compose(template=f"{solution.slug}/{name}", values=values)


def letter_key(row: Invitation) -> str:
    """The key of the letter that asks them."""
    return f"invitation:{row.pk}"


def tell(
    row: Invitation,
    submission: Submission,
    solution: Solution,
    letter: Letter,
    *,
    to: Party,
    kind: MessageKind,
    by: Actor,
    key: str = "",
) -> None:
    """Send a letter to somebody who is asked. `key` tells one letter about the same question from another."""
    message_id = messages.send(
        to=to,
        letter=letter,
        kind=kind,
        by=by,
        key=letter_key(row) + key,
        service_id=solution.service_id,
        unit=solution.shape.unit,
    )
    if submission.case_id is not None:
        cases.file_document(
            case_id=submission.case_id,
            direction=FilingDirection.OUT,
            theme=letter.title,
            document=f"message:{message_id}",
        )
