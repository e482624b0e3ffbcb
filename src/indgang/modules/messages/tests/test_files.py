"""The letter as a file."""

from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from indgang.adapters.letters.html_press import HtmlPress
from indgang.adapters.letters.types import CannotRender, Rendered, Sheet
from indgang.kernel import clock
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import rules, selectors, services
from indgang.modules.messages.models import LetterFile
from indgang.modules.messages.services import files
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import Letter, MessageKind


class BrokenPress:
    def render(self, sheet: Sheet) -> Rendered:
        raise CannotRender("ingen skrifttyper")


@pytest.fixture
def wanted(maja: Acting, letter: Letter, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A letter whose file nobody has made yet, and a press without Pango."""
    monkeypatch.setattr(files, "press", lambda: HtmlPress("Pango mangler"))
    return services.send(
        to=maja.party,
        letter=letter,
        kind=MessageKind.DECISION,
        by=SYSTEM,
        key="k",
        unit="folkeregister",
        reference="26-000001",
    )


def test_the_page_says_that_the_file_is_on_its_way(maja: Acting, wanted: UUID) -> None:
    found = selectors.letter_file(wanted, party=maja.party)
    assert found is not None
    assert not found.ready


def test_a_worker_makes_the_file_and_it_is_served_by_its_hash(maja: Acting, wanted: UUID) -> None:
    services.deliver_planned()
    found = selectors.letter_file(wanted, party=maja.party)
    assert found is not None
    assert found.path is not None
    content = found.path.read_bytes()
    assert found.sha256 == sha256(content).hexdigest() == found.path.name
    assert (found.kind, found.size, found.note) == ("html", len(content), "Pango mangler")
    for word in (
        "Lyngsø Kommune",
        "Folkeregisteret",
        "26-000001",
        "Maja Holm",
        "4. maj 2026",
        "Du er flyttet",
    ):
        assert word in content.decode()


def test_a_file_is_made_once(wanted: UUID) -> None:
    files.make(wanted)
    before = LetterFile.objects.values().get()
    assert files.make(wanted) == "made by another worker"
    assert LetterFile.objects.values().get() == before


def test_a_press_that_stumbles_is_tried_again_and_then_html_stands_in(
    wanted: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "press", lambda: BrokenPress())
    now = NOW
    for _ in range(rules.MAX_ATTEMPTS - 1):
        clock.freeze(now)
        services.deliver_planned()
        assert LetterFile.objects.get().state == "wanted"
        assert LetterFile.objects.get().note == "ingen skrifttyper"
        now += timedelta(hours=7)
    clock.freeze(now)
    services.deliver_planned()
    row = LetterFile.objects.get()
    assert (row.state, row.kind, row.note) == ("made", "html", "PDF kunne ikke laves")


def test_a_message_without_a_file_has_none(maja: Acting, letter: Letter) -> None:
    message_id = services.send(
        to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key="n", as_pdf=False
    )
    assert selectors.letter_file(message_id, party=maja.party) is None


def test_files_that_no_message_has_are_removed(wanted: UUID) -> None:
    services.deliver_planned()
    orphan = selectors.file_path(files.store(b"gammelt"))
    assert services.remove_orphan_files() == 0
    clock.freeze(clock.now() + timedelta(days=2000))
    assert services.remove_orphan_files() == 1
    assert not orphan.exists()
    assert selectors.file_path(LetterFile.objects.get().sha256).exists()
