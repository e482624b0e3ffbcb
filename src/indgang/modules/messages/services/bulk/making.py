"""A letter to many is made: who gets it is read from a list, and nothing is sent."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, islice
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as people
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.services import Numbered, NumberProblem
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRecipient, BulkRun, Template
from indgang.modules.messages.selectors.bulk import columns_of, days_of, units_of
from indgang.modules.messages.services.bulk.lists import BadList, Rejected, Wanted, bad_number, read_list
from indgang.modules.messages.vocabulary import BulkState, MessageKind, RecipientState

AT_ONCE = 500
"""Lines in one transaction: so much of a list is in memory, however long it is."""
SHOWN = 200
"""Rejected lines that are told one by one; of more, only how many."""
FASTEST = 6000
DRAFTS_KEPT = timedelta(hours=1)
_ALREADY = Text("Modtageren står i listen i forvejen.", "The receiver stands in the list already.")
_WRONG = {
    NumberProblem.NO_NAME: Text(
        "Vi kender ikke modtageren. Skriv navnet i en kolonne med navnet navn.",
        "We do not know the receiver. Write the name in a column called navn.",
    ),
    NumberProblem.CLOSED: Text(
        "Virksomheden er lukket i CVR.", "The business register has closed the company."
    ),
}


class NoSuchLetter(Expected):
    """The letter was taken away, or never there."""

    status = 422
    message = Text("Vælg et brev.", "Choose a letter.")


class TooLong(BadList):
    """More lines than a page reads while somebody waits."""

    def __init__(self, most: int) -> None:
        said, danish = f"{most:,}", f"{most:,}".replace(",", ".")
        super().__init__(
            Text(
                f"Listen har mere end {danish} linjer. Del den, eller bed jeres administrator læse den ind.",
                f"The list has more than {said} lines. Split it, or ask your administrator to read it in.",
            )
        )


class NobodyLeft(BadList):
    """Not one line of the list can get the letter. `lines` says why, of the first of them."""

    message = Text(
        "Ingen i listen kan få brevet. Ret linjerne, og vælg filen igen.",
        "Nobody in the list can get the letter. Mend the lines, and choose the file again.",
    )

    def __init__(self, lines: Sequence[Rejected]) -> None:
        super().__init__()
        self.lines = lines


def make_bulk(
    *,
    run_id: UUID,
    title: str,
    template: UUID,
    unit: str,
    list_file: BinaryIO,
    by: EmployeeInfo,
    service_id: str = "",
    per_minute: int = 0,
    most: int = 0,
) -> UUID:
    """Read the list and make the letter to many ready; it is started by somebody later. Returns `run_id`.

    The same `run_id` again changes nothing, so that a form may be sent twice. `per_minute` 0: as fast as it goes.
    `most`: a longer list is refused; 0: any number of lines. Some hundred lines a transaction: memory does not grow
    with the list. A crash leaves a draft that is never started. Raises NotYours, NoSuchLetter, BadList (TooLong,
    NobodyLeft).
    """
    if unit not in units_of(by):
        raise NotYours
    letter = Template.objects.filter(pk=template, current=True).first()
    if letter is None:
        raise NoSuchLetter
    lines = read_list(list_file, columns_of(letter), days=days_of(letter))
    first = next(lines, None)  # what is wrong with the file as a whole is said before anything is written
    if first is None:
        raise BadList(Text("Der er ingen linjer under den første.", "There are no lines below the first."))
    _forget_half_read(run_id)
    run, made = BulkRun.objects.get_or_create(
        pk=run_id,
        defaults={
            "title": title.strip()[:120] or Text.of(letter.letter["title"]).da[:120],
            "template": letter,
            "kind": MessageKind.NOTICE,
            "unit": unit,
            "service_id": service_id,
            "values": _same_for_all(unit),
            "per_minute": max(0, min(per_minute, FASTEST)),
            "begun_by": by.actor.key,
            "begun_by_name": by.name,
            "created_at": clock.now(),
        },
    )
    if made:
        try:
            _read(run, first, lines, most)
        except BadList:
            forget(run)
            raise
    elif run.begun_by != by.actor.key:
        raise NotYours
    return run_id


def _same_for_all(unit: str) -> dict[str, object]:
    found = identity.units()[unit]
    return {"unit_name": found.name.as_json(), "unit_phone": Text(found.phone, found.phone).as_json()}


def _forget_half_read(run_id: UUID) -> None:
    half = BulkRun.objects.filter(pk=run_id, state=BulkState.DRAFT, created_at__lte=clock.now() - rules.QUIET)
    for run in half:
        forget(run)


def forget_drafts() -> int:
    """Delete the lists whose reading died with its process. Returns how many."""
    old = BulkRun.objects.filter(state=BulkState.DRAFT, created_at__lte=clock.now() - DRAFTS_KEPT)
    found = list(old[:20])
    for run in found:
        forget(run)
    return len(found)


def forget(run: BulkRun) -> None:
    """A list that could not be read to its end leaves nothing behind."""
    with transaction.atomic():
        draft = BulkRun.objects.select_for_update().filter(pk=run.pk, state=BulkState.DRAFT).first()
        if draft is None:  # read to its end meanwhile: its receivers are wanted
            return
        BulkRecipient.objects.filter(run=draft).delete()
        draft.delete()


def _read(run: BulkRun, first: Wanted | Rejected, rest: Iterator[Wanted | Rejected], most: int) -> None:
    total, bad, count = 0, list[Rejected](), 0
    all_lines = chain([first], rest)
    while lines := list(islice(all_lines, AT_ONCE)):
        with transaction.atomic():
            added, wrong = _add(run, lines, total)
            total += added
            count += len(wrong)
            bad += wrong[: SHOWN - len(bad)]
        if most and total + count > most:
            raise TooLong(most)
    if not total:
        raise NobodyLeft(bad)
    with transaction.atomic():
        BulkRun.objects.filter(pk=run.pk, state=BulkState.DRAFT).update(
            came_from=BulkState.DRAFT,
            state=BulkState.READY,
            total=total,
            rejected=[one.as_json() for one in bad],
            rejected_count=count,
        )
        audit.record(
            action="many_made",
            actor=run.begun_by,
            object=f"bulk:{run.pk}",
            detail={"total": total, "rejected": count},
        )


def _add(run: BulkRun, lines: Iterable[Wanted | Rejected], before: int) -> tuple[int, list[Rejected]]:
    """Write the receivers of some lines. Returns how many there are now more, and the lines that get no letter."""
    wrong = [one for one in lines if isinstance(one, Rejected)]
    wanted = [one for one in lines if isinstance(one, Wanted)]
    parties = people.know_many([Numbered(one.kind, one.number, one.name) for one in wanted])
    there = _there_already(run, [party.id for party in parties if isinstance(party, Party)])
    rows: list[BulkRecipient] = []
    for one, party in zip(wanted, parties, strict=True):
        if not isinstance(party, Party):
            wrong.append(Rejected(one.line, _WRONG.get(party) or bad_number(one)))
        elif party.id in there:
            wrong.append(Rejected(one.line, _ALREADY))
        else:
            there.add(party.id)
            rows.append(
                BulkRecipient(
                    run=run,
                    position=before + len(rows) + 1,
                    person_id=party.id if party.kind == "person" else None,
                    company_id=party.id if party.kind == "company" else None,
                    values=one.values,
                    state=RecipientState.WAITING,
                    added_at=clock.now(),
                )
            )
    BulkRecipient.objects.bulk_create(rows)
    return len(rows), sorted(wrong, key=lambda one: one.line)


def _there_already(run: BulkRun, ids: Sequence[str]) -> set[str]:
    mine = BulkRecipient.objects.filter(run=run)
    found = {str(one) for one in mine.filter(person_id__in=ids).values_list("person_id", flat=True)}
    return found | {str(one) for one in mine.filter(company_id__in=ids).values_list("company_id", flat=True)}
