"""Amir writes things that cannot be. Each time he is told what to do, and what he wrote is still there."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor


def test_amir_is_told_what_to_do(visit: Callable[..., Visitor]) -> None:
    amir = visit(javascript=False)
    verbs.begins_moving(amir, "Amir Karimi")
    boxes = amir.page.get_by_role("group", name="Den dag du flytter ind")
    for box, value in (("Dag", "31"), ("Måned", "2"), ("År", "2027")):
        boxes.get_by_label(box).fill(value)
    with amir.complaints.expecting(422):
        amir.presses("Næste")
    amir.sees("Vi mangler noget, før du kan gå videre")
    assert boxes.get_by_label("Dag").input_value() == "31"
    summary = amir.page.get_by_role("alert")
    summary.get_by_role("link").first.click()  # leads to the field
    verbs.says_when(amir, verbs.Move("", "").day)
    verbs.says_who(amir)

    amir.types("Ny adresse", "🏠" * 20)
    amir.presses("Find")
    amir.sees("Vi fandt ingen adresse.")
    amir.types("Ny adresse", "Birkevej 3")
    amir.types("c/o (valgfrit)", "x" * 10_000)
    with amir.complaints.expecting(422):
        amir.presses("Næste")
    amir.sees("Vi mangler noget, før du kan gå videre")


def test_addresses_that_do_not_exist_say_where_to_go(visit: Callable[..., Visitor]) -> None:
    somebody = visit()
    with somebody.complaints.expecting(404):
        somebody.opens("/ydelse/findes-ikke/")
        somebody.opens("/en/ydelse/findes-ikke/")
    somebody.opens("/soeg/?q=xyzzyqwerty")
    somebody.sees("Vi fandt ikke noget om")
