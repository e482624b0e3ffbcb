"""Hvidovre's strategy of 2011-2015: every figure, target, path, project and criterion of the document."""

from decimal import Decimal

from indgang.modules.strategy import schema
from tests.content import strategy_files as files

NAME = "hvidovre-2011-2015"


def test_every_item_can_be_looked_up_read_and_understood() -> None:
    files.assert_can_be_looked_up(NAME)
    files.assert_in_both_languages(NAME)
    files.assert_easy_to_read(NAME)
    files.assert_notes_are_seen(NAME)
    files.assert_unknown_is_said(NAME)


def test_whose_it_is_and_when_it_was_approved() -> None:
    shape = files.read(NAME)
    assert shape.municipality is not None
    assert shape.municipality.name == "Hvidovre Kommune"
    assert shape.document.approved is not None
    assert "2011-06-21" in shape.document.approved
    assert shape.document.case_numbers == ("Acadre 123683/11",)
    assert (shape.price_sheet, shape.baseline) == ("kl-2010", None)


def test_its_targets() -> None:
    values = {
        (aim.indicator, tuple(aim.cut.words().values()) if aim.cut else (), year.year, group): value
        for aim in files.read(NAME).targets
        for year in aim.years
        for group, value in year.values.items()
    }
    assert values == {
        ("digital_share_hvidovre", (), 2012, "digital"): 30,
        ("digital_share_hvidovre", (), 2015, "digital"): 50,
        ("satisfaction", ("citizen",), 2015, "satisfied"): 90,
        ("satisfaction", ("company",), 2015, "satisfied"): 95,
        ("satisfaction", ("staff",), 2015, "satisfied"): 100,
        ("contacts", ("letter",), 2015, "all"): 0,
    }


def test_a_target_whose_year_is_ours_says_so() -> None:
    for aim in files.read(NAME).targets:
        assert ("uden-aar" in aim.notes) == (aim.indicator == "satisfaction")


def test_three_paths_nine_themes_and_nine_criteria() -> None:
    shape = files.read(NAME)
    assert [path.title for path in shape.paths] == [
        "En kommune der er til at forstå",
        "Et stærkt digitalt tilbud",
        "Afstemt kontakt",
    ]
    assert [len(path.themes) for path in shape.paths] == [3, 3, 3]
    assert [len(path.purposes) for path in shape.paths] == [2, 3, 3]
    assert [one.under for one in shape.success] == [f"handlevej-{n}" for n in (1, 1, 1, 2, 2, 2, 3, 3, 3)]
    satisfied = shape.success[0].percent
    assert satisfied == {"citizen": Decimal(90), "company": Decimal(95), "staff": Decimal(100)}


def test_ten_projects_with_what_is_expected_of_each() -> None:
    projects = files.read(NAME).initiatives
    assert [project.number for project in projects] == list(range(1, 11))
    assert [len(project.expected) for project in projects] == [3, 3, 2, 3, 3, 2, 2, 3, 3, 1]
    assert {project.phase for project in projects} == {None}
    assert {project.kind for project in projects} == {"project"}


def test_its_figures() -> None:
    figures = {figure.id: figure for figure in files.read(NAME).figures}
    known = {id: figure.value for id, figure in figures.items() if figure.value is not None}
    assert known == {
        "pris-selvbetjening": 5,
        "pris-telefon": 50,
        "pris-fremmoede": 100,
        "pris-skriftlig": 120,
        "gange-skriftlig": 24,
        "pladsanvisningen": 84,
        "undersoegelse-svar": 11000,
        "undersoegelse-hvidovre": 97,
    }
    times = figures["gange-billigere"]
    assert (times.low, times.high) == (Decimal(20), Decimal(24))


def test_the_prices_are_those_of_the_sheet_and_give_the_20_to_24_times() -> None:
    figures = {figure.id: figure.value for figure in files.read(NAME).figures}
    sheet = schema.read_price_sheet(files.FOLDER.parent / "price_sheets" / "kl-2010.yaml")
    prices = {price.channel.value: price.kr for price in sheet.prices}
    for channel, id in {
        "self_service": "pris-selvbetjening",
        "telephone": "pris-telefon",
        "in_person": "pris-fremmoede",
        "letter": "pris-skriftlig",
        "email": "pris-skriftlig",
        "digital_post": "pris-skriftlig",
    }.items():
        assert prices[channel] == figures[id]
    digital = prices["self_service"]
    assert digital is not None
    assert [(kr or Decimal(0)) / digital for kr in (prices["in_person"], prices["letter"])] == [20, 24]


def test_what_does_not_fit_together_is_said_beside_it() -> None:
    shape = files.read(NAME)
    notes = {note.id for note in shape.notes}
    assert {"I18", "I19", "I20", "I23", "I24"} <= notes
    assert {note.id for note in shape.notes_about("digital-andel")} == {"I18", "I24"}
    assert {note.id for note in shape.notes_about("kanalfordeling-2015")} == {"uden-tal"}
    assert {note.id for note in shape.notes_about("projekt-8")} == {"I19", "uden-faser"}


def test_the_service_policy_of_2006_is_there_with_its_five_values() -> None:
    shape = files.read(NAME)
    values = [one.id for one in shape.values if one.page.startswith("bilag")]
    assert values == ["professionel", "imoedekommende", "fleksibel", "tydelig", "effektiv"]
    assert {one.under for one in shape.principles if one.page.startswith("bilag")} == set(values)


def test_who_leads_decides_and_reports() -> None:
    roles = {role.id: role for role in files.read(NAME).roles}
    assert set(roles) == {
        "diko",
        "kommunalbestyrelsen",
        "direktionen",
        "projektgruppen",
        "forvaltninger-og-institutioner",
    }
    assert any("kanalstrategisk redegørelse" in task.da for task in roles["diko"].tasks)
