"""KL's guide to the benefits of a channel strategy: factors, recommendations, methods, matrix and figures."""

from collections import Counter

from tests.content import strategy_files as files

NAME = "kl-gevinstrealisering"
FACTORS = ["faktor-hjemmeside", "faktor-kampagne", "faktor-moedet", "faktor-kompetencer", "faktor-strategi"]


def test_every_item_can_be_looked_up_read_and_understood() -> None:
    files.assert_can_be_looked_up(NAME)
    files.assert_in_both_languages(NAME)
    files.assert_easy_to_read(NAME)
    files.assert_notes_are_seen(NAME)
    files.assert_unknown_is_said(NAME)


def test_it_is_nobodys_strategy() -> None:
    shape = files.read(NAME)
    assert (shape.municipality, shape.targets, shape.baseline) == (None, (), None)
    assert shape.measured_on == "nothing"


def test_the_five_factors() -> None:
    factors = files.read(NAME).factors
    assert [factor.id for factor in factors] == FACTORS
    assert [(factor.number, factor.title) for factor in factors] == [
        (1, "Kommunens hjemmeside"),
        (2, "Kampagnearbejde"),
        (3, "Mødet med borgeren"),
        (4, "Medarbejderkompetencer"),
        (5, "Kanalstrategisk arbejde"),
    ]


def test_recommendations_by_factor_and_those_of_the_summary() -> None:
    found = files.read(NAME).recommendations
    assert Counter(one.factor for one in found) == dict(zip(FACTORS, (6, 6, 5, 3, 6), strict=True))
    # Section 5 and the summary both stand on page 8, so its two are known by name.
    summary = [one for one in found if one.page.endswith("8") and one.factor != FACTORS[4]]
    assert Counter(one.factor for one in summary) == dict(zip(FACTORS[:4], (4, 3, 2, 2), strict=True))
    assert {"st-hoejt", "st-uden-papir"} <= {one.id for one in found}


def test_each_municipality_that_is_named_has_its_ways() -> None:
    methods = files.read(NAME).methods
    assert Counter(one.municipality for one in methods) == {
        "Furesø Kommune": 6,
        "Holbæk Kommune": 6,
        "Frederikshavn Kommune": 5,
        "Syddjurs Kommune": 3,
        "Nordfyns Kommune": 2,
        "Vallensbæk Kommune": 2,
        "Vordingborg Kommune": 2,
        None: 4,
    }
    assert {one.factor for one in methods} == set(FACTORS)


def test_the_matrix_has_each_cell_once_and_nobody_is_put_into_one() -> None:
    shape = files.read(NAME)
    cells = [(cell.can, cell.wants) for cell in shape.audiences]
    assert sorted(cells) == [(False, False), (False, True), (True, False), (True, True)]
    for cell in shape.audiences:
        assert [note.id for note in shape.notes_about(cell.id)] == ["skal"]


def test_its_figures() -> None:
    shape = files.read(NAME)
    figures = {figure.id: figure.value for figure in shape.figures}
    assert figures == {
        "foerst-paa-hjemmesiden": 36,
        "alle-indsatser": 15,
        "kommuner-i-undersoegelsen": 92,
        "undgaaelige-henvendelser": None,
        "chat-aabent-til": 21,
        "frederikshavn-ansatte": 2,
        "top-kommuner": 5,
        "obligatoriske-loesninger": 3,
    }
    assert {note.id for note in shape.notes_about("alle-indsatser")} == {"tal-15", "sammenhaeng"}


def test_five_are_spoken_of_and_seven_described() -> None:
    shape = files.read(NAME)
    named = {one.municipality for one in shape.methods} - {None}
    assert len(named) == 7
    assert "I21" in {note.id for note in shape.notes_about("top-kommuner")}
