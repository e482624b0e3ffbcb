"""Two clerks at the same moment, and a contact that closes while it is sent: one draft, one submission, never half."""

from functools import partial
from typing import Any

import pytest
from django.db import connection

from indgang.modules.cases.models import Case
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.selectors import ContactOver
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Draft, StaffEntry, Submission
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services.results import SubmissionInfo
from indgang.modules.selfservice.tests.test_at_once import at_once
from indgang.modules.selfservice.tests.written_in import NO_MITID, Meets, WritingIn, write_in

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


def test_two_clerks_who_begin_have_one_draft(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    hands = [(maria, meets(maria, mads)), (freddy, meets(freddy, mads, how=IdCheck.QUESTIONS))] * 4
    deeds: list[Any] = [
        partial(services.begin_for, solution="flytning", contact_id=contact, request=NO_MITID, by=by)
        for by, contact in hands
    ]
    begun = at_once(deeds)
    assert len({info.id for info in begun}) == 1
    assert Draft.objects.count() == StaffEntry.objects.count() == 1


def test_two_clerks_who_send_have_one_submission(
    meets: Meets, maria: EmployeeInfo, freddy: EmployeeInfo, mads: Acting
) -> None:
    hers = write_in(meets(maria, mads), maria)
    hers.all()
    contact = meets(freddy, mads)
    his = WritingIn(entering.acting_in(contact, freddy), hers.draft_id, hers.revision)
    sent = at_once([partial(one.send, key) for one in (hers, his) for key in ("a", "b")])
    assert len({result.id for result in sent}) == 1
    assert Submission.objects.count() == Case.objects.count() == 1


def test_a_contact_that_closes_meanwhile_stops_it_or_comes_too_late(
    meets: Meets, maria: EmployeeInfo, mads: Acting
) -> None:
    contact = meets(maria, mads)
    filling = write_in(contact, maria)
    filling.all()
    sent, _closed = at_once([filling.send, partial(contacts.cancel, contact_id=contact, by=maria)])
    if isinstance(sent, SubmissionInfo):
        assert Submission.objects.count() == Case.objects.count() == 1
    else:
        assert isinstance(sent, ContactOver)
        assert Submission.objects.count() == Case.objects.count() == 0
        assert Draft.objects.get().state == "open"
