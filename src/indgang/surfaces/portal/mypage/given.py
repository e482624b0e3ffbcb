"""Who may act for the citizen, in words: the mandates that they have given."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.identity.vocabulary import GROUND_NAMES, Ground


@dataclass(frozen=True)
class Given:
    """Somebody who may act: on what ground, in which matters, from when (None: already) and until when."""

    holder: str
    ground: Text
    basis: Text
    matters: tuple[str, ...]
    since: date | None
    until: date | None


def given_by(option: ActingOption) -> list[Given]:
    """Shown only to the citizen themselves: who acts for them does not see who else may."""
    acting = option.acting
    if acting.ground is not Ground.SELF or acting.party.kind != "person":
        return []
    return [
        Given(
            mandate.holder,
            GROUND_NAMES[mandate.ground],
            mandate.basis,
            _matters(mandate.scope),
            mandate.since if mandate.later else None,
            mandate.until,
        )
        for mandate in identity.given_mandates(acting.party.id)
    ]


def _matters(scope: tuple[str, ...]) -> tuple[str, ...]:
    if "*" in scope:
        return (_("Alt hos kommunen"),)
    known = catalogue.services()
    return tuple(str(known[one].name) if one in known else one for one in scope)
