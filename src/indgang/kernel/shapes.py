"""Small shapes that many content files share."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from indgang.kernel.strict_yaml import Shape
from indgang.kernel.text import Text

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


def _yes_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    raise ValueError("write yes or no.")


YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def _sane(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("write a date between 1900 and 2200, as 2026-01-31.")
    return day


Day = Annotated[date, AfterValidator(_sane)]


def _some(value: object) -> object:
    if not value:
        raise ValueError("write at least one.")
    return value


# On a tuple: not empty. (pydantic's own min_length also complains when an element is wrong.)
AtLeastOne = AfterValidator(_some)


class Bilingual(Shape):
    """A text in Danish and English; both must be there."""

    da: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]

    @property
    def text(self) -> Text:
        return Text(self.da, self.en)
