"""A wrong file is named with line and remedy; a changed one makes a new archive."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts.selectors import batch
from indgang.modules.strategy import selectors, services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("strategies", "price_sheets"):
        shutil.copytree(settings.CONTENT_DIR / name, tmp_path / name)
    return tmp_path


def edit(folder: Path, old: str, new: str, file: str = "strategies/citizen-2012/strategy.yaml") -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("contacts: 1800000", "contacts: many", "contacts"),
        ("contacts: 1800000", "contacts: 0", "contacts"),
        ("channel: telephone", "channel: fax", "channel"),
        ("quality: counted", "quality: good", "quality"),
        ("year: 2009", "year: 209", "year"),
        ("id: telephone", "id: digital", "`digital` stands here twice. Give each row its own id."),
        ("service: bibliotek}", "service: pas}", "No row has channel in_person and service pas."),
        ("indicator: channel_share", "indicator: happiness", "`happiness` is no indicator. Nearest:"),
        (
            'unit: "%"\n    notes: [I2]',
            "unit: kr\n    notes: [I2]",
            "`channel_share` is counted in `%`. Write that.",
        ),
        (
            "values: {digital: 19, telephone: 36, in_person: 18, written: 27}\n      - kind",
            "values: {web: 19, telephone: 36, in_person: 18, written: 27}\n      - kind",
            "`web` is no group of channel_share.",
        ),
        ("year: 2011, page", "year: 2010, page", "contacts, digital, 2010 stands here twice."),
        ("letter: B", "letter: A", "`A` stands here twice."),
        ("price_sheet: copenhagen-2009", "price_sheet: cph", "There is no price sheet `cph`."),
        ("id: citizen-2012", "id: citizen-2013", "Write citizen-2012, as the folder is named."),
        ("guidelines:", "guideline:", "`guideline` is not known here."),
        ("compiled_by: ØKF 2009", "compiled_by:", "compiled_by"),
    ],
)
def test_a_wrong_strategy_names_file_line_and_remedy(folder: Path, old: str, new: str, sentence: str) -> None:
    text = (folder / "strategies/citizen-2012/strategy.yaml").read_text()
    line = text[: text.index(old)].count("\n") + 1
    edit(folder, old, new)
    with pytest.raises(ContentError) as error:
        services.load_strategies(folder)
    problem = error.value.problems[0]
    assert problem.file.endswith("strategies/citizen-2012/strategy.yaml")
    assert problem.line == line
    assert sentence in problem.sentence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kr: 5}", "kr: -5}", "kr"),
        ("kr: 5}", "kr: 5.001}", "kr"),
        ("handling: automatic", "handling: robot", "handling"),
        ("channel: telephone, group: telephone", "channel: letter, group: written", "stands here twice"),
        ("id: kl-2010", "id: kl", "Write kl-2010, as the file is named."),
    ],
)
def test_a_wrong_price_sheet_names_file_line_and_remedy(
    folder: Path, old: str, new: str, sentence: str
) -> None:
    edit(folder, old, new, "price_sheets/kl-2010.yaml")
    with pytest.raises(ContentError) as error:
        services.load_strategies(folder)
    problem = error.value.problems[0]
    assert problem.file.endswith("price_sheets/kl-2010.yaml")
    assert problem.line > 0
    assert sentence in problem.sentence


def test_the_municipalitys_own_price_sheet_must_be_there(folder: Path) -> None:
    (folder / "price_sheets/kl-2010.yaml").unlink()
    with pytest.raises(ContentError, match="There is no price sheet `kl-2010`"):
        services.load_strategies(folder)


def test_a_wrong_file_leaves_the_old_figures(folder: Path) -> None:
    edit(folder, "contacts: 1800000", "contacts: 1900000")
    edit(folder, "letter: B", "letter: A")
    with pytest.raises(ContentError):
        services.load_strategies(folder)
    assert _digital() == 1_800_000


def test_the_same_file_again_changes_nothing(folder: Path) -> None:
    before = batch("copenhagen-2009").id
    services.load_strategies(folder)
    assert batch("copenhagen-2009").id == before


def test_a_changed_file_makes_a_new_archive_and_the_old_one_back_is_the_old_one(folder: Path) -> None:
    before = batch("copenhagen-2009").id
    edit(folder, "contacts: 1800000", "contacts: 1900000")
    services.load_strategies(folder)
    assert batch("copenhagen-2009").id != before
    assert _digital() == 1_900_000
    services.load_strategies(settings.CONTENT_DIR)
    assert batch("copenhagen-2009").id == before
    assert _digital() == 1_800_000


def test_a_strategy_whose_file_is_gone_is_gone(folder: Path) -> None:
    shipped = services.load_strategies(folder)
    shutil.copytree(folder / "strategies/citizen-2012", folder / "strategies/next")
    edit(folder, "id: citizen-2012", "id: next", "strategies/next/strategy.yaml")
    edit(folder, "name: copenhagen-2009", "name: next-2009", "strategies/next/strategy.yaml")
    assert services.load_strategies(folder) == shipped + 1
    shutil.rmtree(folder / "strategies/next")
    assert services.load_strategies(folder) == shipped


def _digital() -> object:
    figure = selectors.figure(
        batch="copenhagen-2009",
        year=2009,
        price_sheet="copenhagen-2009",
        indicator="contacts",
        group="digital",
    )
    return figure.value
