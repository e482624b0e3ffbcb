"""`manage demo_people --out FILE [--clients FILE] [--post FOLDER]`: what the demo's simulators are started with.

`--out` gets the people, their companies and the staff of the demo pack; `--clients` the two clients with the
addresses of our login pages; the folder of `--post` who has Digital Post (`register.json`) and what can be written
about (`contacts.json`). All of them can be read by their owner only.
"""

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import override

from indgang.kernel.strict_yaml import ContentError, load_document
from indgang.project.demo import post_register

PERSISTENT = "indgang demo login"


def people_for_broker(pack: Path) -> dict[str, Any]:
    """People, employments and staff in the broker's form. Raises ContentError for a file that cannot be read."""
    demo = pack / "demo"
    companies = load_document(demo / "companies.yaml").data["companies"]
    return {
        "municipality": {"name": load_document(pack / "municipality.yaml").data["name"]},
        "people": [
            {
                "id": person["id"],
                "sub": persistent_id(person["mitid"]),
                "name": person["name"],
                "cpr": person["cpr"],
                "born": person["born"],
                "protected": person.get("protected") == "yes",
                "mitid_uuid": person["mitid"],
                "loa": person.get("loa", "Substantial"),
                "story": person["story"],
                "employments": list(_employments(person, companies)),
            }
            for person in load_document(demo / "people.yaml").data["people"]
            if person.get("login") == "yes"
        ],
        "staff": [
            {
                "id": employee["id"],
                "sub": employee["subject"],
                "name": employee["name"],
                "department": employee["department"],
                "unit": employee["unit"],
                "roles": employee["roles"],
                "story": employee["story"],
            }
            for employee in load_document(demo / "staff.yaml").data["staff"]
        ],
    }


def clients_for_broker() -> dict[str, Any]:
    """The two clients, with the addresses that the broker may send people back to."""
    return {
        kind: {
            "id": client[0],
            "secret": client[1],
            "redirect_uris": _addresses(f"{surface}:login_callback"),
            "post_logout_redirect_uris": _addresses(f"{surface}:logged_out"),
        }
        for kind, surface, client in (
            ("citizen", "portal", settings.CITIZEN_CLIENT),
            ("staff", "desk", settings.STAFF_CLIENT),
        )
        if client
    }


def _addresses(page: str) -> list[str]:
    """A page's address in every language."""
    found = []
    for code, _ in settings.LANGUAGES:
        with override(code):
            found.append(settings.ORIGIN + reverse(page))
    return found


def persistent_id(seed: str) -> str:
    """A broker's own lasting name for somebody: the same at every start, and not their MitID id."""
    return str(uuid5(NAMESPACE_URL, f"{PERSISTENT} {seed}"))


def _employments(person: dict[str, Any], companies: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for company in companies:
        for employee in company["employees"]:
            if employee["person"] == person["id"]:
                yield {
                    "cvr": company["cvr"],
                    "p_number": company["p_number"],
                    "name": company["name"],
                    "status": company["status"],
                    "rights": employee["rights"],
                    "professional_id": persistent_id(f"{person['mitid']} {company['cvr']}"),
                }


def _write(path: Path, data: Any) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(data, file, ensure_ascii=False, indent=1)


class Command(BaseCommand):
    help = "Write the files that the demo's login broker is started with."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, required=True, help="file for people, companies and staff")
        parser.add_argument("--clients", type=Path, help="file for the two clients")
        parser.add_argument(
            "--post", type=Path, help="folder for the register of Digital Post and contact points"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Only a demo has people to log in as.")
        pack = settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY
        try:
            people = people_for_broker(pack)
            if options["post"]:
                _write(options["post"] / "register.json", post_register.register(pack))
                _write(options["post"] / "contacts.json", post_register.contacts(pack))
        except ContentError as error:
            raise CommandError(str(error)) from error
        except KeyError as missing:
            raise CommandError(f"The demo's people, companies or staff lack {missing}.") from missing
        _write(options["out"], people)
        if options["clients"]:
            _write(options["clients"], clients_for_broker())
        self.stderr.write(f"{len(people['people'])} citizens and {len(people['staff'])} members of staff")
