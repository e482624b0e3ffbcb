"""The entrances and services of the demo municipality, and somebody at the counter."""

import pytest
from django.conf import settings
from django.test import Client

from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import STAFF


@pytest.fixture
def places(content: None) -> None:
    folder = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
    catalogue.load_catalogue(folder)
    channels.load_entrances(folder)


@pytest.fixture
def clerk(places: None) -> EmployeeInfo:
    account = identity.account_for_staff(
        subject="maria", name="Maria Kongshøj", roles=[Role.CLERK], unit="borgerservice"
    )
    assert account.employee is not None
    return employee(account.employee.pk)


@pytest.fixture
def at_the_counter(clerk: EmployeeInfo) -> Client:
    client = Client()
    client.force_login(
        identity.account_for_staff(
            subject="maria", name="Maria Kongshøj", roles=[Role.CLERK], unit="borgerservice"
        ),
        backend=STAFF,
    )
    return client
