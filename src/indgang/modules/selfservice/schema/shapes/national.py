"""Where a municipality that hands over sends people: the national solution, and how they are helped on their way."""

from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape

WebAddress = Annotated[
    str,
    StringConstraints(
        pattern=r"^https://[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(/[A-Za-z0-9._~/?&=%-]*)?$",
        max_length=300,
    ),
]


class NationalShape(Shape):
    """The national solution of the same matter. It is shown where `municipality.yaml` says `mode: hand_over`.

    `need`: what to have at hand. `steps`: what to do there, in order. `return_note`: what happens afterwards, and when
    to come back to us.
    """

    title: Bilingual
    address: WebAddress
    need: tuple[Bilingual, ...] = Field(min_length=1, max_length=10)
    steps: tuple[Bilingual, ...] = Field(min_length=1, max_length=10)
    return_note: Bilingual
