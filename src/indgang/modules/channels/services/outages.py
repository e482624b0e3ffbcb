"""Somebody says that something is down, corrects it, or says that it works again."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Outage
from indgang.modules.channels.rules.outages import OutageInfo
from indgang.modules.channels.selectors.entrances import entrance
from indgang.modules.channels.selectors.outages import outage_info
from indgang.modules.channels.vocabulary import Down
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Actor

NO_TEXT = Text()
LONGEST_TEXT = 300
"""Characters: a banner is read in passing."""
FURTHEST = timedelta(days=180)
"""Twice this is less than what Outage's retention allows, so none is cleaned away while it holds."""


class BadOutage(Expected):
    """What somebody said cannot be so. `field` says where: `service`, `entrance`, `begins`, `ends` or `text`."""

    status = 422

    def __init__(self, message: Text, field: str) -> None:
        super().__init__(message)
        self.field = field


NO_SERVICE = Text("Vælg den ydelse, der er nede.", "Choose the service that is down.")
NO_SOLUTION = Text(
    "Ydelsen har ikke noget på nettet, der kan gå ned. Vælg en anden.",
    "The service has nothing online that could be down. Choose another.",
)
NO_ENTRANCE = Text("Vælg det sted, der er lukket.", "Choose the place that is closed.")
ENDS_FIRST = Text(
    "Skriv et tidspunkt, der ligger efter begyndelsen og efter nu. Eller lad feltet stå tomt.",
    "Give a time after the beginning and after now. Or leave the field empty.",
)
TOO_FAR = Text(
    "Meld det højst et halvt år før, og højst et halvt år ad gangen.",
    "Say it no more than half a year before, and for no more than half a year.",
)
TOO_LONG = Text("Skriv højst 300 tegn.", "Write at most 300 characters.")
HAS_CPR = Text(
    "Alle kan læse teksten. Tag CPR-nummeret ud.", "Everybody can read the text. Take the CPR number out."
)
TOLD = Text(
    "Det er meldt i forvejen. Ret den melding, der står på listen.",
    "It has been said already. Change the message on the list.",
)
OVER = Text(
    "Meldingen er afsluttet. Meld det igen, hvis det stadig er nede.",
    "The message has ended. Say it again if it is still down.",
)


class OutageOver(Expected):
    """The outage has ended: it is not changed any more."""

    message = OVER


@dataclass(frozen=True)
class Told:
    """What somebody says. `begins_at` None: now. `ends_at` None: until somebody ends it. Moments are aware."""

    what: Down
    service_id: str = ""
    entrance_id: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    text: Text = NO_TEXT


@transaction.atomic
def tell_outage(*, told: Told, by: Actor) -> UUID:
    """Say that something is down, or will be, and return its id. Every process knows within a second or two.

    Raises BadOutage: what is down must be named, the times must be possible, and one thing is said once for a time.
    """
    now = clock.now()
    begins_at = told.begins_at or now.replace(second=0, microsecond=0)  # pages are drawn for whole minutes
    text = _checked_text(told.text)
    _check_what(told)
    _check_times(begins_at, told.ends_at, now)
    new = Outage(
        what=told.what.value,
        service_id=told.service_id or None,
        entrance_id=told.entrance_id or None,
        begins_at=begins_at,
        ends_at=told.ends_at,
        text=text.as_json(),
        told_at=now,
        told_by=by.key,
        told_by_name=by.name,
    )
    _heard(
        new, "told"
    )  # holds the one row that everybody who says something must have: two at once come in turn
    _check_alone(new, now)
    new.save(force_insert=True)
    _note("channels.tell_outage", new, by)
    return new.pk


@transaction.atomic
def change_outage(*, outage_id: UUID | str, ends_at: datetime | None, text: Text, by: Actor) -> None:
    """Correct when it is expected to be over, and the text. Raises NotYours, BadOutage, or OutageOver."""
    row = _row(outage_id)
    now = clock.now()
    if outage_info(row).over(now):
        raise OutageOver
    text = _checked_text(text)
    if (row.ends_at, row.text) == (ends_at, text.as_json()):
        return
    _check_times(row.begins_at, ends_at, now)
    row.ends_at, row.text = ends_at, text.as_json()
    _heard(row, "changed")
    _check_alone(row, now)
    row.save(update_fields=["ends_at", "text"])
    _note("channels.change_outage", row, by)


@transaction.atomic
def end_outage(*, outage_id: UUID | str, by: Actor) -> None:
    """It works again; or a planned outage is called off. Saying it twice is harmless. Raises NotYours."""
    row = _row(outage_id)
    now = clock.now()
    if outage_info(row).over(now):
        return
    row.ended_at, row.ended_by = now, by.key
    row.save(update_fields=["ended_at", "ended_by"])
    _heard(row, "ended")
    _note("channels.end_outage", row, by)


def _row(outage_id: UUID | str) -> Outage:
    row = Outage.objects.select_for_update().filter(pk=outage_id).first()
    if row is None:
        raise NotYours
    return row


def _check_what(told: Told) -> None:
    if told.what is Down.SERVICE:
        service = catalogue.services().get(told.service_id)
        if service is None:
            raise BadOutage(NO_SERVICE, "service")
        if not service.solution and not service.elsewhere:
            raise BadOutage(NO_SOLUTION, "service")
    elif told.service_id:
        raise BadOutage(NO_SERVICE, "service")
    if (told.what is Down.ENTRANCE) != bool(told.entrance_id) or (
        told.entrance_id and entrance(told.entrance_id) is None
    ):
        raise BadOutage(NO_ENTRANCE, "entrance")


def _check_times(begins_at: datetime, ends_at: datetime | None, now: datetime) -> None:
    if begins_at > now + FURTHEST:
        raise BadOutage(TOO_FAR, "begins")
    if ends_at is not None:
        if ends_at <= max(begins_at, now):
            raise BadOutage(ENDS_FIRST, "ends")
        if ends_at > max(begins_at, now) + FURTHEST:
            raise BadOutage(TOO_FAR, "ends")


def _checked_text(text: Text) -> Text:
    text = Text(cleaned(text.da), cleaned(text.en))
    if max(len(text.da), len(text.en)) > LONGEST_TEXT:
        raise BadOutage(TOO_LONG, "text")
    if without_cpr(text.da + " " + text.en) != text.da + " " + text.en:
        raise BadOutage(HAS_CPR, "text")
    return text


def _check_alone(row: Outage, now: datetime) -> None:
    """The same thing is not said to be down twice at once: two banners would contradict each other."""
    same = Outage.objects.filter(
        what=row.what, service=row.service_id, entrance=row.entrance_id, ended_at=None
    ).exclude(pk=row.pk)
    others: list[OutageInfo] = [outage_info(one) for one in same]
    if any(not one.over(now) and one.overlaps(row.begins_at, row.ends_at) for one in others):
        raise BadOutage(TOLD, "what")


def _heard(row: Outage, deed: str) -> None:
    """Every process makes anew what it keeps, the banner with it."""
    said = f"outage-{row.pk}-{deed}-{clock.now().isoformat()}"
    identity.bump_generation(content_hash=hashlib.sha256(said.encode()).hexdigest())


def _note(action: str, row: Outage, by: Actor) -> None:
    audit.record(
        action=action,
        actor=by.key,
        object=f"outage:{row.pk}",
        detail={
            "what": row.what,
            "service": row.service_id or "",
            "entrance": row.entrance_id or "",
            "begins_at": row.begins_at.isoformat(),
            "ends_at": row.ends_at.isoformat() if row.ends_at else "",
            "text": row.text,
        },
    )
