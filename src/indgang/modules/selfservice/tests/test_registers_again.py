"""Who is asked may answer weeks later: the registers are asked anew before the rules decide."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation
from indgang.modules.selfservice.services import hearing
from indgang.modules.selfservice.services.results import SubmissionInfo
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]
ROOM = {"who": ["amir"], "new_address": "birkevej-3", "relation": "lodger", "others_stay": "yes"}

FULL = (
    *("peter", "jytte", "otto", "grethe", "line", "simon"),
    *("yusuf", "leyla", "lars", "hanne", "erik", "torben"),
)
"""With Birgit and Amir more than six rooms hold."""


@pytest.fixture
def sent(outside: Outside, person: People, begin: Begin) -> SubmissionInfo:
    """Amir moves in with Birgit, who is asked; five days pass."""
    sent = begin(person("amir")).all(**ROOM).send()
    clock.freeze(NOW + timedelta(days=5))
    return sent


def birgit_says_yes(person: People) -> None:
    row = Invitation.objects.get()
    services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=person("birgit"))


def test_what_is_as_it_was_is_granted(sent: SubmissionInfo, person: People) -> None:
    birgit_says_yes(person)
    assert Case.objects.get().state == CaseState.DECIDED
    assert selectors.replay(sent.id).same


def test_a_home_that_has_become_too_full_meanwhile_is_for_a_person(
    sent: SubmissionInfo, person: People, outside: Outside
) -> None:
    for ref in [
        "peter",
        "jytte",
        "otto",
        "grethe",
        "line",
        "simon",
        "yusuf",
        "leyla",
        "lars",
        "hanne",
        "erik",
        "torben",
    ]:
        outside.cpr.move(ref, "birkevej-3", date(2026, 11, 24))
    birgit_says_yes(person)
    case = Case.objects.get()
    assert (case.state, case.finding["outcome"]) == (CaseState.NEW, "case")
    assert "Det er ikke plads nok" in str(case.finding)
    assert not Decision.objects.exists()
    assert selectors.replay(sent.id).same


def test_a_silent_register_is_not_taken_for_what_it_once_said(
    sent: SubmissionInfo, person: People, outside: Outside
) -> None:
    outside.cpr.down = True
    birgit_says_yes(person)
    case = Case.objects.get()
    assert (case.state, case.finding["outcome"]) == (CaseState.NEW, "case")
    assert "Vi kan ikke se det i registrene lige nu" in str(case.finding)
    assert not Decision.objects.exists()


def test_the_look_up_leaves_a_trace_and_the_day_stays(sent: SubmissionInfo, person: People) -> None:
    before = Event.objects.filter(action="cpr_used").count()
    birgit_says_yes(person)
    trail = Event.objects.filter(action="cpr_used").order_by("pk")
    assert trail.count() == before + 1
    newest = trail.last()
    assert newest is not None
    assert (newest.actor, newest.party) == ("system", person("amir").party.key)
    assert "når andre har svaret" in newest.purpose
    assert Case.objects.get().finding["today"] == "2026-11-21"


def test_nothing_is_looked_up_for_an_answer_that_cannot_be_kept(
    sent: SubmissionInfo, person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "registers_now", lambda submission: pytest.fail("looked up"))
    row, birgit = Invitation.objects.get(), person("birgit")
    with pytest.raises(services.BadAnswer):
        services.answer_invitation(invitation_id=row.pk, value="perhaps", text="", by=birgit)
    services.withdraw(case_id=Case.objects.get().pk, why="", by=person("amir"))
    with pytest.raises(services.NoLongerAsked):
        services.answer_invitation(invitation_id=row.pk, value="lives-here", text="", by=birgit)
