"""How a licence ends before its time, and how its end is told of."""

from pydantic import Field

from indgang.kernel.shapes import Bilingual, YesNo
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name


class EndsShape(Shape):
    """With this the holder may end the licence on My page, and staff may when the holder asks them to.

    `text`: what the holder reads first. `refund`: what is given back of what was paid, money; `today` in it is the day
    on which it ends, and what is not known is looked at by a person. `replaces`: when it holds, the new licence takes
    the place of the one that the party has, from its first day. `moved`: a move away from the address that the licence
    is marked with is told to the holder and to staff. `remind`: parameters, each how many days before the last day the
    holder is reminded, with `renew` as the text.
    """

    text: Bilingual
    refund: Condition | None = None
    replaces: Condition | None = None
    moved: YesNo = False
    remind: tuple[Name, ...] = Field(default=(), max_length=4)
    renew: Bilingual | None = None
