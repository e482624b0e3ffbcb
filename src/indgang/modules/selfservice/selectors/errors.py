"""How a question to self-service can fail."""

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text


class UnknownSolution(Expected):
    """There is no such solution here."""

    status = 404
    message = Text(
        "Vi kan ikke finde den selvbetjening. Søg efter den, eller ring til os.",
        "We cannot find that self-service. Search for it, or call us.",
    )


class DraftExpired(Expected):
    """The draft is too old, or was deleted."""

    status = 410
    message = Text(
        "Din kladde er for gammel eller er slettet. Begynd på en ny.",
        "Your draft is too old or has been deleted. Begin a new one.",
    )
