"""The forms of a contact's page. It has twenty fields, and nobody has typed in most of them: those are kept drawn."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from indgang.kernel import generation
from indgang.surfaces.common.templatetags.indgang import field

Given = tuple[tuple[str, Any], ...]


class Drawn:
    """A form as a template draws it: `{{ closing.minutes }}` is the whole field.

    `form` is what was typed and was not good enough. Without it the fields show `initial`, and each is drawn once
    for each value, language and generation of content. `options` are what the form is made with; hashable.
    """

    def __init__(
        self,
        kind: type[forms.Form],
        form: forms.Form | None = None,
        *,
        initial: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.form = form
        self._kind = kind
        self._initial = initial or {}
        self._options: Given = tuple(options.items())
        self._at = (get_language() or "da", generation.current())

    def __getitem__(self, name: str) -> SafeString:
        if name not in self._kind.base_fields:
            raise KeyError(name)
        value = self._initial.get(name)
        if self.form is not None:
            bound = self.form[name]
            if bound.value() or bound.errors:
                return field(bound)
            value = None
        return _drawn(
            self._kind, self._options, name, tuple(value) if isinstance(value, list) else value, *self._at
        )

    @property
    def errors(self) -> Any:
        """What is wrong with what was typed; nothing when nobody typed."""
        return self.form.errors if self.form is not None else {}

    @property
    def general(self) -> Any:
        """What is wrong with all of it."""
        return self.form.non_field_errors() if self.form is not None else ()


@lru_cache(maxsize=1024)
def _drawn(
    kind: type[forms.Form], options: Given, name: str, value: Any, language: str, of: int
) -> SafeString:
    form = kind(initial={name: list(value) if isinstance(value, tuple) else value}, **dict(options))
    return field(form[name])
