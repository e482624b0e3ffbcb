"""What was done in a call, a visit or a shared draft, told to the one whom it concerned."""

from collections.abc import Callable

import pytest
from django.test import Client

from indgang.modules.audit import services as audit
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.surfaces.portal.mypage.trail import DEEDS, OWN_DEEDS, PURPOSES

pytestmark = pytest.mark.django_db
LogIn = Callable[..., Client]


def seen(account: Account, logged_in: LogIn, language: str = "") -> str:
    return logged_in(account).get(f"{language}/min-side/hvem-har-set/").content.decode()


@pytest.mark.parametrize(
    ("action", "purpose", "words", "why"),
    [
        ("person_found", "svare på en henvendelse", "Søgte og fandt dig", "svare på en henvendelse"),
        ("contact_identified", "svare på en henvendelse", "Talte med dig", "svare på en henvendelse"),
        ("address_unmasked", "Læger spørger om vejen", "Så din skjulte adresse", "Læger spørger om vejen"),
        ("help_code_used", "hjælp, som borgeren bad om", "med din hjælpekode", "hjælp, som du bad om"),
        ("draft_seen", "hjælp, som borgeren sagde ja til", "Så din kladde", "hjælp, som du sagde ja til"),
        ("joined", "hjælp, som borgeren bad om", "Begyndte at hjælpe i din kladde", "hjælp, som du bad om"),
        ("help_ended", "contact", "Sluttede hjælpen i din kladde", "samtalen var slut"),
        (
            "contact_refused",
            "afvist at oplyse om borgeren",
            "Sagde nej til en, der spurgte om dig",
            "passe på",
        ),
    ],
)
def test_the_citizen_reads_what_staff_did_and_why(
    anna: Account, per: EmployeeInfo, logged_in: LogIn, action: str, purpose: str, words: str, why: str
) -> None:
    audit.record(action=action, actor=per.actor.key, party=f"person:{anna.person_id}", purpose=purpose)
    html = seen(anna, logged_in)
    assert "En medarbejder i Folkeregisteret" in html
    assert words in html
    assert f"Formål: {why}" in html
    assert "Per Dam" not in html


@pytest.mark.parametrize(
    ("action", "words"), [("joined", "Sagde ja til hjælp"), ("help_ended", "Stoppede hjælpen")]
)
def test_what_the_citizen_did_is_told_as_theirs(
    anna: Account, logged_in: LogIn, action: str, words: str
) -> None:
    me = f"person:{anna.person_id}"
    audit.record(action=action, actor=me, party=me, purpose="citizen")
    html = seen(anna, logged_in)
    assert "Dig selv" in html
    assert words in html


def test_what_concerned_another_is_not_shown(
    anna: Account, bo: Account, per: EmployeeInfo, logged_in: LogIn
) -> None:
    audit.record(action="person_found", actor=per.actor.key, party=f"person:{bo.person_id}", purpose="opkald")
    audit.record(action="nobody_found", actor=per.actor.key, purpose="opkald")
    assert "Søgte" not in seen(anna, logged_in)
    assert "Søgte" in seen(bo, logged_in)


def test_every_line_can_be_read_in_english() -> None:
    for text in (*DEEDS.values(), *OWN_DEEDS.values(), *PURPOSES.values()):
        assert text.da
        assert text.en
