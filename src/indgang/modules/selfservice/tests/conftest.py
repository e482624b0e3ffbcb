"""Lyngsø with one service, the solution flytning and the demo's people, on 21 November 2026."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings

from indgang.adapters.addresses.fake import FakeAddresses
from indgang.adapters.cpr.fake import FakeCpr
from indgang.adapters.doctors.fake import FakeDoctors
from indgang.kernel import clock, events, generation
from indgang.modules.cases import handlers as case_handlers
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.catalogue.models import Service
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo, employee
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Role
from indgang.modules.messages import services as messages
from indgang.modules.messages.events import ReplyReceived
from indgang.modules.messages.vocabulary import LetterTemplate
from indgang.modules.selfservice import handlers, services
from indgang.modules.selfservice.models import Draft, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.selectors import registers
from indgang.modules.selfservice.selectors.registers import Registers
from indgang.modules.selfservice.services import Knocked
from indgang.modules.selfservice.services.results import SaveResult, SubmissionInfo

NOW = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
PACK = Path(settings.CONTENT_DIR) / "municipalities" / "lyngsoe"
FLYTNING = Path(settings.CONTENT_DIR) / "solutions" / "flytning"

MADS_MOVES: dict[str, dict[str, Any]] = {
    "dato": {"moving_date": "2026-12-01"},
    "hvem": {"who": ["mads"]},
    "adresse": {"new_address": "skonnertgade-4-2-th", "co_name": ""},
    "bolig": {"relation": "tenant", "others_stay": "no"},
    "gammel-bolig": {"old_home": "left"},
    "laege": {"doctor_choice": "keep"},
    "kontakt": {"protection": "no", "phone": "", "email": ""},
    "erklaering": {"declared": "yes"},
}


@cache
def _solution() -> tuple[dict[str, str], dict[str, LetterTemplate]]:
    letters = {path.stem: messages.read_letter(path) for path in (FLYTNING / "letters").glob("*.yaml")}
    return read_source(FLYTNING), letters


@pytest.fixture(autouse=True)
def the_21st_of_november() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


def one_service() -> None:
    """The one row of the catalogue that is needed here: 109 with their inflections take seconds to read."""
    Service.objects.create(
        id="flytning-indland",
        name={"da": "Anmeld flytning i Danmark", "en": "Report a move within Denmark"},
        summary={"da": "Fortæl os din nye adresse.", "en": "Tell us your new address."},
        audience=["citizen"],
        department_id="oekf",
        unit_id="folkeregister",
        kle="23.05.10",
        kle_title="Flytteanmeldelse",
        decided_by="mixed",
        solution="flytning",
    )


@pytest.fixture
def lyngsoe(request: pytest.FixtureRequest) -> Iterator[list[CaseDecided]]:
    """Everything that flytning stands on, and the news of decided cases."""
    marker = request.node.get_closest_marker("django_db")
    request.getfixturevalue("transactional_db" if marker and marker.kwargs.get("transaction") else "db")
    generation.set_current(generation.current() + 1)
    identity.load_pack(PACK)
    one_service()
    source, letters = _solution()
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug="flytning", format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    messages.register_letters(owner="flytning", letters=letters)
    news: list[CaseDecided] = []
    events.connect(
        {ReplyReceived: [case_handlers.on_reply], CaseDecided: [handlers.on_case_decided, news.append]}
    )
    yield news
    generation.set_current(generation.current() + 1)


@dataclass
class Outside:
    """The registers that the test can silence or change."""

    cpr: FakeCpr
    addresses: FakeAddresses
    doctors: FakeDoctors


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """Registers of one's own, in the place of the connected ones."""
    mine = Outside(FakeCpr(PACK / "demo"), FakeAddresses(PACK / "demo"), FakeDoctors(PACK / "demo"))
    connected = Registers(mine.cpr, mine.addresses, mine.doctors)
    monkeypatch.setattr(registers, "demo_registers", lambda folder: connected)
    return mine


People = Callable[..., Acting]


@pytest.fixture
def person(lyngsoe: object) -> People:
    """One of the demo's people, acting for themselves or (`for_`, `ground`, `mandate`) for another."""
    cpr = FakeCpr(PACK / "demo")

    def known(ref: str) -> tuple[str, str]:
        name = cpr.person(cpr.cpr_of(ref))
        assert name is not None
        row = identity.know_person(cpr=cpr.cpr_of(ref), name=name.name)
        return str(row.pk), name.name

    def acting(ref: str, *, for_: str = "", ground: Ground = Ground.SELF, mandate: str = "") -> Acting:
        actor_id, actor_name = known(ref)
        party_id, party_name = known(for_ or ref)
        return Acting(
            Actor("person", actor_id, actor_name), Party("person", party_id, party_name), ground, mandate
        )

    return acting


@pytest.fixture
def mads(person: People) -> Acting:
    return person("mads")


@pytest.fixture
def sofie(person: People) -> Acting:
    return person("sofie")


@dataclass
class Filling:
    """Somebody fills in a draft as a page does: reads the revision, sends a step."""

    by: Acting
    draft_id: Any
    revision: int = 0

    def step(self, step: str, values: Mapping[str, str | Sequence[str]]) -> SaveResult:
        result = services.answer(
            draft_id=self.draft_id, step=step, values=values, seen_revision=self.revision, by=self.by
        )
        self.revision = result.revision
        return result

    def all(self, **changes: Any) -> "Filling":
        """Every step of Mads' move, with some answers changed."""
        for step, values in MADS_MOVES.items():
            self.step(step, {key: changes.get(key, value) for key, value in values.items()})
        return self

    def send(self, key: str = "the-button") -> SubmissionInfo:
        return services.submit(draft_id=self.draft_id, key=key, by=self.by, seen_revision=self.revision)

    def elsewhere(self, by: Acting | None = None) -> "Filling":
        """The same draft in another window or on another device, as it stands now."""
        return replace(self, by=by or self.by)


@pytest.fixture
def begin() -> Callable[[Acting], Filling]:
    def begun(by: Acting) -> Filling:
        info = services.begin(solution="flytning", by=by)
        return Filling(by, info.id, info.revision)

    return begun


def staff(name: str, role: Role = Role.CLERK) -> EmployeeInfo:
    account = identity.account_for_staff(subject=name, name=name, roles=[role], unit="borgerservice")
    assert account.employee is not None
    return employee(account.employee.pk)


@pytest.fixture
def maria(lyngsoe: object) -> EmployeeInfo:
    return staff("Maria Kongshøj")


@dataclass
class Call:
    """A call or a visit in somebody's hands."""

    by: EmployeeInfo
    id: UUID

    def knocks(self, draft: Filling) -> Knocked:
        """With the code that the citizen reads out."""
        code = services.ask_for_help(draft_id=draft.draft_id, step="adresse", by=draft.by)
        return services.knock(contact_id=self.id, by=self.by, code=code.code)

    def joins(self, draft: Filling) -> Any:
        knocked = self.knocks(draft)
        services.confirm(joining_id=knocked.joining_id, yes=True, by=draft.by)
        return knocked.joining_id


def call(by: EmployeeInfo, channel: str = "telephone") -> Call:
    return Call(by, contacts.begin(channel=channel, entrance_id="", by=by))


def shared(draft: Filling) -> str:
    return Draft.objects.get(pk=draft.draft_id).shared


@pytest.fixture
def freddy(lyngsoe: object) -> EmployeeInfo:
    return hired("Freddy Vestbirk", "kontaktcenter", Role.CLERK)


@pytest.fixture
def meets() -> Callable[..., Any]:
    """A contact with somebody who is found and checked."""

    def met(
        by: EmployeeInfo,
        visitor: Acting,
        channel: Channel = Channel.IN_PERSON,
        how: IdCheck = IdCheck.PHOTO_ID,
    ) -> Any:
        contact = contacts.begin(channel=channel.value, entrance_id="", by=by)
        contacts.identify(contact_id=contact, party=visitor.party, caller=None, by=by)
        contacts.check_id(contact_id=contact, how=how, by=by)
        return contact

    return met
