"""How somebody wishes to be helped."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.identity.models import DeclaredNeed
from indgang.modules.identity.vocabulary import NEED_NAMES, Need


@dataclass(frozen=True)
class NeedInfo:
    """One open wish. `detail` is the language of an interpreter; `by_self`: the person wrote it down themselves."""

    need: Need
    detail: str
    told_at: datetime
    by_self: bool

    @property
    def name(self) -> Text:
        """`Stor skrift i breve`, `Tolk: arabisk`."""
        name = NEED_NAMES[self.need]
        return Text(f"{name.da}: {self.detail}", f"{name.en}: {self.detail}") if self.detail else name


@known_query
def _open() -> QuerySet[DeclaredNeed]:
    return DeclaredNeed.objects.filter(person=Param("person", UUIDField()), ended_at=None)


def needs_of(person_id: UUID | str) -> tuple[NeedInfo, ...]:
    """The open wishes of a person, in the order of `Need`. One query."""
    order = list(Need)
    found = [
        NeedInfo(Need(row.need), row.detail, row.told_at, row.told_to == f"person:{row.person_id}")
        for row in _open()(person=person_id)
    ]
    return tuple(sorted(found, key=lambda one: order.index(one.need)))
