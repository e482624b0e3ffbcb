"""The catalogue from files: what is refused, and with which words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.catalogue.schema import read_catalogue, read_kle
from indgang.modules.catalogue.tests.small import SITUATIONS, write_small_pack
from indgang.modules.catalogue.vocabulary import DecidedBy


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_small_pack(tmp_path)


def read(pack: Path) -> object:
    return read_catalogue(pack, pack.parent.parent / "kle")


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(ContentError) as caught:
        call()
    return str(caught.value)


def change(path: Path, old: str, new: str) -> None:
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))


def test_a_right_catalogue_is_read(pack: Path) -> None:
    found = read_catalogue(pack, pack.parent.parent / "kle")
    assert [service.id for service in found.services] == ["pas"]
    assert found.services[0].decided_by is DecidedBy.CASEWORKER
    assert found.guidance[0].minutes == 10
    assert found.kle.keywords["23.09.02"] == ("rejsepas",)


def test_a_solution_that_is_there_may_be_named(pack: Path) -> None:
    folder = pack.parent.parent / "solutions" / "pas-paa-nettet"
    folder.mkdir(parents=True)
    (folder / "solution.yaml").write_text("")
    change(pack / "catalogue" / "pas.yaml", "words:", "solution: pas-paa-nettet\nwords:")
    assert read_catalogue(pack, pack.parent.parent / "kle").services[0].solution == "pas-paa-nettet"


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("id: pas", "id: Pas!", 2, "pattern"),
        ("id: pas", "id: visum", 2, "Name the file visum.yaml"),
        ("department: oekf", "department: tmf", 6, "`tmf` is no department"),
        ("department: oekf", "department: kff", 7, "belongs to `oekf`, not to `kff`"),
        ("unit: borgerservice", "unit: kiosk", 7, "`kiosk` is no unit"),
        ("kle: 23.09.02", "kle: 23.9.2", 8, "pattern"),
        ("kle: 23.09.02", "kle: 23.09.99", 8, "is no subject of KLE"),
        (
            "decided_by: caseworker",
            "decided_by: caseworker\nsolution: pass",
            11,
            "`pass` is no solution. Correct",
        ),
        ("kle_title: Pas", "kle_title: Rejsepas", 9, "KLE calls 23.09.02 “Pas”"),
        (
            "kle: 23.09.02\nkle_title: Pas",
            "kle_group: 05\nkle: 23.09.02\nkle_title: Pas",
            8,
            "Remove `kle_group`",
        ),
        ("kle: 23.09.02\nkle_title: Pas", 'kle_group: "99"', 8, "`99` is no main group"),
        ("kle: 23.09.02\nkle_title: Pas\n", "", 2, "Write `kle`"),
        ("decided_by: caseworker", "decided_by: boss", 10, "is `boss`"),
        ("decided_by: caseworker", "decided_by: other_authority", 10, "`authority` is missing"),
        ("life_situations: [udland]", "life_situations: [udland, fest]", 11, "`fest` is no life situation"),
        ("audience: [citizen]", "audience: []", 5, "write at least one"),
        ("audience: [citizen]", "audience: [martian]", 5, "is `martian`"),
        (
            "name: {da: Få nyt pas, en: Get a new passport}",
            "name: {da: Få nyt pas}",
            3,
            "`name.en` is missing",
        ),
        ("summary:", "sumary:", 4, "`sumary` is not known here"),
        ("  en: [passport]", "  en: [passport]\n  en: [visa]", 15, "stands here twice"),
        (
            "decided_by: caseworker",
            "decided_by: caseworker\nauthority: {name: Politiet, url: 'https://politi.dk'}",
            10,
            "only for decided_by other_authority",
        ),
        (
            "decided_by: caseworker",
            "decided_by: other_authority\nauthority: {name: Politiet, url: 'http://politi.dk'}",
            11,
            "pattern",
        ),
    ],
)
def test_a_wrong_service_is_named_with_its_line(pack: Path, old: str, new: str, line: int, says: str) -> None:
    change(pack / "catalogue" / "pas.yaml", old, new)
    message = refused(lambda: read(pack))
    assert says in message
    assert f"catalogue/pas.yaml:{line}:" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("editor: borgerservice", "editor: avisen", 3, "`avisen` is no unit"),
        ("{pas.uger} uger", "{pas.maaneder} uger", 11, "`{pas.maaneder}` is no parameter"),
        ("{pas.uger} weeks", "{pas.uger weeks", 11, "A brace stands alone"),
        ("minutes: 10", "minutes: 0", 9, "greater than or equal to 1"),
        ("updated: 2026-11-21", "updated: i går", 4, "`updated`"),
        ("steps:\n  - {da: Bestil tid., en: Book a time.}", "steps: []", 12, "write at least one"),
        ("service: pas", "service: rotter", 2, "`rotter` is no service"),
    ],
)
def test_a_wrong_article_is_named_with_its_line(pack: Path, old: str, new: str, line: int, says: str) -> None:
    change(pack / "guidance" / "pas.yaml", old, new)
    message = refused(lambda: read(pack))
    assert says in message
    assert f"guidance/pas.yaml:{line}:" in message


def test_problems_of_several_files_come_together(pack: Path) -> None:
    change(pack / "catalogue" / "pas.yaml", "unit: borgerservice", "unit: kiosk")
    change(pack / "guidance" / "pas.yaml", "editor: borgerservice", "editor: avisen")
    message = refused(lambda: read(pack))
    assert "kiosk" in message
    assert "avisen" in message


def test_a_situation_stands_once(pack: Path) -> None:
    path = pack / "life_situations.yaml"
    path.write_text(SITUATIONS + SITUATIONS.split("life_situations:\n")[1])
    assert "`udland` stands here twice" in refused(lambda: read(pack))


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("subjects.csv", "nummer,titel\n", "`number,title`"),
        ("subjects.csv", "number,title\n23.09,Pas\n", "subjects.csv:2:"),
        ("keywords.csv", "number,keyword\n23.09.02\n", "keywords.csv:2:"),
        ("groups.csv", None, "cannot be read"),
    ],
)
def test_a_broken_kle_table_is_named(pack: Path, table: str, text: str | None, says: str) -> None:
    path = pack.parent.parent / "kle" / table
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    assert says in refused(lambda: read_kle(path.parent))
