"""Lyngsø with the certificate of residence, and people with a browser."""

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from indgang.modules.identity.models import Account, Person
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.tests.conftest import lyngsoe, mads, person, sofie, the_21st_of_november
from indgang.modules.selfservice.tests.proving.conftest import certificate, order

__all__ = ["certificate", "lyngsoe", "mads", "order", "person", "sofie", "the_21st_of_november"]

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
Enter = Callable[[Acting], Client]


@pytest.fixture(autouse=True)
def portal_alone(settings: Settings) -> None:
    settings.ROOT_URLCONF = "indgang.surfaces.portal.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    cache.clear()


@pytest.fixture
def enter() -> Enter:
    def entered(by: Acting) -> Client:
        client = Client()
        account = Account.objects.get_or_create(person=Person.objects.get(pk=by.actor.id))[0]
        client.force_login(account, backend=CITIZEN)
        return client

    return entered
