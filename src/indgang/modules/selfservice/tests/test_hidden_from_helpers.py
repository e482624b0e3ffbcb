"""Who acts for somebody with a hidden address fills in what they were told, and is shown no address of theirs."""

from collections.abc import Callable
from datetime import date

import pytest

from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Answer, Submission
from indgang.modules.selfservice.tests.conftest import Filling, Outside, People

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
STREET = "Kanalstræde 3"
ID = "kanalstraede-3-1-tv"


@pytest.fixture
def bente(person: People) -> Acting:
    acting = person("bente", for_="nanna", ground=Ground.MANDATE)
    row = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=date(2026, 10, 1),
        basis=Text("Digital fuldmagt fra Nanna"),
    )
    return person("bente", for_="nanna", ground=Ground.MANDATE, mandate=str(row.pk))


def pages(draft: Filling, by: Acting) -> str:
    view = selectors.draft(draft.draft_id, by)
    shown = [str(selectors.step_view(draft.draft_id, step.key, by)) for step in view.steps]
    return " ".join([*shown, str(selectors.summary(draft.draft_id, by))])


def test_no_page_and_no_row_holds_it(bente: Acting, begin: Begin, outside: Outside) -> None:
    draft = begin(bente).all(who=["nanna"])
    assert STREET not in pages(draft, bente)
    sent = draft.send()
    assert sent.outcome == "case"
    assert STREET not in str(selectors.receipt(sent.id, bente))
    kept = str(list(Answer.objects.values_list("value", flat=True))) + str(Submission.objects.get().inputs)
    assert STREET not in kept
    assert ID not in kept


def test_the_one_who_lives_there_sees_it(person: People, begin: Begin, outside: Outside) -> None:
    nanna = person("nanna")
    assert STREET in pages(begin(nanna).all(who=["nanna"]), nanna)
