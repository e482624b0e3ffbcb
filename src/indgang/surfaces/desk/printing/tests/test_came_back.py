"""Letters that came back stand first, until their reader has been reached."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.models import Delivery, Ladder
from indgang.modules.messages.vocabulary import Because, Cause, LadderState, Way

POSTED = "/medarbejder/breve/sendt/"


@pytest.fixture
def back(case: CaseInfo, ole: EmployeeInfo) -> Delivery:
    """A letter from remote print that nobody lived to open."""
    made = casework.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    row = Delivery.objects.create(
        message_id=made.message_id, way=Way.LETTER, planned_at=clock.now(), because=Because.EXEMPT
    )
    for old, new in (("planned", "sending"), ("sending", "handed_over"), ("handed_over", "returned")):
        Delivery.objects.filter(pk=row.pk).update(
            came_from=old, state=new, claim=row.uuid, handed_over_at=clock.now(), error="Ukendt på adressen"
        )
    Ladder.objects.filter(pk=made.message_id).update(
        came_from=LadderState.POSTED, state=LadderState.FAILED, cause=Cause.RETURNED, failed_at=clock.now()
    )
    return row


def test_a_letter_of_remote_print_is_there_with_its_reason(
    as_staff: Callable[[EmployeeInfo], Client], back: Delivery, ole: EmployeeInfo, maria: EmployeeInfo,
    tina: EmployeeInfo,
) -> None:  # fmt: skip
    page = unescape(as_staff(ole).get(POSTED).content.decode())
    for part in ("Ét brev kom retur", "Kom retur. Sendt med fjernprint 4. maj 2026", "Ukendt på adressen"):
        assert part in page
    assert f"/medarbejder/post/{back.message_id}/" in page
    clerk = unescape(as_staff(maria).get(POSTED).content.decode())
    assert "Sagsbehandleren får en opgave og finder en ny adresse." in clerk
    assert f"/medarbejder/post/{back.message_id}/" not in clerk
    assert "Ét brev kom retur" not in unescape(as_staff(tina).get(POSTED).content.decode())


def test_who_was_reached_since_is_no_longer_there(web: Client, back: Delivery) -> None:
    Ladder.objects.filter(pk=back.message_id).update(
        came_from=LadderState.FAILED, state=LadderState.CLIMBING, cause="", failed_at=None
    )
    assert "Ét brev kom retur" not in unescape(web.get(POSTED).content.decode())
