"""From a decision to an envelope: two clerks, one printer."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from indgang.adapters.letters import client as letters
from indgang.adapters.letters.html_press import HtmlPress
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Need, Party
from indgang.modules.messages import selectors
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Delivery
from indgang.modules.messages.services import files
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind, Way
from indgang.modules.selfservice import services as selfservice

pytestmark = pytest.mark.django_db
LIST, POSTED = "/medarbejder/breve/", "/medarbejder/breve/sendt/"
Staff = Callable[[EmployeeInfo], Client]
HOME = "Skonnertgade 4, 2. tv, 9999 Lyngsø"


@pytest.fixture(autouse=True)
def at_home(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the population register says, and why it was asked."""
    asked: list[str] = []

    def home_for_post(party: Party, *, by: Any, purpose: str) -> str:
        asked.append(purpose)
        return HOME

    monkeypatch.setattr(selfservice, "home_for_post", home_for_post)
    return asked


@pytest.fixture(scope="session")
def pdf_press() -> Any:
    if why := letters.missing_library():
        pytest.skip(why)
    return letters.PdfPress(files.FONTS)


@pytest.fixture
def send(maja: Acting, monkeypatch: pytest.MonkeyPatch, pdf_press: Any) -> Callable[..., Delivery]:
    """A letter to Maja, who is exempt, with its file made."""
    monkeypatch.setattr(files, "press", lambda: pdf_press)
    Person.objects.filter(pk=maja.party.id).update(exempt=True)

    def sent(
        key: str = "k", *, unit: str = "folkeregister", to: Acting = maja, title: str = "Du er flyttet"
    ) -> Any:
        letter = Letter(Text(title, title), (Block("result", Text("Du bor nu her.", "You live here.")),))
        message_id = messages.send(
            to=to.party, letter=letter, kind=MessageKind.DECISION, by=SYSTEM, key=key, unit=unit,
            case_key="case:1", reference="26-000001",
        )  # fmt: skip
        messages.deliver_planned()
        return Delivery.objects.get(message_id=message_id, way=Way.PRINT)

    return sent


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def one(delivery: Delivery) -> str:
    return f"{LIST}{delivery.pk}/"


def state(delivery: Delivery) -> str:
    delivery.refresh_from_db()
    return delivery.state


def run_of(delivery: Delivery) -> str:
    delivery.refresh_from_db()
    return f"{LIST}print/{delivery.run_id}/"


def test_from_the_list_to_the_envelope(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery], at_home: list[str]
) -> None:
    desk = as_staff(maria)
    first, second = send("a"), send("b", title="Din plads")
    assert "2 breve venter" in text_of(desk.get(LIST))
    html = text_of(desk.post(f"{LIST}aabn/", follow=True))
    assert "Du åbnede 2 breve" in html
    assert "0 breve venter" in html
    made = desk.get(run_of(first))
    assert made["Content-Type"] == "application/pdf"
    assert "no-store" in made["Cache-Control"]
    pages = PdfReader(BytesIO(made.content)).pages
    assert len(pages) == 4
    for page in (pages[0], pages[2]):
        for word in ("Maja Holm", "Skonnertgade 4, 2. tv", "9999 Lyngsø"):
            assert word in page.extract_text()
    assert not pages[1].extract_text()
    assert set(at_home) == {"sende et brev på papir"}
    answer = desk.post(f"{LIST}lagt-i-kuvert/", {"brev": [str(first.pk)]}, follow=True)
    assert "1 brev er lagt i kuvert" in text_of(answer)
    assert (state(first), state(second)) == ("handed_over", "sending")
    assert "Lagt i kuvert 4. maj 2026 af Borgerservice" in text_of(desk.get(POSTED))
    [detail, _other] = selectors.for_case("case:1")
    assert detail.info.on_paper.da == "Lagt i kuvert 4. maj 2026 af Borgerservice"


def test_the_address_is_kept_nowhere(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery]
) -> None:
    desk, letter = as_staff(maria), send()
    desk.post(f"{LIST}aabn/")
    assert "Skonnertgade" in PdfReader(BytesIO(desk.get(run_of(letter)).content)).pages[0].extract_text()
    kept = selectors.letter_file(letter.message_id, case_key="case:1")
    assert kept is not None
    assert kept.path is not None
    assert "Skonnertgade" not in PdfReader(kept.path).pages[0].extract_text()
    assert "Skonnertgade" not in str(list(Event.objects.values())) + str(list(Delivery.objects.values()))


def test_two_clerks_never_print_the_same_letter_without_knowing(
    as_staff: Staff, maria: EmployeeInfo, lise: EmployeeInfo, send: Callable[..., Delivery]
) -> None:
    letter, hers, mine = send(), as_staff(maria), as_staff(lise)
    hers.post(one(letter), {"hvad": "print"})
    assert mine.post(f"{LIST}aabn/").status_code == 409
    assert mine.get(run_of(letter)).status_code == 404
    page = text_of(mine.get(LIST))
    assert "Hos en kollega" in page
    assert "Maria Kongshøj åbnede det" in page
    assert mine.post(one(letter), {"hvad": "print"})["Location"] == one(letter)
    assert run_of(letter) in hers.get(LIST).content.decode()
    assert "Print det alligevel" in text_of(mine.get(one(letter)))
    mine.post(one(letter), {"hvad": "print", "alligevel": "1"})
    assert run_of(letter) in mine.get(LIST).content.decode()
    assert "Lise Toft åbnede det" in text_of(hers.get(LIST))


def test_undone_with_a_reason_and_printed_again(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery]
) -> None:
    desk, letter = as_staff(maria), send()
    desk.post(f"{LIST}aabn/")
    desk.post(f"{LIST}lagt-i-kuvert/", {"brev": [str(letter.pk)]})
    empty = desk.post(one(letter), {"hvad": "vent", "hvorfor": "  "})
    assert empty.status_code == 422
    assert "Skriv kort hvorfor" in text_of(empty)
    assert state(letter) == "handed_over"
    for _press in range(2):
        assert desk.post(one(letter), {"hvad": "vent", "hvorfor": "Forkert kuvert"}).status_code == 302
    assert (state(letter), letter.handed_over_at, letter.handed_over_by) == ("planned", None, "")
    assert "Forkert kuvert" in text_of(desk.get(LIST))
    desk.post(f"{LIST}aabn/")
    desk.post(f"{LIST}lagt-i-kuvert/", {"brev": [str(letter.pk)]})
    assert state(letter) == "handed_over"


def test_a_letter_that_came_back_says_so(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery]
) -> None:
    desk, letter = as_staff(maria), send()
    assert desk.post(one(letter), {"hvad": "retur", "hvorfor": "Ukendt"}).status_code == 409
    desk.post(f"{LIST}aabn/")
    desk.post(f"{LIST}lagt-i-kuvert/", {"brev": [str(letter.pk)]})
    for _press in range(2):
        desk.post(one(letter), {"hvad": "retur", "hvorfor": "Ukendt på adressen"})
    assert state(letter) == "returned"
    assert "Kom retur" in text_of(desk.get(POSTED))
    assert Event.objects.filter(action="letter_returned").count() == 1


def test_another_department_sees_none_of_it(
    as_staff: Staff, maria: EmployeeInfo, tina: EmployeeInfo, send: Callable[..., Delivery]
) -> None:
    letter, elsewhere = send(), as_staff(tina)
    assert "0 breve venter" in text_of(elsewhere.get(LIST))
    assert elsewhere.get(one(letter)).status_code == 404
    assert elsewhere.post(one(letter), {"hvad": "print"}).status_code == 404
    as_staff(maria).post(f"{LIST}aabn/")
    elsewhere.post(f"{LIST}lagt-i-kuvert/", {"brev": [str(letter.pk)]})
    assert state(letter) == "sending"


def test_without_pango_a_letter_is_printed_alone_as_html(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = as_staff(maria)
    monkeypatch.setattr(files, "press", lambda: HtmlPress("Pango mangler"))
    letter = send("html")
    assert desk.post(f"{LIST}aabn/").status_code == 409
    desk.post(one(letter), {"hvad": "print"})
    made = desk.get(run_of(letter))
    assert made["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Skonnertgade 4, 2. tv" in made.content.decode()


@pytest.mark.parametrize(
    ("address", "typed"),
    [("lagt-i-kuvert/", {"brev": ["x", "'"]}), ("lagt-i-kuvert/", {}), ("aabn/", {"x": "y"})],
)
def test_nonsense_is_no_error_of_ours(as_staff: Staff, maria: EmployeeInfo, address: str, typed: Any) -> None:
    desk = as_staff(maria)
    assert desk.post(LIST + address, typed).status_code in (302, 409)
    for page in ("0", "-1", "x", "9" * 40, "²"):
        assert desk.get(LIST, {"side": page}).status_code == 200


def test_a_long_list_takes_few_queries(
    as_staff: Staff, maria: EmployeeInfo, send: Callable[..., Delivery], django_assert_max_num_queries: Any
) -> None:
    desk = as_staff(maria)
    for number in range(4):
        send(str(number))
    desk.get(LIST)
    with django_assert_max_num_queries(8):
        assert "4 breve venter" in text_of(desk.get(LIST))


def test_who_wishes_paper_gets_it_and_others_do_not(bo: Acting, send: Callable[..., Delivery]) -> None:
    with pytest.raises(Delivery.DoesNotExist):
        send("bo", to=bo)
    identity.declare_need(person_id=bo.party.id, need=Need.PAPER, by=SYSTEM)
    assert state(send("bo2", to=bo)) == "planned"
