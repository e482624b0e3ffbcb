"""Files go with what they belong to: a case keeps its own, and what was never sent goes after its time."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from indgang.kernel import clock
from indgang.kernel.uploads.testing import pdf
from indgang.modules.cases.models import Case
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import _now, case, lyngsoe, maja, open_case  # noqa: F401
from indgang.modules.files import selectors, services
from indgang.modules.files.tests.conftest import OLE, upload
from indgang.modules.files.tests.test_shelf import aged
from indgang.modules.files.vocabulary import FileInfo
from indgang.project import privacy, routine


@pytest.fixture(autouse=True)
def _own_shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    yield
    clock.freeze(None)


@pytest.fixture
def keep() -> Callable[..., FileInfo]:
    def kept(owner: str, pages: int = 1) -> FileInfo:
        found = services.keep(upload=upload(pdf(pages=pages)), owner=owner, title="", by=OLE)
        aged(selectors.place_of(found.sha256))
        return found

    return kept


def test_a_cases_files_stay_with_it_and_go_when_it_is_gone(
    case: CaseInfo,  # noqa: F811
    keep: Callable[..., FileInfo],
) -> None:
    kept = keep(case.case_key)
    wrong = keep(case.case_key, pages=2)
    services.set_aside(file_id=wrong.id, owner=case.case_key, why="Forkert sag", by=OLE)
    clock.freeze(clock.now() + timedelta(days=365 * 12))
    assert privacy.purge(dry_run=True)["files.StoredFile"] == 0
    routine.night()
    assert len(selectors.files_of(case.case_key, set_aside_too=True)) == 2
    assert selectors.place_of(kept.sha256).is_file()
    Case.objects.filter(pk=case.id).delete()
    assert routine.night()["files.StoredFile"] == 2
    assert not [path for path in selectors.shelf().rglob("*") if path.is_file()]


@pytest.mark.django_db
@pytest.mark.parametrize(("owner", "days"), [("draft:", 180), ("message:", 14), ("sending:", 14)])
def test_what_was_never_sent_goes_after_its_time(
    keep: Callable[..., FileInfo], owner: str, days: int
) -> None:
    key = f"{owner}{UUID(int=1)}"
    found = keep(key)
    begun = clock.now()
    clock.freeze(begun + timedelta(days=days - 1))
    routine.night()
    assert selectors.files_of(key) == [found]
    clock.freeze(begun + timedelta(days=days + 1))
    assert routine.night()["files on disk"] == 1
    assert selectors.files_of(key) == []
