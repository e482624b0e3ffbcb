"""A round is opened, given its places, and run once: from then on everybody can see what each got, and why."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import NotAllowed
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.models import Round, RoundEntry, RoundPlace, RoundRun
from indgang.modules.selfservice.rules import sharing, sharing_out
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services import carrying_out
from indgang.modules.selfservice.vocabulary import RoundState, ShareState

AT_A_TIME = 500
LONGEST_LABEL = 120
MOST_PLACES = 500
MOST_SEATS = 100_000


class BadRound(Expected):
    """Something of a round cannot be used. `field` names it: `label`, `opens`, `closes` or a place's ref."""

    status = 400

    def __init__(self, field: str, message: Text) -> None:
        super().__init__(message)
        self.field = field


class RoundIsRun(Expected):
    """A round is run once, and nothing of it changes afterwards."""

    status = 409
    message = Text(
        "Fordelingen er kørt. Den kan ikke ændres eller køres igen.",
        "The places have been shared out. It cannot be changed or run again.",
    )


class TooEarly(Expected):
    """Somebody can still apply."""

    status = 409
    message = Text(
        "Fristen er ikke gået. Kør fordelingen, når ingen kan søge mere.",
        "People can still apply. Share the places out when nobody can any more.",
    )


ALREADY_OPEN = Text("Der er allerede en åben fordeling af det.", "A round of it is open already.")
SAY_WHAT = Text("Skriv, hvad fordelingen hedder.", "Write what it is called.")
TOO_LONG = Text("Skriv højst 120 tegn.", "Write at most 120 characters.")
ENDS_BEFORE = Text("Vælg en sidste dag, der ikke er gået.", "Choose a last day that is not past.")
BEFORE_IT_OPENS = Text("Den sidste dag er før den første.", "The last day is before the first.")
BAD_SEATS = Text("Skriv et helt tal fra 0 til 100.000.", "Write a whole number from 0 to 100,000.")
KEEPS_TOO_MANY = Text(
    "Der kan ikke holdes flere pladser, end der er.", "No more places can be kept than there are."
)


@dataclass(frozen=True)
class Place:
    """A place of a round: `kept` of its `seats` are for those who belong there, the rest are shared out."""

    ref: str
    name: str
    seats: int = 0
    kept: int = 0


@transaction.atomic
def open_round(
    *, solution: str, label: str, opens: date, closes: date, places: Sequence[Place], by: EmployeeInfo
) -> UUID:
    """Open a round for what is sent from one day to another, and seal its lot. Returns its id.

    Raises UnknownSolution, NotYours when the solution shares nothing out or is another department's, NotAllowed,
    BadRound.
    """
    version = versions.active(solution)
    shares, unit = version.solution.shares, version.solution.shape.unit
    if shares is None:
        raise NotYours
    check_reach(unit, by)
    called = cleaned(label)
    if not called:
        raise BadRound("label", SAY_WHAT)
    if len(called) > LONGEST_LABEL:
        raise BadRound("label", TOO_LONG)
    if closes < opens:
        raise BadRound("closes", BEFORE_IT_OPENS)
    if closes < clock.today():
        raise BadRound("closes", ENDS_BEFORE)
    seed = sharing_out.draw_seed()
    try:
        with transaction.atomic():
            round_ = Round.objects.create(
                solution=solution,
                share=shares.id,
                unit=unit,
                label=called,
                opens=opens,
                closes=closes,
                seed=_cipher(settings.PARTY_KEY).encrypt(seed.encode()),
                seal=sharing_out.seal_of(seed),
                order=sharing.order_of(shares),
                made_at=clock.now(),
                made_by=by.actor.key,
            )
    except IntegrityError:
        raise BadRound("label", ALREADY_OPEN) from None
    _write_places(round_, places)
    _trace("round_opened", round_, by, seal=round_.seal)
    round_id: UUID = round_.pk
    return round_id


@transaction.atomic
def set_places(*, round_id: UUID | str, places: Sequence[Place], by: EmployeeInfo) -> None:
    """Say anew where there are seats, until it is run. Places that are left out are taken away.

    Raises NotYours, NotAllowed, RoundIsRun, BadRound.
    """
    round_ = locked_round(round_id, by)
    if round_.state != RoundState.OPEN:
        raise RoundIsRun
    RoundPlace.objects.filter(round=round_).exclude(ref__in=[place.ref for place in places]).delete()
    _write_places(round_, places)
    seats = {place.ref: f"{place.seats}/{place.kept}" for place in places}
    _trace("round_places_set", round_, by, seats=seats)


def _write_places(round_: Round, places: Sequence[Place]) -> None:
    for place in places[:MOST_PLACES]:
        if not (0 <= place.seats <= MOST_SEATS and 0 <= place.kept <= MOST_SEATS):
            raise BadRound(place.ref, BAD_SEATS)
        if place.kept > place.seats:
            raise BadRound(place.ref, KEEPS_TOO_MANY)
        RoundPlace.objects.update_or_create(
            round=round_,
            ref=place.ref,
            defaults={"name": place.name[:160], "seats": place.seats, "kept": place.kept},
        )


@transaction.atomic
def run_round(*, round_id: UUID | str, by: EmployeeInfo) -> str:
    """Share the places out, once, and let a worker tell each case what it got. Returns the run's digest.

    Run again it gives the same digest, and changes nothing. Raises NotYours, NotAllowed, TooEarly.
    """
    round_ = locked_round(round_id, by)
    before = RoundRun.objects.filter(round=round_).only("digest").first()
    if before is not None:
        return str(before.digest)
    if clock.today() <= round_.closes:
        raise TooEarly
    entries = _standing(round_)
    places = {place.ref: place for place in RoundPlace.objects.filter(round=round_).order_by("ref")}
    inputs = {
        "order": round_.order,
        "free": {ref: place.free for ref, place in places.items()},
        "entries": sorted((entry.brought for entry in entries), key=lambda row: str(row["id"])),
    }
    seed = _cipher(settings.PARTY_KEY).decrypt(bytes(round_.seed)).decode()
    result = sharing_out.run_again(inputs, seed)
    digest = sharing_out.digest_of(inputs, result)
    RoundRun.objects.create(
        round=round_,
        inputs=inputs,
        seed=seed,
        result=result,
        digest=digest,
        at=clock.now(),
        by=by.actor.key,
        by_name=by.name,
    )
    names = {ref: place.name for ref, place in places.items()}
    got = {row["id"]: told(row, names) for row in result}
    for entry in entries:
        entry.result = got[str(entry.pk)]
    RoundEntry.objects.bulk_update(entries, ["result"], batch_size=AT_A_TIME)
    round_.state = RoundState.RUN.value
    round_.save(update_fields=["state"])
    _trace("round_run", round_, by, digest=digest, entries=len(entries))
    carrying_out.plan(round_.pk)
    return digest


def _standing(round_: Round) -> list[RoundEntry]:
    """Those who take part: what was withdrawn or decided meanwhile is left out."""
    rows = RoundEntry.objects.filter(round=round_, stands=True).select_related("submission").order_by("pk")
    entries = list(rows.only("pk", "brought", "round", "submission__case_id"))
    settled = cases.settled_among([entry.submission.case_id for entry in entries if entry.submission.case_id])
    return [entry for entry in entries if entry.submission.case_id not in settled]


def told(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What one got, as the case is told it: with the names of the places."""
    state = ShareState.WISH if row["wish"] else ShareState.KEPT if row["place"] else ShareState.OUT
    return {
        "state": state.value,
        "place": row["place"],
        "name": names.get(row["place"], row["place"]),
        "wish": row["wish"],
        "lot": row["lot"],
        "stood": [{**one, "name": names.get(one["place"], one["place"])} for one in row["stood"]],
    }


def check_reach(unit: str, by: EmployeeInfo) -> None:
    """Raises NotYours for a round of another department, NotAllowed for who decides no cases."""
    units = identity.units()
    mine, theirs = units.get(by.unit), units.get(unit)
    if mine is None or theirs is None or mine.department != theirs.department:
        raise NotYours
    if not by.may(Right.HANDLE_CASES):
        raise NotAllowed


def locked_round(round_id: UUID | str, by: EmployeeInfo) -> Round:
    """The round, locked until the transaction ends. Raises NotYours, NotAllowed."""
    round_ = Round.objects.select_for_update().filter(pk=round_id).first()
    if round_ is None:
        raise NotYours
    check_reach(round_.unit, by)
    return round_


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(f"round:{key}".encode()).digest()))


def _trace(action: str, round_: Round, by: EmployeeInfo, **detail: Any) -> None:
    audit.record(
        action=action,
        actor=by.actor.key,
        object=f"round:{round_.pk}",
        purpose=f"fordele pladser: {round_.solution}",
        detail=detail,
    )
