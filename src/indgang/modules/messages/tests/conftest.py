"""A municipality, somebody who writes, and a letter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.adapters.letters.types import Rendered, Sheet
from indgang.kernel import clock, events, generation
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import Acting, Actor, Party
from indgang.modules.messages.events import DeliveryFailed, MessageArrived
from indgang.modules.messages.rules.ladder import Rung
from indgang.modules.messages.services import climbing, files, hand_over, ports, ways
from indgang.modules.messages.tests.fake_post import FakePost
from indgang.modules.messages.vocabulary import Block, Letter, Way
from indgang.project.wiring import HANDLERS

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    clock.freeze(NOW)
    yield
    clock.freeze(None)


@pytest.fixture(autouse=True)
def _own_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


@pytest.fixture
def lyngsoe(db: None) -> Iterator[None]:
    """The municipality, without its catalogue. Nobody hears our news."""
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    events.connect({})
    yield
    events.connect(HANDLERS)
    generation.set_current(generation.current() + 1)


def _citizen(cpr: str, name: str) -> Acting:
    person = identity.know_person(cpr=cpr, name=name)
    return Acting(Actor("person", str(person.pk), name), Party("person", str(person.pk), name))


@pytest.fixture
def maja(lyngsoe: None) -> Acting:
    """A citizen who acts for herself."""
    return _citizen("6104850001", "Maja Holm")


@pytest.fixture
def bo(lyngsoe: None) -> Acting:
    """Another citizen."""
    return _citizen("6204850002", "Bo Lind")


@dataclass
class Roads:
    """What is connected in a test. `registered`: what the register says of everybody (None: it is silent)."""

    post: FakePost
    letters: FakePost
    sms: FakePost
    registered: bool | None = True
    notices: tuple[Rung, ...] = ()

    def ask(self, party: Party) -> None:
        if self.registered is not None:
            model = Person if party.kind == "person" else Company
            model.objects.filter(pk=party.id).update(dp_registered=self.registered, post_asked_at=clock.now())


@pytest.fixture
def roads(lyngsoe: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    """Digital Post, remote print and SMS, all of them fakes; letters are PDF at once; nobody is asked outside."""
    climbing.JITTER.seed(2012)
    made = Roads(FakePost(), FakePost(), FakePost())
    known: dict[Way, hand_over.Carrier] = {
        Way.DIGITAL_POST: made.post,
        Way.LETTER: made.letters,
        Way.SMS: made.sms,
    }
    before = {way: hand_over.carrier_of(way) for way in known}
    for way, carrier in known.items():
        hand_over.register(way, carrier)
    asked, told = ports._ask[0], ways._notices[0]
    ports.connect(ask=made.ask)
    ways.notices_by(lambda party, kind: made.notices)
    monkeypatch.setattr(files, "press", lambda: PdfPress())
    yield made
    ports.connect(ask=asked)
    ways.notices_by(told)
    for way, old in before.items():
        if old is None:
            hand_over.forget(way)
        else:
            hand_over.register(way, old)


class PdfPress:
    """Says that it made a PDF, without setting one."""

    def render(self, sheet: Sheet) -> Rendered:
        return Rendered("pdf", b"%PDF-1.7 " + sheet.subject.encode())


@pytest.fixture
def letter() -> Letter:
    """A decision as it is sent, with every sort of block."""
    return Letter(
        Text("Du er flyttet", "You have moved"),
        (
            Block("result", Text("Du bor nu på Klokkeengen 2.", "You now live at Klokkeengen 2.")),
            Block("facts", items=(Text("Fra: 1. maj 2026", "From: 1 May 2026"),)),
            Block("heading", Text("Hvad sker der nu?", "What happens now?")),
            Block("text", Text("Du skal ikke gøre mere.", "You need not do anything more.")),
            Block("list", Text("Husk:", "Remember:"), (Text("din læge", "your doctor"),)),
        ),
    )


@pytest.fixture
def told() -> list[Any]:
    """What was heard of letters that arrived or did not."""
    heard: list[Any] = []
    events.connect({DeliveryFailed: [heard.append], MessageArrived: [heard.append]})
    return heard
