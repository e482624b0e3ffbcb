"""The partner whose pay counts says yes or no themselves; then the pay of both is looked at each month."""

from collections.abc import Callable
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.services.recalculating import recalculate
from indgang.modules.selfservice.tests.again.conftest import ALONE, Applies, Pay, at
from indgang.modules.selfservice.tests.conftest import Outside

pytestmark = pytest.mark.django_db
TOGETHER: dict[str, dict[str, Any]] = {
    **ALONE,
    "boern": {**ALONE["boern"], "kids": ["ida"]},
    "hjem": {"alone": "no", "partner": "jonas"},
}
LONG_AGO = date(2025, 1, 1)


@pytest.fixture
def asked(applies: Applies, pay: Pay) -> Submission:
    """Sofie applies for Ida; she and Jonas earn 400,000 between them."""
    pay.is_now("sofie", "16666.67", since=LONG_AGO)
    pay.is_now("jonas", "16666.67", since=LONG_AGO)
    return applies("sofie", TOGETHER)


def says(jonas: Acting, value: str) -> None:
    row = Invitation.objects.get(person_id=jonas.party.id)
    services.answer_invitation(invitation_id=row.pk, value=value, text="", by=jonas)


def test_the_partner_is_asked_and_a_yes_decides_it(asked: Submission, person: Callable[..., Acting]) -> None:
    case = Case.objects.get(pk=str(asked.case_id))
    assert (asked.finding["outcome"], case.state) == ("case", "waiting_for_others")
    jonas = person("jonas")
    letter = Message.objects.get(person_id=jonas.party.id)
    assert letter.title["da"] == "Lever I sammen som par?"
    says(jonas, "couple")
    case.refresh_from_db()
    assert case.state == "decided"
    assert [one.differs for one in selectors.replay_all("friplads")] == [(), ()]


def test_a_no_of_the_partner_is_for_a_person(asked: Submission, person: Callable[..., Acting]) -> None:
    says(person("jonas"), "not-couple")
    case = Case.objects.get(pk=str(asked.case_id))
    assert case.state == "new"
    assert [point["rule"] for point in case.finding["unresolved"]] == ["partner_yes"]


def test_the_pay_of_both_counts_in_the_months_after(
    asked: Submission, pay: Pay, person: Callable[..., Acting]
) -> None:
    says(person("jonas"), "couple")
    pay.is_now("jonas", "9000", since=date(2026, 11, 1))
    at(date(2026, 12, 20))
    row = recalculate(asked.pk, date(2026, 12, 1))
    assert row is not None
    assert row.result == "better"
    assert "308.000,04 kr." in str(row.finding["calculations"])


def test_who_has_moved_out_is_not_looked_up_any_more(
    asked: Submission, pay: Pay, person: Callable[..., Acting], outside: Outside
) -> None:
    """Nothing is worked out on the pay of one of them alone, and the other's is not theirs to see any more."""
    jonas = person("jonas")
    says(jonas, "couple")
    at(date(2026, 12, 20))
    before = used_of(jonas)
    household = outside.cpr.household
    with patch.object(outside.cpr, "household", lambda number: (household(number) or [])[:1]):
        row = recalculate(asked.pk, date(2026, 12, 1))
    assert row is not None
    assert (row.result, row.case_id) == ("unknown", None)
    assert used_of(jonas) == before > 0


def used_of(who: Acting) -> int:
    return Event.objects.filter(action="cpr_used", object="register:income", party=who.party.key).count()


def test_a_place_that_begins_later_is_not_paid_for_before(applies: Applies, pay: Pay) -> None:
    pay.is_now("camilla", "30000", since=LONG_AGO)
    place = {**ALONE["boern"], "place_new": "yes", "place_start": "2027-03-15"}
    sent = applies("camilla", {**ALONE, "boern": place})
    pay.is_now("camilla", "21400", since=date(2026, 11, 1))
    at(date(2026, 12, 20))
    row = recalculate(sent.pk, date(2026, 12, 1))
    assert row is not None
    assert row.result == "better"
    assert {one["due"] for one in row.follow_ups} == {"2027-03-01"}
