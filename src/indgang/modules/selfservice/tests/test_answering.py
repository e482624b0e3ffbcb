"""What is typed is read, and answered in words; the step knows what the registers know."""

from collections.abc import Callable

import pytest

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Answer
from indgang.modules.selfservice.selectors.views import FieldView
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside
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
