"""What somebody typed to make a scenario of their own, as a plan; and a plan as what stands in the fields.

A number may be `1.234,5`. A doubt is written `0 til 2`, or as three numbers: `0; 1; 3` (low, middle, high).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from indgang.modules.strategy.selectors import Closing, Range, Shift, YearPlan
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS, Filter

SHIFTS = (1, 2, 3)
STRATEGY, OWN = "strategi", "egne"
_NUMBER = r"[-−]?\d[\d. ]*(?:,\d+)?"
_ONE = re.compile(rf"\s*({_NUMBER})\s*")
_TWO = re.compile(rf"\s*({_NUMBER})\s*(?:til|to|–|-|;)\s*({_NUMBER})\s*")
_THREE = re.compile(rf"\s*({_NUMBER})\s*;\s*({_NUMBER})\s*;\s*({_NUMBER})\s*")
_LONGEST = 40
HUNDRED = Decimal(100)


@dataclass
class Typed:
    """A form as it was read. `errors` by field: what to write instead. `plan` holds only when there are none."""

    values: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    year: int | None = None
    plan: YearPlan | None = None
    sheet: str = ""
    live: bool = False
    filter: Filter = Filter.WITHOUT_LIBRARY_VISITS


def read(query: Mapping[str, str], *, sheets: Mapping[str, object]) -> Typed:
    """Read the form. `sheets` are the price sheets that may be chosen, by id."""
    values = {name: str(query.get(name, "")).strip()[:200] for name in names()}
    made = Typed(values)
    year = made.year = _year(made)
    contacts = _range(made, "antal", above=Decimal(0))
    growth, price = _range(made, "vaekst", above=-HUNDRED), _range(made, "pris", above=-HUNDRED)
    if values["antal"] and values["vaekst"]:
        made.errors.setdefault("vaekst", _("Skriv et antal eller en vækst, ikke begge."))
    shares = _four(made, "andel")
    shifts = [one for one in (_shift(made, number) for number in SHIFTS) if one is not None]
    closings = _closings(made)
    made.live = values["tal"] == OWN
    made.filter = Filter.ALL if values["filter"] == Filter.ALL else Filter.WITHOUT_LIBRARY_VISITS
    if made.live:
        made.filter = Filter.ALL
    made.values |= {"tal": OWN if made.live else STRATEGY, "filter": made.filter.value}
    if values["prisliste"] and values["prisliste"] not in sheets:
        made.errors["prisliste"] = _("Vælg en prisliste fra listen.")
    made.sheet = values["prisliste"]
    if not made.errors and year is not None:
        made.plan = YearPlan(
            year=year,
            contacts=contacts,
            growth=growth,
            shares=shares,
            shifts=tuple(shifts),
            closings=closings,
            price_change=price,
        )
    return made


def names() -> list[str]:
    """Every field of the form."""
    shifts = [f"flyt{n}_{part}" for n in SHIFTS for part in ("fra", "til", "procent", "ydelse")]
    groups = [f"{part}_{group}" for part in ("andel", "til") for group in CHANNEL_GROUPS]
    return [
        "tal",
        "filter",
        "aar",
        "antal",
        "vaekst",
        "pris",
        "prisliste",
        "lukker",
        "af",
        "indgang",
        *shifts,
        *groups,
    ]


def number(raw: str) -> Decimal | None:
    """`9.500.000`, `9500000`, `38,2`, `−1`; None for anything else."""
    if len(raw) > _LONGEST or not _ONE.fullmatch(raw):
        return None
    plain = raw.replace("−", "-").replace(" ", "").replace(".", "").replace(",", ".")
    if "." in raw and "," not in raw and not re.fullmatch(r"\s*[-−]?\d{1,3}(\.\d{3})+\s*", raw):
        plain = raw.replace("−", "-").replace(" ", "")  # 38.2, as a computer writes it
        if plain.count(".") > 1:
            return None
    return Decimal(plain)


def span(raw: str) -> Range | None:
    """One number, two with `til` between them, or three; None for anything else. Two: the middle is their mean."""
    if len(raw) > 3 * _LONGEST:
        return None
    for pattern in (_ONE, _THREE, _TWO):
        found = pattern.fullmatch(raw)
        if found is None:
            continue
        parts = [number(part) for part in found.groups()]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return Range(known[0], known[1] if len(known) == 3 else (known[0] + known[-1]) / 2, known[-1])
    return None


def _year(made: Typed) -> int | None:
    raw = made.values["aar"]
    if raw.isascii() and raw.isdigit() and len(raw) == 4:
        return int(raw)
    made.errors["aar"] = _("Skriv et årstal med fire cifre.")
    return None


def _range(made: Typed, name: str, *, above: Decimal | None = None) -> Range | None:
    """A range, the lowest first; all of it `above` a number."""
    raw = made.values[name]
    found = span(raw) if raw else None
    if raw and found is None:
        made.errors[name] = _("Skriv et tal, for eksempel 2,5. Eller et interval, for eksempel 0 til 2.")
    elif found is not None and not found.low <= found.central <= found.high:
        made.errors[name] = _("Skriv det laveste tal først.")
    elif found is not None and above is not None and found.low <= above:
        made.errors[name] = _("Skriv et tal over %(least)s.") % {"least": _plain(above)}
    return found


def _whole(made: Typed, name: str) -> int | None:
    raw = made.values[name]
    if not raw:
        return None
    if raw.isascii() and raw.isdigit() and len(raw) < 6:
        return int(raw)
    made.errors[name] = _("Skriv et helt tal.")
    return None


def _four(made: Typed, part: str) -> dict[str, Decimal] | None:
    """A percentage for each group; None when none is written. A field left empty is 0 beside one that is not."""
    found = {}
    for group in CHANNEL_GROUPS:
        raw = made.values[f"{part}_{group}"]
        one = number(raw) if raw else Decimal(0)
        if one is None:
            made.errors[f"{part}_{group}"] = _("Skriv et tal, for eksempel 40.")
        else:
            found[group] = one
        if one is not None and one < 0:
            made.errors[f"{part}_{group}"] = _("En andel kan ikke være under 0.")
    written = any(made.values[f"{part}_{group}"] for group in CHANNEL_GROUPS)
    total = sum(found.values(), Decimal(0))
    if written and len(found) == len(CHANNEL_GROUPS) and total != HUNDRED:
        told = _("Andelene giver %(total)s procent. De skal give 100.") % {"total": _plain(total)}
        made.errors.setdefault(f"{part}_{CHANNEL_GROUPS[0]}", told)
    return found if written and len(found) == len(CHANNEL_GROUPS) else None


def _shift(made: Typed, number: int) -> Shift | None:
    source, target = made.values[f"flyt{number}_fra"], made.values[f"flyt{number}_til"]
    percent = _range(made, f"flyt{number}_procent")
    if not (source or target or made.values[f"flyt{number}_procent"]):
        return None
    for part, value in (("fra", source), ("til", target)):
        if value not in CHANNEL_GROUPS:
            made.errors[f"flyt{number}_{part}"] = _("Vælg en kanal.")
    if not made.values[f"flyt{number}_procent"]:
        made.errors[f"flyt{number}_procent"] = _("Skriv, hvor mange procent der flytter.")
    if percent is not None and (percent.low < 0 or percent.high > HUNDRED):
        made.errors.setdefault(f"flyt{number}_procent", _("Skriv et tal fra 0 til 100."))
    if percent is None or source not in CHANNEL_GROUPS or target not in CHANNEL_GROUPS:
        return None
    return Shift(source, target, percent, made.values[f"flyt{number}_ydelse"] or "*")


def _closings(made: Typed) -> tuple[Closing, ...]:
    count, of = _whole(made, "lukker"), _whole(made, "af")
    entrance = made.values["indgang"]
    if not count and not entrance:
        return ()
    goes_to = _four(made, "til")
    if goes_to is None and not any(name.startswith("til_") for name in made.errors):
        made.errors["til_digital"] = _("Skriv, hvor mange procent der går til hver kanal. Det skal give 100.")
    if count and not of:
        made.errors["af"] = _("Skriv, hvor mange indgange der er i dag.")
    elif count and of and count > of:
        made.errors["lukker"] = _("Der kan ikke lukke flere indgange, end der er.")
    if goes_to is None:
        return ()
    made_of = [Closing(goes_to, entrance=entrance)] if entrance else []
    if count and of:
        made_of.append(Closing(goes_to, count=count, of=of))
    return tuple(made_of)


def as_typed(plan: YearPlan) -> dict[str, str]:
    """What stands in the fields for a plan: reading it again gives the plan, but for its prices and reasons."""
    values = {"aar": str(plan.year)}
    for name, one in (("antal", plan.contacts), ("vaekst", plan.growth), ("pris", plan.price_change)):
        if one is not None:
            values[name] = written(one)
    values |= {f"andel_{group}": _plain(share) for group, share in (plan.shares or {}).items()}
    for n, shift in zip(SHIFTS, plan.shifts, strict=False):
        values |= {
            f"flyt{n}_fra": shift.source,
            f"flyt{n}_til": shift.target,
            f"flyt{n}_procent": written(shift.percent),
            f"flyt{n}_ydelse": "" if shift.service == "*" else shift.service,
        }
    for closing in plan.closings[:1]:
        values |= {f"til_{group}": _plain(share) for group, share in closing.goes_to.items()}
        if closing.entrance:
            values["indgang"] = closing.entrance
        else:
            values |= {"lukker": str(closing.count), "af": str(closing.of)}
    return values


def written(one: Range) -> str:
    """A range as somebody would type it."""
    if one.certain:
        return _plain(one.central)
    if one.central == (one.low + one.high) / 2:
        return f"{_plain(one.low)} {_('til')} {_plain(one.high)}"
    return "; ".join(_plain(value) for value in (one.low, one.central, one.high))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
