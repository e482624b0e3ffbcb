"""The root of the failures we expect. Each has a sentence for the person who meets it."""

from indgang.kernel.text import Text


class Expected(Exception):
    """A deed could not be done, for a reason that the user can understand.

    `message` is shown as it is. A subclass stands beside the function that raises it.
    """

    message: Text = Text(
        "Det kunne ikke lade sig gøre. Prøv igen, eller ring til os.",
        "That could not be done. Try again, or call us.",
    )

    def __init__(self, message: Text | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message.da)


class NotYours(Expected):
    """Somebody asked for a thing that is not theirs, or that is not there. Shown as 404, and audited."""

    message = Text("Vi kan ikke finde siden.", "We cannot find the page.")


class Stale(Expected):
    """The thing was changed by somebody else since it was shown."""

    message = Text(
        "Nogen har ændret det, mens du skrev. Se begge udgaver, og vælg.",
        "Somebody changed this while you were writing. See both versions, and choose.",
    )
