"""How many finish what they began, who finishes it, and whether the next one goes without help."""

import ibis
from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, count, percent, together, whole
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, Unit

HOW = ("alone", "co_served", "by_staff")
_NO_NEXT = Text(
    "Ingen, der fik hjælp, har sendt en til endnu.", "Nobody who was helped has sent another yet."
)


def _completion(ledger: Ledger, *completed: str) -> Answer:
    rows = ledger.measurements.filter(ledger.measurements.kind.isin(["begun", *completed]))
    values = whole(
        ledger,
        rows,
        value=percent(count(rows.kind.isin(completed)), count(rows.kind == "begun")),
        rows=rows.count(),
    ).mutate(estimated=ibis.literal(False))
    return Answer(values, None, behind_measured=rows.mutate(group=ibis.literal(ALL)))


@indicator(
    id="take_up",
    name=Text("Gjort færdig på nettet", "Completed online"),
    unit=Unit.PERCENT,
    groups=(*HOW, "alone_without_exempt"),
    danish=(
        "Hvordan bliver en anmeldelse eller en ansøgning gjort færdig? Alene på nettet, med hjælp i egen kladde, "
        "eller skrevet ind af os. Hver del bliver delt med alle. Til sidst står, hvor mange der gør det alene, "
        "når vi ser bort fra dem, der er fritaget for Digital Post."
    ),
    source="GOV.UK Service Manual, digital take-up",
    measured=(*HOW, "alone_without_exempt"),
)
def take_up(ledger: Ledger) -> Answer:
    """How transactions are completed: alone online, with help in the citizen's own draft, or entered by staff,
    each divided by all completed in any channel. Beside them the share that is completed alone when those who
    are exempt from Digital Post are left out."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "completed_how")
    others = rows.filter(rows.exempt.fill_null(False) == False)  # noqa: E712  (a column)

    def share(of: Table, how: str, group: str) -> Table:
        this = of.subject_key == how
        return whole(
            ledger, of, group=group, value=percent(count(this), of.count()), rows=count(this)
        ).mutate(estimated=ibis.literal(False))

    each = [share(rows, how, how) for how in HOW]
    behind = rows.filter(rows.subject_key.isin(HOW)).mutate(group=rows.subject_key)
    alone = others.filter(others.subject_key == "alone").mutate(group=ibis.literal("alone_without_exempt"))
    return Answer(
        together(*each, share(others, "alone", "alone_without_exempt")),
        None,
        behind_measured=together(behind, alone),
    )


@indicator(
    id="completion_citizen2012",
    name=Text("Gennemførte selvbetjeninger", "Completed self-services"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish="De selvbetjeninger, som nogen gør færdige i året, delt med dem, som nogen begynder på i året.",
    source="Citizen.2012, s. 18",
    measured=(ALL,),
)
def completion_citizen2012(ledger: Ledger) -> Answer:
    """The self-services that somebody completes in the year, divided by those that somebody begins in it."""
    return _completion(ledger, "completed")


@indicator(
    id="completion_govuk",
    name=Text("Gennemført, som GOV.UK tæller", "Completed, as GOV.UK counts"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish=(
        "Som Citizen.2012 tæller, men to slags flere er med. Den, der får at vide, at ydelsen ikke er for dem, "
        "er kommet i mål. Det er den, der allerede har gjort det, også."
    ),
    source="GOV.UK Service Manual, completion rate",
    measured=(ALL,),
)
def completion_govuk(ledger: Ledger) -> Answer:
    """As Citizen.2012 counts, but two kinds more count as completed: those who learn that they are not
    entitled to the service, and those who had done it already."""
    return _completion(ledger, "completed", "not_entitled", "already_done")


@indicator(
    id="graduation",
    name=Text("Kunne selv næste gang", "Could do the next one alone"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish=(
        "Nogle fik hjælp i deres kladde og sendte senere en til om samme ydelse i samme år. "
        "Vi viser, hvor mange af dem der gjorde den næste alene. Den, der ikke er logget ind, kan vi ikke følge."
    ),
    source="Egen definition",
    measured=(ALL,),
    no_data={ALL: _NO_NEXT},
)
def graduation(ledger: Ledger) -> Answer:
    """Some were helped in their draft and later sent another about the same service in the same year: the
    share that did the next one alone. The year's pseudonym tells who they are; without one nobody is followed."""
    # Who it was stands on the contact that began it: that can lie outside a cut.
    rows, contacts = ledger.measurements, ledger.contacts if ledger.uncut is None else ledger.uncut
    done = rows.filter(rows.kind == "completed_how", rows.journey.notnull())
    known = contacts.filter(contacts.journey.notnull(), contacts.party.notnull())
    parties = known.group_by("journey").aggregate(who=known.party.min())
    mine = done.join(parties.rename(whose="journey"), done.journey == parties.journey).drop("whose")
    in_turn = ibis.window(group_by=["who", "service"], order_by=["at", "id"])
    followed = mine.mutate(next_one=mine.subject_key.lead().over(in_turn))
    pairs = followed.filter(followed.subject_key == "co_served", followed.next_one.notnull())
    values = whole(
        ledger, pairs, value=percent(count(pairs.next_one == "alone"), pairs.count()), rows=pairs.count()
    ).mutate(estimated=ibis.literal(False))
    return Answer(values, None, behind_measured=pairs.drop("who", "next_one").mutate(group=ibis.literal(ALL)))
