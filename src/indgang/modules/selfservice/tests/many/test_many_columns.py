"""What content may say about a file of many, and cells that nobody foresaw."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice.models import ManyFile, Submission
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.services.many.rows import Checker
from indgang.modules.selfservice.tests.many.conftest import FOLDER, GOOD, HEAD, Take

SOURCE = read_source(Path(FOLDER))
NOTE = """    - question: note
      header: { da: Bemærkning, en: Note }
"""


def told(change: Callable[[str], str]) -> str:
    """What is said about the test's solution when it is changed."""
    text = change(SOURCE["solution.yaml"])
    assert text != SOURCE["solution.yaml"]
    with pytest.raises(ContentError) as wrong:
        ready({**SOURCE, "solution.yaml": text})
    return str(wrong.value)


def swapped(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (swapped(NOTE, NOTE.replace("question: note", "question: nothing")), "`nothing` is no question"),
        (swapped(NOTE, NOTE.replace("question: note", "question: amount")), "`amount` has a column already"),
        (swapped(NOTE, NOTE.replace("question: note", "question: declared")), "cannot be a column"),
        (swapped(NOTE, NOTE + "      part: to\n"), "`part` belongs to questions of the kind period"),
        (swapped("      part: from\n", ""), "A period needs two columns"),
        (swapped("da: Bemærkning", "da: Fejl"), "Another column has that name"),
        (swapped("da: Bemærkning, en: Note }", "da: beløb, en: Note }"), "Another column has that name"),
        (swapped("  most: 40", "  most: 2001"), "from 1 to 2000"),
        (swapped("  most: 40", "  most: most_of_them"), "no whole parameter"),
        (lambda text: text.replace("grounds: [company]", "grounds: [self]"), "sent by companies"),
        (
            swapped("    - question: paid\n      header: { da: Betalt, en: Paid }\n      example: ja\n", ""),
            "`paid` must be",
        ),
    ],
)
def test_what_a_file_cannot_hold_is_told(change: Callable[[str], str], says: str) -> None:
    assert says in told(change)


def test_a_group_is_named_by_its_rows() -> None:
    group = """    groups:
      - id: months
        title: { da: Måneder, en: Months }
        one: { da: Måned, en: Month }
        min: 1
        max: 3
        questions:
          - id: worked
            kind: whole
            label: { da: Timer i måneden, en: Hours in the month }
"""
    with_group = swapped("  - id: penge\n", group + "  - id: penge\n")
    assert "`months.r1.worked` must be answered" in told(with_group)
    column = "    - question: months.r1.worked\n      header: { da: Første måned, en: First month }\n"
    text = with_group(SOURCE["solution.yaml"]).replace(NOTE, NOTE + column)
    found = ready({**SOURCE, "solution.yaml": text})
    assert found.many is not None
    assert found.many.columns[-2].key == "months.r1.worked"


def _solution() -> Solution:
    return ready(SOURCE)


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["=1+1", "\u202e", "1e308", "-0", "31-12-9999", "1.000.000.000.000", "NaN", "'; DROP TABLE", "٣", "Helt væk",
         "ja", "12", "2026-11-01", "01-11-2026", "010190-1234", "9" * 2_500]
    ),
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_no_cell_breaks_the_reading_and_each_mistake_has_its_sentence(peter: Acting, data: Any) -> None:
    solution = _solution()
    assert solution.many is not None
    names = [column.name for column in solution.many.columns]
    assert len(names) == len(HEAD)
    cells = {name: data.draw(CELLS, label=name) for name in names}
    checked = Checker(solution, solution.many, peter).check(cells)
    assert set(checked.errors) <= {*names, ""}
    assert all(one.da and one.en for one in checked.errors.values())
    assert checked.errors or checked.situation.complete
    assert not Submission.objects.exists()


def test_of_the_headers_that_we_pass_over_only_what_can_be_kept_is(take: Take) -> None:
    """PostgreSQL keeps no NUL, and a number is never cut so that it is no number any more."""
    head = [*HEAD, "Nr.\x00 hos os", f"{'x' * 55} 0101901234"]
    file = take(";".join(head).encode() + b"\n" + ";".join([*GOOD, "1", "2"]).encode())
    assert ManyFile.objects.get(pk=file).unused == ["Nr. hos os", f"{'x' * 55} [cpr"]
