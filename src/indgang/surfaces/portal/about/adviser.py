"""Somebody who does not answer to the departments: the citizens' adviser, where the council has set up one."""

from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import UnitInfo

UNIT = "borgerraadgiver"
"""The adviser's id in organisation.yaml (kommunestyrelsesloven § 65 e)."""


def adviser() -> UnitInfo | None:
    """The citizens' adviser; None where there is none, or no number to call."""
    found = identity.units().get(UNIT)
    return found if found and found.phone else None
