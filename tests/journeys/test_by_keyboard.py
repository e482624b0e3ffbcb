"""Viggo is sixteen and uses no mouse. Each stop of the Tab key can be seen."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

MANY = 120
FOCUS = """() => {
    const one = document.activeElement;
    const drawn = [one, one.labels && one.labels[0]].filter(Boolean).flatMap(
        part => [null, '::before', '::after'].map(pseudo => getComputedStyle(part, pseudo)));
    const shown = drawn.some(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
        || style.boxShadow !== 'none');
    const box = one.getBoundingClientRect();
    const name = one.labels && one.labels.length ? one.labels[0].innerText : one.innerText;
    return {name: (name || one.value || '').trim(), shown, size: box.width * box.height, tag: one.tagName};
}"""


def test_viggo_comes_to_the_second_question_without_a_mouse(visit: Callable[..., Visitor]) -> None:
    viggo = visit()
    viggo.opens("/")
    viggo.page.keyboard.type("flytte")
    viggo.sees("Anmeld flytning i Danmark")
    viggo.looks()
    tabs_to(viggo, "Anmeld flytning i Danmark")
    viggo.presses_key("Enter")

    viggo.page.keyboard.press("Tab")
    assert viggo.page.evaluate(FOCUS)["name"] == "Gå til sidens indhold"
    viggo.page.keyboard.press("Enter")
    tabs_to(viggo, "Start, 5 min")
    viggo.presses_key("Enter")
    tabs_to(viggo, "Log ind og begynd")
    viggo.presses_key("Enter")
    tabs_to(viggo, "Log ind med MitID (demo)")
    viggo.presses_key("Enter")
    tabs_to(viggo, "Log ind som Viggo Lindemark")
    viggo.presses_key("Enter")
    tabs_to(viggo, "Begynd")
    viggo.presses_key("Enter")

    moves = verbs.in_days(3)
    for box, value in (("Dag", moves.day), ("Måned", moves.month), ("År", moves.year)):
        tabs_to(viggo, box)
        viggo.page.keyboard.type(str(value))
    viggo.presses_key("Enter")
    assert viggo.heading == "Hvem flytter?"

    tabs_to(viggo, "Viggo Lindemark")
    viggo.page.keyboard.press("Space")
    tabs_to(viggo, "Næste")
    viggo.presses_key("Enter")
    assert viggo.heading == "Hvor flytter I hen?"


def tabs_to(visitor: Visitor, name: str) -> None:
    """Press Tab until the thing with this name has the focus; every stop on the way has a mark and a size."""
    for _ in range(MANY):
        visitor.page.keyboard.press("Tab")
        stop = visitor.page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            continue  # once around, through the browser's own bar
        assert stop["shown"], f"no focus to be seen on {stop} at {visitor.page.url}"
        assert stop["size"] > 0, f"focus on something that takes no room: {stop} at {visitor.page.url}"
        if stop["name"].startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached by Tab on {visitor.page.url}")
