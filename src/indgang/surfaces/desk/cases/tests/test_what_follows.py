"""What follows a decision: named in words, chosen for a part grant, shown before the letter is sent."""

import re
from datetime import date
from typing import Any

from django.test import Client

from indgang.kernel.text import Text
from indgang.modules.cases import selectors, services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import FollowUp
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages
from indgang.surfaces.desk.cases.tests.test_case_pages import REASONS, Open, _at, _page


def test_a_task_for_somebody_outside_is_named_in_words(web: Client, open_case: Open) -> None:
    def task(to: str, name: str) -> FollowUp:
        return FollowUp("task", to, date(2026, 5, 20), Text(f"Opgave {to}"), to_name=Text(name))

    named, nameless = task("doctor_register", "Sygesikringsregistret"), task("some_board", "")
    case = open_case(finding=finding("granted"), follow_ups=(named, nameless, task("skoler-dagtilbud", "")))
    services.decide_automatically(case_id=case.id, outcome="granted")
    page = _page(web, _at(case))
    for name in ("Sygesikringsregistret", "En anden myndighed", "Skoler og Dagtilbud"):
        assert f"Senest 20. maj 2026 · {name}" in page


def test_what_follows_a_part_grant_is_chosen_and_shown_before_it_is_sent(
    web: Client, open_case: Open, ole: EmployeeInfo, maja: Acting
) -> None:
    due = date(2026, 5, 20)
    case = open_case(
        follow_ups=(
            FollowUp("task", "folkeregister", due, Text("Skriv flytningen i CPR")),
            FollowUp("task", "doctor_register", due, Text("Send nyt kort"), to_name=Text("Sygesikringen")),
            FollowUp("message", "citizen", due, Text("Husk også det her"), Text("Navn på døren.")),
            FollowUp("message", "citizen", date(2026, 5, 4), Text("Tak for det"), Text("Vi ses.")),
        )
    )
    address = _at(case, "afgoer/part_granted/")
    page = _page(web, address)
    assert "Send nyt kort (Sygesikringen, senest 20. maj 2026)" in page
    assert page.count('name="follow_ups"') == 4
    assert " checked" not in page
    assert "Hvad skal der ske bagefter?" not in _page(web, _at(case, "afgoer/refused/"))
    written: dict[str, Any] = {"seen_version": "1", "reasons": REASONS}
    assert "Intet. Du har ikke sat kryds" in _page(web, address, step="preview", **written)
    preview = _page(web, address, step="preview", follow_ups=["0", "2", "3"], **written)
    assert "Skriv flytningen i CPR (Folkeregisteret" in preview
    assert "Besked til borgeren den 20. maj 2026: Husk også det her" in preview
    assert "Besked til borgeren: Tak for det" in preview
    assert "Navn på døren." in preview
    assert "Send nyt kort" not in preview
    again = _page(web, address, step="edit", follow_ups=["0", "2"], **written)
    assert again.count(" checked") == 2
    _page(web, address, 422, step="send", follow_ups=["0", "9"], **written)
    kept = re.findall(r'type="hidden" name="follow_ups" value="(\d)"', preview)
    assert web.post(address, {"step": "send", "follow_ups": kept, **written}).status_code == 302
    assert [task.title.da for task in selectors.case_for_staff(case.id, ole).tasks] == [
        "Skriv flytningen i CPR"
    ]
    titles = [info.title.da for info in messages.inbox(maja.party)]
    assert "Tak for det" in titles
    assert "Husk også det her" not in titles


def test_a_part_grant_with_nothing_to_choose_asks_nothing(web: Client, case: CaseInfo) -> None:
    assert "Hvad skal der ske bagefter?" not in _page(web, _at(case, "afgoer/part_granted/"))
    page = _page(web, _at(case, "afgoer/part_granted/"), step="preview", seen_version="1", reasons=REASONS)
    assert "Det sker bagefter" not in page


def test_a_full_grant_tells_all_that_follows(web: Client, open_case: Open) -> None:
    card = FollowUp("task", "doctor_register", date(2026, 5, 20), Text("Send nyt kort"))
    page = _page(web, _at(open_case(follow_ups=(card,)), "afgoer/granted/"))
    assert "Send nyt kort (En anden myndighed, senest 20. maj 2026)" in page
