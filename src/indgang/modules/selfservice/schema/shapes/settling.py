"""The year of a standing grant, gathered for whoever settles it."""

from pydantic import Field

from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Name


class SettlesShape(Shape):
    """In a month of the next year (`month`, a parameter: 1 to 12) somebody gets a task to settle the year, and the year
    stands on the case: what held each month, and the sum.

    `from`: a name of kind date, from when an answer counts; `adds`: a line of a calculation of kind money.
    """

    month: Name
    counts_from: Name = Field(alias="from")
    adds: Name
