"""Which personal data we keep, why, on what ground and for how long: read from what each table declares."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.kernel.privacy import Privacy


@dataclass(frozen=True)
class Record:
    """One purpose, in Danish as it is written in the record of processing."""

    purpose: str
    basis: str
    subjects: str
    categories: str
    kept: str


def records() -> list[Record]:
    """Every purpose with personal data, once, by name."""
    found = {record.purpose: record for record in _all()}
    return sorted(found.values(), key=lambda record: record.purpose)


def _all() -> Iterator[Record]:
    for model in apps.get_models():
        privacy = getattr(model, "privacy", None)
        if isinstance(privacy, Privacy) and privacy.subjects:
            yield Record(
                purpose=privacy.purpose,
                basis=privacy.basis,
                subjects=", ".join(privacy.subjects),
                categories=", ".join(privacy.categories),
                kept=_kept(privacy),
            )


def _kept(privacy: Privacy) -> str:
    if privacy.days is None:
        return privacy.kept_because
    if privacy.days and privacy.days % 365 == 0:
        years = privacy.days // 365
        return ngettext("%(count)s år", "%(count)s år", years) % {"count": years}
    if privacy.days == 0:
        return _("Slettes med det samme, når det ikke bruges mere")
    return ngettext("%(count)s dag", "%(count)s dage", privacy.days) % {"count": privacy.days}
