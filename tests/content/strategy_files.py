"""What holds in every strategy that we ship; the tests of each one call it."""

import re
from pathlib import Path

from indgang.kernel.text import lix
from indgang.modules.strategy import schema
from indgang.project import readability

A_PLACE = re.compile(r"\b(s\. \d|afsnit \d|bilag|forsiden)")
FOLDER = Path(__file__).resolve().parents[2] / "content" / "strategies"
LIMIT = readability.LIMIT


def read(name: str) -> schema.StrategyShape:
    """A shipped strategy, checked with its price sheet. Raises ContentError."""
    file = schema.read_strategy(FOLDER / name / "strategy.yaml")
    sheets = {
        path.stem: schema.read_price_sheet(path) for path in (FOLDER.parent / "price_sheets").glob("*.yaml")
    }
    assert schema.check_all([file], sheets=sheets, others={}) == []
    return file.shape


def assert_can_be_looked_up(name: str) -> None:
    """Each item bears its page or section, and a note says where, so that it can be found in the document."""
    for place, item in read(name).items():
        where = item.where if place[0] == "notes" else item.page
        assert A_PLACE.search(where), item.id


def assert_in_both_languages(name: str) -> None:
    """Printed titles have an English one beside them, and nothing of ours is the same in both languages."""
    for _, item in read(name).items():
        if getattr(item, "title", None):
            assert item.english, item.id
        for field in ("meaning", "text", "reading", "who"):
            both = getattr(item, field, None)
            assert both is None or both.da != both.en, item.id


def assert_easy_to_read(name: str) -> None:
    """Under LIX 35 as a whole, and so is each note: it stands alone beside a figure. Titles are as printed."""
    figure, words = readability.of_file(FOLDER / name / "strategy.yaml")
    assert words > 500
    assert figure < LIMIT
    for note in read(name).notes:
        for said in (note.text, note.reading):
            assert said is None or lix(said.da) < LIMIT, note.id


def assert_notes_are_seen(name: str) -> None:
    """Each note is about something, and stands beside all that it is about."""
    shape = read(name)
    for note in shape.notes:
        assert note.about, note.id
        for id in note.about:
            assert note in shape.notes_about(id)


def assert_unknown_is_said(name: str) -> None:
    """A figure that the document does not show has a range, a sentence of it, or a note that says why."""
    for figure in read(name).figures:
        if figure.value is None and not figure.values and figure.low is None:
            assert figure.notes or figure.printed, figure.id
