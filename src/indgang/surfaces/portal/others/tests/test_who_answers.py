"""Who may answer on the page of a question, who finds it, and what it tells when it is over."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Ground
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.surfaces.common.people import ACTING
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}


@pytest.fixture
def amir(visit: Visit) -> Visitor:
    return visit("amir")


@pytest.fixture
def birgit(visit: Visit) -> Visitor:
    return visit("birgit")


@pytest.fixture
def address(amir: Visitor, birgit: Visitor) -> str:
    """Amir has reported that he moves in with Birgit; where she answers."""
    amir.sent(**ROOM)
    return f"/svar/{Invitation.objects.get(person=UUID(birgit.by.party.id)).pk}/"


def acts_for(holder: Visitor, giver: Visitor) -> None:
    """The holder is the giver's guardian, and has chosen to act for them."""
    row = identity.give_mandate(
        holder=Person.objects.get(pk=holder.by.party.id),
        giver_person=Person.objects.get(pk=giver.by.party.id),
        ground=Ground.GUARDIAN,
        scope=["*"],
        channels=["*"],
        valid_from=date(2026, 1, 1),
        basis=Text("Værgemål", "Guardianship"),
    )
    session = holder.client.session
    session[ACTING] = str(row.pk)
    session.save()


def test_a_guardian_who_applied_is_told_that_the_host_must_answer(
    amir: Visitor, birgit: Visitor, address: str
) -> None:
    acts_for(amir, birgit)
    assert address not in amir.get("/min-side/").links
    page = amir.get(address)
    assert page.status == 403
    assert "Her skal den, som vi har spurgt, selv svare" in page.text
    assert amir.client.post(address, {"svar": "lives-here"}).status_code == 403
    assert not InvitationAnswer.objects.exists()


def test_a_guardian_outside_the_matter_answers(visit: Visit, birgit: Visitor, address: str) -> None:
    bente = visit("bente")
    acts_for(bente, birgit)
    assert address in bente.get("/min-side/").links
    form = bente.get(address).form()
    form.set("svar", "lives-here")
    bente.send(form)
    assert InvitationAnswer.objects.get().actor == bente.by.actor.key
