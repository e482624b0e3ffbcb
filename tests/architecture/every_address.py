"""Every address of the platform as the resolver knows it, and a living Lyngsø with people to try it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from indgang.adapters.letters.html_press import HtmlPress
from indgang.kernel import clock, generation
from indgang.kernel.strict_yaml import load_document
from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case, Task
from indgang.modules.contacts.models import CallBack, RunningContact
from indgang.modules.files.models import StoredFile
from indgang.modules.identity import selectors as known
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Person
from indgang.modules.identity.vocabulary import Ground, Right
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Delivery, Message, PrintRun
from indgang.modules.messages.services import files
from indgang.modules.selfservice.models import Draft, Invitation, Joining, Proposal, Submission
from indgang.project import content
from indgang.project.demo import history, registers
from indgang.surfaces.common import people as who
from tests.architecture import (
    help_given,
    national_given,
    payment_given,
    post_given,
    proof_given,
    rounds_given,
    rows_given,
    sample_given,
    steering_given,
    written_in,
)

CITIZEN = "indgang.surfaces.portal.login.backend.CitizenBackend"
STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"
OBJECTS = (
    *("case_id", "draft_id", "message_id", "submission_id", "task_id"),
    *("contact_id", "call_back_id", "joining_id", "proposal_id", "invitation_id"),
    *("look_id", "file_id", "delivery_id", "run_id"),
    *("run", "report_id"),
    *("inbound_id", "many_id"),
    "proof_id",
    "payment_id",
    "rows_id",
    "round_id",
)
"""Parts of an address that name something of somebody's. A new sort is added here and in `things_of`."""


OPEN = frozenset(
    [
        *("healthz", "common:theme", "common:patterns", "portal:front", "portal:search", "portal:service"),
        *(
            "portal:situation",
            "portal:begin",
            "portal:all_services",
            "portal:accessibility",
            "portal:privacy",
        ),
        "portal:counting",
        *(
            f"{door}:{page}"
            for door in ("portal", "desk")
            for page in ("login", "login_start", "login_callback")
        ),
        *(f"{door}:{page}" for door in ("portal", "desk") for page in ("logout", "logged_out")),
        *("desk:outages", "desk:procedure", "desk:tally_sheet", "desk:tally_file"),
        *("portal:paper_form", "portal:paper_form_file"),
        *("portal:open_figures", "portal:open_figures_file"),
        *("portal:check_proof", "portal:check_code"),
        *("portal:many_csv", "portal:many_xlsx"),
        "portal:onward",
        *("portal:screen", "portal:screen_news", "portal:screen_right"),
    ]
)
"""Pages that anybody may see, on purpose; every other asks who is there."""


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver: its full name, its parts with the names of their converters, and its view's mark."""

    name: str
    parts: Mapping[str, str] = field(hash=False)
    mark: str

    @property
    def surface(self) -> str:
        return self.name.partition(":")[0]

    @property
    def names_an_object(self) -> bool:
        return any(part in OBJECTS for part in self.parts)

    def path(self, values: Mapping[str, object]) -> str | None:
        """None when the matter has nothing of that sort: it has no draft, or no letter. LookupError: say it here."""
        unknown = set(self.parts) - set(values) - set(OBJECTS)
        if unknown:
            raise LookupError(
                f"{self.name}: say in every_address.PARTS what stands for {', '.join(unknown)}."
            )
        if not set(self.parts) <= set(values):
            return None
        return reverse(self.name, kwargs={part: values[part] for part in self.parts})


def _walked(patterns: Sequence[Any], spaces: tuple[str, ...], parts: Mapping[str, str]) -> Iterator[Address]:
    for one in patterns:
        mine = {**parts, **{key: type(kind).__name__ for key, kind in one.pattern.converters.items()}}
        if isinstance(one, URLResolver):
            inner = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walked(one.url_patterns, inner, mine)
        elif isinstance(one, URLPattern):
            if not one.name:
                raise LookupError(f"{one.pattern} has no name: give it one, so that it can be tried.")
            yield Address(":".join((*spaces, one.name)), mine, who.mark_of(one.callback))


def addresses() -> list[Address]:
    """Every address, once, by name."""
    found = {one.name: one for one in _walked(get_resolver().url_patterns, (), {})}
    return sorted(found.values(), key=lambda one: one.name)


PARTS: dict[str, dict[str, object]] = {
    "": {
        "colour": "1b5e4b",
        "slug": "flytning-indland",
        "step_key": "dato",
        "outcome": "granted",
        "question_key": "moving_date",
        "service_id": "flytning-indland",
        "figure": "desk",
    },
    "portal:situation": {"slug": "flytning"},
    "portal:begin": {"slug": "flytning"},
    "portal:paper_form": {"slug": "flytning"},
    "portal:paper_form_file": {"slug": "flytning"},
    "portal:open_figures_file": {"year": 2009},
    "portal:onward": {"slug": national_given.SLUG},
    "portal:many": {"slug": rows_given.SOLUTION},
    "portal:many_csv": {"slug": rows_given.SOLUTION},
    "portal:many_xlsx": {"slug": rows_given.SOLUTION},
    "portal:check_code": {"code": proof_given.CODE},
    "steering:solution": {"slug": "flytning"},
    "steering:solution_rows": {"slug": "flytning", "figure": "begun"},
    "desk": {"week": steering_given.WEEK, "entrance": steering_given.ENTRANCE, "number": 1},
    "desk:many_empty_list": {"name": post_given.LETTER},
    "desk:designing_solution": {"slug": "flytning"},
    "desk:designing_examples": {"slug": "flytning"},
    "desk:designing_preview": {"slug": "flytning"},
    "desk:designing_what_if": {"slug": "flytning"},
    "desk:designing_versions": {"slug": "flytning"},
    "desk:designing_zip": {"slug": "flytning"},
    "desk:template": {"owner": "kommunen", "name": post_given.LETTER},
    "desk:template_file": {"owner": "kommunen", "name": post_given.LETTER},
    "steering": {
        "batch": "copenhagen-2009",
        "year": 2009,
        "indicator": "contacts",
        "group": "digital",
        "strategy": "citizen-2012",
        "scenario": "maal-2012",
        "id": steering_given.STRATEGY,
        "key": steering_given.TARGET,
        "week": steering_given.WEEK,
        "name": steering_given.BATCH,
        "factor": "faktor-hjemmeside",
    },
}
"""What stands for the other parts: everywhere, on one surface, or at one address."""


def plain_parts(address: Address) -> dict[str, object]:
    return {**PARTS[""], **PARTS.get(address.surface, {}), **PARTS.get(address.name, {})}


def things_of(person: Person) -> dict[str, object]:
    """Everything of one person that an address can name."""
    cases = Case.objects.filter(person=person).values_list("pk", flat=True)
    mine = {
        "draft_id": Draft.objects.filter(person=person),
        "submission_id": Submission.objects.filter(person=person),
        "case_id": Case.objects.filter(person=person),
        "message_id": Message.objects.filter(person=person, direction="out"),
        "task_id": Task.objects.filter(case__person=person),
        "contact_id": RunningContact.objects.filter(person=person),
        "call_back_id": CallBack.objects.filter(person=person),
        "joining_id": Joining.objects.filter(draft__person=person),
        "proposal_id": Proposal.objects.filter(draft__person=person),
        "invitation_id": Invitation.objects.filter(person=person),
        "look_id": Event.objects.filter(action="contact_identified", party=f"person:{person.pk}"),
        "file_id": StoredFile.objects.filter(owner__in=[f"case:{case}" for case in cases]),
        "delivery_id": Delivery.objects.filter(message__person=person, way="print"),
        "run_id": PrintRun.objects.filter(deliveries__message__person=person),
    }
    found = {name: rows.values_list("pk", flat=True).first() for name, rows in mine.items()}
    return {name: pk for name, pk in found.items() if pk is not None}


NOTHING: dict[str, object] = {name: UUID(int=number) for number, name in enumerate(OBJECTS, 1)}
"""Ids that nothing has."""

MATTERS = ("torben", "rasmus", "freja", "kirsten")
"""Decided by a caseworker; waiting for an answer; decided by the rules; begun and never sent."""
FOR_COMPANY = "freja"
"""Who is logged in for a company too, and has brought a file of many for it."""
OFFICE = {
    "clerk": "maria",
    "colleague": "nora",
    "other clerk": "freddy",
    "caseworker": "ole",
    "supervisor": "hanne",
    "other supervisor": "vibeke",
    "elsewhere": "tina",
    "editor": "ester",
    "strategist": "jakob",
    "department_head": "steen",
    "board": "lisbet",
    "administrator": "sara",
}
"""Staff by what they are here, and who they are in staff.yaml. `elsewhere` is a caseworker of another department."""
HOLDER = "clerk"
"""Who has the contacts in hand. Their colleague works where the calls are owed, too, and has none in hand."""


@cache
def staff_rows() -> dict[str, history.StaffRow]:
    rows = load_document(registers.folder() / "staff.yaml").as_shape(history.StaffShape).staff
    by_id = {row.id: row for row in rows}
    return {visitor: by_id[handle] for visitor, handle in OFFICE.items()}


def with_right(right: str) -> list[str]:
    """Staff whose roles give this right."""
    roles = known.roles()
    return [
        visitor
        for visitor, row in staff_rows().items()
        if any(Right(right) in roles[role].rights for role in row.roles)
    ]


@dataclass
class World:
    """A living Lyngsø. `things` are the matters' by their citizen; `sessions` those of everybody who tries.

    `written_in`: what staff wrote in for a citizen, by matter and whether it is sent. `steered`: what strategists made.
    """

    people: dict[str, str]
    things: dict[str, dict[str, object]]
    sessions: dict[str, str]
    written_in: dict[tuple[str, bool], dict[str, object]]
    steered: dict[str, object]

    def browser(self, visitor: str) -> Client:
        """A fresh browser in which somebody is logged in; `anonymous` is nobody."""
        client = Client(raise_request_exception=False)
        if key := self.sessions.get(visitor):
            client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: key})
        return client


def _session(account: Account, **facts: str) -> str:
    client = Client()
    client.force_login(account, backend=CITIZEN if account.person_id else STAFF)
    if facts:
        session = client.session
        session.update(facts)
        session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _staff(visitor: str) -> Account:
    row = staff_rows()[visitor]
    return identity.account_for_staff(
        subject=row.subject, name=row.name, roles=list(row.roles), unit=row.unit
    )


def _citizen(people: Mapping[str, str], handle: str) -> Account:
    return Account.objects.get_or_create(person_id=people[handle])[0]


def _helper(people: Mapping[str, str], giver: str) -> str:
    """Bente acts for a citizen, but only about changing their doctor."""
    mandate = identity.give_mandate(
        holder=Person.objects.get(pk=people["bente"]),
        giver_person=Person.objects.get(pk=people[giver]),
        ground=Ground.MANDATE,
        scope=["laegeskift"],
        channels=["self_service"],
        valid_from=clock.today() - timedelta(days=1),
        basis=Text("Fuldmagt", "Power of attorney"),
    )
    return _session(_citizen(people, "bente"), **{who.ACTING: str(mandate.pk)})


@contextmanager
def living_lyngsoe(folder: Path) -> Iterator[World]:
    """The demo's people and history in a transaction that is undone; letters are HTML, which is quick."""
    plain = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    press, files.press = files.press, lambda: HtmlPress("test")  # type: ignore[assignment]
    generation.set_current(generation.current() + 1)
    try:
        with override_settings(STORAGES=plain, DATA_DIR=folder), transaction.atomic():
            content.load(say=lambda _: None)
            people = registers.load()
            history.make(people)
            messages.deliver_planned()
            sample_given.give()
            office = {visitor: _staff(visitor) for visitor in OFFICE}
            sessions = {visitor: _session(account) for visitor, account in office.items()}
            holder = known.employee(office[HOLDER].employee_id or "")
            help_given.give(people, MATTERS, holder)
            sessions["stranger"] = _session(_citizen(people, "lars"))
            for matter in MATTERS:
                company = {"company": rows_given.CVR} if matter == FOR_COMPANY else {}
                sessions[f"owner of {matter}"] = _session(_citizen(people, matter), **company)
                sessions[f"helper of {matter}"] = _helper(people, matter)
            things = {matter: things_of(Person.objects.get(pk=people[matter])) for matter in MATTERS}
            supervisor = known.employee(office["supervisor"].employee_id or "")
            for matter, given in post_given.give(MATTERS, supervisor).items():
                things[matter] |= given
            payment_given.give(things)
            national_given.give()
            for matter, given in proof_given.give(MATTERS, things).items():
                things[matter] |= given
            shared_out = rounds_given.give()
            for matter in MATTERS:
                things[matter] |= shared_out
            things[FOR_COMPANY] |= rows_given.give(Person.objects.get(pk=people[FOR_COMPANY]))
            steered = steering_given.give(known.employee(office["strategist"].employee_id or ""), holder)
            yield World(people, things, sessions, written_in.write(people, things, holder), steered)
            transaction.set_rollback(True)
    finally:
        files.press = press
        generation.set_current(generation.current() + 1)
