"""Prepared letters: registered by the content loader, filled in by whoever decides."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from indgang.kernel import clock
from indgang.kernel.generation import per_generation
from indgang.modules.messages import rules
from indgang.modules.messages.models import Template
from indgang.modules.messages.schema import MY_PAGE
from indgang.modules.messages.vocabulary import Action, ActionKind, Letter, LetterTemplate, PlannedAction

PAGE_OF_MINE = "/min-side/"
PAGE_OF_SOLUTION = "/selvbetjening/{}/"
"""Addresses of the portal; a test opens them."""


class UnknownPlaceholder(ValueError):
    """A letter uses a name that nobody fills in, or nobody filled it in. A mistake in content or code."""


class UnknownTemplate(LookupError):
    """No letter of that name is registered."""


def fingerprint(template: LetterTemplate) -> str:
    """SHA-256 over the letter, the names it may use, and its buttons when it has any."""
    stored: dict[str, object] = {
        "letter": template.letter.as_json(),
        "placeholders": sorted(template.placeholders),
    }
    if template.actions:
        stored["actions"] = [action.as_json() for action in template.actions]
    return sha256(json.dumps(stored, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def register_letters(*, owner: str, letters: Mapping[str, LetterTemplate]) -> None:
    """Keep an owner's letters; the newest text of a name is the one that `compose` uses.

    A text that was there before is not stored twice. A name that is gone can no longer be composed. Raises
    UnknownPlaceholder for a name in braces that the template does not list.
    """
    now = clock.now()
    kept = []
    for name, template in letters.items():
        bad = rules.bad_placeholders(template.letter, template.placeholders)
        if bad:
            raise UnknownPlaceholder(f"{owner}/{name}: {', '.join(sorted(bad))}")
        version = fingerprint(template)
        others = Template.objects.filter(owner=owner, name=name, current=True).exclude(hash=version)
        others.update(current=False)
        newest = Template.objects.filter(owner=owner, name=name).aggregate(newest=Max("version"))["newest"]
        row, made = Template.objects.get_or_create(
            owner=owner,
            name=name,
            hash=version,
            defaults={
                "letter": template.letter.as_json(),
                "placeholders": sorted(template.placeholders),
                "actions": [action.as_json() for action in template.actions],
                "version": (newest or 0) + 1,
                "registered_at": now,
            },
        )
        if not made and not row.current:
            Template.objects.filter(pk=row.pk).update(current=True)
        kept.append(name)
    Template.objects.filter(owner=owner, current=True).exclude(name__in=kept).update(current=False)


@dataclass(frozen=True)
class _Current:
    """The text of a name that holds now, with its row's id."""

    id: UUID
    letter: Letter
    actions: tuple[PlannedAction, ...]


@per_generation
def _current() -> dict[str, _Current]:
    rows = Template.objects.filter(current=True)
    return {
        f"{row.owner}/{row.name}": _Current(
            row.pk, Letter.of(row.letter), tuple(PlannedAction.of(one) for one in row.actions)
        )
        for row in rows
    }


def template_id(template: str) -> UUID:
    """The id of the text of `owner/name` that holds now. Raises UnknownTemplate."""
    return _found(template).id


def _found(template: str) -> _Current:
    found = _current().get(template)
    if found is None:
        raise UnknownTemplate(template)
    return found


def compose(*, template: str, values: Mapping[str, object]) -> Letter:
    """Fill in the letter `owner/name`, with its buttons. Values are Text, str, date or numbers; a Text gives both
    languages; the last day of a button is a date.

    Raises UnknownTemplate, or UnknownPlaceholder when a name has no value.
    """
    found = _found(template)
    letter = found.letter
    missing = rules.placeholders_in(letter) - set(values)
    if missing:
        raise UnknownPlaceholder(f"{template}: {', '.join(sorted(missing))}")
    filled = rules.fill(letter, values)
    return replace(filled, actions=filled_actions(found.actions, values), template=str(found.id))


def actions_of(*, template: str, values: Mapping[str, object]) -> tuple[Action, ...]:
    """The buttons of the letter `owner/name`. `values` give the days that they name; a day is a `date`.

    Raises UnknownTemplate, or UnknownPlaceholder when a day has no value.
    """
    return filled_actions(_found(template).actions, values)


def filled_actions(planned: Iterable[PlannedAction], values: Mapping[str, object]) -> tuple[Action, ...]:
    """Buttons with their addresses and days. Raises UnknownPlaceholder for a day without a value."""
    return tuple(
        Action(one.kind, one.label, _address(one), _until(one.until, values) if one.until else None)
        for one in planned
    )


def _address(planned: PlannedAction) -> str:
    if planned.kind is ActionKind.INFORMATION:
        return planned.to
    return PAGE_OF_MINE if planned.to == MY_PAGE else PAGE_OF_SOLUTION.format(planned.to)


def _until(until: str, values: Mapping[str, object]) -> date:
    day = values.get(until, until)
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(str(day))
    except ValueError:
        raise UnknownPlaceholder(f"{until} is no date") from None
