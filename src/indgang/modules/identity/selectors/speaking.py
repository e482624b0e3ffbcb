"""Who may speak for whom when they call or come in, and what to say to those who may not."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity.models import Mandate
from indgang.modules.identity.selectors.acting import last_day_of
from indgang.modules.identity.vocabulary import Ground, Party

SELF = Text("Det er borgeren selv.", "This is the citizen themselves.")
MAY = {
    Ground.PARENT: Text(
        "Du er forælder til {giver}, så vi må tale om det.",
        "You are a parent of {giver}, so we may talk about it.",
    ),
    Ground.GUARDIAN: Text(
        "Du er værge for {giver}, så vi må tale om det.",
        "You are the guardian of {giver}, so we may talk about it.",
    ),
    Ground.MANDATE: Text(
        "Du har fuldmagt fra {giver}, så vi må tale om det.",
        "You have a power of attorney from {giver}, so we may talk about it.",
    ),
    Ground.COMPANY: Text(
        "Du må handle for {giver}, så vi må tale om det.", "You may act for {giver}, so we may talk about it."
    ),
}
IN_GENERAL = Text("Jeg må gerne fortælle om reglerne.", "I can tell you about the rules in general.")
NO_GROUND = Text(
    "Jeg kan ikke se, at du må tale for {giver}. Derfor må jeg ikke sige, om vi har en sag. {giver} kan selv "
    "ringe, eller give dig en fuldmagt.",
    "I cannot see that you may speak for {giver}. So I may not say whether there is a case. {giver} can call, or "
    "give you a power of attorney.",
)
OVER = Text(
    "Din fuldmagt fra {giver} er slut. {giver} kan selv ringe, eller give dig en ny fuldmagt.",
    "Your power of attorney from {giver} is over. {giver} can call, or give you a new one.",
)
LATER = Text(
    "Din fuldmagt fra {giver} gælder ikke endnu. {giver} kan selv ringe.",
    "Your power of attorney from {giver} does not hold yet. {giver} can call.",
)
OTHER_SERVICE = Text(
    "Din fuldmagt fra {giver} gælder ikke det, du ringer om. {giver} kan selv ringe, eller give dig en fuldmagt "
    "til det.",
    "Your power of attorney from {giver} does not cover what you call about. {giver} can call, or give you one "
    "that does.",
)
OTHER_CHANNEL = {
    "telephone": Text(
        "Din fuldmagt fra {giver} gælder ikke på telefonen. {giver} kan selv ringe, eller give dig en fuldmagt, som "
        "også gælder her.",
        "Your power of attorney from {giver} does not hold on the telephone. {giver} can call, or give you one that "
        "does.",
    ),
    "in_person": Text(
        "Din fuldmagt fra {giver} gælder ikke, når du møder op. {giver} kan selv komme, eller give dig en fuldmagt, "
        "som også gælder her.",
        "Your power of attorney from {giver} does not hold when you come in. {giver} can come, or give you one that "
        "does.",
    ),
}
ELSEWHERE = Text(
    "Din fuldmagt fra {giver} gælder ikke her. {giver} kan give dig en fuldmagt, som også gælder her.",
    "Your power of attorney from {giver} does not hold here. {giver} can give you one that does.",
)
ONLINE = Text("Du må stadig gøre det på nettet.", "You may still do it online.")


@dataclass(frozen=True)
class MaySpeak:
    """Whether somebody may speak for another, on which ground, and what to say to them.

    `mandate` is the id of the mandate that allows it, or that does not reach; empty without one.
    """

    allowed: bool
    ground: Ground
    mandate: str
    because: Text


def may_speak_for(*, caller_id: str, giver: Party, service_id: str, channel: str) -> MaySpeak:
    """Whether a caller may speak for a party about a service by this channel, today. One query.

    `channel` is a word of channels: `telephone`, `in_person`, `self_service`. Nothing is said of the party that
    the caller has not said already.
    """
    if giver.kind == "person" and giver.id == caller_id:
        return MaySpeak(True, Ground.SELF, "", SELF)
    rows = list(
        Mandate.objects.filter(
            Q(giver_company__isnull=True) | Q(giver_company__closed=False),
            holder=UUID(caller_id),
            **{f"giver_{giver.kind}": UUID(giver.id)},
        )
        .select_related("giver_person")
        .defer("giver_person__cpr_encrypted")
        .order_by("-valid_from", "pk")
    )
    if not rows:
        return MaySpeak(False, Ground.MANDATE, "", _said(NO_GROUND, giver))
    today = clock.today()
    nearest = max(rows, key=lambda row: _nearness(row, today, service_id, channel))
    reached = _nearness(nearest, today, service_id, channel)
    ground = Ground(nearest.ground)
    if reached == ALL:
        return MaySpeak(True, ground, str(nearest.pk), MAY[ground].format(giver=giver.name))
    online = reached == IN_SCOPE and _in(nearest.channels, "self_service")
    because = _why_not(nearest, reached, today, channel)
    return MaySpeak(False, ground, str(nearest.pk), _said(because, giver, online=online))


OUTSIDE, HOLDS, IN_SCOPE, ALL = range(4)


def _nearness(row: Mandate, today: date, service_id: str, channel: str) -> int:
    """How far a mandate reaches: it holds today, covers the service, and the channel, too."""
    until = last_day_of(row)
    if row.valid_from > today or (until is not None and until < today):
        return OUTSIDE
    if not _in(row.scope, service_id):
        return HOLDS
    return ALL if _in(row.channels, channel) else IN_SCOPE


def _in(words: list[str], word: str) -> bool:
    return "*" in words or word in words


def _why_not(row: Mandate, reached: int, today: date, channel: str) -> Text:
    if reached == IN_SCOPE:
        return OTHER_CHANNEL.get(channel, ELSEWHERE)
    if reached == HOLDS:
        return OTHER_SERVICE
    return LATER if row.valid_from > today else OVER


def _said(because: Text, giver: Party, *, online: bool = False) -> Text:
    parts = [because.format(giver=giver.name), *([ONLINE] if online else []), IN_GENERAL]
    return Text(" ".join(part.da for part in parts), " ".join(part.en for part in parts))
