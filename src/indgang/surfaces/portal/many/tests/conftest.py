"""A browser of somebody who is logged in for the demo's company."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from indgang.modules.identity.models import Account
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.tests.many.conftest import CVR, acting, load
from indgang.surfaces.portal.forms.tests.conftest import (
    CITIZEN,
    lyngsoe,
    outside,
    person,
    portal_alone,
    the_21st_of_november,
)

__all__ = ["lyngsoe", "outside", "person", "portal_alone", "the_21st_of_november"]

Login = Callable[..., Client]


@pytest.fixture
def login(lyngsoe: object) -> Login:
    """`login()` for the company; with `company=""` somebody who logged in for themselves."""
    load()

    def come(*, company: str = CVR, rights: tuple[str, ...] = ("view", "submit")) -> Client:
        by = acting(rights=rights)
        client = Client()
        client.force_login(Account.objects.get(person_id=by.actor.id), backend=CITIZEN)
        session = client.session
        session["company"] = company
        session.save()
        return client

    return come


@pytest.fixture
def work() -> Callable[[str], UUID]:
    """The worker deals with the file of an address."""

    def worked(address: str) -> UUID:
        file = UUID(address.strip("/").split("/")[-1])
        many.work_on(file)
        return file

    return worked
