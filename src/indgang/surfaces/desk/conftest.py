"""Staff who are logged in, and the cases of the module's own tests."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from indgang.modules.cases.tests.conftest import (
    _now,
    _own_files,
    bo,
    case,
    lise,
    lyngsoe,
    maja,
    maria,
    ole,
    open_case,
    tina,
)
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo

__all__ = [
    "_now",
    "_own_files",
    "bo",
    "case",
    "lise",
    "lyngsoe",
    "maja",
    "maria",
    "ole",
    "open_case",
    "tina",
]

STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"


@pytest.fixture
def plain_pages(settings: Settings) -> None:
    """Static files without a manifest: nothing is collected in a test."""
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def as_staff(plain_pages: None) -> Callable[[EmployeeInfo], Client]:
    """A browser in which a member of staff is logged in."""

    def browser(employee: EmployeeInfo) -> Client:
        client = Client()
        client.force_login(Account.objects.get(employee_id=employee.id), backend=STAFF)
        return client

    return browser


@pytest.fixture
def web(as_staff: Callable[[EmployeeInfo], Client], ole: EmployeeInfo) -> Client:
    """Ole's browser."""
    return as_staff(ole)
