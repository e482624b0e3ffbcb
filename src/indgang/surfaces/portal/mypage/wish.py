"""The wish that a person looks at an automatic decision: a small form on the case page and the receipt."""

from django.utils.translation import gettext as _

from indgang.surfaces.common.fields import Field

WHY = "hvorfor"


def wish_field(value: str = "", error: str = "") -> Field:
    """What the citizen may add, for `portal/mypage/_wish.html`."""
    return Field(
        WHY,
        _("Hvad skal vi se på?"),
        kind="textarea",
        hint=_("Skriv med dine egne ord. Du må også lade feltet stå tomt."),
        value=value,
        error=error,
        required=False,
        max_length=10_000,
        rows=4,
    )
