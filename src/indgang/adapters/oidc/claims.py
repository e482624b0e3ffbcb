"""Which claim of which broker fills which of our fields: data, and the small code that reads it.

Sources: the claims that public code of Danish municipalities reads from Signicat, Signaturgruppen (`nemlogin.*`)
and Idura; the roles of staff follow the form of KOMBIT's user system roles,
`http://<system>/roles/usersystemrole/<role>/<version>`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from indgang.adapters.oidc.types import CitizenClaims, CompanyClaims, Loa, LoginRefused, Reason, StaffClaims

_ROLE = re.compile(r"https?://([^/]+)/roles/usersystemrole/([a-z_]+)/\d+")
OUR_SYSTEM = "indgang.example"


@dataclass(frozen=True, slots=True)
class CitizenMap:
    """Names of a broker's claims. `cpr_type` names a claim that must say CPR when it is there."""

    subject: str = "sub"
    name: str = "name"
    cpr: str = "nin"
    cpr_type: str = "nin_type"
    born: str = "birthdate"
    cvr: str = "nemlogin.cvr"
    company_name: str = "nemlogin.org_name"
    p_number: str = "nemlogin.p_number"
    professional_id: str = "nemlogin.persistent_professional_id"
    privileges: str = "privileges"


@dataclass(frozen=True, slots=True)
class StaffMap:
    """Names of the claims of a staff login."""

    subject: str = "sub"
    name: str = "name"
    roles: str = "roles"
    department: str = "department"
    unit: str = "unit"


CITIZEN_MAPS = {
    "signicat": CitizenMap(),
    "idura": CitizenMap(cpr="cprNumberIdentifier", cpr_type=""),
}
STAFF_MAP = StaffMap()


def loa_of(acr: object) -> Loa:
    """The level behind an `acr`: its last word, as in `…/nsis/loa/Substantial`. Unknown or missing counts as low."""
    word = re.split(r"[/:]", acr)[-1].upper() if isinstance(acr, str) else ""
    return Loa.__members__.get(word, Loa.LOW)


def citizen_from(claims: Mapping[str, Any], names: CitizenMap) -> CitizenClaims:
    """Our fields from a broker's claims, `acr` among them. Raises LoginRefused when who it is cannot be told."""
    if names.cpr_type and claims.get(names.cpr_type, "CPR") != "CPR":
        raise LoginRefused(Reason.INCOMPLETE, f"{names.cpr_type} is not CPR")
    return CitizenClaims(
        subject=_text(claims, names.subject, required=True),
        name=_text(claims, names.name),
        cpr=_text(claims, names.cpr, required=True),
        born=_day(claims.get(names.born)),
        loa=loa_of(claims.get("acr")),
        company=_company(claims, names),
    )


def staff_from(claims: Mapping[str, Any], names: StaffMap = STAFF_MAP) -> StaffClaims:
    """Our fields from a staff login. Raises LoginRefused when subject or name is missing."""
    return StaffClaims(
        subject=_text(claims, names.subject, required=True),
        name=_text(claims, names.name, required=True),
        roles=_roles(_texts(claims.get(names.roles))),
        department=_text(claims, names.department),
        unit=_text(claims, names.unit),
    )


def _company(claims: Mapping[str, Any], names: CitizenMap) -> CompanyClaims | None:
    cvr = _text(claims, names.cvr)
    if not cvr:
        return None
    scope = f"urn:dk:gov:saml:cvrNumberIdentifier:{cvr}"
    groups = claims.get(names.privileges)
    return CompanyClaims(
        cvr=cvr,
        name=_text(claims, names.company_name, required=True),
        p_number=_text(claims, names.p_number),
        professional_id=_text(claims, names.professional_id),
        rights=_roles(
            privilege
            for group in (groups if isinstance(groups, list) else [])
            if isinstance(group, dict) and group.get("scope") == scope
            for privilege in _texts(group.get("privileges"))
        ),
    )


def _roles(addresses: Iterable[str]) -> tuple[str, ...]:
    found = (_ROLE.fullmatch(address) for address in addresses)
    return tuple(match[2] for match in found if match and match[1] == OUR_SYSTEM)


def _text(claims: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = claims.get(name)
    text = value.strip() if isinstance(value, str) else ""
    if required and not text:
        raise LoginRefused(Reason.INCOMPLETE, f"the claim {name} is missing")
    return text


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
