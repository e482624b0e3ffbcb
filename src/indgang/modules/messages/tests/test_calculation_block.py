"""A block of a letter that shows a calculation of its solution."""

import pytest
from pydantic import ValidationError

from indgang.kernel.text import Text
from indgang.modules.messages import rules
from indgang.modules.messages.schema import LetterShape

LETTER = {
    "title": {"da": "Svar", "en": "Answer"},
    "blocks": [
        {"kind": "result", "text": {"da": "Ja.", "en": "Yes."}},
        {
            "kind": "calculation",
            "of": "cost",
            "text": {"da": "Sådan har vi regnet:", "en": "How we worked it out:"},
        },
    ],
}


def test_all_lines_of_a_calculation_stand_in_the_letter() -> None:
    template = LetterShape.model_validate(LETTER).template
    assert template.placeholders == {"calculation_cost"}
    lines = (Text("Pris: 100 kr.", "Price: DKK 100"), Text("Navn: {x}", "Name: {x}"))
    _, block = rules.fill(template.letter, {"calculation_cost": lines}).blocks
    assert (block.kind, block.text.en, block.items) == ("facts", "How we worked it out:", lines)


def test_a_calculation_of_which_nothing_is_known_is_left_out() -> None:
    template = LetterShape.model_validate(LETTER).template
    assert [block.kind for block in rules.fill(template.letter, {"calculation_cost": ()}).blocks] == [
        "result"
    ]


@pytest.mark.parametrize(
    "block",
    [
        {"kind": "calculation"},
        {"kind": "text", "text": {"da": "a", "en": "b"}, "of": "cost"},
        {"kind": "calculation", "of": "cost", "items": [{"da": "a", "en": "b"}]},
        {"kind": "calculation", "of": "Cost!"},
    ],
    ids=["without_of", "of_elsewhere", "with_items", "bad_name"],
)
def test_a_block_that_is_written_wrongly_is_refused(block: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LetterShape.model_validate({**LETTER, "blocks": [block]})
