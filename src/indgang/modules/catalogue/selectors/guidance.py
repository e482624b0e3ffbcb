"""The full article about a service, with today's amounts and deadlines filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from indgang.kernel import clock, generation
from indgang.kernel.generation import per_generation
from indgang.kernel.parameters import Value
from indgang.kernel.text import Text
from indgang.modules.catalogue.models import Guidance
from indgang.modules.catalogue.rules.placeholders import fill, keys_in
from indgang.modules.identity import selectors as identity


@dataclass(frozen=True)
class QuestionInfo:
    """A question that people ask, and its answer."""

    ask: Text
    answer: Text


@dataclass(frozen=True)
class StaffLayer:
    """What only staff see: what to say first, and what to check."""

    script: Text
    check: tuple[Text, ...]


@dataclass(frozen=True)
class GuidanceInfo:
    """The article. `minutes`: how long the easiest way takes. `editor` is the unit that answers for it."""

    service: str
    editor: str
    updated: date
    intro: Text
    who: Text
    need: tuple[Text, ...]
    minutes: int
    price: Text
    deadline: Text
    steps: tuple[Text, ...]
    afterwards: Text
    rights: Text
    questions: tuple[QuestionInfo, ...]
    staff: StaffLayer | None
    basis: tuple[str, ...]
    sources: tuple[str, ...]


@per_generation
def _bodies() -> dict[str, dict[str, Any]]:
    return dict(Guidance.objects.filter(service__retired=False).values_list("pk", "body"))


def guidance(service_id: str) -> GuidanceInfo | None:
    """The article about a service as it reads today; None when there is only a summary."""
    return _read(service_id, clock.today(), generation.current())


@lru_cache(maxsize=512)
def _read(service_id: str, day: date, of: int) -> GuidanceInfo | None:
    """An article reads the same all day."""
    body = _bodies().get(service_id)
    return _info(body, _Figures(day)) if body else None


def raw_guidance() -> dict[str, dict[str, Any]]:
    """Every article as written, asked from the database: for the search's index."""
    return dict(Guidance.objects.filter(service__retired=False).values_list("pk", "body"))


class _Figures(Mapping[str, Value]):
    """The parameters of a day, looked up when a text names them."""

    def __init__(self, day: date) -> None:
        self._day = day

    def __getitem__(self, key: str) -> Value:
        value = identity.parameters().deciding(key, self._day)
        if value is None:
            raise KeyError(key)
        return value

    def __iter__(self) -> Any:
        return iter(identity.parameters().keys())

    def __len__(self) -> int:
        return len(identity.parameters().keys())


def _info(body: dict[str, Any], figures: Mapping[str, Value]) -> GuidanceInfo:
    def text(value: dict[str, str]) -> Text:
        plain = Text.of(value)
        return fill(plain, figures) if keys_in(plain) else plain

    staff = body["staff"]
    return GuidanceInfo(
        service=body["service"],
        editor=body["editor"],
        updated=date.fromisoformat(body["updated"]),
        intro=text(body["intro"]),
        who=text(body["who"]),
        need=tuple(text(item) for item in body["need"]),
        minutes=body["minutes"],
        price=text(body["price"]),
        deadline=text(body["deadline"]),
        steps=tuple(text(item) for item in body["steps"]),
        afterwards=text(body["afterwards"]),
        rights=text(body["rights"]),
        questions=tuple(QuestionInfo(text(q["ask"]), text(q["answer"])) for q in body["questions"]),
        staff=StaffLayer(text(staff["script"]), tuple(text(c) for c in staff["check"])) if staff else None,
        basis=tuple(body["basis"]),
        sources=tuple(body["sources"]),
    )
