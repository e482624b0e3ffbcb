"""The wishes that somebody can tell, ready for a page: the citizen's own, or the clerk's."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import NeedInfo
from indgang.modules.identity.vocabulary import NEED_NAMES, Actor, Need
from indgang.surfaces.common.fields import Field

MEANS = {
    Need.PAPER: Text(
        "Breve kommer også med posten. De står stadig på Min side.",
        "Letters come by post too. They are still on My page.",
    ),
    Need.LARGE_PRINT: Text("Breve bliver sat med store bogstaver.", "Letters are set in large letters."),
    Need.PERSON: Text(
        "Telefon og møde står først, når der er flere veje.",
        "Telephone and meeting come first when there are several ways.",
    ),
    Need.INTERPRETER: Text(
        "Vi ved på forhånd, hvilket sprog der er brug for.", "We know beforehand which language is needed."
    ),
}
"""What the municipality does for each of them."""
LANGUAGE = "sprog"


@dataclass(frozen=True)
class Wish:
    """One wish as the page shows it. `told` is None when it is not told; `field` is what else it needs to know."""

    need: Need
    name: Text
    means: Text
    told: NeedInfo | None
    field: Field | None


def wishes(told: Sequence[NeedInfo], *, typed: str = "", error: Text | None = None) -> list[Wish]:
    """All four, in their order. `typed` and `error` belong to the language of an interpreter."""
    open_ones = {one.need: one for one in told}
    return [
        Wish(
            need,
            open_ones[need].name if need in open_ones else NEED_NAMES[need],
            MEANS[need],
            open_ones.get(need),
            _language(typed, error) if need is Need.INTERPRETER and need not in open_ones else None,
        )
        for need in Need
    ]


def _language(typed: str, error: Text | None) -> Field:
    return Field(
        LANGUAGE, _("Hvilket sprog?"), hint=_("For eksempel arabisk eller tegnsprog."), value=typed,
        error=error or "", max_length=None, width=20,
    )  # fmt: skip


def tell(data: QueryDict, *, person_id: str, by: Actor, told_in: str = "") -> bool:
    """Do what the page asked: keep a wish, or end it. True when it is kept. Safe to repeat.

    Raises BadNeed.
    """
    need = data.get("oenske", "")
    if data.get("slut"):
        if need not in set(Need):
            raise identity.BadNeed
        identity.end_need(person_id=person_id, need=need, by=by, told_in=told_in)
        return False
    identity.declare_need(
        person_id=person_id, need=need, detail=data.get(LANGUAGE, ""), by=by, told_in=told_in
    )
    return True
