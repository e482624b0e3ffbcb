"""A file of many: a company sends the answers of many applications at once, one in each row."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape

AnswerKey = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.r[1-9][0-9]?\.[a-z][a-z0-9_]*)?$", max_length=60),
]
"""A question, or one of a row in a group: `months.r1.hours`."""
MostRows = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,4}|[a-z][a-z0-9_]{0,39})$")]
"""A number, or the name of a whole parameter."""


class ColumnShape(Shape):
    """One column. `part`: which day of a period stands in it. `example` stands in the file one begins from."""

    question: AnswerKey
    part: Literal["from", "to"] | None = None
    header: Bilingual
    example: Annotated[str, StringConstraints(max_length=200)] = ""


class ManyShape(Shape):
    """Rows of a file, each sent as if its answers had been written in the form. `most`: rows in one file.

    What is to be confirmed (kind confirm) is asked once for the whole file, and so is no column.
    """

    most: MostRows
    columns: tuple[ColumnShape, ...] = Field(min_length=1)
