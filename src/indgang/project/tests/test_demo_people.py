"""`manage demo_people`: what the login broker is started with."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from indgang.kernel import clock
from indgang.kernel.strict_yaml import ContentError
from indgang.project.demo import post_register
from indgang.project.management.commands.demo_people import persistent_id


@pytest.fixture
def written(tmp_path: Path, settings: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The files for people and for clients, read back."""
    settings.ORIGIN = "http://127.0.0.1:8123"
    settings.CITIZEN_CLIENT, settings.STAFF_CLIENT = ("citizen", "one"), ("staff", "two")
    people, clients = tmp_path / "new" / "people.json", tmp_path / "new" / "clients.json"
    call_command("demo_people", f"--out={people}", f"--clients={clients}")
    assert [file.stat().st_mode & 0o777 for file in (people, clients)] == [0o600, 0o600]
    return json.loads(people.read_text()), json.loads(clients.read_text())


def test_only_who_may_log_in_is_offered(written: tuple[dict[str, Any], dict[str, Any]]) -> None:
    offered = {person["id"] for person in written[0]["people"]}
    assert {"mads", "sofie", "peter"} <= offered
    assert not {"emil", "ida", "kirsten"} & offered


def test_everybody_has_a_story_and_a_lasting_name_of_their_own(
    written: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    everybody = written[0]["people"] + written[0]["staff"]
    assert len({one["sub"] for one in everybody}) == len(everybody)
    assert all(one["story"]["da"] and one["story"]["en"] for one in everybody)
    assert all(person["sub"] != person["mitid_uuid"] for person in written[0]["people"])


def test_a_lasting_name_is_the_same_at_every_start() -> None:
    assert persistent_id("a") == persistent_id("a") != persistent_id("b")


def test_companies_stand_with_their_people(written: tuple[dict[str, Any], dict[str, Any]]) -> None:
    peter = next(person for person in written[0]["people"] if person["id"] == "peter")
    jobs = {job["cvr"]: job for job in peter["employments"]}
    assert jobs["99991518"]["rights"] == ["view", "submit"]
    assert jobs["99997214"]["status"] == "dissolved"


def test_the_clients_come_back_to_our_pages_in_both_languages(
    written: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    assert written[1] == {
        "citizen": {
            "id": "citizen",
            "secret": "one",
            "redirect_uris": [
                "http://127.0.0.1:8123/login/tilbage/",
                "http://127.0.0.1:8123/en/login/tilbage/",
            ],
            "post_logout_redirect_uris": [
                "http://127.0.0.1:8123/login/ude/",
                "http://127.0.0.1:8123/en/login/ude/",
            ],
        },
        "staff": {
            "id": "staff",
            "secret": "two",
            "redirect_uris": [
                "http://127.0.0.1:8123/medarbejder/login/tilbage/",
                "http://127.0.0.1:8123/en/medarbejder/login/tilbage/",
            ],
            "post_logout_redirect_uris": [
                "http://127.0.0.1:8123/medarbejder/login/ude/",
                "http://127.0.0.1:8123/en/medarbejder/login/ude/",
            ],
        },
    }


def test_a_pack_that_is_no_demo_has_nobody_to_log_in_as(tmp_path: Path, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="Only a demo"):
        call_command("demo_people", f"--out={tmp_path / 'people.json'}")
    assert not list(tmp_path.iterdir())


def test_a_broken_file_is_named(tmp_path: Path, settings: Any) -> None:
    demo = tmp_path / "municipalities" / settings.MUNICIPALITY / "demo"
    demo.mkdir(parents=True)
    (demo / "companies.yaml").write_text("companies: [")
    settings.CONTENT_DIR = tmp_path
    with pytest.raises(CommandError, match=r"companies\.yaml:2"):
        call_command("demo_people", f"--out={tmp_path / 'people.json'}")


def test_the_post_knows_who_has_a_mailbox_and_what_can_be_written_about(
    tmp_path: Path, settings: Any
) -> None:
    call_command("demo_people", f"--out={tmp_path / 'people.json'}", f"--post={tmp_path / 'post'}")
    files = [tmp_path / "post" / name for name in ("register.json", "contacts.json")]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    register, contacts = (json.loads(file.read_text()) for file in files)
    by_name = {row["name"]: row for row in register.values()}
    assert by_name["Mads Brinklund"]["digital_post"]
    for name, why in (
        ("Inger Falkenborg", "exempt"),
        ("Emil Havgaard", "under 15"),
        ("Kirsten Mølgård", "never registered"),
        ("Nordkærs Cykler", "closed"),
    ):
        assert not by_name[name]["digital_post"], why
    assert by_name["Torben Klitholm"]["digital_post"]
    assert by_name["Torben Klitholm"]["gone"]
    assert by_name["Svend Kjærbo"]["wrong_address"]
    assert by_name["Inger Falkenborg"]["nemsms"]
    assert {"id": "pension", "label": "Pension og tillæg"} in contacts


@pytest.mark.parametrize(("today", "has"), [("2026-03-13", False), ("2026-03-14", True)])
def test_digital_post_begins_on_the_fifteenth_birthday(today: str, has: bool, settings: Any) -> None:
    pack = settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY
    emil = "7403177851"  # born 14 March 2017
    clock.freeze(datetime.fromisoformat(f"{today}T12:00+01:00").replace(year=2032))
    assert post_register.register(pack)[emil]["digital_post"] is has


def test_somebody_whom_nobody_knows_is_named(tmp_path: Path, settings: Any) -> None:
    pack = settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY
    shutil.copytree(pack / "demo", tmp_path / "demo")
    (tmp_path / "demo" / "post.yaml").write_text("special: []\nnemsms: [madds]\n")
    with pytest.raises(ContentError, match=r"post\.yaml:\d+: `madds`"):
        post_register.register(tmp_path)
