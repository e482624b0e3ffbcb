"""Reads from the environment how to reach other houses: Digital Post, SMS centres, mail servers, the payment house.

Nothing set is a house without that road, and is said as such; something set wrongly stops the start with a sentence.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class BadAddress(Exception):
    """A setting cannot be read; the message says which and what to write."""


@dataclass(frozen=True)
class Post:
    """The roads to Digital Post and remote print (SF1601). `tokens`: the address of the token service.

    `certificate`, `key`, `authority`: files in PEM. `secret`: what a receipt pushed to us must bring, `user:password`.
    """

    address: str
    tokens: str
    cvr: str
    certificate: Path
    key: Path
    authority: Path | None
    secret: str


@dataclass(frozen=True)
class Payments:
    """The payment house. `key`: our secret there. `page`: where its payment page lives, as an origin. `secret`: what a
    notice to us must bring. `terms`: the address of the terms that the page links to."""

    address: str
    key: str
    page: str
    secret: str
    terms: str


@dataclass(frozen=True)
class RegisterRoads:
    """Where each register is, by name, and who we are there: files in PEM. `authority` None: the machine's own list."""

    addresses: Mapping[str, str]
    certificate: Path
    key: Path
    authority: Path | None


REGISTERS = ("addresses", "companies", "cpr", "doctors", "income", "schools", "vehicles")


@dataclass(frozen=True)
class Server:
    """One server of one road. `scheme`: smpp, smpps, smtp, smtps, imap or imaps. `weight` shares the load."""

    name: str
    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""
    weight: int = 100
    starttls: bool = False


_PORTS = {"smpp": 2775, "smpps": 3550, "smtp": 25, "smtps": 465, "imap": 143, "imaps": 993}


def _value(name: str) -> str:
    return os.environ.get(f"INDGANG_{name}", "").strip()


def _file(name: str) -> Path:
    path = Path(_value(name))
    if not path.is_file():
        raise BadAddress(f"INDGANG_{name}: write the path of a PEM file that exists.")
    return path


def post() -> Post | None:
    """How to reach Digital Post; None when INDGANG_POST is not set. Raises BadAddress."""
    address = _value("POST").rstrip("/")
    if not address:
        return None
    tokens = _value("POST_TOKENS").rstrip("/")
    for name, given in (("POST", address), ("POST_TOKENS", tokens)):
        if not re.fullmatch(r"https://[^\s/]+(/\S*)?", given):
            raise BadAddress(f"INDGANG_{name}: write an address that begins with https://.")
    cvr = _value("POST_CVR")
    if not re.fullmatch(r"[0-9]{8}", cvr):
        raise BadAddress("INDGANG_POST_CVR: write the municipality's CVR number, eight digits.")
    secret = _value("POST_SECRET")
    if not re.fullmatch(r"[^:\s]+:\S{16,}", secret):
        raise BadAddress("INDGANG_POST_SECRET: write user:password, the password of 16 characters or more.")
    return Post(
        address=address,
        tokens=tokens,
        cvr=cvr,
        certificate=_file("POST_CERTIFICATE"),
        key=_file("POST_KEY"),
        authority=_file("POST_CA") if _value("POST_CA") else None,
        secret=secret,
    )


def payments(public_origin: str, *, demo: bool) -> Payments | None:
    """How to reach the payment house; None when INDGANG_PAYMENT is not set. In a demo it may stand on this machine
    without encryption. Raises BadAddress."""
    address = _value("PAYMENT").rstrip("/")
    if not address:
        return None
    allowed = r"https://[^\s/]+|http://127\.0\.0\.1:[0-9]{1,5}" if demo else r"https://[^\s/]+"
    page = _value("PAYMENT_PAGE").rstrip("/") or address
    for name, given in (("PAYMENT", address), ("PAYMENT_PAGE", page)):
        if not re.fullmatch(allowed, given):
            raise BadAddress(f"INDGANG_{name}: write https:// and the host, without a path.")
    key = _value("PAYMENT_KEY")
    if not re.fullmatch(r"[!-~]{16,200}", key):
        raise BadAddress("INDGANG_PAYMENT_KEY: write the secret key, without spaces.")
    secret = _value("PAYMENT_SECRET")
    if not re.fullmatch(r"[A-Za-z0-9]{16,64}", secret):
        raise BadAddress("INDGANG_PAYMENT_SECRET: write 16 to 64 letters and digits.")
    terms = _value("PAYMENT_TERMS") or f"{public_origin}/om/dine-oplysninger/"
    if not re.fullmatch(r"https?://\S+", terms):
        raise BadAddress("INDGANG_PAYMENT_TERMS: write a whole address.")
    return Payments(address, key, page, secret, terms)


def registers() -> RegisterRoads | None:
    """How to reach the registers, `vehicles=https://host:port/path` with commas between; None when none is set.

    Raises BadAddress."""
    found: dict[str, str] = {}
    for one in _value("REGISTERS").split(","):
        if not one.strip():
            continue
        name, _, address = (part.strip() for part in one.partition("="))
        if name not in REGISTERS:
            raise BadAddress(f"INDGANG_REGISTERS: `{name[:40]}` is no register. Use {', '.join(REGISTERS)}.")
        if not re.fullmatch(r"https://[^\s/]+(/\S*)?", address):
            raise BadAddress(f"INDGANG_REGISTERS: write {name}=https:// and the host.")
        if name in found:
            raise BadAddress(f"INDGANG_REGISTERS: {name} is named twice.")
        found[name] = address.rstrip("/")
    if not found:
        return None
    return RegisterRoads(
        addresses=found,
        certificate=_file("REGISTERS_CERTIFICATE"),
        key=_file("REGISTERS_KEY"),
        authority=_file("REGISTERS_CA") if _value("REGISTERS_CA") else None,
    )


def servers(name: str, schemes: tuple[str, ...]) -> tuple[Server, ...]:
    """The servers of one road, `name=scheme://user:password@host:port?weight=60` with commas between.

    Raises BadAddress."""
    found = [_server(name, one.strip(), schemes) for one in _value(name).split(",") if one.strip()]
    if len({one.name for one in found}) < len(found):
        raise BadAddress(f"INDGANG_{name}: two servers have the same name.")
    return tuple(found)


def _server(setting: str, text: str, schemes: tuple[str, ...]) -> Server:
    name, equals, address = text.partition("=")
    if not equals or not re.fullmatch(r"[a-z0-9-]{1,40}", name):
        raise BadAddress(f"INDGANG_{setting}: write each server as name={schemes[0]}://host:port.")
    parts = urlsplit(address)
    try:
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise BadAddress(f"INDGANG_{setting}: the port of {name} is no port.") from error
    if parts.scheme not in schemes or not parts.hostname:
        raise BadAddress(
            f"INDGANG_{setting}: {name} must be {' or '.join(schemes)}, such as {schemes[0]}://host."
        )
    asked = parse_qs(parts.query)
    weight = asked.get("weight", ["100"])[0]
    if not (weight.isascii() and weight.isdigit() and 1 <= int(weight) <= 1000):
        raise BadAddress(f"INDGANG_{setting}: the weight of {name} is a whole number from 1 to 1000.")
    return Server(
        name=name,
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        weight=int(weight),
        starttls=asked.get("starttls", ["0"])[0] == "1",
    )


def mail_from() -> str:
    """Who our e-mail comes from; empty when none is sent. Raises BadAddress."""
    given = _value("MAIL_FROM")
    if given and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", given):
        raise BadAddress("INDGANG_MAIL_FROM: write one e-mail address.")
    return given


def public_origin(origin: str) -> str:
    """The address that stands in what we send out; INDGANG_ORIGIN when nothing else is set. Raises BadAddress."""
    given = _value("PUBLIC_ORIGIN").rstrip("/")
    if given and not re.fullmatch(r"https://[^\s/]+", given):
        raise BadAddress("INDGANG_PUBLIC_ORIGIN: write https:// and the host, without a path.")
    return given or origin


def seen_from_outside(*, demo: bool) -> str:
    """Where people see the demo's post as its receivers do; empty when this is no demo. Raises BadAddress."""
    given = _value("DEMO_POST")
    if given and not re.fullmatch(r"http://127\.0\.0\.1:[0-9]{1,5}/", given):
        raise BadAddress("INDGANG_DEMO_POST: write http://127.0.0.1: and a port, with a slash at the end.")
    return given if demo else ""


def licences_secret() -> str:
    """What those must bring who ask for a number plate's licence; empty when nobody may. Raises BadAddress."""
    given = _value("LICENCES_SECRET")
    if given and not re.fullmatch(r"[^:\s]+:\S{16,}", given):
        raise BadAddress(
            "INDGANG_LICENCES_SECRET: write user:password, the password of 16 characters or more."
        )
    return given
