"""A small mapping and small files for the tests of imports."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings

from indgang.modules.contacts.models import Batch, LedgerPart
from indgang.modules.contacts.schema import Mapping, parse_mapping
from indgang.modules.contacts.services import ImportReport, import_file

HEAD = ("no", "when", "how", "what", "tenths", "who", "note")
MAPPING = """
id: test-town
title: {da: Prøveby, en: Test Town}
municipality: {id: test-town, name: Test Town}
counting_rule: {da: Vi tæller hver henvendelse., en: We count each contact.}
key: no
time: {column: when, formats: ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"], zone: Europe/Copenhagen}
channel: {column: how, values: {Telefon: telephone, Besøg: in_person, Web: web}, otherwise: reject}
service: {column: what, by: values, values: {Flytning: flytning, Pas: pas}, otherwise: reject}
minutes: {column: tenths}
party: {column: who}
drop: [note]
"""


def mapping(*changes: tuple[str, str]) -> Mapping:
    """The small mapping, with parts of its text replaced."""
    text = MAPPING
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return parse_mapping(text, "test-town.yaml")


def row(number: int, **cells: str) -> list[str]:
    """A good row, with other cells where they are given."""
    usual = {
        "no": f"n{number}", "when": f"2025-03-{1 + number % 28:02d} 10:{number % 60:02d}", "how": "Telefon",
        "what": "Flytning", "tenths": "4.5", "who": f"borger {number % 7}", "note": "intet",
    }  # fmt: skip
    return [cells.get(name, usual[name]) for name in HEAD]


def write_csv(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    encoding: str = "utf-8",
    separator: str = ",",
    head: Sequence[str] = HEAD,
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=separator, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    return path


def take(path: Path, by: Mapping | None = None, **options: Any) -> ImportReport:
    """Import a file."""
    return import_file(path=path, mapping=by or mapping(), by="system", **({"dry_run": False} | options))


def stored(what: str = "*", *, series: str = "test-town") -> list[Any]:
    """The rows of the batches of a series that count, in the order of their keys; a single column as plain values."""
    batches = Batch.objects.filter(series=series, current=True)
    paths = LedgerPart.objects.filter(batch__in=batches, gone_at__isnull=True).values_list("path", flat=True)
    files = [str(Path(settings.DATA_DIR) / "ledger" / path) for path in paths]
    if not files:
        return []
    found = duckdb.execute(f"SELECT {what} FROM read_parquet({files}) ORDER BY key, id")  # noqa: S608
    rows = found.fetchall()
    return [one[0] if len(one) == 1 else one for one in rows]


def everything_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
