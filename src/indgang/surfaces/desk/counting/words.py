"""What stands on the buttons of a counting week."""

from dataclasses import dataclass

from indgang.kernel.text import Text
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts.selectors import Tick
from indgang.modules.contacts.vocabulary import Kind, Outcome

IN_PERSON = Text("Kommer selv", "Comes in person")
BY_HAND = (Channel.TELEPHONE, Channel.IN_PERSON, Channel.EMAIL, Channel.LETTER, Channel.DIGITAL_POST)
"""What staff can see coming, and so can tick."""


@dataclass(frozen=True)
class Button:
    """One way to tick: the value that is sent, what it says, and which word of the ledger it stands for."""

    value: str
    label: Text
    hint: Text
    kind: Kind
    outcome: Outcome = Outcome.UNKNOWN


BUTTONS = (
    Button(
        "information",
        Text("Får noget at vide", "Wants to know something"),
        Text("Åbningstid, regler, hvor man gør det", "Opening hours, rules, where to do it"),
        Kind.INFORMATION,
    ),
    Button(
        "transaction",
        Text("Søger eller melder", "Applies or reports"),
        Text("Afleverer, søger, melder eller betaler", "Hands in, applies, reports or pays"),
        Kind.TRANSACTION,
    ),
    Button(
        "status",
        Text("Spørger til en sag", "Asks about a case"),
        Text("Hvor langt er I?", "How far have you come?"),
        Kind.STATUS,
    ),
    Button(
        "help",
        Text("Får hjælp på nettet", "Gets help online"),
        Text("Vi sidder ved siden af eller guider", "We sit beside them, or guide them"),
        Kind.HELP,
    ),
    Button("other", Text("Andet", "Something else"), Text(), Kind.OTHER),
    Button(
        "misdirected",
        Text("Forkert sted", "Wrong place"),
        Text("De skal et andet sted hen", "They have to go elsewhere"),
        Kind.UNKNOWN,
        Outcome.MISDIRECTED,
    ),
)
BY_VALUE = {one.value: one for one in BUTTONS}


def channel_name(channel: Channel) -> Text:
    """A visit is called one: what a citizen reads as an invitation is no name of a contact."""
    return IN_PERSON if channel is Channel.IN_PERSON else CHANNEL_NAMES[channel]


def channels_at(place: EntranceInfo) -> list[Channel]:
    """The channels that can be ticked at an entrance, its own first."""
    own = [channel for channel in place.channels if channel in BY_HAND]
    return [*own, *(channel for channel in BY_HAND if channel not in own)]


def said(tick: Tick) -> Text:
    """What was ticked, as on its button."""
    if tick.outcome is Outcome.MISDIRECTED:
        return BY_VALUE["misdirected"].label
    return next((one.label for one in BUTTONS if one.kind is tick.kind), BY_VALUE["other"].label)
