"""Prepared letters: read, registered by hash, filled in."""

from datetime import date
from pathlib import Path

import pytest

from indgang.kernel import generation
from indgang.kernel.strict_yaml import ContentError
from indgang.kernel.text import Text
from indgang.modules.messages import services
from indgang.modules.messages.models import Template
from indgang.modules.messages.services import UnknownPlaceholder, UnknownTemplate
from indgang.modules.messages.vocabulary import ActionKind, Block, Letter, LetterTemplate

GOOD = """\
title: {da: Du er flyttet, en: You have moved}
placeholders: [day, address]
blocks:
  - kind: result
    text:
      da: Du bor på {address} fra {day}.
      en: You live at {address} from {day}.
  - kind: facts
    items:
      - {da: "Fra: {day}", en: "From: {day}"}
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "granted.yaml"
    path.write_text(text)
    return path


def _template(da: str = "Du bor på {address}.", *names: str) -> LetterTemplate:
    block = Block("result", Text(da, da))
    return LetterTemplate(Letter(Text("Flyttet", "Moved"), (block,)), frozenset(names or ("address",)))


def test_a_good_letter_is_read(tmp_path: Path) -> None:
    template = services.read_letter(_file(tmp_path, GOOD))
    assert template.placeholders == {"day", "address"}
    assert template.letter.blocks[0].text.en == "You live at {address} from {day}."


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("på {address}", "på {adress}", 6, "`{adress}` is not one of `placeholders`"),
        ("på {address}", "på {address", 6, "single brace"),
        ("kind: result", "kind: banner", 4, "kind"),
        ("title: {da: Du er flyttet, en: You have moved}", "title: {da: Du er flyttet}", 1, "en"),
        ('"Fra: {day}"', '"Fra {day}"', 8, "label: value"),
        ("kind: facts", "kind: list\n    colour: red", 9, "`colour` is not known"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    with pytest.raises(ContentError) as error:
        services.read_letter(_file(tmp_path, GOOD.replace(old, new)))
    assert any(says in problem.sentence for problem in error.value.problems), error.value
    assert line in {problem.line for problem in error.value.problems}


def test_a_changed_text_is_a_new_version_and_the_old_one_stays(lyngsoe: None) -> None:
    services.register_letters(owner="flytning", letters={"granted": _template()})
    services.register_letters(owner="flytning", letters={"granted": _template()})
    assert Template.objects.count() == 1
    services.register_letters(owner="flytning", letters={"granted": _template("Nu {address}.")})
    assert Template.objects.filter(current=True).count() == 1
    assert Template.objects.count() == 2
    services.register_letters(owner="flytning", letters={"granted": _template()})
    assert Template.objects.count() == 2
    letter = services.compose(template="flytning/granted", values={"address": "Engen 1"})
    assert letter.result.da == "Du bor på Engen 1."


def test_a_letter_that_is_gone_can_no_longer_be_composed(lyngsoe: None) -> None:
    services.register_letters(owner="flytning", letters={"granted": _template()})
    services.register_letters(owner="flytning", letters={})
    generation.set_current(generation.current() + 1)
    with pytest.raises(UnknownTemplate):
        services.compose(template="flytning/granted", values={"address": "x"})


def test_an_unknown_name_is_refused_when_letters_are_loaded(lyngsoe: None) -> None:
    with pytest.raises(UnknownPlaceholder, match="adress"):
        services.register_letters(owner="flytning", letters={"granted": _template("{adress}")})
    assert not Template.objects.exists()


def test_a_name_without_a_value_is_refused_when_a_letter_is_composed(lyngsoe: None) -> None:
    services.register_letters(owner="flytning", letters={"granted": _template()})
    with pytest.raises(UnknownPlaceholder, match="address"):
        services.compose(template="flytning/granted", values={})


BUTTON = """\
actions:
  - kind: selfservice
    label: {da: Meld flytning, en: Report a move}
    to: flytning
    until: day
"""


def test_a_button_of_a_letter_is_read_kept_and_filled_in(lyngsoe: None, tmp_path: Path) -> None:
    template = services.read_letter(_file(tmp_path, GOOD + BUTTON), solutions={"flytning"})
    services.register_letters(owner="flytning", letters={"granted": template})
    generation.set_current(generation.current() + 1)
    (action,) = services.actions_of(template="flytning/granted", values={"day": date(2026, 12, 1)})
    assert (action.kind, action.url, action.until) == (
        ActionKind.SELFSERVICE,
        "/selvbetjening/flytning/",
        date(2026, 12, 1),
    )
    with pytest.raises(UnknownPlaceholder, match="day"):
        services.actions_of(template="flytning/granted", values={})


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: selfservice", "kind: payment", 12, "people pay yet"),
        ("kind: selfservice", "kind: booking", 12, "people book a time yet"),
        ("kind: selfservice", "kind: dance", 12, "dance"),
        ("to: flytning", "to: skilsmisse", 14, "There is no solution `skilsmisse`. There are: flytning."),
        ("to: flytning", "to: http://flyt.dk", 12, "the id of a solution"),
        ("kind: selfservice", "kind: information", 12, "begins with https"),
        ("until: day", "until: dya", 15, "neither a date"),
        ("da: Meld flytning", 'da: "Meld {day}"', 12, "no braces"),
        ("da: Meld flytning", f"da: {'x' * 61}", 12, "60 characters at most"),
    ],
)
def test_a_button_that_leads_nowhere_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    with pytest.raises(ContentError) as error:
        services.read_letter(_file(tmp_path, GOOD + BUTTON.replace(old, new)), solutions={"flytning"})
    assert any(says in problem.sentence for problem in error.value.problems), error.value
    assert line in {problem.line for problem in error.value.problems}


def test_each_new_text_counts_one_up_and_an_old_text_keeps_its_number(lyngsoe: None) -> None:
    for text in ("Et {address}.", "To {address}.", "Et {address}.", "Tre {address}."):
        services.register_letters(owner="flytning", letters={"granted": _template(text)})
    numbers = {
        row.letter["blocks"][0]["text"]["da"]: (row.version, row.current) for row in Template.objects.all()
    }
    assert numbers == {"Et {address}.": (1, False), "To {address}.": (2, False), "Tre {address}.": (3, True)}
