"""Danish (and English) dates, times, numbers and kroner. Plain functions; the template filters call them."""

from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language

from indgang.kernel.clock import COPENHAGEN

Number = int | float | Decimal
NBSP = "\u00a0"


def _locale() -> str:
    return "en_GB" if (get_language() or "da").startswith("en") else "da_DK"


def _local(value: datetime) -> datetime:
    return value.astimezone(COPENHAGEN) if value.tzinfo else value


def day(value: date | datetime) -> str:
    """`3. december 2026`, `3 December 2026`."""
    if isinstance(value, datetime):
        value = _local(value).date()
    return str(format_date(value, "d MMMM y" if _locale() == "en_GB" else "d. MMMM y", locale=_locale()))


def short_day(value: date | datetime) -> str:
    """Without the year: `3. december`, `3 December`."""
    if isinstance(value, datetime):
        value = _local(value).date()
    return str(format_date(value, "d MMMM" if _locale() == "en_GB" else "d. MMMM", locale=_locale()))


def weekday(value: date | datetime) -> str:
    """`torsdag 3. december`, `Thursday 3 December`."""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{format_date(value, 'EEEE', locale=_locale())} {short_day(value)}"


def clock_time(value: datetime | time) -> str:
    """`kl. 10.42`, `10:42`; an aware moment is shown in Copenhagen's time."""
    if isinstance(value, datetime):
        value = _local(value).time()
    if _locale() == "en_GB":
        return f"{value:%H:%M}"
    return f"kl.{NBSP}{value:%H.%M}"


def moment(value: datetime) -> str:
    """`3. december 2026 kl. 10.42`, `3 December 2026 at 10:42`."""
    between = " at " if _locale() == "en_GB" else " "
    return f"{day(value)}{between}{clock_time(value)}"


def number(value: Number, decimals: int | None = None) -> str:
    """`1.234,5`, `1,234.5`: at most `decimals`, by default at most two."""
    pattern = "#,##0." + ("0" * decimals if decimals is not None else "##")
    return str(format_decimal(value, format=pattern.rstrip("."), locale=_locale()))


def kroner(value: Number) -> str:
    """`1.234 kr.`, `12,50 kr.`: øre only when there are any."""
    amount = Decimal(str(value))
    whole = amount == amount.to_integral_value()
    unit = "DKK" if _locale() == "en_GB" else "kr."
    return f"{number(amount, 0 if whole else 2)}{NBSP}{unit}"


def percent(value: Number, decimals: int = 0) -> str:
    """A share that is already in percent: 37.4 -> `37 %`, `37%`."""
    sign = "%" if _locale() == "en_GB" else f"{NBSP}%"
    return f"{number(value, decimals)}{sign}"


def as_number(value: object) -> Number | None:
    """What a template may hand over as a number; None when it is none (then nothing is shown, never 0)."""
    if isinstance(value, bool) or value is None or value == "":
        return None
    if isinstance(value, int | float | Decimal):
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
