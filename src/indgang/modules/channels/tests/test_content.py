"""Entrances and plans from files: what is refused, and when a plan is new."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.channels import selectors, services
from indgang.modules.channels.models import Entrance, Plan, PlanEntry
from indgang.modules.channels.schema import read_entrances, read_plans
from indgang.modules.channels.vocabulary import Channel, PlanState

SERVICES = {"pas", "rotter"}
ORGANISATION = """
departments:
  - {id: oekf, code: ØKF, name: {da: Økonomi, en: Finance}}
units:
  - {id: borgerservice, department: oekf, name: {da: Borgerservice, en: Citizen Service}, phone: 99 99 01 00}
"""
ENTRANCE = """
entrances:
  - id: midtby
    kind: physical
    name: {da: Midtby, en: Town}
    unit: borgerservice
    address: Klokkeengen 2
    postal_code: 9999
    city: Lyngsø
    hours:
      mon: [10.00-16.00]
    services: [pas]
"""
PLANS = """
plans:
  - service: pas
    from: 2026-01-01
    reason: {da: Derfor, en: Because}
    channels:
      - {channel: in_person, state: first}
      - {channel: web, state: offered}
  - service: rotter
    from: 2026-01-01
    reason: {da: Derfor, en: Because}
    channels:
      - {channel: web, state: first}
      - {channel: telephone, state: offered}
    levels:
      - level: guidance
        channels:
          - {channel: telephone, state: first}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "organisation.yaml").write_text(ORGANISATION)
    (tmp_path / "entrances.yaml").write_text(ENTRANCE)
    (tmp_path / "channel_plans").mkdir()
    (tmp_path / "channel_plans" / "all.yaml").write_text(PLANS)
    return tmp_path


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(ContentError) as caught:
        read()
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("unit: borgerservice", "unit: nowhere", 6, "`nowhere` is no unit"),
        ("services: [pas]", "services: [pas, kage]", 12, "`kage` is no service"),
        ("10.00-16.00", "10-16", 11, "write opening hours as 09.00-15.30"),
        ("10.00-16.00", "16.00-10.00", 11, "the end must be after the beginning"),
        ("10.00-16.00", "10.00-24.30", 11, "24.00 at the latest"),
        ("[10.00-16.00]", "[10.00-16.00, 15.00-17.00]", 10, "overlap"),
        ("kind: physical", "kind: castle", 4, "is `castle`"),
        ("    address: Klokkeengen 2\n", "", 4, "needs `address`"),
        ("kind: physical", "kind: digital", 4, "says in `channels`"),
        ("mon:", "monday:", 11, "monday"),
        ("    city: Lyngsø\n", "    city: Lyngsø\n    cake: yes\n", 10, "`cake` is not known here"),
    ],
)
def test_a_wrong_entrance_is_named_with_its_line(
    pack: Path, old: str, new: str, line: int, says: str
) -> None:
    path = pack / "entrances.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    message = refused(lambda: read_entrances(pack, SERVICES))
    assert says in message
    assert f"entrances.yaml:{line}:" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("service: pas", "service: kage", 3, "`kage` is no service"),
        ("channel: in_person", "channel: pigeon", 7, "is `pigeon`"),
        (
            "{channel: in_person, state: first}",
            "{channel: letter, state: first}",
            6,
            "A person cannot be reached",
        ),
        (
            "{channel: in_person, state: first}",
            "{channel: in_person, state: offered}",
            6,
            "Exactly one channel",
        ),
        ("{channel: web, state: offered}", "{channel: web, state: first}", 6, "Exactly one channel"),
        ("{channel: web, state: offered}", "{channel: web, state: closed}", 8, "needs `legal_basis`"),
        ("{channel: web, state: offered}", "{channel: in_person, state: offered}", 8, "stands here twice"),
        ("{channel: web, state: offered}", "{channel: unknown, state: offered}", 8, "cannot be offered"),
        (
            "{channel: web, state: offered}",
            "{channel: in_person, state: closed, for: company, legal_basis: § 1}",
            6,
            "A person cannot be reached (company)",
        ),
        ("from: 2026-01-01", "from: soon", 4, "`plans.0.from`"),
        ("service: rotter", "service: pas", 9, "has a plan already"),
        (
            "          - {channel: telephone, state: first}",
            "          - {channel: web, state: first}",
            17,
            "A person",
        ),
    ],
)
def test_a_wrong_plan_is_named_with_its_line(pack: Path, old: str, new: str, line: int, says: str) -> None:
    path = pack / "channel_plans" / "all.yaml"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    message = refused(lambda: read_plans(pack, SERVICES))
    assert says in message
    assert f"all.yaml:{line}:" in message


def test_a_service_without_a_plan_is_refused(pack: Path) -> None:
    message = refused(lambda: read_plans(pack, SERVICES | {"valg"}))
    assert "These services have no plan: valg." in message


def test_every_problem_is_told_at_once(pack: Path) -> None:
    path = pack / "channel_plans" / "all.yaml"
    path.write_text(path.read_text().replace("state: offered", "state: closed"))
    assert refused(lambda: read_plans(pack, SERVICES)).count("legal_basis") == 2


@pytest.fixture
def lyngsoe_pack(lyngsoe: None, tmp_path: Path) -> Path:
    """A copy of the demo's entrances and plans that a test may change; they are loaded already."""
    for name in ("organisation.yaml", "entrances.yaml", "channel_plans"):
        source = settings.CONTENT_DIR / "municipalities" / "lyngsoe" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    return tmp_path


def test_loading_again_writes_nothing_and_a_change_is_appended(lyngsoe_pack: Path) -> None:
    rows = Plan.objects.count(), PlanEntry.objects.count()
    assert min(rows) > 100
    assert services.load_plans(lyngsoe_pack) == 0
    assert (Plan.objects.count(), PlanEntry.objects.count()) == rows

    path = lyngsoe_pack / "channel_plans" / "kff.yaml"
    before = path.read_text()
    path.write_text(before.replace("      - {channel: chat, state: offered}\n", "", 1))
    assert services.load_plans(lyngsoe_pack) == 1
    path.write_text(before)
    assert services.load_plans(lyngsoe_pack) == 1  # a change back is a new decision too
    assert Plan.objects.filter(service_id="bibliotek", level="").count() == 3


def test_a_level_that_leaves_the_file_is_taken_back(lyngsoe_pack: Path) -> None:
    day = date(2026, 12, 1)
    path = lyngsoe_pack / "channel_plans" / "kff.yaml"
    text = path.read_text()
    start = text.index("    levels:\n", text.index("service: foreningstilskud"))
    end = text.find("  - service:", start)
    path.write_text(text[:start] + (text[end:] if end > 0 else ""))
    assert services.load_plans(lyngsoe_pack) == 1
    newest = Plan.objects.filter(service_id="foreningstilskud", level="guidance").latest("pk")
    assert not newest.entries.exists()
    generation.set_current(generation.current() + 1)
    holds = selectors.plan("foreningstilskud", day=day, level="guidance")
    assert holds is not None
    assert holds.level == ""
    assert holds.lines[0].channel is Channel.WEB
    assert holds.lines[0].state is PlanState.FIRST


def test_an_entrance_that_leaves_the_file_is_retired(lyngsoe_pack: Path) -> None:
    path = lyngsoe_pack / "entrances.yaml"
    text = path.read_text()
    start = text.index("  - id: servicebussen")
    path.write_text(text[:start] + text[text.index("  - id:", start + 5) :])
    services.load_entrances(lyngsoe_pack)
    assert Entrance.objects.get(pk="servicebussen").retired
    assert Entrance.objects.filter(retired=False).count() == 11
