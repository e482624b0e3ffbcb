"""A button of the help bar loses nothing that was typed, also when somebody else wrote the same field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.urls import reverse

from indgang.kernel.text import Text
from indgang.modules.contacts.models import HelpCode
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Answer, Draft, Joining
from indgang.modules.selfservice.tests.conftest import Filling, call, staff
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.forms.tests.conftest import Visitor
from indgang.surfaces.portal.help.tests.conftest import Helped

pytestmark = pytest.mark.django_db


@dataclass
class Two:
    """A daughter with a mandate writes a phone number while the father has the page open, with another in it."""

    father: Visitor
    draft: UUID
    daughter: Filling
    seen: int

    def presses(self, name: str, *parts: object, **button: str) -> Page:
        data = {"_step": "kontakt", "_shown": ["phone"], "phone": "22222222", "_revision": str(self.seen)}
        address = reverse(f"portal:{name}", args=[self.draft, *parts])
        return Page(cast(HttpResponse, self.father.client.post(address, {**data, **button}, follow=True)))


@pytest.fixture
def two(visit: Callable[[str], Visitor]) -> Two:
    amir, birgit = visit("amir"), visit("birgit")
    row = identity.give_mandate(
        holder=Person.objects.get(pk=birgit.by.actor.id),
        giver_person=Person.objects.get(pk=amir.by.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["*"],
        valid_from=date(2026, 1, 1),
        basis=Text("Digital fuldmagt", "Power of attorney"),
    )
    daughter = Acting(birgit.by.actor, amir.by.party, Ground.MANDATE, str(row.pk))
    info = services.begin(solution="flytning", by=daughter)
    filling = Filling(daughter, info.id, info.revision)
    return Two(amir, info.id, filling, filling.revision)


def shows_both(page: Page) -> None:
    assert page.status == 422
    assert 'id="conflict-phone"' in page.html
    assert "22222222" in page.html
    assert "11111111" in page.html


def test_asking_for_help_first_shows_both_answers(two: Two) -> None:
    two.daughter.step("kontakt", {"phone": "11111111"})
    page = two.presses("help")
    shows_both(page)
    assert not HelpCode.objects.exists()
    assert page.form().action == reverse("portal:step", args=[two.draft, "kontakt"])


def test_yes_and_stop_are_done_and_then_show_both(two: Two) -> None:
    here = call(staff("Maria Kongshøj"))
    joining = here.knocks(two.daughter).joining_id
    two.seen = Draft.objects.get().revision
    two.daughter.revision = two.seen
    two.daughter.step("kontakt", {"phone": "11111111"})
    shows_both(two.presses("help_confirm", joining, _yes="yes"))
    assert Joining.objects.get().state == "joined"
    shows_both(two.presses("help_stop"))
    assert Joining.objects.get().state == "ended"


def test_without_a_clash_the_button_leads_on(two: Two) -> None:
    page = two.presses("help")
    assert page.status == 200
    assert HelpCode.objects.count() == 1
    assert Answer.objects.get(key="phone").value["typed"] == "22222222"


def test_taking_a_proposal_that_was_replaced_is_told(mads: Helped) -> None:
    old = mads.joins().proposes()
    mads.proposes("2026-12-05")
    address = reverse("portal:help_proposal", args=[mads.draft, old])
    page = mads.presses(address, ("_take", "yes"), moving_date="2026-12-09")
    assert "Forslaget er trukket tilbage eller afløst af et nyere. Dit svar er ikke ændret." in page.text
    assert Answer.objects.get(key="moving_date").value["typed"] == "2026-12-09"
