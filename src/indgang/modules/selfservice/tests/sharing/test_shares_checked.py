"""What is wrong with `shares` is said with its line, and what to write instead."""

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.selfservice.schema.folder import ready
from indgang.modules.selfservice.tests.sharing.conftest import source


def test_a_round_stands_under_its_name_with_all_that_is_known_of_it() -> None:
    solution = ready(source())
    assert solution.shares is not None
    assert [(one.id, one.highest) for one in solution.shares.order] == [("helped", True), ("metres", False)]
    assert set(solution.names["garden_got"].fields) == {"state", "place", "name", "wish", "lot", "seal"}
    assert "row" not in solution.names


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("wishes: wishes\n", "wishes: hopes\n", "`hopes` is no group. Use one of: wishes."),
        ("place: garden\n", "place: helped\n", "`helped` is no question of `wishes`"),
        ('is: "row.helped"', 'is: "row.garden"', "A text has no order."),
        ('is: "row.helped"', 'is: "row.size"', "size"),
        ('until: "answer_on"', 'until: "any"', "date"),
        ('fallback: "keeps"', 'fallback: "metres"', "text"),
        ('when: "!any"\n  until', 'when: "metres"\n  until', "bool"),
        ("paragraph: Haveloven § 3", "paragraph: Haveloven 3", "must name the law with its §"),
        ("da: de bor tættere på,", 'da: "de bor {metres} væk",', "{metres}"),
        (
            "    - id: metres\n      label: { da: Meter,",
            "    - id: helped\n      label: { da: Meter,",
            "stands twice",
        ),
        ("id: garden_got\n", "id: any\n", "is the name of something else too"),
        ("first: lowest", "first: last", "first"),
    ],
    ids=["group", "place", "order", "field", "day", "kept", "part", "law", "others", "twice", "name", "way"],
)
def test_a_mistake_is_said_where_it_stands(before: str, after: str, says: str) -> None:
    written = source()
    assert written["solution.yaml"].count(before) == 1
    with pytest.raises(ContentError) as wrong:
        ready({**written, "solution.yaml": written["solution.yaml"].replace(before, after)})
    assert says in str(wrong.value)
    assert "solution.yaml:" in str(wrong.value)
