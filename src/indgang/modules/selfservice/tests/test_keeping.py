"""Nothing that was saved is lost, nobody writes over somebody else, and a draft that is too old is emptied."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Answer, Draft
from indgang.modules.selfservice.selectors.views import FieldView
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside, People

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def field(draft: Filling, step: str, key: str) -> FieldView:
    view = selectors.step_view(draft.draft_id, step, draft.by)
    return next(one for one in view.fields if one.key == key)


def test_saving_the_same_again_writes_nothing(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    first = draft.step("dato", {"moving_date": "2026-12-01"})
    rows = Answer.objects.count()
    assert draft.step("dato", {"moving_date": "2026-12-01"}).revision == first.revision
    assert Answer.objects.count() == rows


def test_every_earlier_value_is_kept(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    for day in ("2026-12-01", "2026-12-02", "forkert"):
        draft.step("dato", {"moving_date": day})
    typed = [row.value["typed"] for row in Answer.objects.filter(key="moving_date").order_by("revision")]
    assert typed == ["2026-12-01", "2026-12-02", "forkert"]


def test_an_answer_row_cannot_be_changed(mads: Acting, begin: Begin) -> None:
    begin(mads).step("dato", {"moving_date": "2026-12-01"})
    with pytest.raises(Exception, match="append-only"):
        Answer.objects.filter(key="moving_date").update(key="other")


def test_the_draft_goes_on_where_it_was_left_on_another_device(mads: Acting, begin: Begin) -> None:
    begin(mads).step("dato", {"moving_date": "2026-12-01"})
    again = services.begin(solution="flytning", by=mads)
    assert Draft.objects.count() == 1
    assert again.step == "adresse"
    [listed] = selectors.drafts_of(mads)
    assert (listed.id, listed.done, listed.total) == (again.id, 2, 8)


def test_an_old_window_does_not_put_old_answers_back(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("adresse", {"new_address": "skonnertgade-4-2-th", "co_name": ""})
    old_window = draft.elsewhere()
    draft.step("adresse", {"new_address": "mosekrogen-12"})
    result = old_window.step("adresse", {"new_address": "skonnertgade-4-2-th", "co_name": "Jensen"})
    assert result.ok
    assert field(draft, "adresse", "new_address").value == "mosekrogen-12"
    assert field(draft, "adresse", "co_name").value == "Jensen"


@pytest.fixture
def bente(person: People) -> Acting:
    """Bente has a mandate to report her mother's move."""
    acting = person("bente", for_="inger", ground=Ground.MANDATE)
    mandate = identity.give_mandate(
        holder=Person.objects.get(pk=acting.actor.id),
        giver_person=Person.objects.get(pk=acting.party.id),
        ground=Ground.MANDATE,
        scope=["flytning-indland"],
        channels=["self_service"],
        valid_from=clock.today(),
        valid_to=clock.today() + timedelta(days=30),
        basis=services.NotForYou.message,
    )
    return Acting(acting.actor, acting.party, Ground.MANDATE, str(mandate.pk))


def test_what_somebody_else_changed_is_shown_with_both_values(
    bente: Acting, person: People, begin: Begin
) -> None:
    inger = person("inger")
    draft = begin(bente)
    mother = draft.elsewhere(inger)
    draft.step("dato", {"moving_date": "2026-12-01"})
    result = mother.step("dato", {"moving_date": "2026-12-05"})
    [conflict] = result.conflicts
    assert (conflict.key, conflict.yours, conflict.theirs) == ("moving_date", "2026-12-05", "2026-12-01")
    assert conflict.theirs_shown.da == "1. december 2026"
    assert conflict.by == "Bente Falkenborg"
    assert field(draft, "dato", "moving_date").value == "2026-12-01"


def test_other_answers_of_the_same_page_are_saved_beside_a_conflict(
    bente: Acting, person: People, begin: Begin
) -> None:
    draft = begin(bente)
    mother = draft.elsewhere(person("inger"))
    draft.step("adresse", {"new_address": "skonnertgade-4-2-th"})
    result = mother.step("adresse", {"new_address": "mosekrogen-12", "co_name": "Falkenborg"})
    assert [conflict.key for conflict in result.conflicts] == ["new_address"]
    assert field(draft, "adresse", "co_name").value == "Falkenborg"


def test_once_both_were_seen_the_choice_is_saved(bente: Acting, person: People, begin: Begin) -> None:
    draft = begin(bente)
    mother = draft.elsewhere(person("inger"))
    draft.step("dato", {"moving_date": "2026-12-01"})
    mother.step("dato", {"moving_date": "2026-12-05"})
    assert mother.step("dato", {"moving_date": "2026-12-05"}).ok
    assert field(draft, "dato", "moving_date").value == "2026-12-05"


def test_a_strangers_draft_is_as_one_that_is_not_there(mads: Acting, sofie: Acting, begin: Begin) -> None:
    draft = begin(mads)
    stranger = draft.elsewhere(sofie)
    with pytest.raises(NotYours):
        stranger.step("dato", {"moving_date": "2026-12-01"})
    with pytest.raises(NotYours):
        stranger.send()
    for look in (selectors.draft, selectors.summary):
        with pytest.raises(NotYours):
            look(draft.draft_id, sofie)
    with pytest.raises(NotYours):
        selectors.step_view(draft.draft_id, "dato", sofie)
    with pytest.raises(NotYours):
        selectors.draft(uuid4(), mads)
    with pytest.raises(NotYours):
        services.delete_draft(draft_id=draft.draft_id, by=sofie)


def test_a_helper_does_not_see_what_the_party_fills_in_alone(
    bente: Acting, person: People, begin: Begin
) -> None:
    inger = person("inger")
    mine = begin(inger)
    with pytest.raises(NotYours):
        selectors.draft(mine.draft_id, bente)
    theirs = begin(bente)
    assert selectors.draft(theirs.draft_id, inger).info.actor_name == "Bente Falkenborg"


def test_a_step_that_is_not_there_is_not_found(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    with pytest.raises(NotYours):
        selectors.step_view(draft.draft_id, "findes-ikke", mads)
    with pytest.raises(NotYours):
        draft.step("findes-ikke", {})


def test_a_draft_that_is_too_old_is_gone_and_counts_as_given_up(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    clock.freeze(NOW + timedelta(days=31))
    with pytest.raises(services.DraftExpired):
        draft.step("dato", {"moving_date": "2026-12-02"})
    with pytest.raises(services.DraftExpired):
        selectors.draft(draft.draft_id, mads)
    assert services.expire_drafts() == 1
    assert services.expire_drafts() == 0
    assert not Answer.objects.exists()
    [contact] = Contact.objects.all()
    assert (contact.outcome, contact.source_row) == ("abandoned", f"draft:{draft.draft_id}")
    assert Measurement.objects.get(kind="left").subject_key == "dato"


def test_saving_keeps_a_draft_alive(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    clock.freeze(NOW + timedelta(days=20))
    draft.step("dato", {"moving_date": "2026-12-12"})
    clock.freeze(NOW + timedelta(days=40))
    assert selectors.draft(draft.draft_id, mads).info.revision > 0


def test_somebody_who_comes_back_too_late_begins_anew(mads: Acting, begin: Begin) -> None:
    old = begin(mads)
    clock.freeze(NOW + timedelta(days=31))
    new = begin(mads)
    assert new.draft_id != old.draft_id
    assert Draft.objects.get(pk=old.draft_id).state == "expired"


def test_facts_are_fetched_again_when_somebody_comes_back_another_day(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    begin(mads)
    outside.cpr.move("mads", "birkevej-11", clock.today())
    clock.freeze(NOW + timedelta(days=2))
    card = selectors.step_view(begin(mads).draft_id, "hvem", mads).cards[0]
    assert card.rows[1].value.da == "Birkevej 11, 9999 Lyngsø"


def test_a_date_that_was_too_early_is_right_when_the_day_has_come(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert not draft.step("dato", {"moving_date": "2026-12-25"}).ok
    clock.freeze(NOW + timedelta(days=8))
    assert not field(draft, "dato", "moving_date").error


def test_a_deleted_draft_leaves_no_answers(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    services.delete_draft(draft_id=draft.draft_id, by=mads)
    services.delete_draft(draft_id=draft.draft_id, by=mads)
    assert not Answer.objects.exists()
    assert Contact.objects.count() == 1
    with pytest.raises(services.DraftExpired):
        draft.send()
