"""Maria at the counter, Mads before her, and a tablet between them that nobody is logged in at."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.tests.conftest import (
    begin,
    lyngsoe,
    mads,
    outside,
    person,
    sofie,
)
from indgang.surfaces.desk.entry.tests.conftest import Clerk, _own_shelf, as_citizen, take
from indgang.surfaces.desk.shared.tests.conftest import (
    _now,
    everybody_hears,
    freddy,
    guidance,
)

__all__ = [
    "_now",
    "_own_shelf",
    "as_citizen",
    "begin",
    "everybody_hears",
    "freddy",
    "guidance",
    "lyngsoe",
    "mads",
    "outside",
    "person",
    "sofie",
    "take",
]


@dataclass
class Tablet:
    """A browser of its own."""

    web: Client = field(default_factory=Client)

    def types(self, code: str) -> Any:
        return self.web.post(reverse("portal:screen"), {"code": code})

    def looks(self, status: int = 200) -> str:
        answer = self.web.get(reverse("portal:screen"))
        assert answer.status_code == status
        return answer.content.decode()

    def asks(self, mark: str = "") -> Any:
        return self.web.get(reverse("portal:screen_news"), {"mark": mark})

    @property
    def mark(self) -> str:
        found = re.search(r'data-mark="([^"]*)"', self.looks())
        assert found is not None
        return found[1]

    @property
    def of(self) -> str:
        found = re.search(r'name="of" value="([^"]+)"', self.looks())
        assert found is not None
        return found[1]


def code_of(clerk: Clerk) -> str:
    page = clerk.web.post(f"/medarbejder/henvendelse/{clerk.contact}/skaerm/").content.decode()
    found = re.search(r'screen-code">(\d{3} \d{3})<', page)
    assert found is not None, page
    return found[1]


@pytest.fixture
def clerk(take: Callable[..., Clerk], maria: Any, mads: Acting) -> Clerk:
    return take(maria, visitor=mads)


@pytest.fixture
def tablet(clerk: Clerk) -> Tablet:
    """Connected to Maria's contact."""
    found = Tablet()
    assert found.types(code_of(clerk)).status_code == 302
    return found
