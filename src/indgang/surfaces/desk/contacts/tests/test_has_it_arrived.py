"""Whether a letter arrived, as the clerk says it on the phone."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.contacts.selectors import Running
from indgang.modules.contacts.services import journey_for
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Ladder
from indgang.modules.messages.vocabulary import Cause, LadderState, Letter, MessageKind
from indgang.surfaces.desk.contacts.tests.test_contact_pages import choose, text_of, url

Open = Callable[..., CaseInfo]
LETTER = Letter(Text("Husk nøglen", "Remember the key"), ())


def granted(open_case: Open, maja: Acting, ole: EmployeeInfo) -> CaseInfo:
    case = open_case(journey_id=journey_for(by=maja, service_id="flytning-indland").id)
    casework.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    return case


def at_the_matter(desk: Client, begun: Running) -> str:
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "emne/flytning-indland/"))
    return text_of(desk.get(url(begun)))


def test_the_clerk_reads_out_whether_the_letter_arrived(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, open_case: Open
) -> None:
    granted(open_case, maja, ole)
    messages.deliver_planned()
    page = at_the_matter(desk, begun)
    assert "»Du er flyttet«: Lagt på Min side 4. maj 2026." in page


def test_a_letter_that_did_not_arrive_is_told_with_its_cause(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, open_case: Open
) -> None:
    granted(open_case, maja, ole)
    Ladder.objects.update(
        came_from=LadderState.CLIMBING,
        state=LadderState.FAILED,
        cause=Cause.NO_ADDRESS,
        failed_at=clock.now(),
    )
    page = at_the_matter(desk, begun)
    assert "»Du er flyttet«: Brevet er ikke nået frem. Vi kender ingen adresse." in page


def test_without_a_letter_nothing_is_said(
    desk: Client, begun: Running, maja: Acting, open_case: Open
) -> None:
    open_case(journey_id=journey_for(by=maja, service_id="flytning-indland").id)
    assert "Er brevet nået frem?" not in at_the_matter(desk, begun)


def test_ten_letters_cost_no_more_questions_than_one(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, open_case: Open,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    case = granted(open_case, maja, ole)
    for n in range(9):
        messages.send(
            to=maja.party, letter=LETTER, kind=MessageKind.NOTICE, by=ole.actor, key=f"n{n}",
            case_key=case.case_key,
        )  # fmt: skip
    at_the_matter(desk, begun)
    with django_assert_max_num_queries(21):
        desk.get(url(begun))


def test_the_guidance_that_is_open_leads_to_the_letter(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, open_case: Open
) -> None:
    granted(open_case, maja, ole)
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "vejledning/flytning-indland/"))
    page = text_of(desk.get(url(begun)))
    assert "Er brevet nået frem?" not in page
    assert "Vi taler om: Anmeld flytning" in page
    page = at_the_matter(desk, begun)
    assert "Er brevet nået frem?" in page
    assert "Vi taler om:" not in page


def test_a_letter_after_the_decision_does_not_hide_whether_the_decision_arrived(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, open_case: Open
) -> None:
    case = granted(open_case, maja, ole)
    messages.send(
        to=maja.party, letter=LETTER, kind=MessageKind.NOTICE, by=ole.actor, key="n", case_key=case.case_key
    )
    messages.deliver_planned()
    page = at_the_matter(desk, begun)
    assert page.index("»Du er flyttet«: ") < page.index("»Husk nøglen«: ")


@pytest.mark.parametrize(("unit", "told"), [("borgerservice", True), ("pladsanvisning", False), ("", False)])
def test_a_letter_on_no_case_is_told_by_the_department_that_wrote_it(
    desk: Client, begun: Running, maja: Acting, ole: EmployeeInfo, unit: str, told: bool
) -> None:
    messages.send(to=maja.party, letter=LETTER, kind=MessageKind.NOTICE, by=ole.actor, key="n", unit=unit)
    messages.deliver_planned()
    assert ("»Husk nøglen«: Lagt på Min side 4. maj 2026." in at_the_matter(desk, begun)) is told
