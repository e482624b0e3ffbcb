"""Copenhagen's frame strategy of 2022-2025: vision, three goals, nine target pictures, and its few figures."""

from tests.content import strategy_files as files

NAME = "koebenhavn-2022-2025"


def test_every_item_can_be_looked_up_read_and_understood() -> None:
    files.assert_can_be_looked_up(NAME)
    files.assert_in_both_languages(NAME)
    files.assert_easy_to_read(NAME)
    files.assert_notes_are_seen(NAME)
    files.assert_unknown_is_said(NAME)


def test_the_document() -> None:
    document = files.read(NAME).document
    assert (document.period, document.date) == ("2022-2025", "2022-05-17")
    assert document.case_numbers == ("F2 2022-9472", "eDoc 2022-0193892")


def test_three_goals_with_three_pictures_each() -> None:
    goals = files.read(NAME).goals
    assert [(goal.number, goal.title) for goal in goals] == [
        (1, "Altid en digital løsning"),
        (2, "Digital inklusion"),
        (3, "Én samlet kommune"),
    ]
    assert [len(goal.pictures) for goal in goals] == [3, 3, 3]
    assert len({picture.meaning.da for goal in goals for picture in goal.pictures if picture.meaning}) == 9


def test_its_figures_as_printed_and_those_it_does_not_print() -> None:
    figures = {
        figure.id: (figure.value, figure.low, figure.high, figure.precision)
        for figure in files.read(NAME).figures
    }
    assert figures == {
        "foretraekker-digital": (90, None, None, "about"),
        "antal-borgere": (600000, None, None, "over"),
        "digitalt-udsatte-andel": (None, 17, 22, "about"),
        "brug-for-hjaelp-andel": (None, 10, 15, "about"),
        "fritaget-andel": (None, None, None, "about"),
        "it-i-praksis": (None, None, None, "exact"),
    }


def test_the_shares_that_cannot_be_added_up_say_so() -> None:
    shape = files.read(NAME)
    for id in ("foretraekker-digital", "digitalt-udsatte-andel", "brug-for-hjaelp-andel", "it-i-praksis"):
        assert "I22" in {note.id for note in shape.notes_about(id)}


def test_it_is_a_frame_without_figures_to_reach() -> None:
    shape = files.read(NAME)
    assert (shape.targets, shape.baseline, shape.price_sheet) == ((), None, None)
    assert shape.measured_on == "nothing"
    assert [note.id for note in shape.notes_about("baseline")] == ["ingen-maaltal"]


def test_the_nine_channels_that_it_names() -> None:
    assert [one.title for one in files.read(NAME).channels_named] == [
        "kk.dk",
        "Hovednummeret 3366 3366",
        "Chatbots",
        "borger.dk",
        "sundhed.dk",
        "Digital Post",
        "MinSundhed",
        "Byg og Miljø",
        "AULA",
    ]


def test_who_sets_the_frame_and_who_fills_it() -> None:
    assert [role.id for role in files.read(NAME).roles] == ["kommunen", "forvaltningerne", "medarbejderne"]
