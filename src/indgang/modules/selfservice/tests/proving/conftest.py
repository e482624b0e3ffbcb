"""Lyngsø with the certificate of residence, and a licence that is the same solution with another paper."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel import generation
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import LetterTemplate
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Proof, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint, read_source
from indgang.modules.selfservice.services.results import SubmissionInfo
from indgang.modules.selfservice.tests.conftest import (
    NOW,
    Filling,
    lyngsoe,
    outside,
    person,
    the_21st_of_november,
)

__all__ = ["lyngsoe", "outside", "person", "the_21st_of_november"]

SLUG = "bopaelsattest"
FOLDER = Path(settings.CONTENT_DIR) / "solutions" / SLUG
LICENCE = (
    ("  kind: certificate\n", "  kind: licence\n"),
    ('  valid_until: "code_until"\n', '  valid_until: "today + 30"\n'),
    ("  verify: [", "  marks: { plate: home.ref, zone: language, address: home.address }\n  verify: ["),
)


@cache
def _letters() -> dict[str, LetterTemplate]:
    return {
        path.stem: messages.read_letter(path, solutions={SLUG})
        for path in (FOLDER / "letters").glob("*.yaml")
    }


def load(*changes: tuple[str, str]) -> None:
    """The solution as it lies in the content, with changes of its text, into the tables."""
    source = dict(read_source(FOLDER))
    for before, after in changes:
        assert before in source["solution.yaml"], before
        source["solution.yaml"] = source["solution.yaml"].replace(before, after)
    SolutionVersion.objects.filter(slug=SLUG).update(active=False)
    SolutionVersion.objects.create(
        hash=fingerprint(source), slug=SLUG, format=FORMAT, source=source, active=True, loaded_at=NOW
    )
    messages.register_letters(owner=SLUG, letters=_letters())
    generation.set_current(generation.current() + 1)


@pytest.fixture
def certificate(lyngsoe: object) -> None:
    load()


@pytest.fixture
def licence(lyngsoe: object) -> None:
    load(*LICENCE)


Order = Callable[..., SubmissionInfo]


def fill(by: Acting, **answers: str) -> Filling:
    """The whole form, as a page sends it."""
    info = services.begin(solution=SLUG, by=by)
    draft = Filling(by, info.id, info.revision)
    given: Mapping[str, Any] = {
        "about": "me",
        "content": "present",
        "language": "da",
        "abroad": "no",
        **answers,
    }
    for step, keys in (
        ("hvem", ("about", "child", "who_else")),
        ("indhold", ("content", "from_day", "home_wrong", "home_right")),
        ("form", ("language", "abroad", "delivery")),
    ):
        draft.step(step, {key: given[key] for key in keys if key in given})
    return draft


@pytest.fixture
def order() -> Order:
    def ordered(by: Acting, **answers: str) -> SubmissionInfo:
        return fill(by, **answers).send()

    return ordered


def proof_of(sent: SubmissionInfo) -> Proof:
    return Proof.objects.get(submission=sent.id)
