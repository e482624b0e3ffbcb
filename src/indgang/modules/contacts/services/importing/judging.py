"""Which rows of the stage become rows of the ledger, and why the others do not.

The view `rows` holds what the one SELECT made of the file; `n` is the number of the row, from 0. The view
`judged` adds `local` (clock time), `at` (UTC) and `reason`, the first that holds; `there` says that the series has
the row already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from indgang.modules.contacts.schema.mapping import REJECT, UNSAID, Mapping
from indgang.modules.contacts.services.importing import zones
from indgang.modules.contacts.services.importing.stage import Stage, name, text
from indgang.modules.contacts.vocabulary import Quality, RejectReason

NUMBERS = ("weight", "minutes")
FIRST = date(1990, 1, 1)
"""A contact before this day was not counted by any machine: its time is wrong."""


@dataclass(frozen=True)
class Judgement:
    """How many rows were taken, and what the rest is."""

    read: int
    accepted: int
    duplicates: int
    reasons: dict[str, int]
    channels: dict[str, int]
    years: tuple[int, ...]
    first_day: date | None
    last_day: date | None

    @property
    def rejected(self) -> int:
        return sum(self.reasons.values())


def judge(stage: Stage, mapping: Mapping, *, today: date, there: Sequence[str]) -> Judgement:
    """Make the view `judged`, and count. `there` are the Parquet files with the keys that the series has already."""
    stage.db.execute("CREATE TABLE twice (n BIGINT); CREATE TABLE known (n BIGINT)")
    if mapping.shape.key:
        _find_twice(stage)
    _make_view(stage, mapping, today)
    if mapping.shape.key:
        if _any(stage, "twice"):
            _keep_first(stage)
        if there:
            _find_known(stage, there)
        if _any(stage, "twice") or _any(stage, "known"):
            _make_view(stage, mapping, today)
    return _counted(stage)


def _any(stage: Stage, table: str) -> bool:
    return bool(stage.one(f"SELECT count(*) FROM {table}"))  # noqa: S608


def _find_twice(stage: Stage) -> None:
    """Rows whose key stands in the file more than once. The key's hash finds them, the key itself decides."""
    stage.db.execute("""
        CREATE TABLE often AS SELECT hash(key) AS h FROM rows WHERE key IS NOT NULL GROUP BY h HAVING count(*) > 1;
        INSERT INTO twice SELECT n FROM rows WHERE hash(key) IN (SELECT h FROM often) AND key IS NOT NULL;
    """)


def _keep_first(stage: Stage) -> None:
    """Of the good rows with one key the first stands: it is no longer among those that are there twice."""
    stage.db.execute("""
        CREATE TABLE firsts AS SELECT min(j.n) AS n FROM judged j JOIN twice t ON t.n = j.n
            WHERE j.reason IS NULL OR j.reason = 'key_twice' GROUP BY j.key;
        DELETE FROM twice WHERE n IN (SELECT n FROM firsts);
    """)


def _find_known(stage: Stage, there: Sequence[str]) -> None:
    files = ", ".join(text(file) for file in there)
    stage.db.execute(f"""
        INSERT INTO known SELECT j.n FROM judged j SEMI JOIN
            (SELECT key FROM read_parquet([{files}], hive_partitioning=false) WHERE key <> '') p ON p.key = j.key
            WHERE j.reason IS NULL
    """)  # noqa: S608


def _make_view(stage: Stage, mapping: Mapping, today: date) -> None:
    shape = mapping.shape.time
    first, last = stage.sql("SELECT min(coalesce(time, moment)), max(coalesce(time, moment)) FROM rows")[0]
    begin, changes = zones.changes(ZoneInfo(shape.zone), *_span(first, last, today))
    twice, absent = (zones.during("time", changes, forward=forward) for forward in (False, True))
    ahead = zones.seconds_ahead("time", begin, changes, local=True)
    behind = zones.seconds_ahead("moment", begin, changes, local=False)
    unclear = f"(moment IS NULL AND (({twice}) OR ({absent})))"
    local = "time" if not _has_moments(stage) else f"coalesce(time, moment + to_seconds({behind}))"
    utc = f"time - to_seconds({ahead})"
    utc = utc if not _has_moments(stage) else f"coalesce(moment, {utc})"
    reasons = "\n".join(
        f"WHEN {holds} THEN {text(reason.value)}" for reason, holds in _rules(mapping, twice, absent, today)
    )
    known = "n IN (SELECT n FROM known)" if _any(stage, "known") else "false"
    in_file = "WHEN n IN (SELECT n FROM twice) THEN 'key_twice'" if _any(stage, "twice") else ""
    stage.db.execute(f"""
        CREATE OR REPLACE VIEW judged AS SELECT *, {local} AS local, {utc} AS "at", {known} AS there,
            {unclear} AS unclear, CASE {reasons} {in_file} END AS reason FROM rows
    """)  # noqa: S608


def _has_moments(stage: Stage) -> bool:
    return bool(stage.one("SELECT count(moment) FROM rows"))


def _span(first: datetime | None, last: datetime | None, today: date) -> tuple[date, date]:
    """The days whose changes of the clock matter: never more than a life's worth."""
    latest = today + timedelta(days=2)
    begin = max(first.date(), FIRST) if first is not None else latest
    end = min(last.date(), latest) if last is not None else latest
    return min(begin, end), max(begin, end)


def _rules(mapping: Mapping, twice: str, absent: str, today: date) -> list[tuple[RejectReason, str]]:
    """What makes a row impossible, in the order in which it is asked."""
    latest = today + timedelta(days=1)
    rules = [
        (RejectReason.TIME_MISSING, "not_time = ''"),
        (RejectReason.TIME_UNREADABLE, "not_time IS NOT NULL"),
    ]
    if mapping.shape.time.unclear == REJECT:
        rules.append((RejectReason.TIME_AMBIGUOUS, f"moment IS NULL AND ({twice})"))
        rules.append((RejectReason.TIME_NOT_THERE, f"moment IS NULL AND ({absent})"))
    rules.append(
        (
            RejectReason.TIME_IMPOSSIBLE,
            f"coalesce(time, moment) < DATE '{FIRST}' OR coalesce(time, moment) > DATE '{latest}' + 1",
        )
    )
    if mapping.shape.key:
        rules.append((RejectReason.KEY_MISSING, "not_key = ''"))
        rules.append((RejectReason.KEY_OF_A_PERSON, "not_key IS NOT NULL"))
    for field, shape in mapping.values().items():
        said = UNSAID[field] if shape.otherwise is None else shape.otherwise
        if shape.column is not None and said == REJECT:
            rules.append(
                (REASON_OF.get(field, RejectReason.VALUE_UNKNOWN), f"{name('not_' + field)} IS NOT NULL")
            )
    for role in NUMBERS:
        number = getattr(mapping.shape, role)
        if number is not None and number.column is not None:
            rules.append((RejectReason.NUMBER_UNREADABLE, f"{name('not_' + role)} <> ''"))
    if mapping.shape.weight is not None and mapping.shape.weight.column is not None:
        rules.append((RejectReason.WEIGHT_NOT_POSITIVE, "weight IS NULL OR weight <= 0"))
    if mapping.shape.minutes is not None and mapping.shape.minutes.column is not None:
        rules.append((RejectReason.MINUTES_NEGATIVE, "minutes < 0"))
    return rules


REASON_OF = {"channel": RejectReason.CHANNEL_UNKNOWN, "service": RejectReason.SERVICE_UNKNOWN}


def _counted(stage: Stage) -> Judgement:
    found = stage.sql("""
        SELECT reason, there, channel, year(local), count(*), min(local)::DATE, max(local)::DATE FROM judged
        GROUP BY ALL
    """)
    reasons: dict[str, int] = {
        str(reason): int(count)
        for reason, count in stage.sql("SELECT reason, count(*) FROM refused GROUP BY reason ORDER BY reason")
    }
    channels: dict[str, int] = {}
    days: list[date] = []
    years: set[int] = set()
    accepted = duplicates = 0
    for reason, there, channel, year, count, first, last in found:
        if reason is not None:
            reasons[reason] = reasons.get(reason, 0) + count
        elif there:
            duplicates += count
        else:
            accepted += count
            channels[channel] = channels.get(channel, 0) + count
            days += [first, last]
            years.add(year)
    order = [reason.value for reason in RejectReason]
    return Judgement(
        read=accepted + duplicates + sum(reasons.values()),
        accepted=accepted,
        duplicates=duplicates,
        reasons={reason: reasons[reason] for reason in order if reason in reasons},
        channels=dict(sorted(channels.items(), key=lambda one: (-one[1], one[0]))),
        years=tuple(sorted(years)),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
    )


def unreliable(mapping: Mapping) -> str:
    """SQL for the quality of a row: an unclear time is no time to count gaps by."""
    said = "quality" if "quality" in mapping.values() else text(Quality.COUNTED.value)
    return f"CASE WHEN unclear THEN {text(Quality.TIME_UNRELIABLE.value)} ELSE {said} END"
