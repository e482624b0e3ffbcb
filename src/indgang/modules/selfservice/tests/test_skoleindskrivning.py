"""Enrolment in school from the first question to the letters: both who hold custody say yes, and both are told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.catalogue.models import Service
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, SolutionVersion, Submission
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.services.results import NotForYou
from indgang.modules.selfservice.tests.conftest import NOW, Filling

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
    source = read_source(FOLDER)
    letters = {
        path.stem: messages.read_letter(path, solutions={SLUG})
        for path in (FOLDER / "letters").glob("*.yaml")
    }
    Service.objects.create(
        id=SLUG,
        name={"da": "Indskriv dit barn i folkeskole", "en": "Enrol your child in school"},
        summary={"da": "Sig ja til skolen i jeres distrikt.", "en": "Say yes to your district school."},
        audience=["citizen"],
        department_id="buf",
        unit_id="skoler-dagtilbud",
        kle="17.20.01",
        kle_title="Skoleindskrivning og elevoplysninger",
        decided_by="mixed",
        solution=SLUG,
    )
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug=SLUG, format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    messages.register_letters(owner=SLUG, letters=letters)
    generation.set_current(generation.current() + 1)


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
    told = str(Message.objects.get(person_id=adam.party.id, title__da__startswith="Svar om").letter)
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
    told = str(Message.objects.get(person_id=adam.party.id, title__da__startswith="Svar om").letter)
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
    wishes = {"wishes.r1": "yes", "wishes.r1.school": "skonnertskolen"}
    sent = send(stine, answers("villads", choice="other", **wishes))
    assert [one["rule"] for one in sent.finding["unresolved"]] == ["round"]
    assert Case.objects.get().state == "new"
    assert selectors.replay(sent.pk).same


def test_who_holds_no_custody_is_told_whom_to_call(person: People) -> None:
    with pytest.raises(NotForYou) as told:
        services.begin(solution=SLUG, by=person("mads"))
    assert "plejeforælder" in str(told.value.message)
