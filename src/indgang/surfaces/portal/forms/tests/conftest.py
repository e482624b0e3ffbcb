"""Lyngsø with flytning, the demo's people, and a visitor who reads and sends pages as a browser without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

import pytest
from django.conf import settings as django_settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from indgang.adapters.cpr.fake import FakeCpr
from indgang.kernel.strict_yaml import load_document
from indgang.kernel.text import Text
from indgang.modules.catalogue.models import Guidance
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Person
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.selfservice import services
from indgang.modules.selfservice.tests.conftest import (
    MADS_MOVES,
    PACK,
    Filling,
    begin,
    lyngsoe,
    outside,
    person,
    the_21st_of_november,
)
from indgang.modules.selfservice.tests.paying.conftest import house
from indgang.surfaces.portal.forms.tests.browser import Form, Page

__all__ = [
    "begin",
    "house",
    "lyngsoe",
    "outside",
    "person",
    "the_21st_of_november",
]

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"


@pytest.fixture(autouse=True)
def portal_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "indgang.surfaces.portal.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def guidance(lyngsoe: object) -> None:
    """What one reads before beginning."""
    body = load_document(PACK / "guidance" / "flytning-indland.yaml").data
    Guidance.objects.create(service_id="flytning-indland", body=body, updated=date(2026, 11, 21))


@dataclass
class Visitor:
    """Somebody with a browser. `by`: they act for themselves."""

    client: Client
    by: Acting

    def get(self, address: str) -> Page:
        return Page(cast(HttpResponse, self.client.get(address, follow=True)))

    def begin(self, **fields: str) -> str:
        """Begin, or go on; returns the draft's id."""
        answer = self.client.post(reverse("portal:begin", args=["flytning"]), fields)
        assert answer.status_code == 302, answer.content.decode()[:500]
        return str(answer["Location"]).split("/")[2]

    def step(self, draft: str, key: str, query: str = "") -> Page:
        return self.get(reverse("portal:step", args=[draft, key]) + query)

    def send(self, form: Form, *, button: tuple[str, str] | None = None, follow: bool = True) -> Page:
        """Press a button of a form; without one, its main button."""
        data = form.data(button)
        answer = self.client.post(form.action, data, follow=follow, headers={"Referer": "http://testserver/"})
        return Page(cast(HttpResponse, answer))

    def fill(self, draft: str, key: str, *, button: tuple[str, str] | None = None, **answers: Any) -> Page:
        """Open a step, answer, and press Next (or another button)."""
        form = self.step(draft, key).form()
        for name, value in answers.items():
            form.set(name, value)
        return self.send(form, button=button)

    def fill_all(self, draft: str, **changes: Any) -> Page:
        """Every step of Mads' move, with some answers changed. Returns the last page."""
        page = None
        for step, values in MADS_MOVES.items():
            answers = {key: changes.get(key, value) for key, value in values.items()}
            page = self.fill(draft, step, **answers)
            while page.form().action == reverse("portal:step", args=[draft, step]) and page.status == 200:
                page = self.send(page.form())  # something to know was told first
        assert page is not None
        return page

    def filled(self, **changes: Any) -> str:
        """A draft of Mads' move with every question answered, without a page for each. Returns its id."""
        info = services.begin(solution="flytning", by=self.by)
        Filling(self.by, info.id, info.revision).all(**changes)
        return str(info.id)

    def sent(self, **changes: Any) -> tuple[str, str]:
        """A draft that was sent from its summary: the draft's id, and the address of the receipt."""
        draft = self.filled(**changes)
        return draft, self.send(self.get(f"/kladde/{draft}/kontroller/").form()).address

    def change(self, form: Form, key: str) -> Page:
        """What htmx sends when one answer is changed."""
        data = form.data(None) | {"_field": [key]}
        answer = self.client.post(form.action, data, headers={"HX-Request": "true"})
        return Page(cast(HttpResponse, answer))


@pytest.fixture
def visit(lyngsoe: object) -> Callable[[str], Visitor]:
    """Somebody of the demo logs in: `visit("mads")`."""
    register = FakeCpr(PACK / "demo")

    def come(ref: str) -> Visitor:
        cpr = register.cpr_of(ref)
        known = register.person(cpr)
        assert known is not None
        account = identity.account_for_citizen(subject=ref, name=known.name, cpr=cpr)
        client = Client()
        client.force_login(account, backend=CITIZEN)
        me = str(account.person_id)
        return Visitor(client, Acting(Actor("person", me, known.name), Party("person", me, known.name)))

    return come


@pytest.fixture
def known(visit: Callable[[str], Visitor]) -> Callable[[str], Person]:
    """The row of one of the demo's people."""

    def find(ref: str) -> Person:
        visit(ref)
        account = Account.objects.select_related("person").get(person__subject=ref)
        assert account.person is not None
        return account.person

    return find


@pytest.fixture
def shared(visit: Callable[[str], Visitor], known: Callable[[str], Person]) -> tuple[Visitor, Visitor, str]:
    """Bente has begun a draft for Inger by mandate: Bente, Inger, and the draft."""
    mandate = identity.give_mandate(
        holder=known("bente"),
        giver_person=known("inger"),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=date(2026, 10, 1),
        basis=Text("Digital fuldmagt fra Inger"),
    )
    bente = visit("bente")
    return bente, visit("inger"), bente.begin(option=str(mandate.pk))
