"""The help code: six digits, half an hour, one use, and nobody guesses."""

from datetime import timedelta

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.contacts import services
from indgang.modules.contacts.models import HelpCode, HelpCodeTry, Measurement
from indgang.modules.contacts.services import help_codes
from indgang.modules.contacts.services.help_codes import NoSuchCode, TooManyCodes, TooManyTries
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Party

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(lyngsoe: None) -> Acting:
    row = identity.know_person(cpr="0107610101", name="Anna Ask")
    return Acting(Actor("person", str(row.pk), "Anna Ask"), Party("person", str(row.pk), "Anna Ask"))


@pytest.fixture
def call(maria: EmployeeInfo) -> str:
    return str(services.begin(channel="telephone", entrance_id="", by=maria))


def asked(by: Acting, draft: str = "draft:1") -> str:
    return help_codes.ask_for_help(by=by, service_id="flytning-indland", draft_key=draft, step="adresse").code


def test_it_leads_to_the_place_and_tells_no_name(anna: Acting, call: str, maria: EmployeeInfo) -> None:
    code = asked(anna)
    assert len(code) == 6
    assert code.isdigit()
    spot = help_codes.use_help_code(code=f"{code[:3]} {code[3:]}", contact_id=call, by=maria)
    assert (spot.draft_key, spot.step, spot.service_id) == ("draft:1", "adresse", "flytning-indland")
    assert Measurement.objects.get(kind="help_asked").subject_key == "adresse"


def test_the_digits_are_nowhere(anna: Acting, call: str, maria: EmployeeInfo) -> None:
    code = asked(anna)
    help_codes.use_help_code(code=code, contact_id=call, by=maria)
    rows = [*HelpCode.objects.values(), *HelpCodeTry.objects.values(), *Event.objects.values()]
    assert not any(code == str(value) for row in rows for value in row.values())
    told = Event.objects.filter(action__in=["help_asked", "help_code_used", "help_code_missed"])
    assert told.count() == 2
    assert not any(code in f"{event.detail} {event.purpose} {event.object}" for event in told)


def test_it_works_once(anna: Acting, call: str, maria: EmployeeInfo) -> None:
    code = asked(anna)
    help_codes.use_help_code(code=code, contact_id=call, by=maria)
    with pytest.raises(NoSuchCode):
        help_codes.use_help_code(code=code, contact_id=call, by=maria)


def test_it_is_over_after_half_an_hour(anna: Acting, call: str, maria: EmployeeInfo) -> None:
    code = asked(anna)
    clock.freeze(NOW + timedelta(minutes=30))
    with pytest.raises(NoSuchCode):
        help_codes.use_help_code(code=code, contact_id=call, by=maria)


def test_a_new_one_takes_the_place_of_the_old(anna: Acting, call: str, maria: EmployeeInfo) -> None:
    old, new = asked(anna), asked(anna)
    with pytest.raises(NoSuchCode):
        help_codes.use_help_code(code=old, contact_id=call, by=maria)
    assert help_codes.use_help_code(code=new, contact_id=call, by=maria).step == "adresse"


def test_two_live_codes_are_never_the_same(
    anna: Acting,
    call: str,
    maria: EmployeeInfo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = iter([111111, 111111, 222222])
    monkeypatch.setattr("secrets.randbelow", lambda limit: next(drawn))
    assert (asked(anna), asked(anna, "draft:2")) == ("111111", "222222")


def test_digits_of_an_old_code_can_be_drawn_again(
    anna: Acting,
    maria: EmployeeInfo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("secrets.randbelow", lambda limit: 111111)
    asked(anna)
    clock.freeze(NOW + timedelta(minutes=31))
    call = services.begin(channel="telephone", entrance_id="", by=maria)
    asked(anna, "draft:2")
    assert help_codes.use_help_code(code="111111", contact_id=call, by=maria).draft_key == "draft:2"


def test_it_takes_an_open_contact_of_ones_own(anna: Acting, call: str, freddy: EmployeeInfo) -> None:
    with pytest.raises(NotYours):
        help_codes.use_help_code(code=asked(anna), contact_id=call, by=freddy)
    assert HelpCodeTry.objects.count() == 0


def test_nobody_guesses(anna: Acting, call: str, maria: EmployeeInfo, freddy: EmployeeInfo) -> None:
    code = asked(anna)
    for _ in range(help_codes.MISSES_EACH):
        with pytest.raises(NoSuchCode):
            help_codes.use_help_code(code="abc", contact_id=call, by=maria)
    with pytest.raises(TooManyTries):
        help_codes.use_help_code(code=code, contact_id=call, by=maria)
    assert Event.objects.filter(action="help_code_missed").count() == help_codes.MISSES_EACH
    theirs = services.begin(channel="telephone", entrance_id="", by=freddy)
    assert help_codes.use_help_code(code=code, contact_id=theirs, by=freddy)
    clock.freeze(NOW + help_codes.WINDOW)
    with pytest.raises(NoSuchCode):
        help_codes.use_help_code(code=code, contact_id=call, by=maria)


def test_many_who_guess_together_are_stopped_too(
    anna: Acting,
    call: str,
    maria: EmployeeInfo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(help_codes, "MISSES_IN_ALL", 3)
    HelpCodeTry.objects.bulk_create(
        HelpCodeTry(employee_key=f"employee:{n}", at=NOW, found=False) for n in range(3)
    )
    with pytest.raises(TooManyTries):
        help_codes.use_help_code(code=asked(anna), contact_id=call, by=maria)


def test_five_codes_in_ten_minutes_are_enough(anna: Acting) -> None:
    for _ in range(help_codes.CODES_A_DRAFT):
        asked(anna)
    with pytest.raises(TooManyCodes):
        asked(anna)
    assert HelpCode.objects.filter(live=True).count() == 1
