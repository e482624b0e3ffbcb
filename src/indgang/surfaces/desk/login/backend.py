"""Which account a staff login opens."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from indgang.adapters.oidc.backend import BrokerBackend
from indgang.adapters.oidc.claims import staff_from
from indgang.adapters.oidc.types import Kind, LoginClient, LoginRefused, Reason
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role

CLIENT = LoginClient(
    kind=Kind.STAFF,
    setting="STAFF_CLIENT",
    scopes="openid profile staff",
    home="desk:work_list",
    login="desk:login",
    callback="desk:login_callback",
    logged_out="desk:logged_out",
)


class StaffBackend(BrokerBackend):
    """Opens an employee's account. Roles are those of this login; somebody without one of ours stays out."""

    client = CLIENT
    whose = {"employee__isnull": False}
    related = ("employee",)

    def account(self, claims: dict[str, Any]) -> tuple[AbstractBaseUser, dict[str, str]]:
        staff = staff_from(claims)
        roles = [Role(word) for word in staff.roles if word in set(Role)]
        if not roles:
            raise LoginRefused(Reason.NO_ROLE, "no role of this system")
        account = identity.account_for_staff(
            subject=staff.subject, name=staff.name, roles=roles, unit=staff.unit
        )
        return account, {}
