"""With a virus scanner set up, nothing is kept that it has not found clean."""

from collections.abc import Iterator

import pytest
from pypdf.generic import DecodedStreamObject
from pytest_django import Settings
from simulators.clamd.testing import Running, running

from indgang.kernel.uploads import BadFile, Refusal
from indgang.kernel.uploads.kinds import EICAR
from indgang.kernel.uploads.testing import pdf, unreachable
from indgang.modules.files import services
from indgang.modules.files.models import StoredFile
from indgang.modules.files.services import keeping, scanning
from indgang.modules.files.tests.conftest import DRAFT, MAJA, upload


@pytest.fixture(scope="module")
def process() -> Iterator[Running]:
    with running() as found:
        yield found


@pytest.fixture
def clamd(process: Running, settings: Settings) -> Iterator[Running]:
    settings.CLAMAV = process.address
    yield process
    process.faults()


def refused(content: bytes) -> Refusal:
    with pytest.raises(BadFile) as caught:
        services.keep(upload=upload(content), owner=DRAFT, title="", by=MAJA)
    assert not StoredFile.objects.exists()
    return caught.value.why


@pytest.mark.django_db
def test_a_clean_file_is_kept(clamd: Running) -> None:
    assert services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA).pages == 1


@pytest.mark.django_db
def test_what_the_scanner_finds_is_refused(clamd: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own look finds the EICAR line first; here it is told not to."""
    monkeypatch.setattr("indgang.kernel.uploads.kinds.EICAR", b"nothing like it")
    stream = DecodedStreamObject()
    stream.set_data(EICAR)
    assert refused(pdf(unreachable(stream))) is Refusal.VIRUS


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [{"down": True}, {"error": "Can't open file"}, {"stream_max": 100}])
def test_a_scanner_that_cannot_scan_takes_nothing(clamd: Running, fault: dict[str, object]) -> None:
    clamd.faults(**fault)
    assert refused(pdf()) is Refusal.NO_SCANNER


@pytest.mark.django_db
def test_without_a_scanner_none_is_asked(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CLAMAV = ""
    monkeypatch.setattr(scanning, "_client", None)
    assert services.keep(upload=upload(pdf()), owner=DRAFT, title="", by=MAJA).pages == 1


def test_what_is_no_file_is_never_sent_to_the_scanner(
    clamd: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "scan", None)
    with pytest.raises(BadFile):
        services.read(upload(b"hello"))
