"""A desk with entrances and two services of the catalogue."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from indgang.kernel import events
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.catalogue.models import Guidance, Service
from indgang.modules.channels.models import Entrance
from indgang.modules.contacts import selectors
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.project.wiring import HANDLERS


def service(key: str, name: str, department: str, unit: str) -> None:
    Service.objects.create(
        id=key,
        name={"da": name, "en": name},
        summary={"da": name, "en": name},
        audience=["citizen"],
        department_id=department,
        unit_id=unit,
        kle="23.05.10",
        kle_title="Flytteanmeldelse",
        decided_by="mixed",
    )


def entrance(key: str, kind: str, name: str, unit: str, channel: str) -> None:
    Entrance.objects.create(
        id=key, kind=kind, name={"da": name, "en": name}, unit_id=unit, channels=[channel], phone="99 99 00 00",
        address="Klokkeengen 2", hours={}, serves_all=True, services=[], position=Entrance.objects.count(),
    )  # fmt: skip


def _said(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


@pytest.fixture(autouse=True)
def catalogue(lyngsoe: object) -> None:
    """Moving house with its guidance, disability support of the social services, and every entrance."""
    service("flytning-indland", "Anmeld flytning", "oekf", "folkeregister")
    service("personlig-assistance", "Støtte ved handicap", "sof", "socialcenter")
    Guidance.objects.create(
        service_id="flytning-indland",
        updated=date(2026, 5, 1),
        body={
            "service": "flytning-indland", "editor": "folkeregister", "updated": "2026-05-01",
            "intro": _said("Når du flytter"), "who": _said("Alle"), "need": [], "minutes": 5,
            "price": _said("Gratis"), "deadline": _said("Fem dage"), "steps": [], "afterwards": _said("Kvittering"),
            "rights": _said("Klag"), "questions": [{"ask": _said("Hvornår?"), "answer": _said("Nu")}],
            "staff": {"script": _said("Hej. Hvilken dato flytter du?"), "check": [_said("Er datoen i fristen?")]},
            "basis": [], "sources": [],
        },
    )  # fmt: skip
    entrance("borgerservice-midtby", "physical", "Borgerservice Midtby", "borgerservice", "in_person")
    entrance("kontaktcenter", "telephone", "Kommunens hovednummer", "kontaktcenter", "telephone")
    entrance("selvbetjening", "digital", "På nettet", "kontaktcenter", "self_service")
    events.connect(HANDLERS)


@pytest.fixture
def freddy(lyngsoe: object) -> EmployeeInfo:
    """A clerk of the contact centre."""
    return employee("Freddy Holt", "kontaktcenter", Role.CLERK)


@pytest.fixture
def desk(as_staff: Callable[[EmployeeInfo], Client], maria: EmployeeInfo) -> Client:
    """Maria's browser."""
    return as_staff(maria)


@pytest.fixture
def begun(desk: Client, maria: EmployeeInfo) -> Running:
    """A call that Maria has begun."""
    desk.post("/medarbejder/henvendelse/ny/", {"way": "telephone kontaktcenter"})
    return selectors.running_of(maria)[0]
