"""What those who were asked come to together, and what an ask may say in solution.yaml."""

from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.selfservice.rules.asking import Mark, standing, still_waiting
from indgang.modules.selfservice.schema.folder import names_for_asked, read_source, ready
from indgang.modules.selfservice.vocabulary import InvitationState, Meaning, Standing

FLYTNING = Path(settings.CONTENT_DIR) / "solutions" / "flytning"
S, M = InvitationState, Meaning
OPEN, SILENT, OFF = Mark(S.OPEN), Mark(S.SILENT), Mark(S.CANCELLED)
YES, NO, DOUBT = Mark(S.ANSWERED, M.YES), Mark(S.ANSWERED, M.NO), Mark(S.ANSWERED, M.DOUBT)
HIDDEN_YES, HIDDEN_NO = Mark(S.OPEN, M.YES, veiled=True), Mark(S.OPEN, M.NO, veiled=True)
LATER_YES, SILENT_YES = Mark(S.OPEN, M.YES), Mark(S.SILENT, M.YES)  # beside somebody veiled
HIDDEN_END = Mark(S.SILENT, M.YES, veiled=True)


@pytest.mark.parametrize(
    ("needs_all", "marks", "comes_to"),
    [
        (False, [], Standing.NOBODY),
        (True, [OFF], Standing.NOBODY),
        (False, [OPEN], Standing.WAITING),
        (False, [OPEN, YES], Standing.YES),
        (True, [OPEN, YES], Standing.WAITING),
        (True, [YES, YES], Standing.YES),
        (False, [YES, NO], Standing.NO),
        (True, [OPEN, DOUBT], Standing.NO),
        (False, [SILENT, OPEN], Standing.WAITING),
        (False, [SILENT, SILENT], Standing.SILENT),
        (True, [SILENT, YES], Standing.SILENT),
        (False, [SILENT, YES], Standing.YES),
        (False, [HIDDEN_YES], Standing.WAITING),
        (False, [HIDDEN_NO], Standing.WAITING),
        (False, [HIDDEN_END], Standing.SILENT),
        (False, [HIDDEN_NO, LATER_YES], Standing.WAITING),
        (False, [HIDDEN_YES, LATER_YES], Standing.WAITING),
        (False, [HIDDEN_END, SILENT_YES], Standing.SILENT),
        (False, [HIDDEN_YES, NO], Standing.NO),
        (False, [HIDDEN_YES, YES], Standing.NO),
        (False, [OFF, YES], Standing.YES),
    ],
)
def test_what_they_come_to(needs_all: bool, marks: list[Mark], comes_to: Standing) -> None:
    assert standing(needs_all, marks) is comes_to


MARKS = st.builds(Mark, st.sampled_from(S), st.one_of(st.none(), st.sampled_from(M)), st.booleans())


@given(st.booleans(), st.lists(MARKS, max_size=6))
def test_it_is_never_a_yes_while_somebody_says_no_or_nobody_says_yes(
    needs_all: bool, marks: list[Mark]
) -> None:
    if standing(needs_all, marks) is Standing.YES:
        said = [mark.counts for mark in marks]
        assert M.YES in said
        assert M.NO not in said
        assert M.DOUBT not in said
        assert not any(mark.veiled for mark in marks if mark.state is not S.CANCELLED)


@given(st.booleans(), st.lists(MARKS, max_size=6))
def test_what_a_veiled_one_says_changes_nothing(needs_all: bool, marks: list[Mark]) -> None:
    mute = [Mark(mark.state, None if mark.veiled else mark.meaning, mark.veiled) for mark in marks]
    assert standing(needs_all, marks) is standing(needs_all, mute)


def test_after_a_no_or_silence_nobody_waits_for_the_rest() -> None:
    assert still_waiting([Standing.YES, Standing.WAITING, Standing.NOBODY])
    for ended in (Standing.NO, Standing.SILENT):
        assert not still_waiting([Standing.WAITING, ended])
    assert not still_waiting([Standing.YES])


def _problems(old: str, new: str) -> str:
    source = read_source(FLYTNING)
    assert source["solution.yaml"].count(old) >= 1
    with pytest.raises(ContentError) as wrong:
        ready({**source, "solution.yaml": source["solution.yaml"].replace(old, new)})
    return str(wrong.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("people: residents", 'people: "me.age"', "no register marks"),
        ("{ value: child_names, label", "{ value: nothing_like_it, label", "names nothing that is declared"),
        ("days: host_days", "days: adults_confirm", "whole parameter"),
        ("    letter: invitation", "    letter: no_such", "file in letters/"),
        ("da: Flytter nogen ind hos dig?", 'da: "Flytter {me.name} ind hos dig?"', "not in `tells`"),
        ("look_up: confirmations", "look_up: notices", "No fact looks up `confirmations`"),
        (
            'means: "yes", label: { da: "Ja, jeg flytter med"',
            'means: "no", label: { da: "Ja, jeg flytter med"',
            "must mean yes",
        ),
        ("value: not-here", "value: lives-here", "stands twice"),
        ("  - id: adults\n    people", "  - id: host\n    people", "stands twice"),
    ],
)
def test_what_is_wrong_in_an_ask_is_told(old: str, new: str, says: str) -> None:
    assert says in _problems(old, new)


def test_a_letter_to_one_who_is_asked_may_name_only_what_they_are_told() -> None:
    solution = ready(read_source(FLYTNING))
    host = solution.ask("host")
    assert host is not None
    names = names_for_asked(solution, host)
    assert {"mover_names", "moving_date", "dwelling_text", "asked_duty"} <= names
    assert not names & {
        "party_name",
        "reported_by",
        "receipt_number",
        "phone",
        "email",
        "me_name",
        "child_names",
    }
