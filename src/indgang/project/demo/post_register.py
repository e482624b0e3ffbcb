"""Who has Digital Post in the demo, as the simulator of the post is told, and what can be written about.

Everybody of 15 years or more who is not exempt has it, and every company that has not closed; `demo/post.yaml` names
those for whom something else holds.
"""

from datetime import date
from pathlib import Path
from typing import Any, Literal

from indgang.kernel import clock
from indgang.kernel.shapes import Day, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Shape, load_document

FROM_YEARS = 15  # the law on Digital Post, § 3


class _Person(Shape):
    model_config = {"extra": "ignore", "frozen": True}
    id: Slug
    name: str
    cpr: str
    born: Day
    exempt: YesNo


class _People(Shape):
    model_config = {"extra": "ignore", "frozen": True}
    people: tuple[_Person, ...]


class _Company(Shape):
    model_config = {"extra": "ignore", "frozen": True}
    cvr: str
    name: str
    status: Literal["active", "dissolved"]


class _Companies(Shape):
    companies: tuple[_Company, ...]


class _Special(Shape):
    """`digital_post`: `never` was never registered, `gone` is registered and has no mailbox any more."""

    person: Slug
    digital_post: Literal["never", "gone"] | None = None
    wrong_address: YesNo = False


class _Post(Shape):
    special: tuple[_Special, ...]
    nemsms: tuple[Slug, ...]


def register(pack: Path) -> dict[str, dict[str, Any]]:
    """Number to what the post knows. Raises ContentError for a file that cannot be read or names nobody."""
    demo = pack / "demo"
    people = load_document(demo / "people.yaml").as_shape(_People).people
    document = load_document(demo / "post.yaml")
    shape = document.as_shape(_Post)
    known = {person.id for person in people}
    named = [*(row.person for row in shape.special), *shape.nemsms]
    if strangers := sorted(set(named) - known):
        raise ContentError([document.problem((), f"`{strangers[0]}` is nobody in people.yaml.")])
    special = {row.person: row for row in shape.special}
    made = {person.cpr: _row(person, special.get(person.id), shape.nemsms) for person in people}
    for company in load_document(demo / "companies.yaml").as_shape(_Companies).companies:
        made[company.cvr] = {"name": company.name, "digital_post": company.status == "active"}
    return made


def _row(person: _Person, special: _Special | None, nemsms: tuple[str, ...]) -> dict[str, Any]:
    how = special.digital_post if special else None
    return {
        "name": person.name,
        "digital_post": not person.exempt and how != "never" and person.born <= _born_by(clock.today()),
        "nemsms": person.id in nemsms,
        "wrong_address": special is not None and special.wrong_address,
        "gone": how == "gone",
    }


def _born_by(today: date) -> date:
    """Who was born on this day or before is 15 today; a leap day's own day is 1 March."""
    if (today.month, today.day) == (2, 29):
        return date(today.year - FROM_YEARS, 2, 28)
    return today.replace(year=today.year - FROM_YEARS)


def contacts(pack: Path) -> list[dict[str, str]]:
    """The municipality's open contact points, id and label; none when it has no such file."""
    path = pack / "contact_points.yaml"
    if not path.exists():
        return []
    rows = load_document(path).data["points"]
    return [{"id": row["id"], "label": row["label"]["da"]} for row in rows if row.get("open", "yes") == "yes"]
