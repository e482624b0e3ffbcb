"""Licences that hold on a day: what rules ask, and what a parking attendant's machine asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from indgang.modules.selfservice.models import Proof, ProofWaiting, Submission
from indgang.modules.selfservice.vocabulary import ProofKind


def holding_on(day: date) -> QuerySet[Proof]:
    """Licences that hold on a day: not before their first, not after their last, and not ended."""
    return Proof.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        kind=ProofKind.LICENCE,
        valid_from__lte=day,
        end__isnull=True,
    )


def licences(
    *, solution: str, party: str, submission: UUID | None, address: str, day: date
) -> dict[str, Any]:
    """How many licences of a solution the party has and an address has, and the plates of them all.

    `party` is `person:<id>` or `company:<id>`; of a submission that was sent, its own party counts. Licences that begin
    later count too: else two could be had by asking twice before the first begins. So does what is granted and cannot
    be written yet, since a register is silent.
    """
    if submission is not None:
        person, company = Submission.objects.values_list("person_id", "company_id").get(pk=submission)
        party = f"person:{person}" if person else f"company:{company}"
    kind, _, key = party.partition(":")
    rows = Proof.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        kind=ProofKind.LICENCE,
        solution=solution,
        end__isnull=True,
    ).exclude(submission=submission)
    mine = Q(pk__in=())
    if key:
        mine = Q(company_id=key) if kind == "company" else Q(person_id=key)
    home = Q(address=address) if address else Q(pk__in=())
    waiting = ProofWaiting.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=day), solution=solution, kind=ProofKind.LICENCE
    ).exclude(submission=submission)
    fields = ("plate", "address", "person_id", "company_id", "valid_until")
    found = [row for some in (rows, waiting) for row in some.filter(mine | home).values_list(*fields)]
    own = [row for row in found if key and key in (str(row[2]), str(row[3]))]
    there = [row for row in found if address and row[1] == address]
    return {
        "mine": len(own),
        "home": len(there),
        "plates": sorted({row[0] for row in found if row[0]}),
        **_last("until", own),
        **_last("home_until", there),
    }


def _last(name: str, rows: list[tuple[Any, ...]]) -> dict[str, str]:
    """The last day of all of them; not known when there are none, or one does not end by itself."""
    days = [row[4] for row in rows]
    return {name: max(days).isoformat()} if days and all(days) else {}


@dataclass(frozen=True)
class PlateAnswer:
    """Whether a number plate has a licence now, where, and until when (None: no end of its own). `zone` is empty while
    the licence is granted and not written yet.
    """

    valid: bool
    zone: str = ""
    until: date | None = None


def licence_of_plate(plate: str, *, zone: str = "", day: date) -> PlateAnswer:
    """What stands for a number plate on a day. With `zone` only a licence of that zone counts."""
    rows = holding_on(day).filter(plate=plate_of(plate)).exclude(plate="")
    if zone:
        rows = rows.filter(zone=zone)
    found = rows.order_by("-valid_from", "-at").first()
    if found is not None:
        return PlateAnswer(True, found.zone, found.valid_until)
    waits = ProofWaiting.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        kind=ProofKind.LICENCE,
        plate=plate_of(plate),
    ).exclude(plate="")
    granted = waits.first()
    return PlateAnswer(True, "", granted.valid_until) if granted else PlateAnswer(False)


def plate_of(text: str) -> str:
    """A number plate as it is kept: capitals, without spaces and hyphens, at most 20 signs."""
    return "".join(sign for sign in text.upper() if sign.isalnum())[:20]
