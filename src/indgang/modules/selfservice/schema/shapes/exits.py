"""Where the way ends before anything is sent, since something else is better."""

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name


class ExitShape(Shape):
    """When `when` is known to hold, the way ends after the step on a page that says why and offers the next best
    channel. The draft stays: an answer can be corrected. Staff who write for somebody are told, and may go on.
    """

    id: Name
    when: Condition
    title: Bilingual
    text: Bilingual
