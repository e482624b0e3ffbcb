"""States, reasons, deadlines, and the sentence about what happens now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from indgang.kernel.text import Text, lix
from indgang.modules.cases.rules import deciding, letters, situation
from indgang.modules.cases.rules.situation import Situation
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import SETTLED, CaseState, Complaint, Finding, Matched, Outcome
from indgang.modules.messages.vocabulary import Block, Letter

S = CaseState
CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})
DUE = date(2026, 5, 6)
UNIT = Text("Folkeregisteret", "Population Register")
COMPLAINT = Complaint("Digitaliseringsministeriet", date(2026, 6, 1), 4)


def _at(state: CaseState, **more: object) -> Situation:
    return Situation(state, UNIT, "99 99 01 10", DUE, **more)  # type: ignore[arg-type]


def test_a_decided_case_can_only_be_opened_again() -> None:
    assert deciding.TRANSITIONS[S.DECIDED] == {S.OPEN}


def test_every_open_state_can_be_decided() -> None:
    assert all(deciding.may_follow(state, S.DECIDED) for state in S if state not in SETTLED)


def test_case_numbers_hold_the_year() -> None:
    assert deciding.number(2026, 123) == "26-000123"


@pytest.mark.parametrize(
    ("found", "outcome", "against"),
    [
        ("case", Outcome.REFUSED, False),
        ("prepared_refusal", Outcome.REFUSED, False),
        ("prepared_refusal", Outcome.GRANTED, True),
        ("prepared_part_grant", Outcome.GRANTED, True),
        ("granted", Outcome.REFUSED, True),
    ],
)
def test_setting_the_rules_aside_is_noticed(found: str, outcome: Outcome, against: bool) -> None:
    assert deciding.goes_against(found, outcome) is against


def test_a_full_grant_needs_no_reasons_unless_it_sets_the_rules_aside() -> None:
    assert deciding.what_reasons_lack("", Outcome.GRANTED, goes_against=False) is None
    assert deciding.what_reasons_lack("", Outcome.GRANTED, goes_against=True) is not None


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.PART_GRANTED])
@pytest.mark.parametrize("reasons", ["", "Nej, § 6", "Du bor der ikke, siger din vært og din nabo."])
def test_a_no_needs_reasons_that_name_the_rule(outcome: Outcome, reasons: str) -> None:
    assert deciding.what_reasons_lack(reasons, outcome, goes_against=False) is not None


def test_reasons_with_a_paragraph_will_do() -> None:
    reasons = "Du bor ikke på adressen, jf. CPR-lovens § 6."
    assert deciding.what_reasons_lack(reasons, Outcome.REFUSED, goes_against=False) is None


def test_a_refusal_does_not_begin_with_what_speaks_for_a_yes() -> None:
    assert deciding.prepared_reasons(finding(), Outcome.REFUSED) == "Du anmeldte mere end 5 dage for sent"
    prepared = deciding.prepared_reasons(finding("prepared_refusal"), Outcome.REFUSED)
    assert prepared.startswith("Adressen findes (CPR-lovens § 6)")


def test_a_complaint_deadline_moves_past_days_when_offices_are_closed() -> None:
    plain = deciding.complaint_deadline(decided_on=date(2026, 5, 4), weeks=4, body="X", closed_days=CLOSED)
    moved = deciding.complaint_deadline(decided_on=date(2026, 5, 8), weeks=4, body="X", closed_days=CLOSED)
    assert plain.until == date(2026, 6, 1)
    assert moved.until == date(2026, 6, 8)  # 5 June is closed, 6 and 7 are a weekend


def test_the_days_we_waited_do_not_count_against_us() -> None:
    due = deciding.due_after_waiting(
        due=DUE, asked_on=date(2026, 5, 4), replied_on=date(2026, 5, 7), closed_days=CLOSED
    )
    assert due == date(2026, 5, 11)  # 9 May is a Saturday
    same = deciding.due_after_waiting(due=date(2026, 5, 9), asked_on=DUE, replied_on=DUE, closed_days=CLOSED)
    assert same == date(2026, 5, 9)


SITUATIONS = [
    _at(S.NEW),
    _at(S.OPEN),
    _at(S.FORWARDED),
    _at(S.WAITING, reply_by=date(2026, 5, 20)),
    _at(S.DECIDED, decided_on=DUE, outcome=Outcome.PART_GRANTED, complaint=COMPLAINT),
    _at(S.DECIDED, decided_on=DUE, outcome=Outcome.REFUSED, complaint=COMPLAINT),
    _at(S.DECIDED, decided_on=DUE, outcome=Outcome.GRANTED),
]


@pytest.mark.parametrize("at", SITUATIONS)
@pytest.mark.parametrize("days", [-3, 0, 3, 100])
def test_the_sentence_always_has_a_date_in_both_languages_and_is_easy_to_read(
    at: Situation, days: int
) -> None:
    said = situation.what_happens_now(at, DUE + timedelta(days=days))
    assert "2026" in said.da
    assert "2026" in said.en
    assert lix(said.da) < 35


def test_a_late_answer_says_so_and_whom_to_call() -> None:
    said = situation.what_happens_now(_at(S.OPEN), DUE + timedelta(days=1))
    assert said.da == (
        "Vi er forsinkede. Du skulle have haft svar senest 6. maj 2026. Ring til Folkeregisteret på 99 99 01 10."
    )


def test_the_deadline_itself_is_not_late() -> None:
    assert "forsinkede" not in situation.what_happens_now(_at(S.OPEN), DUE).da


def _letter(outcome: Outcome, *, automatic: bool = False, reasons: str = "Fordi § 6.") -> Letter:
    full = outcome is Outcome.GRANTED
    base = Letter(Text("Svar"), (Block("text", Text("Noget")), Block("result", Text("Svaret er her."))))
    return letters.decision_letter(
        letter=base,
        outcome=outcome,
        finding=finding("granted" if full else "case"),
        reasons=reasons,
        now_what=Text("Nu sker der dette."),
        complaint=None if full else COMPLAINT,
        sender=letters.Sender(UNIT, "99 99 01 10", "Lyngsø Kommune", "" if automatic else "Ole Damgård"),
        automatic=automatic,
    )


def _danish(letter: Letter) -> str:
    texts = [letter.title, *(text for block in letter.blocks for text in (block.text, *block.items))]
    return "\n".join(text.da for text in texts)


def test_a_refusal_says_result_reasons_what_now_and_how_to_complain() -> None:
    letter = _letter(Outcome.REFUSED)
    assert letter.blocks[0] == Block("result", Text("Svaret er her."))
    text = _danish(letter)
    order = ["Svaret er her", "Fordi § 6", "Nu sker der dette", "senest 1. juni 2026", "Ole Damgård"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    assert "Digitaliseringsministeriet" in text
    assert lix(text) < 35


def test_a_full_grant_has_no_complaint_guidance() -> None:
    assert "klag" not in _danish(_letter(Outcome.GRANTED)).lower()


def test_an_automatic_letter_says_so_and_how_to_reach_a_person() -> None:
    text = _danish(_letter(Outcome.GRANTED, automatic=True))
    assert "afgjorde sagen efter faste regler" in text
    assert "Adressen findes (CPR-lovens § 6)" in text
    assert "Ring til Folkeregisteret på 99 99 01 10" in text
    assert lix(text) < 35


def test_a_finding_survives_being_stored() -> None:
    assert Finding.of(finding().as_json()) == finding()


def test_the_reasons_of_a_no_name_only_what_speaks_for_it() -> None:
    yes = Matched(
        "address", "CPR-lovens § 6", Text("Adressen findes", "The address exists"), (), Text(), "granted"
    )
    no = Matched(
        "crowd", "CPR-lovens § 10", Text("Der er ikke plads", "No room"), (), Text(), "prepared_refusal"
    )
    part = Matched("late", "§ 12", Text("For sent", "Late"), (), Text(), "prepared_part_grant")
    found = replace(finding("prepared_refusal"), matched=(yes, part, no), unresolved=())
    assert deciding.prepared_reasons(found, Outcome.REFUSED) == "Der er ikke plads (CPR-lovens § 10)"
    assert deciding.paragraphs(found) == ("CPR-lovens § 10",)
    found = replace(found, outcome="prepared_part_grant")
    assert deciding.prepared_reasons(found, Outcome.PART_GRANTED) == "For sent (§ 12)"
    granted = replace(found, outcome="granted", matched=(yes,))
    assert deciding.paragraphs(granted) == ("CPR-lovens § 6",)
    assert Matched.of(no.as_json()).speaks_for == "prepared_refusal"


def test_a_finding_from_before_names_all_that_held() -> None:
    old = Matched.of({key: value for key, value in _held().as_json().items() if key != "speaks_for"})
    found = replace(finding("prepared_refusal"), matched=(old,))
    assert deciding.paragraphs(found) == ("§ 1",)


def _held() -> Matched:
    return Matched("a", "§ 1", Text("Fordi", "Because"), (), Text(), "granted")
