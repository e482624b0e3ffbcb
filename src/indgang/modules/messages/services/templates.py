"""Prepared letters: registered by the content loader, filled in by whoever decides."""

import json
from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.generation import per_generation
from indgang.modules.messages import rules
from indgang.modules.messages.models import Template
from indgang.modules.messages.vocabulary import Letter, LetterTemplate


class UnknownPlaceholder(ValueError):
    """A letter uses a name that nobody fills in, or nobody filled it in. A mistake in content or code."""


class UnknownTemplate(LookupError):
    """No letter of that name is registered."""


def fingerprint(template: LetterTemplate) -> str:
    """SHA-256 over the letter and the names it may use."""
    stored = {"letter": template.letter.as_json(), "placeholders": sorted(template.placeholders)}
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
        row, made = Template.objects.get_or_create(
            owner=owner,
            name=name,
            hash=version,
            defaults={
                "letter": template.letter.as_json(),
                "placeholders": sorted(template.placeholders),
                "registered_at": now,
            },
        )
        if not made and not row.current:
            Template.objects.filter(pk=row.pk).update(current=True)
        kept.append(name)
    Template.objects.filter(owner=owner, current=True).exclude(name__in=kept).update(current=False)


@per_generation
def _current() -> dict[str, Letter]:
    rows = Template.objects.filter(current=True)
    return {f"{row.owner}/{row.name}": Letter.of(row.letter) for row in rows}


def compose(*, template: str, values: Mapping[str, object]) -> Letter:
    """Fill in the letter `owner/name`. Values are Text, str, date or numbers; a Text gives both languages.

    Raises UnknownTemplate, or UnknownPlaceholder when a name has no value.
    """
    letter = _current().get(template)
    if letter is None:
        raise UnknownTemplate(template)
    missing = rules.placeholders_in(letter) - set(values)
    if missing:
        raise UnknownPlaceholder(f"{template}: {', '.join(sorted(missing))}")
    return rules.fill(letter, values)
