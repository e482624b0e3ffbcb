"""Whether somebody takes Digital Post is asked when a letter is sent, once an hour, and never stands in the way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from indgang.adapters.digital_post.fake import FakePost
from indgang.adapters.digital_post.types import PostUnavailable
from indgang.kernel import clock
from indgang.modules.audit import selectors as audit
from indgang.modules.identity import services
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import Party

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MADS, BAKER = "7704982229", "10000009"


@pytest.fixture(autouse=True)
def the_21st_of_november() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture
def post() -> Iterator[FakePost]:
    fake = FakePost({MADS: {"digitalpost"}, BAKER: {"digitalpost"}})
    services.use_post_client(fake)
    yield fake
    services.forget_post_client()


@pytest.fixture
def mads() -> Person:
    return services.know_person(cpr=MADS, name="Mads Brinklund")


def asked(person: Person) -> Person:
    services.look_up_post(Party("person", str(person.pk), person.name))
    person.refresh_from_db()
    return person


def test_the_answer_is_kept_with_its_time_and_leaves_a_trace(post: FakePost, mads: Person) -> None:
    assert mads.dp_registered is None
    assert (asked(mads).dp_registered, mads.nemsms, mads.post_asked_at) == (True, False, NOW)
    [trace] = audit.about(party=f"person:{mads.pk}")
    assert (trace.action, trace.actor, trace.purpose) == ("cpr_used", "system", "se, om du har Digital Post")


def test_it_is_asked_again_after_an_hour_and_one_row_a_day_tells_of_it(post: FakePost, mads: Person) -> None:
    asked(mads)
    post.people[MADS] = {"nemsms"}
    clock.freeze(NOW + timedelta(minutes=59))
    assert asked(mads).dp_registered is True
    clock.freeze(NOW + timedelta(hours=1))
    assert (asked(mads).dp_registered, mads.nemsms) == (False, True)
    assert len(audit.about(party=f"person:{mads.pk}")) == 1
    clock.freeze(NOW + timedelta(days=1))
    asked(mads)
    assert len(audit.about(party=f"person:{mads.pk}")) == 2


def test_a_company_is_asked_by_its_cvr_number(post: FakePost) -> None:
    baker = services.know_company(cvr=BAKER, name="Bageren ApS")
    services.look_up_post(Party("company", str(baker.pk), baker.name))
    kept = Company.objects.get(pk=baker.pk)
    assert (kept.dp_registered, kept.post_asked_at) == (True, NOW)


def test_a_silent_register_changes_nothing_and_is_left_alone_for_a_moment(
    post: FakePost, mads: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []
    real = post.registered

    def counted(number: str, service: str) -> bool:
        questions.append(service)
        return real(number, service)  # type: ignore[arg-type]

    monkeypatch.setattr(post, "registered", counted)
    post.fault = "down"
    assert asked(mads).post_asked_at is None
    assert asked(mads).post_asked_at is None
    assert questions == ["digitalpost"]
    assert "post register silent" in caplog.text
    assert MADS not in caplog.text
    post.fault = ""
    services.use_post_client(post)
    assert asked(mads).dp_registered is True


def test_who_has_digital_post_is_known_though_nobody_says_who_has_nemsms(
    post: FakePost, mads: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = post.registered

    def half(number: str, service: str) -> bool:
        if service == "nemsms":
            raise PostUnavailable("away")
        return real(number, service)  # type: ignore[arg-type]

    monkeypatch.setattr(post, "registered", half)
    Person.objects.filter(pk=mads.pk).update(nemsms=True)
    assert (asked(mads).dp_registered, mads.nemsms, mads.post_asked_at) == (True, True, NOW)


def test_an_exemption_is_neither_read_nor_written(post: FakePost, mads: Person) -> None:
    Person.objects.filter(pk=mads.pk).update(exempt=True)
    assert (asked(mads).exempt, mads.dp_registered) == (True, True)


def test_who_is_not_connected_asks_nobody(mads: Person) -> None:
    services.forget_post_client()
    assert services.post_client() is None
    assert asked(mads).post_asked_at is None
    assert audit.about(party=f"person:{mads.pk}") == []


def test_the_number_of_a_letter_is_told_in_the_trail(mads: Person) -> None:
    assert services.number_for_post(person_id=mads.pk) == MADS
    [trace] = audit.about(party=f"person:{mads.pk}")
    assert trace.purpose == "sende Digital Post"
