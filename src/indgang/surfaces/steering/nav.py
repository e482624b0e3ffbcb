"""Where one can go inside steering: the pages that this installation has and the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

# The name of the address, what it takes, what it is called, and how the names of the addresses begin that belong to it.
Entry = tuple[str, Right, str, tuple[str, ...]]

OFTEN: Sequence[Entry] = (
    ("overview", Right.SEE_TOTALS, gettext_noop("Overblik"), ("overview", "totals", "figure", "rows")),
    ("targets", Right.SEE_TOTALS, gettext_noop("Mål"), ("target",)),
    ("strategies", Right.SEE_TOTALS, gettext_noop("Strategier"), ("strateg",)),
    ("services", Right.SEE_STEERING, gettext_noop("Ydelser"), ("service", "solution")),
    ("reports", Right.SEE_TOTALS, gettext_noop("Rapporter"), ("report",)),
)
MORE: Sequence[Entry] = (
    ("scenario", Right.SEE_TOTALS, gettext_noop("Beregn et scenarie"), ("scenario",)),
    ("entrances", Right.SEE_TOTALS, gettext_noop("Indgange"), ("entrance",)),
    ("departments", Right.SEE_TOTALS, gettext_noop("Forvaltninger"), ("department",)),
    ("segments", Right.SEE_TOTALS, gettext_noop("Målgrupper"), ("segment",)),
    ("compare", Right.SEE_TOTALS, gettext_noop("Sammenlign kommuner"), ("compare",)),
    ("factors", Right.SEE_TOTALS, gettext_noop("Det, der giver gevinst"), ("factor",)),
    ("satisfaction", Right.SEE_TOTALS, gettext_noop("Tilfredshed"), ("satisf",)),
    ("counting_weeks", Right.SEE_TOTALS, gettext_noop("Tælleuger"), ("counting",)),
    ("imports", Right.IMPORT_CONTACTS, gettext_noop("Indlæste tal"), ("import", "batch")),
)
OF_A_STRATEGY = ("targets", "scenario")


@dataclass(frozen=True)
class Link:
    """One link of the line."""

    url: str
    title: str
    here: bool


def links(entries: Sequence[Entry], employee: EmployeeInfo | None, name: str, strategy: str) -> list[Link]:
    """The links of somebody. `name` is the name of the present address, `strategy` the one that is looked at."""
    found = []
    for address, right, title, begins in entries:
        if employee is None or not employee.may(right):
            continue
        url = _address(address, strategy)
        if url:
            found.append(Link(url, _(title), name.startswith(begins)))
    return found


def _address(name: str, strategy: str) -> str:
    """Empty for a page that this installation does not have, or that needs a strategy when there is none."""
    if name in OF_A_STRATEGY and not strategy:
        return ""
    try:
        return reverse(f"steering:{name}", args=[strategy] if name in OF_A_STRATEGY else [])
    except NoReverseMatch:
        return ""
