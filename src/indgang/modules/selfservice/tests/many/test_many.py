"""A file of many: what is taken in, what is told wrong, what is sent, and that nothing is sent twice."""

import io
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.tables import BadTable, as_workbook
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import Draft, ManyFile, ManyRow, Submission
from indgang.modules.selfservice.selectors import many as asked
from indgang.modules.selfservice.selectors.many_cells import cells_of
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.services.many import stepping
from indgang.modules.selfservice.services.results import NotForYou
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.many.conftest import (
    HEAD,
    SLUG,
    Take,
    a_file,
    acting,
    row,
    rows,
)
from indgang.modules.selfservice.vocabulary import DraftState, ManyState

pytestmark = pytest.mark.django_db


def seen(file: UUID, by: Acting) -> asked.ManyView:
    return asked.many_file(file, by)


def send(file: UUID, by: Acting) -> asked.ManyView:
    many.send_file(file_id=file, by=by)
    many.work_on(file)
    return seen(file, by)


def problems(file: UUID, by: Acting) -> dict[int, dict[str, str]]:
    """What is told, by row and header."""
    return {
        one.line: {problem.header.da: problem.message.da for problem in one.problems}
        for one in seen(file, by).bad
    }


def test_good_rows_are_sent_and_three_bad_ones_are_told(take: Take, peter: Acting) -> None:
    wrong = [row(Til="30-02-2026"), row(**{"CPR-nummer": "123"}), row(Beløb="meget")]
    file = take([*rows(5), *wrong])
    view = seen(file, peter)
    assert (view.info.state, view.info.good, view.info.bad, view.info.sent) == (ManyState.CHECKED, 5, 3, 0)
    assert Submission.objects.count() == 0
    told = problems(file, peter)
    assert set(told) == {7, 8, 9}
    assert "findes ikke" in told[7]["Til"]
    assert "ti tal" in told[8]["CPR-nummer"]
    assert "kroner" in told[9]["Beløb"]

    view = send(file, peter)
    assert (view.info.state, view.info.sent, view.info.bad) == (ManyState.DONE, 5, 3)
    assert [one.granted for one in view.sent] == [True] * 5
    assert {one.submission_id for one in view.sent} == set(Submission.objects.values_list("pk", flat=True))


def test_each_row_is_one_transaction_in_the_ledger(take: Take, peter: Acting) -> None:
    send(take(rows(3)), peter)
    assert Contact.objects.filter(channel="self_service", kind="transaction").count() == 3
    measured = Measurement.objects.filter(subject_key=SLUG)
    assert measured.filter(kind="begun").count() == measured.filter(kind="completed").count() == 3
    steps = Measurement.objects.filter(kind="step_reached").values_list("subject_key", flat=True)
    assert sorted(steps) == ["hvem"] * 3 + ["penge"] * 3


def test_what_is_not_granted_is_looked_at_by_a_person(take: Take, peter: Acting) -> None:
    view = send(take([row(), row(Beløb="20.000")]), peter)
    assert [one.granted for one in view.sent] == [True, False]


def test_a_row_may_be_sent_while_a_draft_is_open(take: Take, peter: Acting) -> None:
    from indgang.modules.selfservice import services

    draft = services.begin(solution=SLUG, by=peter)
    assert send(take(rows(2)), peter).info.sent == 2
    assert Draft.objects.get(pk=draft.id).state == DraftState.OPEN


def test_the_same_file_twice_is_told(take: Take, peter: Acting) -> None:
    file = take(rows(2))
    with pytest.raises(many.SentBefore) as told:
        take(rows(2))
    assert told.value.file_id == file
    assert ManyFile.objects.count() == 1


def test_a_colleague_sees_nothing_of_the_file(take: Take, peter: Acting) -> None:
    file = take(rows(2))
    colleague = acting(name="Henrik Vang", cpr="1203771235")
    with pytest.raises(many.SentBefore) as told:
        many.take_file(solution=SLUG, name="x", content=io.BytesIO(a_file(rows(2))), by=colleague)
    assert told.value.file_id is None
    for deed in (many.send_file, many.discard_file):
        with pytest.raises(NotYours):
            deed(file_id=file, by=colleague)
    with pytest.raises(NotYours):
        asked.bad_rows(file, colleague, english=False)


def test_the_same_row_is_sent_once_in_whatever_words(take: Take, peter: Acting) -> None:
    send(take([row(Beløb="1.000")]), peter)
    again = row(Beløb="1000,00", Fra="1/11-2026", Til="2026-11-10", **{"CPR-nummer": "0101901234"})
    file = take([again, row(Beløb="7"), row(Beløb="7,00")])
    told = problems(file, peter)
    assert "sendt før" in told[2][""]
    assert "række 3" in told[4][""]
    assert send(file, peter).info.sent == 1


def test_two_files_with_the_same_row_that_are_checked_before_either_is_sent(
    take: Take, peter: Acting
) -> None:
    first, second = take([row(), row(Beløb="1")]), take([row(), row(Beløb="2")])
    assert send(first, peter).info.sent == 2
    view = send(second, peter)
    assert (view.info.sent, view.info.bad) == (1, 1)
    assert Submission.objects.count() == 3


def test_a_worker_that_dies_after_sending_sends_nothing_twice(take: Take, peter: Acting) -> None:
    file = take(rows(3))
    many.send_file(file_id=file, by=peter)
    from indgang.modules.selfservice.services.many import sending

    sent = submit

    def sends_and_dies(**given: object) -> object:
        sent(**given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with patch.object(sending, "submit", sends_and_dies), pytest.raises(KeyboardInterrupt):
        many.work_on(file)
    assert Submission.objects.count() == 1
    assert ManyRow.objects.filter(submission=None).count() == 3  # it died before it could say so
    clock.freeze(NOW + timedelta(minutes=5))
    assert many.restart_files() == 1
    many.work_on(file)
    assert Submission.objects.count() == 3
    assert seen(file, peter).info.state is ManyState.DONE


def test_of_two_workers_for_one_turn_one_works(take: Take, peter: Acting) -> None:
    file = take(rows(2))
    many.send_file(file_id=file, by=peter)
    turn = ManyFile.objects.get(pk=file).turn
    assert "2 rows" in stepping._step(file, turn)
    assert "nothing to do" in stepping._step(file, turn)
    assert Submission.objects.count() == 2


def test_who_lost_the_right_sends_no_more_and_is_told(take: Take, peter: Acting) -> None:
    file = take(rows(2))
    many.send_file(file_id=file, by=peter)
    acting(rights=("view",))
    many.work_on(file)
    stopped = ManyFile.objects.get(pk=file)
    assert (stopped.state, Submission.objects.count()) == (ManyState.STOPPED, 0)
    assert stopped.why["da"]
    acting()
    assert send(file, peter).info.sent == 2


def test_who_may_only_look_takes_no_file_in(lyngsoe: object) -> None:
    from indgang.modules.selfservice.tests.many.conftest import load

    load()
    with pytest.raises(NotForYou):
        many.take_file(
            solution=SLUG, name="x", content=io.BytesIO(a_file(rows(1))), by=acting(rights=("view",))
        )


def test_what_is_thrown_away_can_be_brought_again(take: Take, peter: Acting) -> None:
    many.discard_file(file_id=take(rows(2)), by=peter)
    assert ManyRow.objects.count() == 0
    file = take(rows(2))
    send(file, peter)
    with pytest.raises(many.SentMeanwhile):
        many.discard_file(file_id=file, by=peter)


def test_the_bad_rows_come_back_as_they_were_and_can_be_mended(take: Take, peter: Acting) -> None:
    hostile = '=HYPERLINK("x")'
    file = take([row(), row(Bemærkning=hostile, Beløb="nul")])
    send(file, peter)
    back = asked.bad_rows(file, peter, english=False).decode("utf-8-sig")
    lines = back.splitlines()
    assert lines[0].split(";") == [*HEAD, "Fejl"]
    assert len(lines) == 2
    assert "'=HYPERLINK" in lines[1]
    mended = back.replace("nul", "12").encode("utf-8-sig")
    view = send(take(mended), peter)
    assert (view.info.sent, view.info.bad) == (1, 0)
    kept = Submission.objects.get(number=view.sent[0].number).inputs["answers"]["note"]["typed"]
    assert kept == hostile  # as it was written


def test_a_cpr_number_is_covered_on_the_page_and_its_cells_go_when_it_is_sent(
    take: Take, peter: Acting
) -> None:
    file = take([row(**{"CPR-nummer": "3113901234"}), row()])
    (bad,) = seen(file, peter).bad
    assert bad.problems[0].written == "311390-••••"
    send(file, peter)
    assert cells_of(ManyRow.objects.get(file=file, line=3)) == {}
    kept = ManyRow.objects.get(file=file, line=2)
    assert cells_of(kept)["employee"] == "3113901234"
    assert b"3113901234" not in bytes(kept.cells)


def test_the_words_of_a_file_say_what_to_write(take: Take, peter: Acting) -> None:
    file = take(
        [
            row(Hvorfor="Ferie"),
            row(Betalt="måske"),
            row(**{"CPR-nummer": "101901234"}),
            row(Timer="7"),
            row(Hvorfor="delvist VÆK"),
            row(Fra=""),
            row(Til="01-12-2026"),
            row(Fra="10-11-2026", Til="01-11-2026"),
            row(Betalt="nej"),
        ]
    )
    told = problems(file, peter)
    assert "Helt væk, Delvist væk" in told[2]["Hvorfor"]
    assert told[3]["Betalt"] == "Skriv ja eller nej."
    assert "nullet forrest" in told[4]["CPR-nummer"]
    assert "skal ikke udfyldes" in told[5]["Timer"]
    assert set(told[6]) == {"Timer"}
    assert set(told[7]) == {"Fra"}
    assert "der er gået" in told[8]["Til"]
    assert "Byt om" in told[9]["Til"]
    assert "Betal først" in told[10][""]


def test_the_example_that_was_left_in_the_file_is_not_sent(take: Take, peter: Acting) -> None:
    told = problems(take(asked.empty_file(SLUG, english=False, workbook=True)), peter)
    assert "eksemplet" in told[2][""]


def test_english_headers_a_workbook_and_other_orders_are_read(take: Take, peter: Acting) -> None:
    head = ("paid", "AMOUNT", "Why", "to ", "From", "CPR  number", "Løbenummer")
    line = ("Yes", "2405,5", "Away", "2026-11-10", "2026-11-01", "0101901234", "17")
    view = seen(take(as_workbook("ark", [head, line], empty=3)), peter)
    assert (view.info.good, view.info.total) == (1, 1)
    assert view.unused == ("Løbenummer",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (a_file([]), "kun overskrifter"),
        (a_file([row()], head=("CPR-nummer", *HEAD[1:6], "Bemærkning", "CPR-nummer")), "to gange"),
        (a_file([("a", "b")], head=("CPR-nummer", "Fra")), "Filen mangler: Til, Hvorfor, Beløb, Betalt"),
        (a_file(rows(41)), "flere end 40"),
        (b"", "tom"),
        (b"%PDF-1.7", "ikke en fil"),
    ],
    ids=["no rows", "a column twice", "columns missing", "too many", "empty", "another file"],
)
def test_a_file_that_cannot_be_used_says_so_and_leaves_nothing(
    peter: Acting, content: bytes, says: str
) -> None:
    with pytest.raises(BadTable) as told:
        many.take_file(solution=SLUG, name="x.csv", content=io.BytesIO(content), by=peter)
    assert says in told.value.message.da
    assert not ManyFile.objects.exists()
    assert not ManyRow.objects.exists()
