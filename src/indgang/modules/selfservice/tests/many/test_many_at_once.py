"""Two clicks and two workers at the same moment: one file, and each row sent once."""

import io
from functools import partial
from uuid import UUID

import pytest
from django.db import connection

from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import ManyFile, ManyRow, Submission
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.services.many import rows as checking
from indgang.modules.selfservice.services.many import sending, stepping
from indgang.modules.selfservice.tests.many.conftest import SLUG, Take, a_file, row, rows
from indgang.modules.selfservice.tests.test_at_once import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


def test_eight_uploads_of_one_file_are_one(peter: Acting) -> None:
    content = a_file(rows(6))

    def upload() -> UUID:
        return many.take_file(solution=SLUG, name="x", content=io.BytesIO(content), by=peter)

    answers = at_once([upload] * 8)
    taken = [one for one in answers if isinstance(one, UUID)]
    assert len(taken) == 1
    assert {type(one) for one in answers if one not in taken} == {many.SentBefore}
    assert ManyRow.objects.count() == 6


def test_eight_presses_and_four_workers_send_each_row_once(take: Take, peter: Acting) -> None:
    file = take(rows(8))
    at_once([partial(many.send_file, file_id=file, by=peter)] * 8)
    turn = ManyFile.objects.get(pk=file).turn
    said = at_once([partial(stepping._step, file, turn)] * 4)
    assert sorted("nothing" in one for one in said) == [False, True, True, True]
    assert Submission.objects.count() == 8


def test_two_workers_with_the_same_row_send_it_once(take: Take, peter: Acting) -> None:
    """As when the first was thought to be dead."""
    file_id = take([row()])
    many.send_file(file_id=file_id, by=peter)
    file, line = ManyFile.objects.get(pk=file_id), ManyRow.objects.get(file=file_id)
    solution = versions.version(file.version_id).solution
    assert solution.many is not None
    checker = checking.Checker(solution, solution.many, peter)
    at_once([partial(sending.send_row, file, line, checker.anew(), peter) for _ in range(4)])
    assert Submission.objects.count() == 1


def test_the_same_row_in_two_files_at_the_same_moment_is_sent_once(take: Take, peter: Acting) -> None:
    files = [take([row(), row(Beløb=str(number))]) for number in (1, 2, 3)]
    for file in files:
        many.send_file(file_id=file, by=peter)
    at_once([partial(many.work_on, file) for file in files])
    assert Submission.objects.count() == 4
    assert ManyRow.objects.filter(state="bad").count() == 2
