"""Rules of identity that need no database."""

from indgang.modules.identity.rules.cpr import BadCpr, born, clean_cpr, lookup_hash
from indgang.modules.identity.rules.mandates import OF_AGE, last_day
from indgang.modules.identity.rules.roles import ROLES, RoleCard, reach_of, rights_of

__all__ = [
    "OF_AGE",
    "ROLES",
    "BadCpr",
    "RoleCard",
    "born",
    "clean_cpr",
    "last_day",
    "lookup_hash",
    "reach_of",
    "rights_of",
]
