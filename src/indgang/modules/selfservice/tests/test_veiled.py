"""A home where one has a hidden address: nothing is granted against them, and the applicant cannot tell."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction

from indgang.kernel import clock
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity import selectors as known
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, InvitationAnswer
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside
from indgang.modules.selfservice.vocabulary import Standing

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
HOME = {"new_address": "birkevaenget-7", "relation": "lodger", "others_stay": "yes"}


def hide_erik(outside: Outside) -> None:
    """Erik and Hanne live in the same home, and his address is hidden."""
    row = outside.cpr._by_ref["erik"]
    outside.cpr._by_ref["erik"] = row.model_copy(update={"protected": True})


@pytest.fixture
def erik_is_hidden(outside: Outside) -> None:
    hide_erik(outside)


def asked(by: Acting) -> Invitation:
    return Invitation.objects.get(person=UUID(by.party.id))


def says(by: Acting, value: str) -> None:
    services.answer_invitation(invitation_id=asked(by).pk, value=value, text="", by=by)


def seen(by: Acting, sent_id: UUID) -> str:
    """All that the applicant is shown, without what is each matter's own number."""
    [info] = cases.cases_of(by.party)
    case = cases.case_of(info.id, by.party)
    shown = f"{selectors.receipt(sent_id, by)} {case} {selectors.asked_others(sent_id)}"
    return re.sub(r"[0-9a-f-]{36}|K?\d\d-\d+", "–", shown)


def over_time(person: People, begin: Begin, erik: str | None, hanne: str | None) -> list[str]:
    """What Mads sees day by day, when these answer on the second day, until nobody is waited for any more."""
    mads = person("mads")
    sent = begin(mads).all(**HOME).send()
    pages = [seen(mads, sent.id)]
    for day in (2, 10, 18):
        clock.freeze(NOW + timedelta(days=day))
        services.remind_and_expire()
        if day == 2:
            for who, value in (("erik", erik), ("hanne", hanne)):
                if value:
                    says(person(who), value)
        pages.append(seen(mads, sent.id))
    assert not Decision.objects.exists()
    assert Case.objects.get().state == CaseState.NEW
    return pages


def undone(do: Callable[[], list[str]]) -> list[str]:
    """What it comes to, and then as if it had not been."""
    before = transaction.savepoint()
    found = do()
    transaction.savepoint_rollback(before)
    clock.freeze(NOW)
    return found


@pytest.mark.parametrize("hanne", ["lives-here", None])
@pytest.mark.parametrize("erik", ["not-here", "not-sure", "lives-here", None])
def test_whatever_they_say_it_looks_like_a_home_where_nobody_answers_and_a_person_decides(
    outside: Outside, person: People, begin: Begin, erik: str | None, hanne: str | None
) -> None:
    ordinary = undone(lambda: over_time(person, begin, None, None))
    assert not Invitation.objects.exists()
    hide_erik(outside)
    assert over_time(person, begin, erik, hanne) == ordinary
    assert asked(person("erik")).is_veiled
    assert not asked(person("hanne")).is_veiled


def test_a_no_that_may_be_seen_is_one_and_stays_so(
    erik_is_hidden: None, person: People, begin: Begin
) -> None:
    sent = begin(person("mads")).all(**HOME).send()
    hanne = person("hanne")
    for value in ("not-here", "lives-here"):
        says(hanne, value)
        [host] = selectors.asked_others(sent.id)
        assert host.standing is Standing.NO
        assert Case.objects.get().state == CaseState.NEW
    assert not Decision.objects.exists()


def test_whoever_has_the_case_gets_both_answers_to_read(
    erik_is_hidden: None, person: People, begin: Begin
) -> None:
    begin(person("mads")).all(**HOME).send()
    account = identity.account_for_staff(
        subject="ole", name="Ole", roles=[Role.CASEWORKER], unit="folkeregister"
    )
    casework.take(case_id=Case.objects.get().pk, by=known.employee(str(account.employee_id)))
    says(person("erik"), "not-here")
    says(person("hanne"), "lives-here")
    keys = {f"answer:{row.pk}" for row in InvitationAnswer.objects.all()}
    assert keys == set(Task.objects.filter(key__startswith="answer:").values_list("key", flat=True))


def test_who_has_answered_is_not_written_to_again(erik_is_hidden: None, person: People, begin: Begin) -> None:
    begin(person("mads")).all(**HOME).send()
    hanne = person("hanne")
    says(hanne, "lives-here")
    clock.freeze(NOW + timedelta(days=10))
    services.remind_and_expire()
    assert Message.objects.filter(person=UUID(hanne.party.id)).count() == 1
    assert asked(hanne).reminders == 1
