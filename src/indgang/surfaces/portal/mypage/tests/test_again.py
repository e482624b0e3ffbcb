"""The months of a grant on the pages of a case: what was compared, both columns, and the way to the new answer."""

from datetime import UTC, date, datetime
from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation, Line
from indgang.modules.selfservice.selectors import AgainRow, WorkedOutAgain
from indgang.modules.selfservice.vocabulary import AGAIN_NAMES, Again

CASE = UUID(int=7)
STEP = Line("rung", Text("I står på trin", "You stand at step"), Text("20", "20"), before=Text("15", "15"))
TABLE = Calculation("own_share", Text("Jeres del", "Your part"), (STEP,))


def row(result: Again, *, case: UUID | None = None) -> AgainRow:
    at = datetime(2026, 12, 1, 8, tzinfo=UTC)
    return AgainRow(date(2026, 12, 1), at, result, AGAIN_NAMES[result], STEP, (TABLE,), case)


def shown(worked: WorkedOutAgain) -> str:
    return " ".join(
        render_to_string("common/_again.html", {"worked": worked, "case_view": "portal:case"}).split()
    )


def test_a_month_is_told_with_both_sides_and_the_new_answer() -> None:
    page = shown(WorkedOutAgain((row(Again.WORSE, case=CASE),)))
    assert "december 2026: Det ser dårligere ud for dig." in page
    assert "I står på trin: før 15, nu 20." in page
    assert '<td class="num">15</td><td class="num">20</td>' in page
    assert f"/min-side/sag/{CASE}/" in page


def test_in_english_too() -> None:
    with translation.override("en"):
        page = shown(WorkedOutAgain((row(Again.SAME),)))
    assert "December 2026: Nearly the same figures." in page
    assert "15 before, 20 now" in page


def test_a_later_answer_leads_back_and_what_is_not_worked_out_shows_nothing() -> None:
    assert f"/min-side/sag/{CASE}/" in shown(WorkedOutAgain(first_case=CASE))
    assert shown(WorkedOutAgain()) == ""
