"""Enrolment in school from the first question to the letters: both who hold custody say yes, and both are told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import (
    letters_to_asked,
    read_source,
    ready,
)
from indgang.modules.selfservice.selectors import loading, registers, versions
from indgang.modules.selfservice.services import carrying_out, round_signing, rounds
from indgang.modules.selfservice.services.results import NotForYou
from indgang.modules.selfservice.services.rounds import Place
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.modules.selfservice.tests.shipped import publish, publish_source

pytestmark = pytest.mark.django_db
SLUG = "skoleindskrivning"
FOLDER = Path(settings.CONTENT_DIR) / "solutions" / SLUG
Steps = dict[str, dict[str, Any]]
People = Callable[..., Acting]


def answers(child: str, **skole: Any) -> Steps:
    return {
        "barn": {"child": child},
        "start": {"when_start": "on-time"},
        "skole": {"choice": "district", **skole},
        "soeskende": {},
        "fritid": {"sfo": "yes", "hand_over": "no"},
        "hjaelp": {"help_wish": "none"},
        "kontakt": {"phone": "", "email": "", "declared": "yes"},
    }


@pytest.fixture(autouse=True)
def school(lyngsoe: object) -> None:
    publish(SLUG)


def send(by: Acting, steps: Steps) -> Submission:
    draft = services.begin(solution=SLUG, by=by)
    filling = Filling(by, draft.id, draft.revision)
    for step, values in steps.items():
        filling.step(step, values)
    return Submission.objects.get(pk=filling.send().id)


def letters_to(who: Acting) -> list[str]:
    return sorted(message.title["da"] for message in Message.objects.filter(person_id=who.party.id))


def test_who_holds_custody_alone_has_the_district_school_at_once(person: People) -> None:
    stine = person("stine")
    sent = send(stine, answers("villads"))
    assert Case.objects.get().state == "decided"
    assert "Dit barn har fået plads i skole" in letters_to(stine)
    assert not Invitation.objects.exists()
    assert selectors.replay(sent.pk).same


def test_the_other_says_yes_and_both_are_told(person: People) -> None:
    maja, adam = person("maja"), person("adam")
    sent = send(maja, answers("nora"))
    assert Case.objects.get().state == "waiting_for_others"
    row = Invitation.objects.get()
    assert str(row.person_id) == adam.party.id
    seen = selectors.invitation(row.pk, adam)
    assert [(fact.label.da, fact.value.da) for fact in seen.facts] == [
        ("Barn", "Nora Holmgaard"),
        ("Begynder", "1. august 2027"),
        ("Valg", "På skolen i vores distrikt"),
        ("Skole", "Fyrskolen"),
        ("SFO", "Ja"),
    ]
    services.answer_invitation(invitation_id=row.pk, value="agree", text="", by=adam)
    assert Case.objects.get().state == "decided"
    assert "Dit barn har fået plads i skole" in letters_to(maja)
    assert letters_to(adam) == ["Er du enig i valget af skole?", "Svar om skole til Nora Holmgaard"]
    told = letter_to(adam, "Svar om")
    assert "Svaret er: Ja til det hele." in told
    assert "Fyrskolen" in told
    assert "Ankerpladsen" not in told
    assert "kan du klage" not in told
    assert selectors.replay(sent.pk).same


def test_a_no_goes_to_a_person_and_the_other_learns_how_to_complain(person: People) -> None:
    maja, adam = person("maja"), person("adam")
    send(maja, answers("nora"))
    row = Invitation.objects.get()
    services.answer_invitation(invitation_id=row.pk, value="disagree", text="Hellere ved mig.", by=adam)
    case = Case.objects.get()
    assert (case.state, [one["rule"] for one in case.finding["unresolved"]]) == ("new", ["custody"])

    bodil = employee("Bodil Skov", "skoler-dagtilbud")
    casework.take(case_id=case.pk, by=bodil)
    case.refresh_from_db()
    casework.decide(
        case_id=case.pk,
        outcome="refused",
        reasons="I er ikke enige om skolen. Begge skal sige ja efter forældreansvarslovens § 3.",
        by=bodil,
        seen_version=case.version,
        no_hearing="Parterne har selv svaret.",
    )
    told = letter_to(adam, "Svar om")
    assert "Svaret er: Nej." in told
    assert "Vi skal have din klage senest" in told


def test_the_second_who_enrols_the_same_child_meets_a_person(person: People) -> None:
    maja, adam = person("maja"), person("adam")
    send(maja, answers("nora"))
    second = send(adam, answers("nora"))
    assert [one["rule"] for one in second.finding["unresolved"]] == ["custody", "once"]
    assert Invitation.objects.filter(submission=second).count() == 0


def test_wishes_without_an_open_round_meet_a_person(person: People) -> None:
    stine = person("stine")
    sent = send(stine, answers("villads", choice="other", **wishes("skonnertskolen")))
    assert [one["rule"] for one in sent.finding["unresolved"]] == ["round"]
    assert Case.objects.get().state == "new"
    assert selectors.replay(sent.pk).same


@pytest.mark.parametrize("day", ["2027-08-01", "2027-08-09"], ids=["the first of August", "a Monday"])
def test_a_year_group_is_a_calendar_year(day: str) -> None:
    """Whatever day in August school begins on."""
    Parameter.objects.filter(key="skole.foerste_skoledag", value="2027-08-01").update(value=day)
    generation.set_current(generation.current() + 1)
    solution = versions.active(SLUG).solution
    inputs = loading.inputs_of(solution, ground="self", rows={}, facts={}, today=clock.today())
    situation = Situation(solution, inputs)
    born = [situation.value_of(solution.terms[name].expression) for name in ("first_born", "early_born")]
    assert situation.facts.get("school_start").isoformat() == day
    assert born == [date(2021, 1, 1), date(2022, 10, 1)]


@pytest.mark.parametrize("who", ["mads", "camilla"], ids=["no custody", "in school already"])
def test_who_has_no_child_to_enrol_is_told_what_to_do(person: People, who: str) -> None:
    with pytest.raises(NotForYou) as told:
        services.begin(solution=SLUG, by=person(who))
    assert "1. august 2027" in str(told.value.message)
    assert "plejeforælder" in str(told.value.message)


# --- another school ---------------------------------------------------------------------------------------------------


def wishes(*schools: str) -> dict[str, str]:
    found = {f"wishes.r{number}": "yes" for number in range(1, len(schools) + 1)}
    return found | {f"wishes.r{number}.school": ref for number, ref in enumerate(schools, 1)}


def agrees(who: Acting, submission: Submission) -> list[tuple[str, str]]:
    """The other parent says yes; what they were told before they did."""
    row = Invitation.objects.get(submission=submission, person_id=who.party.id)
    seen = selectors.invitation(row.pk, who)
    services.answer_invitation(invitation_id=row.pk, value="agree", text="", by=who)
    return [(fact.label.da, fact.value.da) for fact in seen.facts]


def test_siblings_go_first_then_the_nearest_and_each_family_is_told_why(person: People) -> None:
    """One free place where Asta goes: her brother gets it, Karla her second wish, and Nora what was kept for her."""
    bodil = employee("Bodil Skov", "skoler-dagtilbud")
    free = (Place("skonnertskolen", "Skonnertskolen", 22, 21), Place("birkeskolen", "Birkeskolen", 1))
    round_id = rounds.open_round(
        solution=SLUG,
        label="Skolestart 2027",
        opens=clock.today(),
        closes=clock.today() + timedelta(days=8),
        places=(*free, Place("fyrskolen", "Fyrskolen", 25, 25)),
        by=bodil,
    )
    nora = send(person("maja"), answers("nora", choice="other", **wishes("skonnertskolen")))
    villads = send(person("stine"), answers("villads", choice="other", **wishes("skonnertskolen")))
    karla = send(
        person("louise"), answers("karla", choice="other", **wishes("skonnertskolen", "birkeskolen"))
    )
    assert ("Ønsker", "Skonnertskolen og Birkeskolen") in agrees(person("ebbe"), karla)
    assert ("Ønsker", "Skonnertskolen") in agrees(person("adam"), nora)
    waiting = selectors.receipt(villads.pk, person("stine"))
    assert "Du er med i fordelingen" in waiting.what_now.da
    assert "29. januar 2027" in waiting.what_now.da

    clock.freeze(NOW + timedelta(days=9))
    rounds.run_round(round_id=round_id, by=bodil)
    carrying_out.carry_out(round_id)
    found = {case.key.removeprefix("submission:"): case for case in Case.objects.all()}
    outcomes = [found[str(one.pk)].finding["outcome"] for one in (villads, karla, nora)]
    assert outcomes == ["granted", "prepared_part_grant", "prepared_part_grant"]
    seen = {found[str(one.pk)].pk: found[str(one.pk)].version for one in (karla, nora)}
    assert round_signing.sign(round_id=round_id, seen=seen, by=bodil).now == 2

    assert "har plads på Skonnertskolen fra den 1. august 2027" in letter_to(
        person("stine"), "Dit barn har fået"
    )
    to_karla = letter_to(person("louise"), "Dit barn har fået plads, men")
    assert "har en plads på Birkeskolen" in to_karla
    assert "1 gik foran, fordi de har søskende på skolen." in to_karla
    assert "Folkeskoleloven § 36, stk. 3" in to_karla
    to_nora = letter_to(person("maja"), "Dit barn har fået plads, men")
    assert "har en plads på Fyrskolen" in to_nora
    to_adam = letter_to(person("adam"), "Svar om skole")
    assert "Ja til en del" in to_adam
    assert "Fyrskolen" in to_adam
    assert all(selectors.replay(one.pk).same for one in (nora, villads, karla))


def letter_to(who: Acting, title: str) -> str:
    return str(Message.objects.get(person_id=who.party.id, title__da__startswith=title).letter)


# --- what a solution may say ------------------------------------------------------------------------------------------


def test_a_letter_about_what_came_out_may_name_the_outcome_and_only_that_one() -> None:
    solution = ready(read_source(FOLDER))
    letters = letters_to_asked(solution, solution.asks[0])
    assert letters["decided"] - letters["invitation"] == {"decided_outcome", "decided_complaint"}
    assert "kid_name" in letters["decided"]
    assert "home_text" not in letters["decided"]


def test_a_stranger_is_told_nothing_of_what_came_out() -> None:
    source = read_source(FOLDER)
    name, text = next((name, text) for name, text in source.items() if "asks:" in text)
    with pytest.raises(ContentError, match="A stranger is not told"):
        ready({**source, name: text.replace("stranger: no", "stranger: yes")})


def test_nobody_is_told_what_came_out_once_the_matter_is_protected(
    person: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody in the child's home got a hidden address after the other was asked: the letter would tell where."""
    maja, adam = person("maja"), person("adam")
    send(maja, answers("nora"))
    cpr = registers.for_trials().cpr
    assert cpr is not None
    household = cpr.household
    monkeypatch.setattr(
        cpr, "household", lambda number: [replace(row, protected=True) for row in household(number) or ()]
    )
    services.answer_invitation(invitation_id=Invitation.objects.get().pk, value="agree", text="", by=adam)
    case = Case.objects.get()
    casework.take(case_id=case.pk, by=employee("Bodil Skov", "skoler-dagtilbud"))
    case.refresh_from_db()
    if case.state != "decided":
        casework.decide(
            case_id=case.pk,
            outcome="granted",
            reasons="",
            by=employee("Bodil Skov", "skoler-dagtilbud"),
            seen_version=case.version,
        )
    assert letters_to(adam) == ["Er du enig i valget af skole?"]


def test_the_help_of_a_choice_is_filled_in(person: People) -> None:
    source = read_source(FOLDER)
    written = {
        name: text.replace('da: "Det ser en medarbejder på."', 'da: "Efter {school_start}."')
        for name, text in source.items()
    }
    publish_source(SLUG, written)
    stine = person("stine")
    draft = services.begin(solution=SLUG, by=stine)
    Filling(stine, draft.id, draft.revision).step("barn", {"child": "villads"})
    view = selectors.step_view(draft.id, "start", stine)
    field = next(one for one in view.fields if one.key == "when_start")
    assert [option.help.da for option in field.options] == ["", "Efter 1. august 2027."]
