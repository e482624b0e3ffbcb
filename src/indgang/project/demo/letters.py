"""What came and went by post before you came, by the same deeds as real letters."""

import io
from datetime import datetime, time, timedelta
from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from indgang.kernel import clock
from indgang.kernel.shapes import Slug
from indgang.kernel.strict_yaml import Shape, load_document
from indgang.modules.identity import selectors as identity
from indgang.modules.messages import services as messaging
from indgang.modules.messages.selectors import bulk as messages
from indgang.modules.messages.services import bulk
from indgang.project.demo import registers
from indgang.project.demo.history import employee

MAILING = uuid5(NAMESPACE_URL, "indgang:demo:mailing")
HOUR = time(9, 40)


class Written(Shape):
    """A letter that somebody wrote to us."""

    person: Slug
    days_ago: Annotated[int, Field(ge=0, le=30)]
    point: Slug
    title: str
    text: str


class Mailing(Shape):
    """A letter to many; `by` starts it for `unit`. `values`: what the letter fills in, the same for all."""

    title: str
    template: str
    by: Slug
    unit: Slug
    values: dict[str, str]
    people: tuple[Slug, ...]
    companies: tuple[str, ...]


class Letters(Shape):
    """letters.yaml."""

    letters: tuple[Written, ...]
    mailing: Mailing


def make(people: dict[str, str]) -> int:
    """Write the letters once; a second run leaves those that are there. Returns how many came in.

    The letter to many is made and started; the demo's workers write it. The inbox is told as soon as they run.
    """
    post = load_document(registers.folder() / "letters.yaml").as_shape(Letters)
    by = employee(post.mailing.by)
    if any(run.id == MAILING for run in messages.bulk_runs(by)):
        return len(post.letters)
    for letter in post.letters:
        try:
            _write(letter, people)
        finally:
            clock.freeze(None)
    _start(post.mailing)
    return len(post.letters)


def _write(letter: Written, people: dict[str, str]) -> None:
    day = clock.today() - timedelta(days=letter.days_ago)
    wanted = datetime.combine(day, HOUR, clock.COPENHAGEN)
    clock.freeze(min(wanted, clock.now()))
    acting = identity.acting_options(people[letter.person])[0].acting
    messaging.write_to_us(point=letter.point, title=letter.title, text=letter.text, by=acting)


def _start(mailing: Mailing) -> None:
    by = employee(mailing.by)
    template = next(one for one in messages.letters_for_many() if one.name == mailing.template)
    known = registers.people()
    numbers = [f"{known[id].cpr};;{known[id].name}" for id in mailing.people]
    numbers += [f";{cvr};" for cvr in mailing.companies]
    lines = [";".join(["cpr", "cvr", "navn", *mailing.values])]
    lines += [";".join([number, *mailing.values.values()]) for number in numbers]
    bulk.make_bulk(
        run_id=MAILING,
        title=mailing.title,
        template=template.id,
        unit=mailing.unit,
        list_file=io.BytesIO("\n".join(lines).encode()),
        by=by,
    )
    bulk.start(run_id=MAILING, by=by)
