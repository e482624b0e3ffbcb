"""Which account a citizen's login opens."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from indgang.adapters.oidc.backend import BrokerBackend
from indgang.adapters.oidc.claims import CITIZEN_MAPS, citizen_from
from indgang.adapters.oidc.types import CompanyClaims, Kind, LoginClient, LoginRefused, Reason
from indgang.modules.identity import selectors
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Ground
from indgang.surfaces.common import people

CLIENT = LoginClient(
    kind=Kind.CITIZEN,
    setting="CITIZEN_CLIENT",
    scopes="openid profile nin mitid-extra nemlogin",
    home="portal:my_page",
    login="portal:login",
    callback="portal:login_callback",
    logged_out="portal:logged_out",
)


class CitizenBackend(BrokerBackend):
    """Opens the account of the person with the CPR number that the broker vouches for."""

    client = CLIENT
    whose = {"person__isnull": False}
    related = ("person",)

    def account(self, claims: dict[str, Any]) -> tuple[AbstractBaseUser, dict[str, str]]:
        names = CITIZEN_MAPS[getattr(settings, "BROKER_CLAIMS", "signicat")]
        citizen = citizen_from(claims, names)
        company = citizen.company
        try:
            account = identity.account_for_citizen(
                subject=citizen.subject,
                name=citizen.name,
                cpr=citizen.cpr,
                company=(company.cvr, company.name) if company else None,
                rights=company.rights if company else (),
            )
        except identity.CompanyClosed:
            raise LoginRefused(Reason.COMPANY_CLOSED, "the company is closed") from None
        except ValueError:  # identity's BadCpr; its sentence could be shown, the number never
            raise LoginRefused(Reason.INCOMPLETE, "the CPR number has no form of one") from None
        identity.look_up_exemption(person_id=str(account.person_id))
        return account, _for_company(account, company) if company else {}


def _for_company(account: Any, company: CompanyClaims) -> dict[str, str]:
    """Facts of a session that begins by acting for the company, when the rights allow acting at all."""
    for option in selectors.acting_options(account.person_id, company=company.cvr):
        if option.acting.ground is Ground.COMPANY:
            return {"company": company.cvr, people.ACTING: option.key}
    return {"company": company.cvr}
