"""Stored decisions made again, all of them: identical, or a named difference and exit code 1."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.kernel.ids import new_id
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Draft, Submission
from indgang.modules.selfservice.selectors import replaying
from indgang.modules.selfservice.selectors.replaying import UNREADABLE
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside
from indgang.project.solution_deeds.deed import BAD_INPUT, DID_NOT_HOLD, Said, Stopped
from indgang.project.solution_deeds.replaying import Replay

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]


@pytest.fixture
def sent(begin: Begin, mads: Acting, outside: Outside) -> Submission:
    sent = begin(mads).all().send()
    clock.freeze(NOW + timedelta(days=400))
    outside.cpr.down = outside.addresses.down = True
    return Submission.objects.get(pk=sent.id)


def stored_otherwise(sent: Submission, **columns: Any) -> None:
    """A row as it would be if somebody had changed it past the application: rows are never updated here."""
    values = {field.attname: getattr(sent, field.attname) for field in Submission._meta.concrete_fields}
    Submission.objects.all().delete()
    Submission.objects.create(**{**values, **columns})


def told(**options: Any) -> tuple[dict[str, Any], int]:
    out = StringIO()
    try:
        Replay().do(
            {"slug": "", "since": "", "json": True, "processes": 1, **options},
            Said(out.write, lambda _: None),
        )
    except Stopped as stopped:
        return (json.loads(out.getvalue()) if out.getvalue() else {}), stopped.code
    return json.loads(out.getvalue()), 0


def test_what_was_stored_comes_out_the_same_a_year_later_with_every_register_away(sent: Submission) -> None:
    (one,) = selectors.replay_all("flytning")
    assert (one.number, one.solution, one.differs) == (sent.number, "flytning", ())
    assert told() == ({"decisions": 1, "identical": 1, "differing": []}, 0)


@pytest.mark.parametrize(
    ("since", "decisions"), [("2026-11-21", 1), ("2026-11-22", 0)], ids=["that_day", "the_day_after"]
)
def test_only_what_was_sent_since_a_day(sent: Submission, since: str, decisions: int) -> None:
    assert told(since=since)[0]["decisions"] == decisions


def test_a_difference_is_named_without_a_value_and_the_command_says_1(sent: Submission) -> None:
    finding = {**sent.finding, "outcome": "case", "matched": sent.finding["matched"][1:]}
    stored_otherwise(sent, finding=finding, follow_ups=sent.follow_ups[1:])
    answer, code = told()
    (differing,) = answer["differing"]
    first = sent.finding["matched"][0]["rule"]
    assert code == DID_NOT_HOLD
    assert (answer["identical"], differing["number"]) == (0, sent.number)
    assert differing["differs"] == [
        "outcome: case was stored, granted came out",
        f"matched: {first}",
        "what follows from a grant",
    ]
    assert "Mads" not in json.dumps(answer)


def test_another_calculation_is_a_difference(sent: Submission) -> None:
    table = {"id": "cost", "title": {"da": "Pris", "en": "Price"}, "lines": []}
    stored_otherwise(sent, finding={**sent.finding, "calculations": [table]})
    assert [one.differs for one in selectors.replay_all()] == [("calculation: cost",)]


@pytest.mark.parametrize("column", ["inputs", "finding"])
def test_what_cannot_be_read_is_a_difference_and_stops_nothing(sent: Submission, column: str) -> None:
    stored_otherwise(sent, **{column: {"nothing": "here"}})
    assert [one.differs for one in selectors.replay_all()] == [(UNREADABLE,)]


def test_many_are_made_again_by_several_processes_in_the_same_order(
    sent: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "AT_A_TIME", 1)
    fields = (
        "version_id",
        "inputs",
        "application",
        "person_id",
        "party_name",
        "actor",
        "ground",
        "follow_ups",
    )
    kept = {name: getattr(sent, name) for name in fields}
    for number, finding in enumerate((sent.finding, {**sent.finding, "outcome": "case"}, {}), 1):
        draft = Draft.objects.get(pk=sent.draft_id)
        draft.pk, draft._state.adding = new_id(), True
        draft.save()
        at = sent.at + timedelta(minutes=number)
        Submission.objects.create(
            draft=draft, key=f"k{number}", number=f"K{number}", at=at, finding=finding, **kept
        )
    alone = list(selectors.replay_all())
    assert [one.number for one in alone] == [sent.number, "K1", "K2", "K3"]
    assert [bool(one.differs) for one in alone] == [False, False, True, True]
    assert list(selectors.replay_all(processes=2)) == alone
    assert list(selectors.replay_all("flytning", processes=2)) == alone
    assert told(processes=2) == told()


def test_a_solution_that_never_was_and_a_day_that_is_none_are_bad_input(sent: Submission) -> None:
    with pytest.raises(selectors.UnknownSolution):
        selectors.replay_all("nowhere")
    assert told(since="yesterday") == ({}, BAD_INPUT)
