"""A file that stops on its way: no row keeps the others waiting for good, and nothing that was written stays behind."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Answer, Draft, ManyFile, ManyRow, Submission
from indgang.modules.selfservice.selectors import many as asked
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.services.many import sending
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.many.conftest import Take, rows
from indgang.modules.selfservice.vocabulary import DraftState, ManyState

pytestmark = pytest.mark.django_db


def _breaks_at(line: int, *, after: bool = False) -> Callable[..., object]:
    def sent(**given: Any) -> object:
        mine = ManyRow.objects.get(draft=given["draft_id"]).line == line
        if mine and not after:
            raise RuntimeError("nobody foresaw this row")
        done = submit(**given)
        if mine:
            raise RuntimeError("it broke after it was sent")
        return done

    return sent


def test_a_row_that_can_never_be_sent_is_told_and_the_others_are_sent(take: Take, peter: Acting) -> None:
    file = take(rows(4))
    with patch.object(sending, "submit", _breaks_at(3)):
        many.send_file(file_id=file, by=peter)
        many.work_on(file)
        view = asked.many_file(file, peter)
        assert (view.info.state, view.info.sent, view.info.good) == (ManyState.STOPPED, 1, 3)
        many.send_file(file_id=file, by=peter)
        many.work_on(file)
    view = asked.many_file(file, peter)
    assert (view.info.state, view.info.sent, [one.line for one in view.bad]) == (ManyState.DONE, 3, [3])
    assert "fejl hos os" in view.bad[0].problems[0].message.da
    assert not Answer.objects.filter(draft__state=DraftState.DELETED).exists()


def test_a_row_that_was_sent_before_it_broke_counts_as_sent(take: Take, peter: Acting) -> None:
    file = take(rows(2))
    with patch.object(sending, "submit", _breaks_at(2, after=True)):
        for _ in range(2):
            many.send_file(file_id=file, by=peter)
            many.work_on(file)
    view = asked.many_file(file, peter)
    assert (view.info.state, view.info.sent, view.info.bad) == (ManyState.DONE, 2, 0)
    assert Submission.objects.count() == 2


def test_what_a_stopped_file_never_sent_is_emptied_in_time_and_can_be_sent_still(
    take: Take, peter: Acting
) -> None:
    file = take(rows(1))
    with patch.object(sending, "submit", _breaks_at(2)):
        many.send_file(file_id=file, by=peter)
        many.work_on(file)
    draft = Draft.objects.get(state=DraftState.ROW)
    many.restart_files()
    assert Answer.objects.filter(draft=draft).exists()
    clock.freeze(draft.expires_at + timedelta(minutes=1))
    many.restart_files()
    assert not Answer.objects.filter(draft=draft).exists()
    clock.freeze(NOW)
    many.send_file(file_id=file, by=peter)
    many.work_on(file)
    assert asked.many_file(file, peter).info.sent == 1


def test_a_file_that_is_deleted_leaves_no_answers_behind(take: Take, peter: Acting) -> None:
    file = take(rows(1))
    with patch.object(sending, "submit", _breaks_at(2)):
        many.send_file(file_id=file, by=peter)
        many.work_on(file)
    draft = Draft.objects.get(state=DraftState.ROW)
    ManyFile.objects.filter(pk=file).delete()
    clock.freeze(draft.expires_at + timedelta(minutes=1))
    many.restart_files()
    assert not Answer.objects.filter(draft=draft).exists()
