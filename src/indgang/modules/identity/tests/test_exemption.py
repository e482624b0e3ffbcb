"""The register of Digital Post is asked at login, once a day, and never stands in the way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from indgang.adapters.digital_post.fake import FakeDigitalPost
from indgang.kernel import clock
from indgang.modules.audit import selectors as audit
from indgang.modules.identity import services
from indgang.modules.identity.models import Person
from indgang.modules.identity.services import exemption

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
DEMO = Path(django_settings.CONTENT_DIR) / "municipalities" / "lyngsoe" / "demo"
INGER, NOBODY = "6905443788", "6101010000"


@pytest.fixture(autouse=True)
def the_21st_of_november() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> FakeDigitalPost:
    found = FakeDigitalPost(DEMO)
    monkeypatch.setattr(exemption, "connected", lambda: found)
    return found


@pytest.fixture
def inger(register: FakeDigitalPost) -> Person:
    return services.know_person(cpr=INGER, name="Inger Falkenborg")


def asked(person: Person) -> Person:
    services.look_up_exemption(person_id=person.pk)
    person.refresh_from_db()
    return person


def test_the_first_look_up_tells_and_leaves_a_trace(inger: Person) -> None:
    assert not inger.exempt
    assert asked(inger).exempt
    assert inger.exempt_at == NOW
    [trace] = audit.about(party=f"person:{inger.pk}")
    assert (trace.action, trace.actor, trace.purpose) == (
        "cpr_used",
        "system",
        "fritagelse for Digital Post",
    )


def test_within_a_day_it_is_not_asked_again_and_after_a_day_it_is(
    inger: Person, register: FakeDigitalPost
) -> None:
    asked(inger)
    register.change(INGER, exempt=False)
    clock.freeze(NOW + timedelta(hours=23))
    assert asked(inger).exempt
    assert len(audit.about(party=f"person:{inger.pk}")) == 1
    clock.freeze(NOW + timedelta(hours=24))
    assert not asked(inger).exempt


@pytest.mark.parametrize("how", ["down", "broken"])
def test_a_register_that_fails_changes_nothing_and_is_asked_at_the_next_login(
    inger: Person, register: FakeDigitalPost, how: str, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def broken(cpr: str) -> bool:
        raise ValueError(f"bad answer about {cpr}")

    with monkeypatch.context() as away:
        if how == "down":
            register.down = True
        else:
            away.setattr(register, "is_exempt", broken)
        assert asked(inger).exempt_at is None
    assert "register silent" in caplog.text
    assert INGER not in caplog.text
    register.down = False
    assert asked(inger).exempt


def test_somebody_whom_the_register_does_not_know_keeps_what_we_knew(register: FakeDigitalPost) -> None:
    person = services.know_person(cpr=NOBODY, name="Ny Borger")
    Person.objects.filter(pk=person.pk).update(exempt=True)
    assert asked(person).exempt
    assert person.exempt_at == NOW


def test_an_installation_without_the_register_asks_nothing(
    inger: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exemption, "connected", lambda: None)
    assert asked(inger).exempt_at is None
    assert audit.about(party=f"person:{inger.pk}") == []
