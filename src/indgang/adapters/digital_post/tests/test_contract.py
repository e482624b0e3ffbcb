"""What every client to Digital Post must do: the one in memory, and the real one against the simulator of the post."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from simulators.post.testing import CVR, Running, running

from indgang.adapters.digital_post.client import KombiPost
from indgang.adapters.digital_post.fake import FakePost
from indgang.adapters.digital_post.fjernprint import write_letter
from indgang.adapters.digital_post.memo import write
from indgang.adapters.digital_post.tests.letters import letter, memo, sms
from indgang.adapters.digital_post.types import (
    PostClient,
    PostRefused,
    PostUnavailable,
    PostUnknown,
    Recipient,
    Sender,
    Written,
)

MADS, INGER = "7704982229", "6905443788"
FAULTS: dict[str, dict[str, Any]] = {
    "": {},
    "down": {"down": True},
    "slow": {"slow_look_up": {"seconds": 3}},
    "lost": {"no_answer": True},
    "500": {"http": {"status": 500}},
}
SENDER = Sender(CVR, "Lyngsø Kommune")


@dataclass
class House:
    """A client, how to bring a fault about, and how many messages the other side keeps."""

    client: PostClient
    fault: Callable[[str], None]
    kept: Callable[[], int]


@pytest.fixture(scope="module")
def post() -> Iterator[Running]:
    people = {
        MADS: {"name": "Mads Brinklund", "digital_post": True, "nemsms": True},
        INGER: {"name": "Inger", "digital_post": False, "nemsms": True},
        "10000009": {"name": "Bageren ApS", "digital_post": True},
    }
    with running(people) as started:
        yield started


def client_of(post: Running, **fields: Any) -> KombiPost:
    given: dict[str, Any] = {
        "cvr": CVR,
        "certificate": post.certificate,
        "key": post.key,
        "authority": post.ca,
        "seconds": 2.0,
        "look_up_seconds": 1.0,
    }
    return KombiPost(post.address, post.address, **(given | fields))


@pytest.fixture(params=["fake", "client"])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    if request.param == "fake":
        fake = FakePost(
            {MADS: {"digitalpost", "nemsms"}, INGER: {"nemsms"}, "10000009": {"digitalpost"}},
        )
        yield House(fake, lambda name: setattr(fake, "fault", name), lambda: len(fake.sent))
        return
    started: Running = request.getfixturevalue("post")
    yield House(
        client_of(started), lambda name: started.faults(**FAULTS[name]), lambda: len(started.books()["taken"])
    )
    started.faults()


def to_mads(**fields: Any) -> Written:
    return write(memo(sender=SENDER, recipient=Recipient(MADS, "CPR", "Mads Brinklund"), **fields))


def test_the_look_up_says_who_takes_what(house: House) -> None:
    assert house.client.registered(MADS, "digitalpost") is True
    assert house.client.registered(INGER, "digitalpost") is False
    assert house.client.registered(INGER, "nemsms") is True
    assert house.client.registered("10000009", "digitalpost") is True
    assert house.client.registered("6101010000", "digitalpost") is False


@pytest.mark.parametrize("fault", ["down", "slow"])
def test_a_look_up_without_an_answer_in_time_is_unavailable(house: House, fault: str) -> None:
    house.fault(fault)
    with pytest.raises(PostUnavailable):
        house.client.registered(MADS, "digitalpost")


def test_a_message_a_nemsms_and_a_letter_are_taken_once_each(house: House) -> None:
    before = house.kept()
    text = write(sms("Husk din aftale i morgen.", sender=SENDER, recipient=Recipient(INGER, "CPR")))
    paper = write_letter(letter())
    for what, choice in ((to_mads(), "Digital Post"), (text, "NemSMS"), (paper, "Fysisk Post")):
        first = house.client.send(what, choice, uuid4())  # type: ignore[arg-type]
        again = house.client.send(what, choice, uuid4())  # type: ignore[arg-type]
        assert (first.repeated, again.repeated) == (False, True)
        assert again.transmission_id == first.transmission_id != ""
    assert house.kept() == before + 3


def test_the_same_name_with_other_bytes_is_refused(house: House) -> None:
    once = memo(sender=SENDER, recipient=Recipient(MADS, "CPR"))
    house.client.send(write(once), "Digital Post", uuid4())
    with pytest.raises(PostRefused) as no:
        house.client.send(write(replace(once, label="Noget andet")), "Digital Post", uuid4())
    assert no.value.code == "DUPLICATE_UUID"


def test_who_takes_none_is_refused_by_name(house: House) -> None:
    with pytest.raises(PostRefused) as no:
        house.client.send(
            write(memo(sender=SENDER, recipient=Recipient(INGER, "CPR"))), "Digital Post", uuid4()
        )
    assert no.value.code == "NOT_REGISTERED"
    assert INGER not in str(no.value)


def test_a_house_that_is_away_took_nothing(house: House) -> None:
    before, what = house.kept(), to_mads()
    house.fault("down")
    with pytest.raises(PostUnavailable):
        house.client.send(what, "Digital Post", uuid4())
    house.fault("")
    assert house.kept() == before
    assert not house.client.send(what, "Digital Post", uuid4()).repeated


def test_an_answer_that_got_lost_leaves_it_open_and_a_repeat_is_harmless(house: House) -> None:
    before, what = house.kept(), to_mads()
    house.fault("lost")
    with pytest.raises(PostUnknown):
        house.client.send(what, "Digital Post", uuid4())
    house.fault("")
    assert house.client.send(what, "Digital Post", uuid4()).repeated
    assert house.kept() == before + 1


def test_an_error_of_the_house_leaves_it_open(house: House) -> None:
    what = to_mads()
    house.fault("500")
    with pytest.raises(PostUnknown):
        house.client.send(what, "Digital Post", uuid4())
    house.fault("")
    assert not house.client.send(what, "Digital Post", uuid4()).repeated


def test_both_at_once_reach_who_has_digital_post_and_who_has_not(house: House) -> None:
    before = house.kept()
    for number in (MADS, INGER):
        name = uuid4()
        both = write(memo(uuid=name, sender=SENDER, recipient=Recipient(number, "CPR")))
        paper = write_letter(letter(uuid=name))
        assert house.client.send(both, "Automatisk Valg", uuid4(), paper).transmission_id
    assert house.kept() == before + 2


# What only the real one can meet.


@pytest.fixture
def real(post: Running) -> Iterator[Running]:
    yield post
    post.faults()


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_house_that_says_later_is_unavailable(real: Running, status: int) -> None:
    real.faults(http={"status": status})
    with pytest.raises(PostUnavailable) as later:
        client_of(real).send(to_mads(), "Digital Post", uuid4())
    assert later.value.retry_after == (1 if status in {429, 503} else None)


@pytest.mark.parametrize("fault", [{"token": 500}, {"token": "expired"}])
def test_without_a_token_nothing_is_sent(real: Running, fault: dict[str, Any]) -> None:
    before = len(real.books()["taken"])
    real.faults(**fault)
    with pytest.raises(PostUnavailable):
        client_of(real).send(to_mads(), "Digital Post", uuid4())
    assert len(real.books()["taken"]) == before


def test_a_token_that_is_not_taken_any_more_is_fetched_anew_once(real: Running) -> None:
    client = client_of(real)
    client.registered(MADS, "digitalpost")
    kept = client._tokens._kept
    for entity, (_token, ends) in list(kept.items()):
        kept[entity] = ("of yesterday", ends)
    assert client.registered(MADS, "digitalpost") is True


def test_an_answer_that_takes_too_long_leaves_it_open(real: Running) -> None:
    real.faults(slow_seconds=1.5)
    what, client = to_mads(), client_of(real, seconds=0.5)
    with pytest.raises(PostUnknown):
        client.send(what, "Digital Post", uuid4())


def test_a_house_that_shows_another_certificate_gets_nothing(real: Running) -> None:
    real.faults(certificate="other")
    with pytest.raises(PostUnavailable):
        client_of(real).send(to_mads(), "Digital Post", uuid4())


def test_without_our_own_certificate_nobody_answers(real: Running, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    with pytest.raises(PostUnavailable):
        client_of(real, certificate=tmp_path / "empty.pem").registered(MADS, "digitalpost")
    with pytest.raises(PostUnavailable):
        client_of(real, certificate=tmp_path / "none.pem").registered(MADS, "digitalpost")


def test_another_municipality_in_our_name_gets_no_token(real: Running) -> None:
    with pytest.raises(PostUnavailable):
        client_of(real, cvr="12345678").registered(MADS, "digitalpost")


def test_a_connection_that_was_closed_meanwhile_is_opened_anew(real: Running) -> None:
    client = client_of(real)
    client.send(to_mads(), "Digital Post", uuid4())
    real.kill()
    real.start()
    assert not client.send(to_mads(), "Digital Post", uuid4()).repeated


def test_no_number_stands_in_what_is_raised(real: Running) -> None:
    real.faults(look_up={"status": 503})
    with pytest.raises(PostUnavailable) as silent:
        client_of(real).registered(MADS, "digitalpost")
    told: BaseException | None = silent.value
    while told is not None:
        assert MADS not in repr(told)
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
