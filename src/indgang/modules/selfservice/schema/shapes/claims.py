"""What is kept of a submission that claims something for a span of days, so that the next one is held against it."""

from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition


class ClaimsShape(Shape):
    """The span that is claimed, and the day on which the matter began: three days. Whom it is about stands in
    `notes.people`. The look-up `claims` gives the earlier ones.
    """

    first: Condition
    last: Condition
    begins: Condition
