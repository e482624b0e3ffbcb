"""A login lasts for somebody active, ends for somebody who left, and ends for everybody at last."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings as django_settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from indgang.adapters.oidc.flow import LOGGED_IN_AT
from indgang.kernel import generation
from indgang.modules.identity import services as identity
from indgang.project.middleware import KeptSession

pytestmark = pytest.mark.django_db
PAGE = "/min-side/"
MINUTE, HOUR = 60, 3600
BEGUN = 1_795_000_000
Wait = Callable[[int], None]


@pytest.fixture(autouse=True)
def plain_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "indgang.surfaces.common.tests.addresses"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """Sets the machine's clock to so many seconds after the login."""

    def move(seconds: int) -> None:
        moment = BEGUN + seconds
        monkeypatch.setattr(time, "time", lambda: float(moment))
        monkeypatch.setattr(
            "django.utils.timezone.now", lambda: datetime.fromtimestamp(moment, tz=UTC), raising=True
        )

    move(0)
    return move


@pytest.fixture
def mads(at: Wait, client: Client) -> Client:
    """Mads, who has just logged in."""
    generation.set_current(generation.current() + 1)
    identity.load_pack(django_settings.CONTENT_DIR / "municipalities" / django_settings.MUNICIPALITY)
    account = identity.account_for_citizen(subject="mads", name="Mads Brinklund", cpr="0101801234")
    client.force_login(account, backend="indgang.surfaces.portal.login.backend.CitizenBackend")
    session = client.session
    session[LOGGED_IN_AT] = BEGUN
    session.save()
    return client


def test_somebody_active_stays_logged_in(mads: Client, at: Wait) -> None:
    for minutes in range(0, 180, 20):
        at(minutes * MINUTE)
        assert mads.get(PAGE).status_code == 200, f"after {minutes} minutes"


def test_somebody_who_left_is_logged_out_after_an_hour(mads: Client, at: Wait) -> None:
    at(30 * MINUTE)
    mads.get(PAGE)
    at(30 * MINUTE + HOUR + 1)
    assert mads.get(PAGE).status_code == 302


def test_nobody_stays_longer_than_the_hard_end(mads: Client, at: Wait) -> None:
    end = django_settings.SESSION_ENDS_AFTER
    for moment in range(0, end, 20 * MINUTE):
        at(moment)
        assert mads.get(PAGE).status_code == 200
    at(end - 1)
    assert mads.get(PAGE).status_code == 200
    at(end + 2)
    assert mads.get(PAGE).status_code == 302


def test_a_save_by_a_page_does_not_move_the_hard_end(mads: Client, at: Wait) -> None:
    for moment in range(0, django_settings.SESSION_ENDS_AFTER, 20 * MINUTE):
        at(moment)
        mads.get(PAGE)
    at(django_settings.SESSION_ENDS_AFTER - MINUTE)
    session = mads.session
    session["acting"] = "nobody"  # a choice that ran out: the page removes it and saves
    session.save()
    assert mads.get(PAGE).status_code == 409
    end = Session.objects.get().expire_date.timestamp()
    assert end <= BEGUN + django_settings.SESSION_ENDS_AFTER + 1


def test_requests_within_minutes_write_nothing(
    mads: Client, at: Wait, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    mads.get(PAGE)
    at(4 * MINUTE)
    with django_assert_num_queries(3):  # session, account with person, mandates: as without renewal
        mads.get(PAGE)


def test_the_browser_keeps_its_cookie_as_long(mads: Client, at: Wait) -> None:
    at(20 * MINUTE)
    cookie = mads.get(PAGE).cookies[django_settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == django_settings.SESSION_COOKIE_AGE
    at(21 * MINUTE)
    assert django_settings.SESSION_COOKIE_NAME not in mads.get(PAGE).cookies


def test_a_page_that_does_not_ask_who_reads_it_does_not_ask_now(
    mads: Client, rf: RequestFactory, at: Wait, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at(20 * MINUTE)
    request = rf.get("/")
    request.session = SessionStore(mads.session.session_key)
    with django_assert_num_queries(0):
        KeptSession(lambda request: HttpResponse())(request)
    assert not request.session.accessed
