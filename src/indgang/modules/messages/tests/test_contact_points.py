"""contact_points.yaml: read strictly, loaded once, and the last one takes the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.messages.models import ContactPoint
from indgang.modules.messages.selectors import contact_points
from indgang.modules.messages.services import contact_points as loading

Write = Callable[[str], Path]
TWO = """
points:
  - id: flytning
    label: {da: Flytning, en: Moving}
    unit: folkeregister
    kle: [23.05]
    services: [flytning-indland]
  - id: andet
    label: {da: Andet, en: Other}
    unit: borgerservice
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    (tmp_path / "organisation.yaml").write_text("units:\n  - id: folkeregister\n  - id: borgerservice\n")

    def to(text: str) -> Path:
        (tmp_path / "contact_points.yaml").write_text(text)
        return tmp_path

    return to


def read(folder: Path) -> list[str]:
    return [one.id for one in loading.read_contact_points(folder, {"flytning-indland"})]


def test_a_pack_without_the_file_has_none(tmp_path: Path) -> None:
    assert read(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("folkeregister", "ukendt", "no unit"),
        ("flytning-indland", "ukendt", "no service"),
        ("id: andet", "id: flytning", "twice"),
        ("23.05", "235", "pattern"),
        ("unit: borgerservice", "unit: borgerservice\n    open: no", "must be open"),
        ("unit: borgerservice", "unit: borgerservice\n    kle: ['23.05']", "with `flytning` already"),
        ("unit: borgerservice", "unit: borgerservice\n    hul: ja", "not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(write: Write, old: str, new: str, said: str) -> None:
    assert read(write(TWO)) == ["flytning", "andet"]
    with pytest.raises(ContentError, match=said) as error:
        read(write(TWO.replace(old, new)))
    assert all(problem.line > 1 for problem in error.value.problems)


@pytest.mark.django_db
def test_they_are_loaded_in_their_order_and_one_that_left_is_gone(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "live_service_ids", lambda: {"flytning-indland"})
    for _ in range(2):
        loading.load_contact_points(write(TWO))
    assert [one.id for one in contact_points()] == ["flytning", "andet"]
    folder = write(TWO.replace("id: flytning\n", "id: ny\n").replace("services:", "open: no\n    services:"))
    loading.load_contact_points(folder)
    assert [one.id for one in contact_points()] == ["andet"]
    assert set(ContactPoint.objects.values_list("pk", flat=True)) == {"ny", "andet"}
