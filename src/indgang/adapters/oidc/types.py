"""What a login tells us, in our own words, and how a login can fail."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any, Protocol


class Kind(StrEnum):
    """Which of the two clients a session belongs to. A session has one kind; it never changes."""

    CITIZEN = "citizen"
    STAFF = "staff"


class Loa(IntEnum):
    """Level of assurance of the national standard NSIS, ordered."""

    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3


NSIS = "https://data.gov.dk/concept/core/nsis/loa/"
ENOUGH = Loa.SUBSTANTIAL


@dataclass(frozen=True, slots=True)
class CompanyClaims:
    """The company that somebody logged in for. `rights` are the last words of the privileges' addresses."""

    cvr: str
    name: str
    p_number: str = ""
    professional_id: str = ""
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CitizenClaims:
    """A citizen's login. `name` is empty when name and address are protected. The CPR number is not printed."""

    subject: str
    name: str
    cpr: str = field(repr=False)
    born: date | None
    loa: Loa
    company: CompanyClaims | None = None


@dataclass(frozen=True, slots=True)
class StaffClaims:
    """A staff login. `roles` are the words of the role addresses of our own system, others left out."""

    subject: str
    name: str
    roles: tuple[str, ...]
    department: str
    unit: str


@dataclass(frozen=True, slots=True)
class LoginClient:
    """One of the two clients: whom it is for, what it asks for, and the names of its pages' addresses."""

    kind: Kind
    setting: str
    scopes: str
    home: str
    login: str
    callback: str
    logged_out: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a code was exchanged for; neither is printed."""

    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Broker(Protocol):
    """What a login needs of a broker; `client.HttpBroker` and `fake.FakeBroker` both are one."""

    issuer: str

    def endpoint(self, name: str) -> str:
        """An address of the discovery document. Raises BrokerUnavailable."""

    def exchange(self, *, code: str, verifier: str, redirect_uri: str, client_id: str, secret: str) -> Tokens:
        """Code for tokens. Raises BrokerUnavailable, or LoginRefused when the broker says no."""

    def signing_keys(self) -> list[dict[str, Any]]:
        """The public keys (JWK) that sign. Raises BrokerUnavailable."""

    def userinfo(self, access_token: str) -> dict[str, Any]:
        """The claims. Raises BrokerUnavailable or LoginRefused."""


class Reason(StrEnum):
    """Why a login did not succeed; the pages have a sentence for each."""

    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NOT_TRUSTED = "not_trusted"
    TOO_LOW = "too_low"
    INCOMPLETE = "incomplete"
    NO_ROLE = "no_role"
    COMPANY_CLOSED = "company_closed"


class LoginRefused(Exception):
    """The login does not hold. `detail` is for the log: it names claims and checks, never their values."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        super().__init__(detail or str(reason))


class BrokerUnavailable(Exception):
    """The broker does not answer, or not as agreed, or none is set up."""
