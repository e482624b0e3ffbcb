"""Solutions as files: a wrong one is named with file, line and remedy, and the old one stays."""

import shutil
from pathlib import Path

import pytest
from django.db import transaction

from indgang.kernel import generation
from indgang.kernel.strict_yaml import ContentError
from indgang.modules.messages.models import Template
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import SolutionVersion
from indgang.modules.selfservice.tests.conftest import FLYTNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, lyngsoe: object) -> Path:
    """A copy of the solution that a test may break."""
    shutil.copytree(FLYTNING, tmp_path / "solutions" / "flytning")
    return tmp_path / "solutions" / "flytning"


def broken(folder: Path, old: str, new: str, name: str = "solution.yaml") -> str:
    """What is said when `old` is exchanged for `new`; the line is checked to be the one that was changed."""
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused, transaction.atomic():
        services.load_solutions(folder.parent)
    said = str(refused.value)
    assert f"flytning/{name}:" in said
    return said


def line_of(text: str) -> int:
    lines = (FLYTNING / "solution.yaml").read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('when: "days_since <= latest_days"', 'when: "days_sinse <= latest_days"', "`days_sinse`"),
        ('when: "days_since <= latest_days"', 'when: "days_since <= moving_date"', "between whole and date"),
        ('when: "days_since <= latest_days"', 'when: "days_since"', "gives whole, and bool is needed"),
        ('when: "days_since <= latest_days"', 'when: "days_since <="', "stops in the middle"),
        ("paragraph: CPR-loven § 8", "paragraf: CPR-loven § 8", "`paragraf` is not known here"),
        ("outcome: case", "outcome: refused", "Write 'granted', 'case'"),
        ("look_up: residents", "look_up: neighbours", "no look-up"),
        (
            "ask: { address: new_address, people: who }",
            "ask: { address: new_address }",
            "`people` does not fit",
        ),
        ("ask: { address: new_address, people: who }", "ask: { address: who, people: who }", "is not text"),
        ("kind: yes_no", "kind: slider", "Write 'date', 'yes_no'"),
        ("from: household", "from: movers_all", "no list to choose from"),
        ("- id: others_stay", "- id: who", "the name of something else too"),
        ("- id: family\n", "- id: age\n", "stands twice"),
        ('{ da: "{me.name}"', '{ da: "{me.nmae}"', "`{me.nmae}` names nothing"),
        ("da: Du er {me.age} år.", "da: Du er {me.age år.", "`{` names nothing"),
        ("key: flytning.senest_dage_efter", "key: flytning.findes_ikke", "not in parameters.yaml"),
        ("unit: folkeregister", "unit: folkeregisteret", "no unit of organisation.yaml"),
        ("services: [flytning-indland]", "services: [flytning-udland]", "no service of the catalogue"),
        ("refused: refused", "refused: afslag", "no file in letters/"),
        ("      da: Du er under", "      dansk: Du er under", "`dansk` is not known here"),
        ("id: flytning\n", "id: flytninger\n", "a folder of another name"),
        ("format: 1", "format: 2", "Write '1'"),
        ('sensitive: "protection', 'sensitive: "protektion', "`protektion`"),
        ('sensitive: "protection || ', 'sensitive: "size(who)" # ', "gives whole, and bool is needed"),
        ("    to: doctor_register", "    to: doctors_register", "Name it in `receivers`"),
    ],
)
def test_a_mistake_is_named_with_its_line(folder: Path, old: str, new: str, sentence: str) -> None:
    said = broken(folder, old, new)
    assert sentence in said
    numbers = [int(line.split(":")[1]) for line in said.splitlines() if sentence in line]
    assert any(abs(number - line_of(old.splitlines()[0])) <= 6 for number in numbers)


def test_a_letter_that_names_something_unknown_is_refused(folder: Path) -> None:
    said = broken(folder, "dwelling_text,", "dwelling_txt,", "letters/granted.yaml")
    assert "dwelling_txt" in said


def test_a_button_of_a_letter_that_leads_nowhere_is_refused(folder: Path) -> None:
    assert "There is no solution `flytnign`" in broken(
        folder, "to: my_page", "to: flytnign", "letters/receipt.yaml"
    )


def test_a_button_that_ends_on_a_day_nobody_knows_is_refused(folder: Path) -> None:
    said = broken(folder, "until: answer_until", "until: moving_date", "letters/invitation.yaml")
    assert "`moving_date` is no day that is known here. Use answer_until" in said


def test_yaml_that_cannot_be_read_says_where(folder: Path) -> None:
    assert "This is not YAML" in broken(folder, "minutes: 5", "minutes: [5")


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "solution.yaml").unlink()
    with pytest.raises(ContentError, match=r"solution\.yaml:0: The file cannot be read"):
        services.load_solutions(folder.parent)


def test_every_mistake_is_told_at_once(folder: Path) -> None:
    text = (folder / "solution.yaml").read_text(encoding="utf-8")
    text = text.replace("days_since <= latest_days", "nope").replace("look_up: residents", "look_up: none")
    (folder / "solution.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        services.load_solutions(folder.parent)
    assert len(refused.value.problems) >= 2


def test_loading_the_same_again_changes_nothing(folder: Path) -> None:
    before = list(SolutionVersion.objects.values_list("hash", "active"))
    templates = Template.objects.count()
    services.load_solutions(folder.parent)
    assert list(SolutionVersion.objects.values_list("hash", "active")) == before
    assert Template.objects.count() == templates


def test_a_changed_solution_becomes_the_active_version_and_can_be_taken_back(folder: Path) -> None:
    first = selectors.solution("flytning").version
    file = folder / "solution.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("minutes: 5", "minutes: 6"), encoding="utf-8")
    services.load_solutions(folder.parent)
    generation.set_current(generation.current() + 1)
    assert selectors.solution("flytning").minutes == 6
    file.write_text(text, encoding="utf-8")
    services.load_solutions(folder.parent)
    generation.set_current(generation.current() + 1)
    assert selectors.solution("flytning").version == first
    assert SolutionVersion.objects.count() == 2


def test_a_solution_that_is_gone_is_not_offered(folder: Path) -> None:
    shutil.rmtree(folder)
    services.load_solutions(folder.parent)
    generation.set_current(generation.current() + 1)
    assert selectors.solutions() == {}
