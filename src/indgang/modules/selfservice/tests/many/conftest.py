"""The demo's company that sends, and a solution that takes a file of many."""

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest

from indgang.kernel import generation
from indgang.kernel.tables import as_csv
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Mandate
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party
from indgang.modules.messages import services as messages
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.tests.conftest import NOW

FOLDER = Path(__file__).parent / "refusion"
SLUG = "mange-proeve"
CVR, COMPANY = "99991518", "Lyngsø Flyttefirma ApS"
PETER = "2005804321"
HEAD = ("CPR-nummer", "Fra", "Til", "Hvorfor", "Timer", "Beløb", "Bemærkning", "Betalt")
GOOD = ("010190-1234", "01-11-2026", "10-11-2026", "Helt væk", "", "2.405,50", "", "ja")


@cache
def _source() -> dict[str, str]:
    return read_source(FOLDER)


def load() -> None:
    """The solution into the tables, as content is loaded."""
    source = _source()
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug=SLUG, format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    letters = {path.stem: messages.read_letter(path) for path in (FOLDER / "letters").glob("*.yaml")}
    messages.register_letters(owner=SLUG, letters=letters)
    generation.set_current(generation.current() + 1)


def acting(
    *, rights: tuple[str, ...] = ("view", "submit"), name: str = "Peter Havn", cpr: str = PETER
) -> Acting:
    """Somebody who logs in for the company."""
    account = identity.account_for_citizen(
        subject=cpr, name=name, cpr=cpr, company=(CVR, COMPANY), rights=rights
    )
    company = Company.objects.get(cvr=CVR)
    held = Mandate.objects.get(holder=account.person_id, giver_company=company)
    return Acting(
        Actor("person", str(account.person_id), name),
        Party("company", str(company.pk), COMPANY),
        Ground.COMPANY,
        str(held.pk),
    )


@pytest.fixture
def peter(lyngsoe: object) -> Acting:
    load()
    return acting()


def row(**changes: str) -> tuple[str, ...]:
    """A good row with some cells changed; `i` makes one that differs from others."""
    cells = dict(zip(HEAD, GOOD, strict=True)) | changes
    return tuple(cells[name] for name in HEAD)


def rows(count: int) -> list[tuple[str, ...]]:
    """Good rows that all differ."""
    return [row(Beløb=str(100 + number)) for number in range(count)]


def a_file(lines: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> bytes:
    return as_csv([head, *lines])


Take = Callable[[bytes | Sequence[Sequence[str]]], UUID]


@pytest.fixture
def take(peter: Acting) -> Take:
    """Take a file in, and check its rows."""

    def taken(what: bytes | Sequence[Sequence[str]]) -> UUID:
        content = what if isinstance(what, bytes) else a_file(what)
        file = many.take_file(solution=SLUG, name="refusion.csv", content=io.BytesIO(content), by=peter)
        many.work_on(file)
        return file

    return taken
