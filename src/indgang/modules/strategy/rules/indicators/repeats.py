"""Whether one contact was enough: the same party on the same service again, in any channel.

The ledger keeps the seconds to the contact before and after (`gap_before`, `gap_after`), so that every engine
counts alike and no calendar is asked: seven days are 604,800 seconds.
"""

from datetime import timedelta
from typing import Any

import ibis
from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, percent, together, whole
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import Unit

WINDOWS = {"w7": 7, "w14": 14, "w30": 30}
_DAY = 86_400
_NOBODY = Text(
    "Ingen af henvendelserne kan følges: vi ved ikke, hvem der henvendte sig, eller tiden er ikke gået endnu.",
    "None of the contacts can be followed: we do not know who made them, or the time has not passed yet.",
)


def _incoming(ledger: Ledger) -> Table:
    rows = ledger.contacts
    return rows.filter(rows.direction == "in")


def _near(gap: Any) -> Any:
    """The shortest of the windows, in days, that reaches over a gap; 0 when none does."""
    reach = [(gap <= days * _DAY, days) for days in sorted(WINDOWS.values())]
    return ibis.cases((gap.isnull(), 0), *reach, else_=0)


def _cells(ledger: Ledger, rows: Table, *more: str) -> Table:
    """Rows added up by all that the windows ask about: one reading of the ledger answers for every window.

    Columns: `before` and `after` (see `_near`), `followed`, the day, and `more`; `weight`, and `times`, the rows.
    """
    by = [*ledger.keys, "batch", "day", "quality", "estimated", "handling", "outcome", *more]
    seen = rows.mutate(before=_near(rows.gap_before), after=_near(rows.gap_after))
    cells = seen.group_by([*dict.fromkeys(by), "before", "after", "followed"])
    return cells.aggregate(weight=seen.weight.sum(), times=seen.count())


def _none_within(near: Any, days: int) -> Any:
    """Whether no contact is as near as this."""
    return (near == 0) | (near > days)


def _passed(ledger: Ledger, rows: Table, days: int) -> Any:
    """Whether the rows reach far enough after the contact, and before it: what we cannot see is no answer."""
    seen: Any = ibis.literal(True)
    if ledger.scope.as_of is not None:
        last = ledger.scope.as_of - timedelta(days=days)
        seen = seen & (rows.day < ibis.date(last.isoformat()))
    for batch, first, last in ledger.scope.edges:
        inside = (rows.day >= ibis.date((first + timedelta(days=days)).isoformat())) & (
            rows.day <= ibis.date((last - timedelta(days=days)).isoformat())
        )
        seen = seen & ((rows.batch != batch) | inside)
    return seen


def _share(ledger: Ledger, cells: Table, group: str, *, part: Any, of: Any, followed: Any) -> Table:
    return whole(
        ledger,
        cells,
        group=group,
        value=percent(cells.weight.sum(where=part & of).fill_null(0), cells.weight.sum(where=of)),
        rows=cells.times.sum(where=of).fill_null(0),
        estimated=cells.estimated.any(where=of),
        followed=percent(cells.weight.sum(where=followed).fill_null(0), cells.weight.sum()),
    )


def _behind(rows: Table, groups: dict[str, Any]) -> Table:
    return together(*(rows.filter(of).mutate(group=ibis.literal(group)) for group, of in groups.items()))


@indicator(
    id="fcr",
    name=Text("Løst ved første henvendelse", "Resolved at the first contact"),
    unit=Unit.PERCENT,
    groups=(*WINDOWS, "staff_says"),
    danish=(
        "En første henvendelse er en, hvor den samme ikke har spurgt om den samme ydelse lige før. Kommer der ikke "
        "en til inden for 7, 14 eller 30 dage, på nogen kanal, var den ene nok. Vi tæller kun med, når dagene er "
        "gået, og når vi ved, hvem der henvendte sig. Får nogen hjælp i deres kladde ved et besøg, er besøget og det, "
        "de sender, to henvendelser. Ved siden af står, hvor tit en medarbejder selv mente, at sagen var løst."
    ),
    source="Egen definition, ud fra Citizen.2012, s. 12",
    no_data={"": _NOBODY},
)
def fcr(ledger: Ledger) -> Answer:
    """Of first contacts, those without another contact by the same party on the same service in any channel
    within 7, 14 or 30 days. A first contact has none in as many days before it. Only contacts whose days have
    passed, and whose party is known, are counted. Somebody who is helped in their draft has two contacts: the visit
    or call, and what they send. So neither was enough alone. Beside it stands how often staff themselves said that
    it was resolved."""
    rows = _incoming(ledger)
    cells = _cells(ledger, rows)
    found, behind = [], {}
    for group, days in WINDOWS.items():
        first = cells.followed & _none_within(cells.before, days) & _passed(ledger, cells, days)
        alone = _none_within(cells.after, days)
        found.append(_share(ledger, cells, group, part=alone, of=first, followed=cells.followed))
        unseen = rows.gap_before.isnull() | (rows.gap_before > days * _DAY)
        behind[group] = rows.followed & unseen & _passed(ledger, rows, days)
    said = _staff_said(cells)
    found.append(
        _share(ledger, cells, "staff_says", part=cells.outcome == "resolved", of=said, followed=said)
    )
    return Answer(together(*found), _behind(rows, {**behind, "staff_says": _staff_said(rows)}))


def _staff_said(rows: Table) -> Any:
    return (rows.handling == "staff") & (rows.outcome != "unknown")


@indicator(
    id="repeat_share",
    name=Text("Henvendelser igen", "Repeat contacts"),
    unit=Unit.PERCENT,
    groups=(*WINDOWS, "dearer_w7"),
    danish=(
        "De henvendelser, hvor den samme har spurgt om den samme ydelse inden for 7, 14 eller 30 dage før. "
        "Vi deler dem med alle, hvor vi ved, hvem der henvendte sig. Får nogen hjælp i deres kladde ved et besøg, er "
        "det, de sender, en henvendelse igen. Den sidste linje viser, hvor mange af dem inden for 7 dage der kom på "
        "en dyrere kanal end før."
    ),
    source="Egen definition",
    no_data={"": _NOBODY},
)
def repeat_share(ledger: Ledger) -> Answer:
    """The contacts with an earlier contact of the same party and service within 7, 14 or 30 days, divided by all
    contacts whose party is known. What somebody sends after help in their draft is a repeat of the visit or call.
    The last line: of those within 7 days, the part in a dearer channel than the one before."""
    rows = _incoming(ledger)
    cells = _cells(ledger, rows, "channel", "channel_before", "period")
    found, behind = [], {}
    for group, days in WINDOWS.items():
        of = cells.followed & _begun(ledger, cells, days)
        again = ~_none_within(cells.before, days)
        found.append(_share(ledger, cells, group, part=again, of=of, followed=cells.followed))
        behind[group] = rows.followed & _begun(ledger, rows, days)
    week = WINDOWS["w7"]
    both = _priced_again(ledger, cells, cells.followed & ~_none_within(cells.before, week))
    before, now = _prices(ledger, cells)
    dearer = (now > before).fill_null(False)
    found.append(_share(ledger, cells, "dearer_w7", part=dearer, of=both, followed=cells.followed))
    again = rows.followed & rows.gap_before.notnull() & (rows.gap_before <= week * _DAY)
    return Answer(
        together(*found), _behind(rows, {**behind, "dearer_w7": _priced_again(ledger, rows, again)})
    )


def _priced_again(ledger: Ledger, rows: Table, again: Any) -> Any:
    """Of contacts that came again within the week: those that have two prices, where the file reaches back."""
    before, now = _prices(ledger, rows)
    return again & _begun(ledger, rows, WINDOWS["w7"]) & before.notnull() & now.notnull()


def _prices(ledger: Ledger, rows: Table) -> tuple[Any, Any]:
    """Øre of the contact before, and of this one."""
    return ledger.price_of(rows, "channel_before", any_handling=True), ledger.price_of(
        rows, any_handling=True
    )


def _begun(ledger: Ledger, rows: Table, days: int) -> Any:
    """Whether the file reaches far enough back to show an earlier contact."""
    seen: Any = ibis.literal(True)
    for batch, first, _last in ledger.scope.edges:
        since = ibis.date((first + timedelta(days=days)).isoformat())
        seen = seen & ((rows.batch != batch) | (rows.day >= since))
    return seen
