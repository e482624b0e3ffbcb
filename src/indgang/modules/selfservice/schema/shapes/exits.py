"""Where the way ends before anything is sent, since something else is better."""

from typing import Literal

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name


class ExitShape(Shape):
    """When `when` is known to hold, the way ends after the step on a page that says why and offers the next best
    channel. The draft stays: an answer can be corrected. Staff who write for somebody are told, and may go on.

    `counts`: what the ledger is told when a draft ends there (`MeasurementKind`): that it was not for them, or that it
    had been done already. Without it a draft that ends there was left.
    """

    id: Name
    when: Condition
    title: Bilingual
    text: Bilingual
    counts: Literal["not_entitled", "already_done"] | None = None
