"""Carrying out look-ups: asking the registers, and putting what they say into the words that solutions use.

A register that is silent, or does not know, leaves the fact unknown (None). Nothing here raises for it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from indgang.adapters.addresses.types import AddressesUnavailable, AddressRecord
from indgang.adapters.companies.types import CompaniesUnavailable
from indgang.adapters.cpr.types import CprUnavailable, PersonRecord
from indgang.adapters.doctors.types import DoctorRecord, DoctorsUnavailable
from indgang.adapters.income.types import IncomeUnavailable
from indgang.adapters.schools.types import SchoolsUnavailable
from indgang.adapters.vehicles.types import VehiclesUnavailable
from indgang.kernel import clock
from indgang.kernel.dates import age_on
from indgang.modules.selfservice.models import Note
from indgang.modules.selfservice.rules.inputs import Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.claims_look_up import CLAIMS
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS
from indgang.modules.selfservice.schema.share_look_up import SHARE
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.claims import claims
from indgang.modules.selfservice.selectors.licences import licences
from indgang.modules.selfservice.selectors.others import Others, others_of
from indgang.modules.selfservice.selectors.registers import Registers
from indgang.modules.selfservice.services.asker import Asker
from indgang.modules.selfservice.services.looking_further import FURTHER
from indgang.modules.selfservice.services.looking_residence import residence
from indgang.modules.selfservice.services.looking_school import SCHOOL
from indgang.modules.selfservice.services.looking_share import share
from indgang.modules.selfservice.vocabulary import Standing

__all__ = ["SILENT", "Asker", "ask_ours_again", "asker_for", "look_up"]

logger = logging.getLogger(__name__)
SILENT = (
    CprUnavailable,
    AddressesUnavailable,
    DoctorsUnavailable,
    VehiclesUnavailable,
    IncomeUnavailable,
    CompaniesUnavailable,
    SchoolsUnavailable,
)


def look_up(name: str, asked: Mapping[str, Any], asker: Asker) -> Any:
    """What a register says, as plain JSON data; None when it is not known."""
    try:
        return _LOOK_UPS[name](asked, asker)
    except SILENT as silent:
        logger.warning("register silent: %s", type(silent).__name__)
        return None


def _person(asked: Mapping[str, Any], asker: Asker) -> Any:
    record = asker.registers.cpr.person(asker.cpr) if asker.registers.cpr else None
    if record is None:
        return None
    return {
        "ref": record.ref,
        "name": record.name,
        "age": age_on(record.born, asker.today),
        "born": record.born.isoformat(),
        **({} if asker.for_other and record.protected else {"address": record.address}),
        "moved_in": record.moved_in.isoformat(),
        "protected": record.protected,
        "guardianship": record.guardianship,
        "institution": record.institution,
    }


def _household(asked: Mapping[str, Any], asker: Asker) -> Any:
    rows = asker.registers.cpr.household(asker.cpr) if asker.registers.cpr else None
    if not rows:
        return None
    return [_member(row, rows[0], asker.today) for row in rows]


def _member(row: PersonRecord, me: PersonRecord, today: date) -> dict[str, Any]:
    return {
        "ref": row.ref,
        "name": row.name,
        "age": age_on(row.born, today),
        "me": row.ref == me.ref,
        "spouse": bool(me.spouse) and row.ref == me.spouse,
        "protected": row.protected,
        "guardianship": row.guardianship,
        "institution": row.institution,
        "custody": None if row.custody is None else sorted(row.custody),
    }


def _address(asked: Mapping[str, Any], asker: Asker) -> AddressRecord | None:
    return asker.registers.addresses.get(asked["address"]) if asker.registers.addresses else None


def _dwelling(asked: Mapping[str, Any], asker: Asker) -> Any:
    record = _address(asked, asker)
    if record is None:
        return None
    return {
        "id": record.id,
        "text": record.text,
        "use": record.use,
        "rooms": record.rooms,
        "units": record.units,
        "municipality": record.municipality,
        "school_district": record.school_district,
        "parking_zone": record.parking_zone,
    }


def _residents(asked: Mapping[str, Any], asker: Asker) -> Any:
    """Only how many: who lives there is nobody else's business."""
    if asker.registers.cpr is None or _address(asked, asker) is None:
        return None
    there = asker.registers.cpr.registered_at(asked["address"])
    return {"others": sum(1 for row in there if row.ref not in asked["people"])}


def _doctor_row(record: DoctorRecord, home: AddressRecord) -> dict[str, Any]:
    return {
        "ref": record.id,
        "name": record.name,
        "open": record.open,
        "km": record.kilometres_to(home.lat, home.lon),
    }


def _doctor(asked: Mapping[str, Any], asker: Asker) -> Any:
    home = _address(asked, asker)
    record = asker.registers.doctors.doctor_of(asker.cpr) if asker.registers.doctors else None
    return _doctor_row(record, home) if record and home else None


def _doctors(asked: Mapping[str, Any], asker: Asker) -> Any:
    home = _address(asked, asker)
    if home is None or asker.registers.doctors is None:
        return None
    rows = [{**_doctor_row(row, home), "address": row.address} for row in asker.registers.doctors.all()]
    return sorted(rows, key=lambda row: (row["km"], row["name"]))


def _notices(asked: Mapping[str, Any], asker: Asker) -> Any:
    if asker.alone:
        return {"people": 0, "address": 0}
    since = asker.now - timedelta(days=asked["days"])
    rows = Note.objects.filter(solution=asker.solution, at__gte=since).exclude(submission=asker.submission)
    people = rows.filter(kind="person", value__in=asked["people"]).values("submission").distinct()
    address = rows.filter(kind="address", value=asked["address"]).values("submission").distinct()
    return {"people": people.count(), "address": address.count()}


def _confirmations(asked: Mapping[str, Any], asker: Asker) -> Any:
    """Where those stand whom the submission's asks were sent to: nobody, before it is sent."""
    if asker.submission is None:
        nobody = {ask.id: Standing.NOBODY for ask in asker.asks}
        return Others(nobody, dict.fromkeys(nobody, 0), {}).fact
    return others_of(asker.submission, asker.asks, asker.solution).fact


def _licences(asked: Mapping[str, Any], asker: Asker) -> Any:
    if asker.alone:
        return {"mine": 0, "home": 0, "plates": []}
    return licences(
        solution=asker.solution,
        party=asker.party,
        submission=asker.submission,
        address=asked["address"],
        day=asker.today,
    )


def _claims(asked: Mapping[str, Any], asker: Asker) -> Any:
    if asker.alone:
        return []
    return claims(
        solution=asker.solution,
        party=asker.party,
        submission=asker.submission,
        people=asked["people"],
        months=asked["months"],
        today=asker.today,
    )


_LOOK_UPS: dict[str, Callable[[Mapping[str, Any], Asker], Any]] = {
    **FURTHER,
    **SCHOOL,
    "person": _person,
    "household": _household,
    "dwelling": _dwelling,
    "residents": _residents,
    "doctor": _doctor,
    "doctors": _doctors,
    "notices": _notices,
    "licences": _licences,
    CLAIMS: _claims,
    "residence": residence,
    CONFIRMATIONS: _confirmations,
    SHARE: share,
}


def ask_ours_again(situation: Situation, inputs: Inputs, asker: Asker) -> Inputs:
    """The inputs with what stands in our own tables now: what clashes, and what others have answered."""
    facts = dict(inputs.facts)
    for use in situation.solution.facts:
        asked = situation.arguments(use) if use.of.ours else None
        if asked is not None:
            facts[use.id] = Looked(look_up(use.look_up, asked, asker), asked, asker.now)
    return replace(inputs, facts=facts)


def asker_for(registers: Registers, *, cpr: str, solution: Solution) -> Asker:
    return Asker(registers, cpr, clock.today(), solution.slug, clock.now(), asks=solution.asks)
