"""The employer's refund from the first question to the answer: the employee has eight days, and who says nothing, once
the letter has arrived, has not objected.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import clock, generation
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.cases.models import Case
from indgang.modules.cases.vocabulary import CaseState, Finding
from indgang.modules.identity.models import Company, Parameter
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Ladder, Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.rules.reading_kinds import PERIOD_SIGN
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.selectors.claims import claims
from indgang.modules.selfservice.services.results import SubmissionInfo
from indgang.modules.selfservice.tests.conftest import NOW, Filling
from indgang.modules.selfservice.tests.many.conftest import acting
from indgang.modules.selfservice.tests.shipped import publish, publish_source

pytestmark = pytest.mark.django_db
SLUG = "sygedagpenge-refusion"
FOLDER = Path(settings.CONTENT_DIR) / "solutions" / SLUG
People = Callable[..., Acting]
Steps = dict[str, dict[str, Any]]
CLAIM: Steps = {
    "medarbejder": {"employee_cpr": "770498-2229", "first_day": "2026-10-19"},
    "fravaer": {"kind_of": "full", "served": "yes", "abroad": "no", "back_again": "no", "told_before": "no"},
    "penge": {
        "pay": "wage",
        "period": ("2026-11-18", "2026-11-20"),
        "weekly_hours": "37",
        "absent_hours": "22",
        "wage_paid": "3.787,00",
        "claimed": "3.000,00",
    },
    "underskrift": {"phone": "99990015", "declared": "yes"},
}


@pytest.fixture(autouse=True)
def refund(lyngsoe: object) -> None:
    publish(SLUG)


@pytest.fixture
def peter() -> Acting:
    """Peter, for the removers that he sends for."""
    return acting()


def sends(by: Acting, key: str = "the-button", **changes: Any) -> SubmissionInfo:
    return filled(by, **changes).send(key)


def filled(by: Acting, **changes: Any) -> Filling:
    info = services.begin(solution=SLUG, by=by)
    filling = Filling(by, info.id, info.revision)
    for step, values in CLAIM.items():
        changed: dict[str, Any] = {key: changes.get(key, value) for key, value in values.items()}
        if "period" in changed:
            changed["period"] = PERIOD_SIGN.join(changed["period"])
        result = filling.step(step, changed)
        assert not result.errors, (step, result.errors)
    return filling


def asked() -> Invitation:
    return Invitation.objects.get(ask="employee")


def days_pass(days: int = 10) -> int:
    clock.freeze(NOW + timedelta(days=days))
    return services.remind_and_expire()


def letter_arrives() -> None:
    Ladder.objects.filter(message__key=f"invitation:{asked().pk}").update(
        state="arrived", arrived_at=clock.now(), arrival="receipt"
    )


def case_of(sent: SubmissionInfo) -> Case:
    return Case.objects.get(pk=str(sent.case_id))


def granted(sent: SubmissionInfo) -> bool:
    case = case_of(sent)
    if case.state != CaseState.DECIDED:
        return False
    decision = case.decisions.get()
    return bool(decision.automatic and decision.outcome == "granted")


def test_the_employee_is_written_to_and_the_case_waits(peter: Acting) -> None:
    sent = sends(peter)
    case = case_of(sent)
    assert (sent.outcome, case.state) == ("case", CaseState.OTHERS)
    letter = Message.objects.get(key=f"invitation:{asked().pk}")
    written = str(letter.letter)
    for told in ("Lyngsø Flyttefirma ApS", "19. oktober 2026", "22", "går vi ud fra, at det er rigtigt"):
        assert told in written
    for secret in ("3.000", "3.787", "770498", "99990015", "par56"):
        assert secret not in written
    receipt = str(Message.objects.get(key=f"receipt:{sent.id}").letter)
    assert "8 dage til at sige imod" in receipt
    assert "770498" not in receipt


def test_silence_is_a_yes_when_the_letter_has_arrived(peter: Acting) -> None:
    sent = sends(peter)
    letter_arrives()
    assert days_pass(9) == 0  # the last day is still theirs
    assert (days_pass(10), days_pass(10)) == (1, 0)
    assert granted(sent)
    letter = str(Message.objects.get(kind="decision").letter)
    assert "3.000 kr." in letter
    assert "har ikke sagt imod inden 8 dage" in letter
    shown = {
        line.id: line.value.da for one in Finding.of(case_of(sent).finding).calculations for line in one.lines
    }
    assert (shown["hourly_pay"], shown["hour_cap"], shown["most"]) == (
        "172,14 kr.",
        "137,43 kr.",
        "3.023,46 kr.",
    )
    replayed = list(selectors.replay_all(SLUG))
    assert replayed
    assert not any(one.differs for one in replayed)


def test_silence_grants_nothing_unless_the_ask_says_so(peter: Acting) -> None:
    """A rule that counts silence as a yes is not enough: those who are asked must have been told."""
    source = read_source(FOLDER)
    source["solution.yaml"] = source["solution.yaml"].replace("    silence: yes\n", "")
    publish_source(SLUG, source)
    sent = sends(peter)
    letter_arrives()
    assert days_pass() == 1
    assert asked().state == "silent"
    assert not granted(sent)


def test_silence_says_nothing_when_the_letter_did_not_arrive(peter: Acting) -> None:
    sent = sends(peter)
    assert days_pass() == 1
    assert asked().state == "unreached"
    assert not granted(sent)
    assert case_of(sent).state == CaseState.NEW


def test_the_days_are_counted_from_when_the_letter_was_there(peter: Acting) -> None:
    """It went by post, and counts as there five days after it was written."""
    sent = sends(peter)
    written = asked().made_at
    days_pass(5)
    letter_arrives()
    Ladder.objects.filter(message__key=f"invitation:{asked().pk}").update(legal_day=clock.today())
    assert days_pass(10) == 1
    assert (asked().state, case_of(sent).state) == ("open", CaseState.OTHERS)
    assert (asked().answer_by - written.date()).days == 5 + 8
    assert days_pass(13) == 0  # the last day is still theirs
    assert days_pass(14) == 1
    assert granted(sent)


def test_silence_is_no_yes_where_the_days_are_not_known(peter: Acting) -> None:
    """Without the parameter nobody is asked by rules, and what is silent then is for a person."""
    Parameter.objects.filter(key="sygedagpenge.lonmodtager_frist_dage").delete()
    generation.set_current(generation.current() + 1)
    sent = sends(peter)
    assert not Invitation.objects.exists()
    assert (sent.outcome, case_of(sent).state) == ("case", CaseState.NEW)


def test_a_letter_that_was_late_may_still_be_answered(peter: Acting, person: People) -> None:
    sent = sends(peter)
    days_pass()
    mads = person("mads")
    services.answer_invitation(invitation_id=asked().pk, value="right", text="", by=mads)
    assert granted(sent)


def test_an_objection_is_for_a_person(peter: Acting, person: People) -> None:
    sent = sends(peter)
    letter_arrives()
    services.answer_invitation(
        invitation_id=asked().pk, value="wrong", text="Jeg var på arbejde.", by=person("mads")
    )
    days_pass()
    assert not granted(sent)
    assert case_of(sent).state == CaseState.NEW


def test_the_next_claim_finds_the_first_one(peter: Acting) -> None:
    """The first was the notice; the days after it are in time long after the five weeks, and none is paid twice."""
    sends(peter)
    letter_arrives()
    days_pass()
    again = sends(peter, "again")
    assert case_of(again).state == CaseState.NEW
    assert "once" in {row["rule"] for row in case_of(again).finding["unresolved"]}
    later = sends(
        peter, "later", period=("2026-11-23", "2026-11-27"), absent_hours="37",
        wage_paid="6.369,00", claimed="5.000,00",
    )  # fmt: skip
    assert case_of(later).state == CaseState.OTHERS
    row = Submission.objects.get(pk=later.id)
    [first, second] = row.inputs["facts"]["earlier"]["value"]
    assert (first["opens"], second["opens"], first["mine"], first["stands"]) == (True, False, True, True)
    assert (first["sent"], first["first"], first["last"]) == ("2026-11-21", "2026-11-18", "2026-11-20")


def test_who_withdrew_a_claim_has_notified_all_the_same(peter: Acting) -> None:
    first = sends(peter)
    assert first.case_id is not None
    services.withdraw(case_id=first.case_id, why="Forkerte timer", by=peter)
    days_pass()
    again = sends(peter, "again")
    assert {row["rule"] for row in case_of(again).finding["unresolved"]} == {"no_objection"}
    assert case_of(again).state == CaseState.OTHERS
    [row] = Submission.objects.get(pk=again.id).inputs["facts"]["earlier"]["value"]
    assert (row["opens"], row["stands"]) == (True, False)


def test_another_company_is_told_of_nothing_but_the_span(peter: Acting) -> None:
    sent = sends(peter)
    other = Company.objects.create(cvr="99994436", name="Skonnert Boligudlejning A/S")
    row = the_claim(f"company:{other.pk}")
    assert (row["mine"], row["ref"], row["sent"], row["stands"]) == (False, "", None, True)
    assert "begins" not in row
    assert the_claim(peter.party.key)["ref"] == sent.number


def the_claim(party: str) -> dict[str, Any]:
    rows = claims(
        solution=SLUG, party=party, submission=None, people=["mads"], months=12, today=clock.today()
    )
    assert rows is not None
    [row] = rows
    return row


def test_a_late_claim_is_prepared_as_a_no_and_sent_by_nobody(peter: Acting) -> None:
    days_pass(4)
    sent = sends(peter)
    case = case_of(sent)
    assert (sent.outcome, case.state) == ("prepared_refusal", CaseState.NEW)
    assert not Invitation.objects.exists()
    [matched] = [row for row in case.finding["matched"] if row["rule"] == "late_whole"]
    assert "Fristen var den 23. november 2026" in str(matched["because"])


def test_an_employee_of_another_gets_no_letter(peter: Acting) -> None:
    sent = sends(peter, employee_cpr="720690-2102")
    assert case_of(sent).state == CaseState.NEW
    assert case_of(sent).protected
    assert not Invitation.objects.exists()
    assert "Sofie" not in str(Submission.objects.get(pk=sent.id).application)


@pytest.mark.parametrize(
    ("line", "instead", "says"),
    [
        ("claims: {", "receivers: []\n# {", "`claims` needs `claims`"),
        ("    look_up: company\n", "    look_up: notices\n", "instead of `notices`"),
        ("    stranger: no\n", "    stranger: yes\n", "Silence cannot be a yes there"),
        ('begins: "first_day"', 'begins: "days"', "whole"),
    ],
)
def test_what_content_may_not_say(line: str, instead: str, says: str) -> None:
    source = read_source(FOLDER)
    assert line in source["solution.yaml"]
    source["solution.yaml"] = source["solution.yaml"].replace(line, instead, 1)
    with pytest.raises(ContentError, match=says):
        ready(source)
