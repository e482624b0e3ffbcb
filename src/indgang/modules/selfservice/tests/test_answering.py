"""Everything that is typed is kept, right or wrong, and nobody writes over somebody else."""

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
from indgang.modules.selfservice.vocabulary import QuestionKind

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


def field(draft: Filling, step: str, key: str) -> FieldView:
    view = selectors.step_view(draft.draft_id, step, draft.by)
    return next(one for one in view.fields if one.key == key)


def test_a_wrong_date_is_kept_as_typed_with_what_to_do(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    result = draft.step("dato", {"moving_date": "på lørdag"})
    assert result.errors["moving_date"].da.startswith("Skriv datoen som dag, måned og år")
    shown = field(draft, "dato", "moving_date")
    assert shown.value == "på lørdag"
    assert shown.error


@pytest.mark.parametrize(
    "typed", ["2026-02-30", "31-02-2027", "00-00-0000", "1-13-2026", "9999-99-99", "1.1.0001"]
)
def test_a_date_that_does_not_exist_is_said_so(mads: Acting, begin: Begin, typed: str) -> None:
    assert begin(mads).step("dato", {"moving_date": typed}).errors["moving_date"]


@pytest.mark.parametrize("typed", ["1-12-2026", "01.12.2026", "1/12 2026", "1. december 2026", "2026-12-01"])
def test_a_date_may_be_written_in_many_ways(mads: Acting, begin: Begin, typed: str) -> None:
    draft = begin(mads)
    assert draft.step("dato", {"moving_date": typed}).ok
    assert field(draft, "dato", "moving_date").shown_value.da == "1. december 2026"


def test_a_date_in_the_past_is_taken_with_a_warning(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert draft.step("dato", {"moving_date": "2026-11-10"}).ok
    assert "600 kroner" in field(draft, "dato", "moving_date").notice.da


def test_an_unknown_address_gets_a_sentence_and_a_list_to_choose_from(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert (
        "kan ikke finde" in draft.step("adresse", {"new_address": "Skonertgade 4"}).errors["new_address"].da
    )
    shown = field(draft, "adresse", "new_address")
    assert shown.value == "Skonertgade 4"
    assert "Skonnertgade 4, st. th, 9999 Lyngsø" in [option.label.da for option in shown.options]


def test_a_house_with_several_homes_asks_which(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert (
        "flere boliger" in draft.step("adresse", {"new_address": "Skonnertgade 4"}).errors["new_address"].da
    )
    assert len(field(draft, "adresse", "new_address").options) == 6


def test_a_chosen_address_is_shown_in_words(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert draft.step("adresse", {"new_address": "skonnertgade-4-2-th"}).ok
    shown = field(draft, "adresse", "new_address")
    assert shown.value == "skonnertgade-4-2-th"
    assert shown.shown_value.da == "Skonnertgade 4, 2. th, 9999 Lyngsø"
    assert [option.chosen for option in shown.options] == [True]


def test_hostile_text_is_kept_and_answered_in_words(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    result = draft.step("adresse", {"new_address": "x" * 10_000, "co_name": "🦊\x00{me.name}<script>" * 5})
    assert set(result.errors) == {"new_address", "co_name"}
    assert field(draft, "adresse", "new_address").value == "x" * 10_000
    kept = field(draft, "adresse", "co_name").value
    assert "🦊" in kept
    assert "\x00" not in kept


def test_more_than_we_keep_is_cut_and_said_so(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    result = draft.step("adresse", {"co_name": "å" * 50_000})
    assert "20000" in result.errors["co_name"].da
    assert len(field(draft, "adresse", "co_name").value) == 20_000


def test_emoji_in_a_name_is_no_error(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert "co_name" not in draft.step("adresse", {"co_name": "Ræven 🦊"}).errors


def test_a_key_that_was_not_asked_is_refused_and_not_stored(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    result = draft.step("dato", {"declared": "yes", "fact:me": "x", "moving_date": "2026-12-01"})
    assert set(result.errors) == {"declared", "fact:me"}
    assert not Answer.objects.filter(key="declared").exists()
    assert Answer.objects.filter(key="fact:me").count() == 1


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("bolig", {"relation": "king"}),
        ("bolig", {"others_stay": "maybe"}),
        ("hvem", {"who": ["birgit"]}),
        ("hvem", {"who": "mads; drop table"}),
        ("kontakt", {"phone": "ring til mig"}),
        ("kontakt", {"email": "a@b"}),
        ("erklaering", {"declared": "1"}),
        ("dato", {"moving_date": ["2026-12-01", "nu"]}),
    ],
)
def test_a_tampered_value_is_a_field_error(
    mads: Acting, begin: Begin, step: str, values: dict[str, str | list[str]]
) -> None:
    result = begin(mads).step(step, values)
    assert set(result.errors) == set(values)


def test_a_telephone_number_is_written_in_pairs(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("kontakt", {"phone": "+45 99999900"})
    assert field(draft, "kontakt", "phone").shown_value.da == "99 99 99 00"


def test_the_step_knows_what_the_registers_know(mads: Acting, begin: Begin) -> None:
    view = selectors.step_view(begin(mads).draft_id, "hvem", mads)
    me, household = view.cards
    assert [row.value.da for row in me.rows] == [
        "Mads Brinklund",
        "Skonnertgade 4, st. tv, 9999 Lyngsø",
        "1. september 2022",
    ]
    assert me.source.da == "CPR-registret"
    assert me.fetched_at == NOW
    assert (me.wrong_key, me.right_key) == ("me_wrong", "me_right")
    assert household.rows[0].value.da == "Mads Brinklund"


def test_a_household_of_one_is_chosen_already_and_a_family_is_not(
    mads: Acting, sofie: Acting, begin: Begin
) -> None:
    assert field(begin(mads), "hvem", "who").values == ("mads",)
    family = field(begin(sofie), "hvem", "who")
    assert family.values == ()
    assert family.options[0].label.da == "Sofie Havgaard"
    assert family.options[2].help.da == "9 år"


def test_it_is_wrong_needs_what_is_right(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    assert "me_right" in draft.step("hvem", {"who": ["mads"], "me_wrong": ["yes"], "me_right": ""}).errors
    assert draft.step("hvem", {"me_right": "Jeg flyttede i juni."}).ok
    card = selectors.step_view(draft.draft_id, "hvem", mads).cards[0]
    assert card.wrong
    assert card.right_value == "Jeg flyttede i juni."


def test_questions_come_when_they_are_needed(mads: Acting, begin: Begin) -> None:
    draft = begin(mads).all()
    assert "new_doctor" not in [f.key for f in selectors.step_view(draft.draft_id, "laege", mads).fields]
    assert draft.step("laege", {"doctor_choice": "new"}).ok
    doctors = field(draft, "laege", "new_doctor")
    assert doctors.kind is QuestionKind.DOCTOR
    assert [option.value for option in doctors.options] == ["laegerne-kanalen", "laegerne-birk"]


def test_doctors_are_those_near_the_new_home(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("adresse", {"new_address": "mosekrogen-12"})
    draft.step("laege", {"doctor_choice": "new"})
    assert [option.value for option in field(draft, "laege", "new_doctor").options] == ["strandens-laege"]


def test_another_address_brings_other_facts(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("adresse", {"new_address": "skonnertgade-4-2-th"})
    draft.step("adresse", {"new_address": "mosekrogen-5"})
    card = selectors.step_view(draft.draft_id, "bolig", mads).cards[0]
    assert card.rows[1].value.da == "Sommerhus"


def test_a_fact_about_an_earlier_address_is_not_believed(
    mads: Acting, begin: Begin, outside: Outside
) -> None:
    draft = begin(mads)
    draft.step("adresse", {"new_address": "skonnertgade-4-2-th"})
    outside.addresses.down = True
    draft.step("adresse", {"new_address": "mosekrogen-5"})
    card = selectors.step_view(draft.draft_id, "bolig", mads).cards[0]
    assert not card.available


def test_the_step_guide_says_what_is_done(mads: Acting, begin: Begin) -> None:
    draft = begin(mads)
    draft.step("dato", {"moving_date": "2026-12-01"})
    view = selectors.draft(draft.draft_id, mads)
    assert [step.state for step in view.steps[:3]] == ["done", "done", "todo"]
    assert (view.info.step, view.info.total) == ("adresse", 8)
    assert selectors.step_view(draft.draft_id, "hvem", mads).steps[1].state == "current"


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
