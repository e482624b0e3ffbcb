"""The places that a round begins with."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from indgang.adapters.schools.fake import FakeSchools
from indgang.kernel import generation
from indgang.modules.selfservice.models import Round, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.selectors import registers
from indgang.modules.selfservice.services.round_places import suggested_places
from indgang.modules.selfservice.services.rounds import Place
from indgang.modules.selfservice.tests.conftest import NOW, PACK, Outside

pytestmark = pytest.mark.django_db
SLUG = "skoleindskrivning"


@pytest.fixture
def schools(outside: Outside, lyngsoe: object, monkeypatch: pytest.MonkeyPatch) -> FakeSchools:
    """The register of schools, and the solution that lets people choose among them."""
    source = read_source(Path(settings.CONTENT_DIR) / "solutions" / SLUG)
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug=SLUG, format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    generation.set_current(generation.current() + 1)
    register = FakeSchools(PACK / "demo")
    there = replace(registers.connected(), schools=register)
    monkeypatch.setattr(registers, "demo_registers", lambda folder: there)
    return register


def test_the_first_round_begins_with_our_own_schools_by_name_and_no_seats(schools: FakeSchools) -> None:
    found = suggested_places(SLUG)
    ours = [(one.id, one.name) for one in schools.all() if one.municipality == "0999"]
    assert len(ours) < len(schools.all())
    assert found == [Place(ref, name) for ref, name in sorted(ours, key=lambda one: one[1])]
    assert [one.ref for one in found][:2] == ["birkeskolen", "fyrskolen"]


def test_a_silent_register_gives_none(schools: FakeSchools) -> None:
    schools.down = True
    assert suggested_places(SLUG) == []


def test_a_later_round_begins_as_the_last_one_stood(opened: Round) -> None:
    assert suggested_places("haver") == [Place("bakken", "Bakken", 1, 0), Place("rosen", "Rosenhaven", 2, 1)]
    Round.objects.all().delete()
    assert suggested_places("haver") == []
