"""What was granted before you came and still stands: sent by the same deeds as real ones, with the clock set back."""

from datetime import datetime, time

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.shapes import Day, Slug
from indgang.kernel.strict_yaml import Shape, load_document
from indgang.modules.cases import selectors as cases
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice import selectors as drafts
from indgang.modules.selfservice import services as selfservice
from indgang.project.demo.registers import folder

FILE = "grants.yaml"
HOUR = time(10, 20)


class Grant(Shape):
    """Somebody sent a solution on a day. `answers` by step, as they are typed."""

    id: Slug
    person: Slug
    solution: Slug
    on: Day
    answers: dict[str, dict[str, str | tuple[str, ...]]]


class Grants(Shape):
    """grants.yaml."""

    grants: tuple[Grant, ...]


def make(people: dict[str, str]) -> int:
    """Send each once, when its day has come; a second run leaves those that are there. Returns how many stand in the
    file. A pack without the file has none.
    """
    path = folder() / FILE
    if not path.exists():
        return 0
    found = load_document(path).as_shape(Grants).grants
    for grant in found:
        acting = identity.acting_options(people[grant.person])[0].acting
        if grant.on >= clock.today() or drafts.drafts_of(acting) or cases.cases_of(acting.party):
            continue
        try:
            send(grant, people)
        finally:
            clock.freeze(None)
    return len(found)


@transaction.atomic
def send(grant: Grant, people: dict[str, str]) -> None:
    """Send it on its day. The caller sets the clock right again."""
    clock.freeze(datetime.combine(grant.on, HOUR, clock.COPENHAGEN))
    acting = identity.acting_options(people[grant.person])[0].acting
    draft = selfservice.begin(solution=grant.solution, by=acting)
    revision = draft.revision
    for step, values in grant.answers.items():
        typed = {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
        saved = selfservice.answer(
            draft_id=draft.id, step=step, values=typed, seen_revision=revision, by=acting
        )
        revision = saved.revision
    selfservice.submit(draft_id=draft.id, key=f"grant-{grant.id}", by=acting, seen_revision=revision)
