"""The stages of `bench ledger`: load, ask, recompute, compare, grow."""

import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import _ledger_data, _ledger_peers
from bench.ledger import Figure, race, say, took

LOAD_MOST = 1.7
NATIVE_MOST = 1.3
RECOMPUTED_MOST = 1.5
IBIS_MOST = 1.1
POLARS_MOST = 1.0
GROWTH_MOST = 11.0
FRESH_MOST = 5.0
LARGE_SECONDS = 20.0
# At least so many times faster than PostgreSQL's best SQL.
POSTGRES = {"a": 8, "b": 30, "c": 30}


@dataclass(frozen=True)
class Loaded:
    """A series that was imported: its parts for DuckDB, and what its import was worth beside a raw load."""

    series: str
    rows: int
    parts: str
    files: list[str]
    loading: list[Figure]


class Run:
    """One run: a database and a folder of its own, and an engine as a web process has it."""

    def __init__(self, folder: Path, rounds: int) -> None:
        from indgang.project.frontdoor.preparation import set_up_django

        set_up_django()
        from django.core.management import call_command

        from indgang.modules.strategy.selectors.engine import Engine
        from indgang.project import content

        self.folder, self.rounds = folder, rounds
        say("a database and its content …")
        call_command("migrate", verbosity=0)
        content.load(say=lambda _: None)
        self.engine = Engine()
        self.prices = self._prices()
        self._kept: dict[str, str] = {}

    def _prices(self) -> Any:
        from indgang.modules.strategy.vocabulary import DatedPrice

        return tuple(
            DatedPrice("2000-01-01", channel, "", _ledger_peers.GROUPS[channel], ore)
            for channel, ore in _ledger_peers.ORE.items()
        )

    def _import(self, path: Path, series: str, *, parties: bool = True) -> Any:
        from indgang.modules.contacts import services
        from indgang.modules.contacts.schema.mapping import parse_mapping

        mapping = parse_mapping(_ledger_data.mapping(series, parties=parties), f"{series}.yaml")
        report = services.import_file(path=path, mapping=mapping, dry_run=False, by="system")
        if report.rejected or report.accepted != report.read:
            raise SystemExit(f"bench: the import rejected {report.reasons}.")
        return report

    def load(self, series: str, rows: int, *, raced: bool = True) -> Loaded:
        """Make the file and import it; beside the raw load of it when `raced`. An import's rounds are three: each
        is a series of its own, removed again but for the last."""
        import duckdb

        say(f"{series}: {rows:,} rows as CSV …")
        path = self.folder / f"{series}.csv"
        connection = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
        _ledger_data.make(connection, path, rows)
        figures = self._race_loads(path, series) if raced else []
        say(f"{series}: the import that stays …")
        self._import(path, series)
        path.unlink()
        connection.close()
        return self._loaded(series, rows, figures)

    def _race_loads(self, path: Path, series: str) -> list[Figure]:
        """An import beside a raw load of the same file; the same without parties, so that nothing but validation is
        compared; and the whole beside a raw load that finds each contact's neighbours, too."""
        return [
            self._race_load(path, series, "load"),
            self._race_load(path, f"{series}-nobody", "load without parties", parties=False),
            self._race_load(path, f"{series}-gaps", "load with gaps", gaps=True),
        ]

    def _race_load(
        self, path: Path, series: str, name: str, *, parties: bool = True, gaps: bool = False
    ) -> Figure:
        import duckdb

        from indgang.modules.contacts import services

        turn = 0

        def ours() -> None:
            nonlocal turn
            turn += 1
            self._import(path, f"{series}-{turn}", parties=parties)

        def raw() -> None:
            target = self.folder / "raw.duckdb"
            target.unlink(missing_ok=True)
            with duckdb.connect(str(target), config={"threads": 2, "memory_limit": "2GB"}) as connection:
                _ledger_data.raw_load(connection, path)
                if gaps:
                    _ledger_data.raw_gaps(connection)
            target.unlink()

        peer = "raw DuckDB load and gaps" if gaps else "raw DuckDB load"
        figure = race(name, ours, (peer, raw), LOAD_MOST, rounds=max(1, self.rounds - 2))
        for number in range(1, turn + 1):
            batch = f"{series}-{number}-1"
            services.undo_batch(name=batch, by="system")
            services.remove_batch(name=batch, by="system")
        return figure

    def _loaded(self, series: str, rows: int, figures: list[Figure]) -> Loaded:
        from indgang.modules.contacts import selectors

        ids = selectors.batches([series])[series].ids
        parts = [part for part in selectors.parts() if part.batch in ids]
        return Loaded(series, rows, selectors.files(parts), [part.file for part in parts], figures)

    def _scope(self, series: str, *, by_month: bool = False) -> Any:
        from indgang.modules.contacts import selectors
        from indgang.modules.strategy.rules.scope import scope
        from indgang.modules.strategy.vocabulary import Cut, Filter, Split

        batch = selectors.batches([series])[series]
        split = Split.MONTH if by_month else Split.NONE
        return scope([batch], [_ledger_data.YEAR], Filter.ALL, Cut(), split)

    def ask(self, series: str, *indicators: str, by_month: bool = False) -> list[dict[str, Any]]:
        """What a page asks: refreshed, and not found before."""
        from indgang.modules.strategy.rules.indicators import INDICATORS

        self.engine.refresh()
        self.engine.forget()
        scope = self._scope(series, by_month=by_month)
        asked = [self.engine.values(INDICATORS[indicator], scope, self.prices) for indicator in indicators]
        return [row for rows, _ in asked for row in rows]

    def one(self, series: str, indicator: str, group: str) -> str:
        """The SQL of one group of an indicator: what the peers' questions ask for."""
        from indgang.modules.strategy.rules.indicators import INDICATORS

        self.engine.refresh()
        answer = INDICATORS[indicator].count(self.engine.ledger(self._scope(series), self.prices))
        values = answer.values
        assert values is not None
        return self.engine.sql(values.filter(values.group == group))

    def question(self, loaded: Loaded, name: str) -> Any:
        """Ours, by the name of the question."""
        if name == "a":
            return lambda: self.ask(loaded.series, "contacts", "cost", by_month=True)
        if name == "d":
            return lambda: self.minutes(loaded.series)
        indicator, group = {"b": ("fcr", "w7"), "c": ("website_first", "estimated")}[name]
        sql = self.one(loaded.series, indicator, group)
        return lambda: self.engine.rows(sql)

    def minutes(self, series: str) -> dict[str, list[float | None]]:
        """Median and 90th percentile by entrance, as the entrances' page asks for them."""
        from indgang.modules.strategy.rules.breakdown import minutes_by, quantile

        self.engine.refresh()
        histograms: dict[str, list[tuple[int, int]]] = {}
        sql = self._kept.get(series) or self.engine.sql(
            minutes_by(self.engine.ledger(self._scope(series), ()), "entrance")
        )
        self._kept[series] = sql
        for row in self.engine.rows(sql):
            histograms.setdefault(row["part"], []).append((row["tenths"], row["rows"]))
        return {part: [quantile(found, share) for share in (0.5, 0.9)] for part, found in histograms.items()}

    def questions(self, loaded: Loaded) -> list[Figure]:
        """(a) to (c) beside DuckDB's own table with the same columns, (d) beside Polars."""
        native = _ledger_peers.duckdb_native(self.folder / "native.duckdb", loaded.parts)
        hand = {"a": _ledger_peers.months, "b": _ledger_peers.resolved, "c": _ledger_peers.leaked}
        found = []
        for name, sql in hand.items():
            peer = ("DuckDB table", _run(native, sql("contact")))
            found.append(race(name, self.question(loaded, name), peer, NATIVE_MOST, self.rounds))
        polars = ("Polars in memory", _ledger_peers.polars_minutes(loaded.files))
        found.append(race("d", self.question(loaded, "d"), polars, POLARS_MOST, self.rounds))
        native.close()
        return found

    def recomputed(self, loaded: Loaded) -> list[Figure]:
        """(b) and (c) from nothing: the gaps told anew by our own function, beside DuckDB's best forms."""
        import duckdb

        from indgang.modules.contacts import selectors

        config: dict[str, Any] = {
            "threads": 2,
            "memory_limit": "3GB",
            "temp_directory": str(self.folder / "spill"),
        }
        ours = duckdb.connect(config=config)
        native = duckdb.connect(str(self.folder / "native.duckdb"), config=config)
        rows = "SELECT row_number() OVER () AS id, * EXCLUDE (id) FROM contact"
        gaps = selectors.gaps_sql(rows, journeys=False)
        ours.execute(f"ATTACH '{self.folder / 'same.duckdb'}' AS same")
        ours.execute(f"CREATE TABLE same.contact AS SELECT * FROM {loaded.parts}")  # noqa: S608
        ours.execute("USE same")
        anew = f"SELECT count(gap_before), count(gap_after), count(gap_digital) FROM ({gaps})"  # noqa: S608
        both = _both(native, _ledger_peers.resolved_anew("contact"), _ledger_peers.leaked_anew("contact"))
        figure = race(
            "b and c recomputed",
            _run(ours, anew),
            ("DuckDB window and ASOF", both),
            RECOMPUTED_MOST,
            self.rounds,
        )
        ours.close()
        native.close()
        return [figure]

    def ibis(self, loaded: Loaded) -> list[Figure]:
        """What Ibis costs: its SQL beside the same question written by hand, over the same files."""
        from indgang.modules.strategy.selectors.engine.duck import Duck

        duck = Duck()
        found = []
        for name, sql in (("a", _ledger_peers.months), ("b", _ledger_peers.resolved)):
            peer = ("SQL by hand, same files", _run(duck._duckdb, sql(loaded.parts)))
            found.append(
                race(f"{name} through Ibis", self.question(loaded, name), peer, IBIS_MOST, self.rounds)
            )
        duck.close()
        return found

    def postgres(self, loaded: Loaded, stack: ExitStack) -> list[Figure]:
        """(a) to (c) beside PostgreSQL's best SQL, with its index."""
        import duckdb
        import psycopg

        from indgang.project.frontdoor.system import postgres_programs
        from indgang.project.frontdoor.throwaway import postgres

        programs = postgres_programs()
        if programs is None:
            raise SystemExit("bench: PostgreSQL is not installed. Install it, or write --without-postgres.")
        say("PostgreSQL: load and index …")
        connection = psycopg.connect(stack.enter_context(postgres(programs)), autocommit=True)
        stack.callback(connection.close)
        with duckdb.connect() as duck:
            _ledger_peers.postgres_fill(connection, duck, loaded.parts, self.folder)
        hand = {
            "a": _ledger_peers.months,
            "b": _ledger_peers.resolved_anew,
            "c": _ledger_peers.leaked_anew_postgres,
        }
        found = []
        for name, sql in hand.items():
            peer = ("PostgreSQL", _run(connection, sql("contact")))
            found.append(
                race(
                    f"{name}, PostgreSQL", self.question(loaded, name), peer, 1 / POSTGRES[name], self.rounds
                )
            )
        return found

    def growth(self, tenth: Loaded, whole: Loaded) -> dict[str, Any]:
        """How much longer ten times the rows take, for each question: medians."""
        ratios = {}
        for name in "abcd":
            times = []
            for loaded in (tenth, whole):
                ask = self.question(loaded, name)
                times.append(statistics.median(took(ask) for _ in range(self.rounds + 1)))
            ratios[name] = round(times[1] / times[0], 1)
        return {"ratios": ratios, "most": GROWTH_MOST, "held": max(ratios.values()) <= GROWTH_MOST}

    def fresh(self) -> dict[str, Any]:
        """How long until a row that was just written stands in a figure, and what 5,000 new rows cost to copy."""
        from indgang.kernel import clock
        from indgang.modules.contacts import selectors, services
        from indgang.modules.contacts.models import Contact
        from indgang.modules.contacts.services.ledger import new_contact

        Contact.objects.bulk_create(
            new_contact(channel="telephone", service_id="flytning") for _ in range(5_000)
        )
        report = services.upkeep(now=clock.now(), everything=True)
        name = selectors.live_batch_name()
        year = clock.today().year
        self._live(name, year)
        began = time.perf_counter()
        services.record(channel="telephone", service_id="flytning")
        if self._live(name, year) < 5_001:
            raise SystemExit("bench: the fresh row is not in the figure.")
        seconds = time.perf_counter() - began
        return {
            "fresh_row_seconds": round(seconds, 3),
            "fresh_row_held": seconds < FRESH_MOST,
            "upkeep_rows": report.rows,
            "upkeep_seconds": round(report.seconds, 3),
        }

    def _live(self, name: str, year: int) -> int:
        from indgang.modules.contacts import selectors
        from indgang.modules.strategy.rules.indicators import INDICATORS
        from indgang.modules.strategy.rules.scope import scope

        self.engine.refresh()
        found, _ = self.engine.values(
            INDICATORS["contacts"], scope([selectors.batch(name)], [year]), self.prices
        )
        return int(next(row["value"] for row in found if row["group"] == "all"))

    def large(self, rows: int, whole: Loaded) -> dict[str, Any]:
        """Ten times the year, in ten files of one series: each indicator's seconds, and the growth of the questions."""
        import duckdb

        from indgang.modules.strategy.rules.indicators import INDICATORS

        share = rows // 10
        for number in range(10):
            say(f"large: file {number + 1} of 10 …")
            path = self.folder / "large.csv"
            with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
                _ledger_data.make(connection, path, share, first=number * share, of=rows)
            self._import(path, "bench-large")
            path.unlink()
        seconds = {}
        for name in INDICATORS:
            seconds[name] = round(took(lambda name=name: self.ask("bench-large", name)), 2)  # type: ignore[misc]
            say(f"large: {name} {seconds[name]} s")
        loaded = self._loaded("bench-large", rows, [])
        growth = self.growth(whole, loaded)
        return {
            "rows": rows,
            "seconds": seconds,
            "growth": growth,
            "without": "PostgreSQL is left out above 13 million rows: its load alone takes longer than all the rest.",
            "held": max(seconds.values()) < LARGE_SECONDS and growth["held"],
        }


def _run(connection: Any, sql: str) -> Any:
    return lambda: connection.execute(sql).fetchall()


def _both(connection: Any, *questions: str) -> Any:
    return lambda: [connection.execute(sql).fetchall() for sql in questions]
