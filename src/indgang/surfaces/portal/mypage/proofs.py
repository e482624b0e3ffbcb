"""The certificates and licences on my page: what holds, then what has ended lately."""

from dataclasses import dataclass
from datetime import timedelta

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import ProofInfo
from indgang.surfaces.portal.proofs.words import STATE_KINDS, state_name

LATELY = timedelta(days=30)
"""So long what has ended still stands on my page."""


@dataclass(frozen=True)
class Line:
    info: ProofInfo
    state: Text
    kind: str


def proofs_of(option: ActingOption) -> list[Line]:
    """What the present ground covers, the newest first."""
    found = [one for one in selfservice.proofs_of(option.acting) if option.covers(one.service_id)]
    lately = clock.now() - LATELY
    shown = [one for one in found if one.holds] + [
        one for one in found if not one.holds and (one.ended or one.at) > lately
    ]
    return [Line(one, state_name(one), STATE_KINDS[one.state]) for one in shown]
