"""The deeds of contacts."""

from indgang.modules.contacts.services.archives import load_archive
from indgang.modules.contacts.services.call_backs import (
    BadWish,
    CallBackWish,
    finish_call_back,
    plan_call_back,
    take_call_back,
)
from indgang.modules.contacts.services.closing import BadMinutes, Closing, close_forgotten, finish
from indgang.modules.contacts.services.journeys import close_journey, journey_for
from indgang.modules.contacts.services.ledger import answer_ease, live_batch, measure, record
from indgang.modules.contacts.services.running import (
    MayNotSpeak,
    NotAClerk,
    ReasonNeeded,
    TakenAlready,
    UnknownEntrance,
    UnknownUnit,
    WhoFirst,
    begin,
    cancel,
    check_id,
    choose_matter,
    hand_over,
    identify,
    opened,
    refuse,
    take_over,
    unmask,
)

__all__ = [
    "BadMinutes",
    "BadWish",
    "CallBackWish",
    "Closing",
    "MayNotSpeak",
    "NotAClerk",
    "ReasonNeeded",
    "TakenAlready",
    "UnknownEntrance",
    "UnknownUnit",
    "WhoFirst",
    "answer_ease",
    "begin",
    "cancel",
    "check_id",
    "choose_matter",
    "close_forgotten",
    "close_journey",
    "finish",
    "finish_call_back",
    "hand_over",
    "identify",
    "journey_for",
    "live_batch",
    "load_archive",
    "measure",
    "opened",
    "plan_call_back",
    "record",
    "refuse",
    "take_call_back",
    "take_over",
    "unmask",
]
