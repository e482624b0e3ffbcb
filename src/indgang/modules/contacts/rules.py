"""Rules of the ledger that need no database."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.channels.vocabulary import Channel, Level
from indgang.modules.contacts.vocabulary import IdCheck, Kind, Outcome, RunningStepKind

JOURNEY_STAYS_OPEN = timedelta(days=60)
KEY_OUTLIVES_ITS_YEAR = timedelta(days=60)
CONTACT_STAYS_OPEN = timedelta(hours=12)
"""A contact that nobody has touched for so long was forgotten: a working day is shorter, and so is any call."""


def year_of(at: datetime) -> int:
    """The year in Copenhagen: the key of a party changes at local midnight."""
    return at.astimezone(COPENHAGEN).year


def last_day(year: int) -> date:
    return date(year, 12, 31)


def key_may_be_used(year: int, today: date) -> bool:
    """Whether the key of a year is still kept, or may be made. Later the year's rows have no party."""
    return today <= last_day(year) + KEY_OUTLIVES_ITS_YEAR


def party_key(party: str, key: bytes) -> str:
    """What stands in the ledger instead of a party (`person:<id>`): HMAC-SHA256, 64 hexadecimal digits."""
    return hmac.new(key, party.encode(), hashlib.sha256).hexdigest()


def id_checks(channel: str) -> tuple[IdCheck, ...]:
    """How a clerk can know who it is by this channel. A letter shows no face and answers no question: it is signed."""
    if channel == Channel.LETTER:
        return (IdCheck.SIGNED,)
    return (IdCheck.PHOTO_ID, IdCheck.QUESTIONS) if channel == Channel.IN_PERSON else (IdCheck.QUESTIONS,)


def check_fits(how: IdCheck, channel: str) -> bool:
    """Whether a check of who it is can have been made by this channel. What the citizen confirmed fits any."""
    by_letter = channel == Channel.LETTER
    return how in (IdCheck.NONE, IdCheck.SCREEN) or (how is IdCheck.SIGNED) == by_letter


@dataclass(frozen=True)
class StepSeen:
    """One thing that happened in a contact. `key` says what was opened: `case:<id>`, `guidance:<service>`."""

    kind: RunningStepKind
    key: str
    service: str
    at: datetime
    actor: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """How a contact would be closed: what the page has chosen before anybody presses."""

    channel: str
    entrance_id: str
    service_id: str
    subjects: tuple[str, ...]
    kind: Kind
    level: Level
    outcome: Outcome
    minutes: float


def suggest(
    *,
    steps: Sequence[StepSeen],
    channel: str,
    entrance: str,
    service: str = "",
    call_back: bool = False,
    seconds: float,
) -> Suggestion:
    """What closing is, as far as what happened tells. `service`: the matter that was chosen.

    The service is the matter that was chosen, else what was last looked at. Work in a draft or a case is light
    casework, an article that was opened is guidance, and else it was information. What is written in for somebody is
    a transaction, help in a draft is help, a case is a question about a case. What was handed over was not resolved by
    the first one who answered. Minutes are whole tenths.
    """
    handed_over = any(step.kind is RunningStepKind.HANDED_OVER for step in steps)
    opened = [step for step in steps if step.kind is RunningStepKind.OPENED]
    prefixes = {step.key.partition(":")[0] for step in opened}
    looked_at = [step.service for step in opened if step.service]
    chosen = service or (looked_at[-1] if looked_at else "")
    others = dict.fromkeys(found for found in looked_at if found != chosen)
    level = (
        Level.LIGHT_CASEWORK
        if prefixes & {"draft", "case", "entry"}
        else Level.GUIDANCE
        if "guidance" in prefixes
        else Level.INFORMATION
    )
    outcome = Outcome.CALL_BACK if call_back else Outcome.TRANSFERRED if handed_over else Outcome.RESOLVED
    kinds = (("entry", Kind.TRANSACTION), ("draft", Kind.HELP), ("case", Kind.STATUS))
    kind = next((kind for prefix, kind in kinds if prefix in prefixes), Kind.INFORMATION)
    return Suggestion(
        channel=channel,
        entrance_id=entrance,
        service_id=chosen,
        subjects=tuple(others),
        kind=kind,
        level=level,
        outcome=outcome,
        minutes=minutes_of(seconds - seconds_waited(steps)),
    )


def seconds_waited(steps: Sequence[StepSeen]) -> float:
    """How long nobody had a contact: from each time it was handed over until it was taken. Nobody works meanwhile.

    The steps in the order in which they happened.
    """
    waited, since = 0.0, None
    for step in steps:
        if step.kind is RunningStepKind.HANDED_OVER:
            since = step.at
        elif step.kind is RunningStepKind.TAKEN and since is not None:
            waited, since = waited + (step.at - since).total_seconds(), None
    return waited


def minutes_of(seconds: float) -> float:
    """Seconds as minutes in whole tenths, never under one tenth: a contact takes time."""
    return max(0.1, round(seconds / 60, 1))
