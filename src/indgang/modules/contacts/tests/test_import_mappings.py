"""What a mapping may say, and the mappings that we ship."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts import selectors
from indgang.modules.contacts.schema import read_mapping
from indgang.modules.contacts.services import BadFile, import_file
from indgang.modules.contacts.tests.importing_help import mapping, row, stored, take, write_csv

FILES = Path(__file__).parent / "import_files"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()


SHIPPED = [
    ("sf-311", "sf_311.csv", (24, 21, {"time_unreadable": 1, "key_twice": 1, "channel_unknown": 1}),
     {"web": 6, "other": 5, "telephone": 5, "social_media": 3, "email": 2}),
    ("nyc-311", "nyc_311.csv", (16, 15, {"channel_unknown": 1}), {"web": 6, "telephone": 3, "unknown": 3, "other": 3}),
    ("nyc-311-api", "nyc_311_api.csv", (10, 10, {}), {"web": 5, "telephone": 3, "unknown": 2}),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "file", "counts", "channels"), SHIPPED)
def test_a_shipped_mapping_reads_its_form(
    name: str, file: str, counts: tuple[int, int, dict[str, int]], channels: dict[str, int]
) -> None:
    found = read_mapping(selectors.mapping_path(name))
    report = import_file(path=FILES / file, mapping=found, dry_run=False, by="system")
    assert (report.read, report.accepted, report.reasons) == counts
    assert report.channels == channels
    assert report.warnings == ()


@pytest.mark.django_db
def test_san_franciscos_times_are_the_clock_on_the_wall() -> None:
    found = read_mapping(selectors.mapping_path("sf-311"))
    import_file(path=FILES / "sf_311.csv", mapping=found, dry_run=False, by="system")
    first = stored("\"at\"::VARCHAR || ' ' || day", series="sf-311")[0]
    assert first == "2016-07-01 15:15:00 2016-07-01"  # 08:15 in San Francisco, seven hours behind
    assert set(stored("quality", series="sf-311")) == {"counted", "time_unreliable"}


@pytest.mark.django_db
def test_both_forms_of_new_york_are_one_series() -> None:
    for name, file in (("nyc-311", "nyc_311.csv"), ("nyc-311-api", "nyc_311_api.csv")):
        found = read_mapping(selectors.mapping_path(name))
        import_file(path=FILES / file, mapping=found, dry_run=False, by="system")
    (series,) = selectors.all_series()
    assert (series.series, series.rows, len(series.ids)) == ("nyc-311", 25, 2)


def test_every_shipped_mapping_can_be_read() -> None:
    assert [one.problem for one in selectors.mappings()] == [""] * 3


BAD = [
    (("zone: Europe/Copenhagen", "zone: Danmark"), 7, "write a time zone"),
    (('"%Y-%m-%d %H:%M"', '"%H:%M"'), 7, "a format with a year"),
    (("Telefon: telephone", "Telefon: phone"), 8, "`phone` is no channel"),
    (("otherwise: reject}\nservice", "otherwise: guess}\nservice"), 8, "`guess` is no channel"),
    (("Flytning: flytning", "Flytning: en meget lang sætning!"), 9, "is no code"),
    (("drop: [note]", "drop: [note, how]"), 12, "`how` is used above"),
    (("{column: who}", "{column: no}"), 11, "use it for nothing else"),
    (("minutes: {column: tenths}", "minutes: {column: tenths, always: 3}"), 10, "either `always` or `column`"),
    (("minutes: {column: tenths}", "minuttes: {column: tenths}"), 10, "is not known here"),
    (("key: no\n", "key: no\nformat: {encoding: klingon}\n"), 7, "write auto, utf-8"),
    (("key: no\n", "key: no\nformat: {encoding: base64}\n"), 7, "write auto, utf-8"),
    (("key: no\n", "key: no\nformat: {encoding: rot13}\n"), 7, "write auto, utf-8"),
    (("key: no\n", "key: no\nformat: {encoding: idna}\n"), 7, "write auto, utf-8"),
    (("key: no\n", "key: no\nformat: {encoding: punycode}\n"), 7, "write auto, utf-8"),
    (('"%Y-%m-%d %H:%M"', '"%Y %"'), 7, "use only %Y"),
    (('"%Y-%m-%d %H:%M"', '"%Y-%-"'), 7, "use only %Y"),
    (('"%Y-%m-%d %H:%M"', '"%Y-%-b"'), 7, "use only %Y"),
    (("minutes: {column: tenths}", "weight: {always: 0.00001}"), 10, "greater than or equal to 0.0001"),
    (("{id: test-town, name", "{id: " + "a" * 41 + ", name"), 4, "at most 40"),
    (("key: no\n", "key: no\nformat: {separator: ';;'}\n"), 7, "one mark"),
    (("key: no\n", "key: no\nkind: {column: what}\n"), 7, "write under `values`"),
    (("key: no\n", "key: no\nkind: {column: what, by: name}\n"), 7, "is for a service"),
]  # fmt: skip


FORMATS = ("%Y-%-m-%-d %-H:%-M:%-S", "%d/%m-%y %I.%M %p", "%a %d. %b %Y %%", "%Y%j %f", "%A %B %Y %H %z")


@pytest.mark.django_db
@pytest.mark.parametrize("format", FORMATS)
def test_a_format_that_is_accepted_can_be_used(tmp_path: Path, format: str) -> None:
    moment = datetime(2025, 3, 6, 10, 15, tzinfo=UTC)
    usual = '["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]'
    report = take(
        write_csv(tmp_path / "a.csv", [row(1, when=moment.strftime(format))]),
        mapping((usual, f'["{format}"]')),
    )
    assert report.reasons == {}


@pytest.mark.parametrize(("change", "line", "says"), BAD)
def test_a_bad_mapping_names_the_line_and_what_to_write(
    change: tuple[str, str], line: int, says: str
) -> None:
    with pytest.raises(ContentError) as refused:
        mapping(change)
    assert {problem.line for problem in refused.value.problems} == {line}
    assert says in str(refused.value)


@pytest.mark.django_db
def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    with pytest.raises(BadFile, match=r"mangler kolonnen kanal \(kanal\)\. Den har: no, when, how"):
        take(path, mapping(("column: how", "column: kanal")))


@pytest.mark.django_db
def test_a_column_that_nobody_speaks_of_is_refused(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(1)])
    with pytest.raises(BadFile, match="Mappingen siger intet om note"):
        take(path, mapping(("drop: [note]", "drop: []")))
    assert take(path, mapping(("drop: [note]", "drop: the_rest"))).accepted == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Filen er tom"),
        (b"\n\n", "Linje 1 er tom"),
        (b"no,no,when\n1,2,3\n", "to gange i filen: no"),
        (b"PK\x03\x04 not a workbook", "skadet"),
        (b"PAR1 not a table", "skadet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(BadFile, match=says):
        take(tmp_path / "a.csv")


@pytest.mark.django_db
def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="Se efter, om den er der"):
        take(tmp_path / "none.csv")
