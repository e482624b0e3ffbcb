"""Who may speak for whom, by which channel: a mandate for self-service does not cover the telephone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import selectors, services
from indgang.modules.identity.models import Mandate, Person
from indgang.modules.identity.selectors import MaySpeak
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party

pytestmark = pytest.mark.django_db
MOVE = "flytning-indland"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    clock.freeze(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    yield
    clock.freeze(None)


@pytest.fixture
def bente() -> Person:
    return services.know_person(cpr="0101691234", name="Bente Falkenborg")


@pytest.fixture
def inger() -> Person:
    return services.know_person(cpr="0505441234", name="Inger Falkenborg")


def mandate(
    holder: Person, giver: Person, *, channels: str = "self_service", scope: str = MOVE,
    ground: Ground = Ground.MANDATE, start: date = date(2026, 1, 1), end: date | None = None,
) -> Mandate:  # fmt: skip
    return services.give_mandate(
        holder=holder, giver_person=giver, ground=ground, scope=scope.split(), channels=channels.split(),
        valid_from=start, valid_to=end, basis=Text("Fuldmagt", "Power of attorney"),
    )  # fmt: skip


def asked(holder: Person, giver: Person, channel: str = "telephone", service: str = MOVE) -> MaySpeak:
    return selectors.may_speak_for(
        caller_id=str(holder.pk),
        giver=Party("person", str(giver.pk), giver.name),
        service_id=service,
        channel=channel,
    )


def test_a_citizen_speaks_for_themselves(inger: Person) -> None:
    answer = asked(inger, inger)
    assert (answer.allowed, answer.ground, answer.mandate) == (True, Ground.SELF, "")


def test_an_online_mandate_does_not_reach_the_telephone(bente: Person, inger: Person) -> None:
    given = mandate(bente, inger)
    assert asked(bente, inger, "self_service").allowed
    answer = asked(bente, inger)
    assert (answer.allowed, answer.ground, answer.mandate) == (False, Ground.MANDATE, str(given.pk))
    assert "gælder ikke på telefonen" in answer.because.da
    assert "på nettet" in answer.because.da
    assert "møder op" in asked(bente, inger, "in_person").because.da


def test_a_telephone_mandate_does_not_reach_online(bente: Person, inger: Person) -> None:
    mandate(bente, inger, channels="telephone")
    assert asked(bente, inger).allowed
    answer = asked(bente, inger, "self_service")
    assert not answer.allowed
    assert "nettet" not in answer.because.da


def test_a_guardian_for_all_may_speak_everywhere(bente: Person, inger: Person) -> None:
    mandate(bente, inger, ground=Ground.GUARDIAN, scope="*", channels="*")
    for channel in ("telephone", "in_person", "letter"):
        answer = asked(bente, inger, channel, "laegeskift")
        assert (answer.allowed, answer.ground) == (True, Ground.GUARDIAN)
        assert "værge for Inger" in answer.because.da


def test_the_mandate_that_reaches_is_chosen_among_several(bente: Person, inger: Person) -> None:
    mandate(bente, inger, start=date(2026, 6, 1))
    reaches = mandate(bente, inger, start=date(2026, 2, 1), channels="telephone")
    mandate(bente, inger, start=date(2025, 1, 1), end=date(2025, 12, 31), channels="*", scope="*")
    answer = asked(bente, inger)
    assert (answer.allowed, answer.mandate) == (True, str(reaches.pk))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"end": date(2026, 11, 21), "channels": "*"}, "er slut"),
        ({"start": date(2026, 11, 23), "channels": "*"}, "gælder ikke endnu"),
        ({"scope": "laegeskift", "channels": "*"}, "gælder ikke det, du ringer om"),
    ],
)
def test_what_does_not_reach_says_why(
    bente: Person, inger: Person, given: dict[str, object], words: str
) -> None:
    mandate(bente, inger, **given)  # type: ignore[arg-type]
    answer = asked(bente, inger)
    assert not answer.allowed
    assert words in answer.because.da


def test_a_stranger_learns_nothing(bente: Person, inger: Person) -> None:
    """The same words for somebody with matters and somebody without: only the name that they said themselves."""
    answer = asked(bente, inger)
    assert (answer.allowed, answer.mandate) == (False, "")
    assert "om vi har en sag" in answer.because.da
    mandate(inger, bente, channels="*", scope="*")
    assert asked(bente, inger) == answer, "a mandate the other way round"


def test_a_company_that_is_closed_has_no_speaker(bente: Person) -> None:
    company = services.know_company(cvr="99991518", name="Lyngsø Flyttefirma ApS")
    services.give_mandate(
        holder=bente, giver_company=company, ground=Ground.COMPANY, scope=["*"], channels=["*"],
        valid_from=date(2026, 1, 1), basis=Text("MitID Erhverv", "MitID Erhverv"),
    )  # fmt: skip
    party = Party("company", str(company.pk), company.name)

    def may() -> bool:
        return selectors.may_speak_for(
            caller_id=str(bente.pk), giver=party, service_id=MOVE, channel="telephone"
        ).allowed

    assert may()
    services.update_company_from_register(cvr="99991518", name=company.name, closed=True)
    assert not may()


def test_a_ground_holds_for_its_channel_only(bente: Person, inger: Person) -> None:
    given = mandate(bente, inger)
    acting = Acting(
        Actor("person", str(bente.pk), bente.name),
        Party("person", str(inger.pk), inger.name),
        Ground.MANDATE,
        str(given.pk),
    )
    assert selectors.ground_holds(acting, MOVE)
    assert selectors.ground_holds(acting, MOVE, channel="self_service")
    assert not selectors.ground_holds(acting, MOVE, channel="telephone")
    assert not selectors.ground_holds(acting, MOVE, channel="in_person")


def test_every_word_to_a_caller_is_easy_to_say(bente: Person, inger: Person) -> None:
    from indgang.kernel.text import lix

    mandate(bente, inger)
    for channel in ("telephone", "in_person", "letter"):
        answer = asked(bente, inger, channel)
        assert lix(answer.because.da) < 35
        assert "{" not in answer.because.da + answer.because.en
