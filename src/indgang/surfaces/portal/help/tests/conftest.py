"""The visitors of the forms, and somebody who helps them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse

from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Draft, Joining
from indgang.modules.selfservice.tests.conftest import (
    Call,
    call,
    lyngsoe,
    person,
    staff,
    the_21st_of_november,
)
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.forms.tests.conftest import Visitor, known, portal_alone, visit

__all__ = [
    "known",
    "lyngsoe",
    "person",
    "portal_alone",
    "the_21st_of_november",
    "visit",
]


@dataclass
class Helped:
    """A visitor whose draft stands at a step, and the member of staff who was let in."""

    visitor: Visitor
    draft: str
    here: Call

    def page(self, step: str = "dato") -> Page:
        return self.visitor.step(self.draft, step)

    def presses(self, button: str, value: tuple[str, str] | None = None, **typed: Any) -> Page:
        """Press a button of the step's page that leads elsewhere: the whole form goes along."""
        form = self.page().form()
        for name, answer in typed.items():
            form.set(name, answer)
        data = form.data(None)
        if value:
            data[value[0]] = [value[1]]
        return Page(cast(HttpResponse, self.visitor.client.post(button, data, follow=True)))

    def news(self, **sent: str) -> Page:
        data = {"mark": "", "_step": "dato", "_revision": "99", "owner": "step-form", **sent}
        return Page(
            cast(HttpResponse, self.visitor.client.post(reverse("portal:news", args=[self.draft]), data))
        )

    def proposes(self, value: str = "2026-12-01", key: str = "moving_date") -> UUID:
        revision = Draft.objects.get(pk=self.draft).revision
        return services.propose(
            draft_id=self.draft,
            key=key,
            value=value,
            seen_revision=revision,
            note="",
            form_key=f"{key}:{value}",
            by=self.here.by,
        )

    def knocks(self) -> UUID:
        code = services.ask_for_help(draft_id=self.draft, step="dato", by=self.visitor.by)
        return services.knock(contact_id=self.here.id, by=self.here.by, code=code.code).joining_id

    def joins(self) -> "Helped":
        services.confirm(joining_id=self.knocks(), yes=True, by=self.visitor.by)
        return self

    @property
    def state(self) -> str:
        return Joining.objects.get().state


@pytest.fixture
def mads(visit: Callable[[str], Visitor]) -> Helped:
    """Mads has begun, and Maria has a call in hand. Nobody has asked anything yet."""
    visitor = visit("mads")
    return Helped(visitor, visitor.begin(), call(staff("Maria Kongshøj")))
