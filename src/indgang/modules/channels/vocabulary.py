"""The words of channels: through what we meet, in which state a plan offers it, and for whom."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indgang.kernel.text import Text


class Channel(StrEnum):
    """What a contact came through (glossary: kanal)."""

    SELF_SERVICE = "self_service"
    WEB = "web"
    CHAT = "chat"
    DIGITAL_POST = "digital_post"
    EMAIL = "email"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    LETTER = "letter"
    SMS = "sms"
    SOCIAL_MEDIA = "social_media"
    OTHER = "other"
    UNKNOWN = "unknown"


CHANNEL_NAMES = {
    Channel.SELF_SERVICE: Text("Selvbetjening", "Online self-service"),
    Channel.WEB: Text("På nettet", "On the web"),
    Channel.CHAT: Text("Chat", "Chat"),
    Channel.DIGITAL_POST: Text("Digital Post", "Digital Post"),
    Channel.EMAIL: Text("E-mail", "E-mail"),
    Channel.TELEPHONE: Text("Telefon", "Telephone"),
    Channel.IN_PERSON: Text("Mød os", "In person"),
    Channel.LETTER: Text("Brev", "Letter"),
    Channel.SMS: Text("Sms", "Text message"),
    Channel.SOCIAL_MEDIA: Text("Sociale medier", "Social media"),
    Channel.OTHER: Text("Andet", "Other"),
    Channel.UNKNOWN: Text("Ukendt", "Unknown"),
}


class ChannelGroup(StrEnum):
    """The four groups that the strategies count in, and the one for what nobody noted."""

    DIGITAL = "digital"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    WRITTEN = "written"
    UNKNOWN = "unknown"


GROUP_NAMES = {
    ChannelGroup.DIGITAL: Text("Digitalt", "Digital"),
    ChannelGroup.TELEPHONE: Text("Telefon", "Telephone"),
    ChannelGroup.IN_PERSON: Text("Personligt", "In person"),
    ChannelGroup.WRITTEN: Text("Skriftligt", "In writing"),
    ChannelGroup.UNKNOWN: Text("Ukendt", "Unknown"),
}

# Where a channel belongs unless a price sheet says otherwise.
GROUP_OF = {
    Channel.SELF_SERVICE: ChannelGroup.DIGITAL,
    Channel.WEB: ChannelGroup.DIGITAL,
    Channel.CHAT: ChannelGroup.DIGITAL,
    Channel.TELEPHONE: ChannelGroup.TELEPHONE,
    Channel.IN_PERSON: ChannelGroup.IN_PERSON,
    Channel.LETTER: ChannelGroup.WRITTEN,
    Channel.EMAIL: ChannelGroup.WRITTEN,
    Channel.DIGITAL_POST: ChannelGroup.WRITTEN,
    Channel.SMS: ChannelGroup.WRITTEN,
    Channel.SOCIAL_MEDIA: ChannelGroup.UNKNOWN,
    Channel.OTHER: ChannelGroup.UNKNOWN,
    Channel.UNKNOWN: ChannelGroup.UNKNOWN,
}

# The channels that put a person at the other end at once: a plan must keep one of them open for everybody.
WITH_A_PERSON = frozenset({Channel.TELEPHONE, Channel.IN_PERSON})


class PlanState(StrEnum):
    """How a plan offers a channel. `closed` needs a legal basis; what arrives there is still received."""

    FIRST = "first"
    OFFERED = "offered"
    ON_REQUEST = "on_request"
    CLOSED = "closed"


STATE_NAMES = {
    PlanState.FIRST: Text("Nemmest", "Easiest"),
    PlanState.OFFERED: Text("Åben for alle", "Open to everybody"),
    PlanState.ON_REQUEST: Text("Når du beder om det", "When you ask for it"),
    PlanState.CLOSED: Text("Bruges ikke her", "Not used here"),
}


class Condition(StrEnum):
    """For whom a line of a plan holds: law and declared facts alone, nothing inferred about a person."""

    EVERYBODY = "everybody"
    EXEMPT = "exempt"
    SPECIAL_CIRCUMSTANCES = "special_circumstances"
    COMPANY = "company"


class Level(StrEnum):
    """How much a contact takes; a plan can have its own order for one. Empty: the plan itself."""

    INFORMATION = "information"
    GUIDANCE = "guidance"
    LIGHT_CASEWORK = "light_casework"
    SUBSTANTIAL_DISCRETION = "substantial_discretion"


class EntranceKind(StrEnum):
    """What sort of place an entrance is."""

    PHYSICAL = "physical"
    MOBILE = "mobile"
    HOME_VISIT = "home_visit"
    TELEPHONE = "telephone"
    DIGITAL = "digital"


class PlanOrigin(StrEnum):
    """What put a line of a plan there. On the same date an initiative weighs more than content."""

    CONTENT = "content"
    INITIATIVE = "initiative"


class AvailabilityState(StrEnum):
    """Whether a channel of a service works just now, as the module that runs it says."""

    WORKING = "working"
    DOWN = "down"


class Down(StrEnum):
    """What somebody can say is down. `desk`: what staff work in. An outage of an `entrance` closes a place."""

    SELF_SERVICE = "self_service"
    LOGIN = "login"
    SERVICE = "service"
    TELEPHONE = "telephone"
    ENTRANCE = "entrance"
    DESK = "desk"


DOWN_NAMES = {
    Down.SELF_SERVICE: Text("Al selvbetjening", "All online self-service"),
    Down.LOGIN: Text("Login med MitID", "Login with MitID"),
    Down.SERVICE: Text("Selvbetjening for én ydelse", "Self-service for one service"),
    Down.TELEPHONE: Text("Telefonen", "The telephone"),
    Down.ENTRANCE: Text("Et sted, man kan komme", "A place to come to"),
    Down.DESK: Text("Medarbejdernes systemer", "The systems that staff use"),
}


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One line of a price sheet: kroner for a contact of a channel, however handled or by one handling.

    `kr` None: the source gives no price. `group` None: the channel's usual group.
    """

    channel: Channel
    kr: Decimal | None
    handling: str = ""
    group: ChannelGroup | None = None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What an offer may depend on, and nothing else: who, and whether exempt from Digital Post (None: unknown)."""

    kind: str = "person"
    exempt: bool | None = None
