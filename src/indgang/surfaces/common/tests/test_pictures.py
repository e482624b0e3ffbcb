"""A picture's measures are not written as words: with a dot for thousands, `0 0 400 1.288` shows nothing."""

import re
from pathlib import Path

import indgang.surfaces

HERE = Path(indgang.surfaces.__file__).parent
PICTURE = re.compile(r"<svg[^>]*viewBox=\"[^\"]*{{[^>]*>")


def test_measures_of_pictures_are_not_written_as_words() -> None:
    drawn = 0
    for path in HERE.rglob("templates/**/*.html"):
        text = path.read_text()
        for found in PICTURE.finditer(text):
            drawn += 1
            before = text[: found.start()]
            assert before.count("{% localize off %}") > before.count("{% endlocalize %}"), path.relative_to(
                HERE
            )
    assert drawn > 3
