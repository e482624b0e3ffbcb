"""Contacts that something of ours caused, and those that the website could have spared."""

import ibis

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import Cause
from indgang.modules.strategy.rules.ledger import Ledger, count, percent, together, whole
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, Unit

CAUSES = tuple(cause.value for cause in Cause if cause.value not in ("", "none"))
_DAY = 86_400


@indicator(
    id="failure_demand",
    name=Text("Unødige henvendelser", "Failure demand"),
    unit=Unit.PERCENT,
    groups=(ALL, *CAUSES),
    danish=(
        "De henvendelser, som kom, fordi noget hos os ikke virkede. Vi deler dem med alle henvendelser, hvor en "
        "medarbejder har svaret på, om det var sådan. De andre er ikke med."
    ),
    source="Egen definition",
    no_data={
        "": Text(
            "Ingen medarbejder har svaret på, om noget gik galt.",
            "No member of staff has said whether something went wrong.",
        )
    },
)
def failure_demand(ledger: Ledger) -> Answer:
    """The contacts that came because something of ours did not work, divided by all contacts where a member of
    staff has answered whether that was so. The others are left out."""
    cells = ledger.added_up("cause")
    cells = cells.filter(cells.direction == "in")
    rows = ledger.contacts.filter(ledger.contacts.direction == "in")
    asked = cells.cause != ""

    def share(group: str, part: ibis.expr.types.BooleanColumn) -> ibis.Table:
        return whole(
            ledger,
            cells,
            group=group,
            value=percent(cells.weight.sum(where=part).fill_null(0), cells.weight.sum(where=asked)),
            rows=cells.rows.sum(where=part).fill_null(0),
            estimated=cells.estimated.any(where=asked),
            followed=percent(cells.weight.sum(where=asked).fill_null(0), cells.weight.sum()),
        )

    ours = asked & (cells.cause != "none")
    values = together(share(ALL, ours), *(share(cause, cells.cause == cause) for cause in CAUSES))
    caused = rows.filter(rows.cause != "", rows.cause != "none")
    return Answer(values, caused.mutate(group=caused.cause))


@indicator(
    id="website_first",
    name=Text("Havde prøvet hjemmesiden først", "Had tried the website first"),
    unit=Unit.PERCENT,
    groups=("asked", "estimated"),
    danish=(
        "Af dem, der ringer eller kommer: hvor mange havde prøvet på nettet først? Det første tal er dem, der sagde "
        "ja, af dem, vi spurgte. Det andet er et skøn: de havde været på nettet om det samme i døgnet før, og de var "
        "logget ind. Besøg uden login kan vi ikke kende igen."
    ),
    source="KL: Gevinstrealisering - Kanalstrategi",
    measured=("asked",),
    in_weeks=Text(
        "En tælleuges svar bliver ikke til målinger. De står på ugens egen side under tælleuger.",
        "What a counting week asks does not become measurements. It stands on the week's own page.",
    ),
    no_data={
        "asked": Text("Ingen er blevet spurgt.", "Nobody has been asked."),
        "estimated": Text("Vi ved ikke, hvem nogen af dem var.", "We do not know who any of them were."),
    },
)
def website_first(ledger: Ledger) -> Answer:
    """Of those who phone or come, the share that tried the website first. Asked: those who said yes, of those who
    were asked. Estimated: telephone and in-person contacts with a digital contact about the same within 24 hours
    before, of those whose party or journey is known. Visits without a login are never linked."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "website_first")
    asked = whole(
        ledger,
        rows,
        group="asked",
        value=percent(count(rows.subject_key == "yes"), count(rows.subject_key.isin(["yes", "no"]))),
        rows=rows.count(),
    ).mutate(estimated=ibis.literal(False), followed=ibis.null("float64"))
    contacts = ledger.contacts
    came = contacts.filter(contacts.direction == "in", contacts.channel.isin(["telephone", "in_person"]))
    known = came.followed | (came.journey.notnull() & (came.quality != "time_unreliable"))
    tried = known & came.gap_digital.notnull() & (came.gap_digital <= _DAY)
    estimated = whole(
        ledger,
        came,
        group="estimated",
        value=percent(came.weight.sum(where=tried).fill_null(0), came.weight.sum(where=known)),
        rows=count(known),
        followed=percent(came.weight.sum(where=known).fill_null(0), came.weight.sum()),
    ).mutate(estimated=ibis.literal(True))
    return Answer(
        together(asked, estimated),
        came.filter(known).mutate(group=ibis.literal("estimated")),
        behind_measured=rows.mutate(group=ibis.literal("asked")),
    )
