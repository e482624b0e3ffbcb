"""The way through a self-service, out of the two tables of the ledger: where people are, where they leave, what then.

Every row that the page can show is a measurement, under the name of a group: `begun`, `completed`, `not_entitled`,
`already_done`, `step:<step>`, `left:<step>`, `error:<field>`, `help:<step>`, and for those who left what they then
did: `then:<What>`. So a number and the rows behind it cannot differ.
"""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

import ibis
from ibis.expr.types import Table

from indgang.modules.channels.vocabulary import GROUP_OF, Channel, ChannelGroup
from indgang.modules.strategy.rules.ledger import Ledger, together

DAYS = 7
_SECONDS = DAYS * 86_400
_ENDS = ("begun", "completed", "not_entitled", "already_done")
_PREFIX = {"step_reached": "step:", "left": "left:", "field_error": "error:", "help_asked": "help:"}
_BUSY = ("begun", "step_reached", "field_error", "help_asked")
"""What shows that somebody was there. A draft that is left is noticed weeks later: this is when they left."""


class What(StrEnum):
    """The first thing that somebody who left did within seven days. SENT: they went on, and sent it after all.

    TOO_EARLY: nothing yet, and the days have not passed. UNKNOWN: nobody knows whose it was, so nobody can look.
    """

    PHONED = "phoned"
    CAME = "came"
    WROTE = "wrote"
    SENT = "sent"
    OTHER = "other"
    GAVE_UP = "gave_up"
    TOO_EARLY = "too_early"
    UNKNOWN = "unknown"


_OF_GROUP = {
    ChannelGroup.TELEPHONE: What.PHONED,
    ChannelGroup.IN_PERSON: What.CAME,
    ChannelGroup.WRITTEN: What.WROTE,
}


def of_solution(ledger: Ledger, solution: str) -> Ledger:
    """The same with the measurements of one self-service, where the ledger knows which it was: the ends name it, and
    what happens on the way belongs to the one that was begun last in its matter. The rest belongs to the service.
    """
    rows = ledger.measurements
    begun = rows.filter(rows.kind == "begun", rows.journey.notnull(), rows.subject_key != "")
    begun = begun.select(of_journey="journey", of_at="at", of_id="id", of="subject_key")
    on_the_way = rows.filter(~rows.kind.isin(_ENDS)).select("id", "journey", "at")
    pairs = on_the_way.join(begun, [on_the_way.journey == begun.of_journey, begun.of_at <= on_the_way["at"]])
    last = ibis.window(group_by="id", order_by=[pairs.of_at.desc(), pairs.of_id.desc()])
    ranked = pairs.mutate(turn=ibis.row_number().over(last))
    others = ranked.filter(ranked.turn == 0, ranked.of != solution).select("id")
    mine = rows.filter(~rows.kind.isin(_ENDS) | rows.subject_key.isin([solution, ""]))
    return replace(ledger, measurements=mine.anti_join(others, "id"))


def funnel(ledger: Ledger) -> Table:
    """One row for each group and measurement in it: the columns of the copy, and `group`.

    The scope is cut by a service. Contacts of the next year are not seen: who leaves in the last week of December and
    calls in January has given up here.
    """
    rows = ledger.measurements
    ends = rows.filter(rows.kind.isin(_ENDS)).mutate(group=lambda one: one.kind)
    named = [
        rows.filter(rows.kind == kind).mutate(group=ibis.literal(prefix) + rows.subject_key)
        for kind, prefix in _PREFIX.items()
    ]
    return together(ends, *named, _then(ledger))


def counted(ledger: Ledger) -> Table:
    """How many rows each group has: columns group and rows."""
    found = funnel(ledger)
    return found.group_by("group").aggregate(rows=found.count())


def minutes(ledger: Ledger) -> Table:
    """How long it took from begun to sent, breaks included: columns tenths (of a minute) and rows.

    Of a journey that was begun several times, the last time before it was sent counts.
    """
    rows = ledger.measurements.filter(ledger.measurements.journey.notnull())
    begun = rows.filter(rows.kind == "begun").select(whose="journey", began="at")
    done = rows.filter(rows.kind == "completed")
    pairs = done.join(begun, [done.journey == begun.whose, begun.began <= done["at"]])
    each = pairs.group_by("id").aggregate(
        took=(pairs["at"].epoch_seconds() - pairs.began.epoch_seconds()).min()
    )
    tenths = each.mutate(tenths=(each.took // 6).cast("int64"))
    return tenths.group_by("tenths").aggregate(rows=tenths.count())


def _then(ledger: Ledger) -> Table:
    """Each row of somebody who left, under what they then did."""
    left = ledger.measurements.filter(ledger.measurements.kind == "left")
    gone = _gone(ledger, left)
    first = _first_contact(ledger, gone)
    both = gone.left_join(first, gone.id == first.left_id)
    as_of = ledger.scope.as_of
    early: Any = ibis.literal(False)
    if as_of is not None:
        early = both.since.date() >= ibis.date((as_of - timedelta(days=DAYS)).isoformat())
    what = ibis.cases(
        (both.did.notnull(), both.did),
        (both.journey.isnull(), What.UNKNOWN.value),
        (early, What.TOO_EARLY.value),
        else_=What.GAVE_UP.value,
    )
    return both.mutate(group=ibis.literal("then:") + what).select(*left.columns, "group")


def _gone(ledger: Ledger, left: Table) -> Table:
    """With `since`, when they were last there, and `who`, the year's pseudonym (null: nobody knows)."""
    rows = ledger.measurements
    busy = rows.filter(rows.kind.isin(_BUSY), rows.journey.notnull())
    busy = busy.select(busy_in="journey", busy_at="at")
    joined = left.join(busy, [left.journey == busy.busy_in, busy.busy_at <= left["at"]])
    seen = joined.group_by("id").aggregate(seen=joined.busy_at.max()).rename(seen_id="id")
    known = ledger.contacts.filter(ledger.contacts.journey.notnull(), ledger.contacts.party.notnull())
    parties = known.group_by("journey").aggregate(who=known.party.min()).rename(whose="journey")
    found = left.left_join(seen, left.id == seen.seen_id)
    found = found.left_join(parties, found.journey == parties.whose)
    return found.mutate(since=ibis.coalesce(found.seen, found["at"])).drop("seen_id", "whose", "seen")


def _first_contact(ledger: Ledger, gone: Table) -> Table:
    """The first contact of the same matter, or of the same party on the service, within the days: left_id and did.

    The draft's own contact, which says that it was given up, is none.
    """
    rows = ledger.contacts
    rows = rows.filter(rows.direction == "in")
    own = (rows.channel == Channel.SELF_SERVICE.value) & (rows.outcome == "abandoned")
    rows = rows.filter(~own)
    came = rows.select(
        came_at="at", came_id="id", came_in="journey", came_by="party", by="channel", on="service"
    )
    narrow = gone.select(left_id="id", left_in="journey", left_by="who", left_on="service", since="since")
    ours = [
        narrow.join(came, narrow.left_in == came.came_in),
        narrow.join(came, [narrow.left_by == came.came_by, narrow.left_on == came.on]),
    ]
    pairs = together(*(one.select("left_id", "since", "came_at", "came_id", "by") for one in ours))
    late = pairs.came_at.epoch_seconds() - pairs.since.epoch_seconds()
    pairs = pairs.filter(pairs.came_at > pairs.since, late <= _SECONDS)
    in_turn = ibis.window(group_by="left_id", order_by=["came_at", "came_id"])
    ranked = pairs.mutate(turn=ibis.row_number().over(in_turn))
    first = ranked.filter(ranked.turn == 0)
    return first.select("left_id", did=_did(first.by))


def _did(channel: Any) -> Any:
    """What a contact by a channel is, for somebody who left."""
    words = [
        (channel == one.value, _OF_GROUP[group].value)
        for one, group in GROUP_OF.items()
        if group in _OF_GROUP
    ]
    return ibis.cases(
        (channel == Channel.SELF_SERVICE.value, What.SENT.value), *words, else_=What.OTHER.value
    )
