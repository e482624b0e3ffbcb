"""Rules 5, 6 and 7 of the architecture, and the shape of the tree (rules 1-4 are import-linter's)."""

import re
from functools import cache
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "indgang"
ORDER = [
    "audit",
    "identity",
    "files",
    "catalogue",
    "channels",
    "contacts",
    "messages",
    "cases",
    "booking",
    "selfservice",
    "strategy",
]
DOORS = {"services", "selectors", "vocabulary", "events"}
PURE = {"rules", "vocabulary", "schema", "events"}


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("indgang", include_external_packages=True)


def is_test(name: str) -> bool:
    return ".tests" in name or ".testing" in name or name.endswith(".conftest")


def module_of(name: str) -> str:
    found = re.match(r"indgang\.modules\.(\w+)", name)
    return found.group(1) if found else ""


def imports() -> list[tuple[str, str]]:
    return [
        (importer, imported)
        for importer in sorted(graph().modules)
        if importer.startswith("indgang") and not is_test(importer)
        for imported in sorted(graph().find_modules_directly_imported_by(importer))
    ]


def test_a_module_is_entered_by_its_doors_only() -> None:
    wrong = []
    for importer, imported in imports():
        target = module_of(imported)
        if not target or module_of(importer) == target:
            continue
        if importer == "indgang.project.wiring" and imported.endswith(".handlers"):
            continue
        parts = imported.split(".")
        if len(parts) < 4 or parts[3] not in DOORS:
            wrong.append(f"{importer} enters {imported}")
    assert not wrong


def test_rules_and_words_know_no_django() -> None:
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in imports()
        if module_of(importer)
        and len(importer.split(".")) > 3
        and importer.split(".")[3] in PURE
        and imported.split(".")[0] == "django"
    ]
    assert not wrong


def test_a_foreign_key_points_to_its_own_or_a_lower_module() -> None:
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("indgang.modules"):
            continue
        own = ORDER.index(module_of(model.__module__))
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.OneToOneField | models.ManyToManyField):
                target = module_of(field.related_model.__module__)
                if target not in ORDER or ORDER.index(target) > own:
                    wrong.append(f"{model.__name__}.{field.name} points to {target}")
    assert not wrong


def test_the_map_names_every_folder() -> None:
    readme = (SOURCE / "README.md").read_text()
    folders = [
        folder.relative_to(SOURCE)
        for parent in (SOURCE, SOURCE / "surfaces", SOURCE / "modules", SOURCE / "adapters")
        for folder in sorted(parent.iterdir())
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.name != "tests"
    ]
    missing = [str(folder) for folder in folders if f"`{folder.name}/`" not in readme]
    assert not missing


@pytest.mark.parametrize("surface", ["portal", "desk", "steering"])
def test_pages_have_no_tables(surface: str) -> None:
    assert not list(apps.get_app_config(surface).get_models())


def test_only_the_clock_asks_for_the_time() -> None:
    asking = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now)\(|auto_now")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "tests" not in path.parts and path != SOURCE / "kernel" / "clock.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if asking.search(line)
    ]
    assert not wrong


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(r"(pypi\.org|pythonhosted|registry\.npmjs|deb\.debian)")
    wrong = [
        str(path.relative_to(ROOT))
        for pattern in ("*.py", "*.txt", "*.json", "*.toml", "*.md", "*.sh", "*.yaml")
        for path in ROOT.rglob(pattern)
        if not {".venv", "node_modules", ".git", "build"} & set(path.parts)
        and path != Path(__file__)
        and hosts.search(path.read_text(errors="replace"))
    ]
    assert not wrong


def test_files_stay_small() -> None:
    large = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 400
    }
    assert not large
