"""The inbox, page by page: the unread first, then the newest."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import Delivery, Message
from indgang.modules.messages.selectors.inbox import MessageInfo, info_of, with_state
from indgang.modules.messages.vocabulary import DeliveryState, Direction, MessageKind, Way

A_PAGE = 20
"""Messages on one page of the inbox."""


@dataclass(frozen=True)
class InboxPage:
    """One page. `total` and `unread` count the whole inbox; `only_unread`: the page shows no others."""

    rows: tuple[MessageInfo, ...]
    total: int
    unread: int
    page: int
    pages: int
    only_unread: bool


def _inbox(party: Party, case_keys: Collection[str] | None) -> QuerySet[Message]:
    """What we sent to a party, and what it wrote of its own accord; replies stand under what they answer.

    What was written on our own page and then filed on a case stands there as it was filed, and not twice.
    """
    rows = Message.objects.filter(
        Q(direction=Direction.OUT)
        | Q(kind=MessageKind.INCOMING) & (~Q(case_key="") | Q(inbound__isnull=False)),
        **{f"{party.kind}_id": party.id},
    )
    if case_keys is not None:
        rows = rows.filter(case_key__in=case_keys)
    return rows


def _new() -> Exists:
    """It was never opened, or its reader put it back."""
    copies = Delivery.objects.filter(message=OuterRef("pk"), way=Way.INBOX)
    return Exists(copies.exclude(state=DeliveryState.OPENED, unread_again=False))


def unread(party: Party, *, case_keys: Collection[str] | None = None) -> int:
    """How many messages wait to be read. One query. `case_keys`: only those of these cases."""
    return _inbox(party, case_keys).filter(_new()).count()


def inbox_page(
    party: Party, *, page: int = 1, only_unread: bool = False, case_keys: Collection[str] | None = None
) -> InboxPage:
    """One page of the inbox, the unread first, then the newest. Four queries, two for an empty one.

    A page that is not there gives the last one. `case_keys`: only what belongs to these cases, for a ground that
    covers no more.
    """
    rows = _inbox(party, case_keys)
    counted = rows.aggregate(total=Count("pk"), unread=Count("pk", filter=_new()))
    if only_unread:
        rows = rows.filter(_new())
    shown = counted["unread"] if only_unread else counted["total"]
    pages = max(1, -(-shown // A_PAGE))
    page = min(max(1, page), pages)
    first = (page - 1) * A_PAGE
    found = list(rows.order_by(_new().desc(), "-created_at", "-pk")[first : first + A_PAGE])
    return InboxPage(
        rows=tuple(info_of(row) for row in with_state(found)),
        total=counted["total"],
        unread=counted["unread"],
        page=page,
        pages=pages,
        only_unread=only_unread,
    )
