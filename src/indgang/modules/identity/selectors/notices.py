"""Where somebody wishes a short notice."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from indgang.modules.identity.models import NoticeAddress
from indgang.modules.identity.rules import notices
from indgang.modules.identity.vocabulary import NoticeKind


@dataclass(frozen=True, slots=True)
class NoticeInfo:
    """One address of a kind, as its owner sees it. `value` is in clear.

    `confirmed_at` None: it waits for its code, until `code_until`. `failed_at`: it turned out not to work, and nothing
    is sent there any more.
    """

    kind: NoticeKind
    value: str
    confirmed_at: datetime | None
    code_until: datetime | None
    failed_at: datetime | None


def notice_addresses(person_id: UUID | str) -> tuple[NoticeInfo, ...]:
    """The open address of each kind, or the last one when it did not work. For its owner's own page. One query."""
    found: dict[NoticeKind, NoticeInfo] = {}
    for row in NoticeAddress.objects.filter(person_id=person_id).order_by("told_at", "pk"):
        kind = NoticeKind(row.kind)
        over = row.ended_at is not None
        found.pop(kind, None)
        if over and row.ended_why in ("removed", "replaced"):
            continue
        found[kind] = NoticeInfo(
            kind=kind,
            value=notices.shown(bytes(row.value_encrypted), settings.CPR_KEY),
            confirmed_at=row.confirmed_at,
            code_until=row.code_until,
            failed_at=row.ended_at,
        )
    return tuple(found[kind] for kind in NoticeKind if kind in found)


def notice_kinds(person_id: UUID | str) -> tuple[NoticeKind, ...]:
    """Where notices may go now: only what its owner has proven, the short message first. One query."""
    found = set(
        NoticeAddress.objects.filter(
            person_id=person_id, ended_at=None, confirmed_at__isnull=False
        ).values_list("kind", flat=True)
    )
    return tuple(kind for kind in NoticeKind if kind.value in found)
