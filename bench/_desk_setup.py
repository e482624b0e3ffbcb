"""What `bench desk` measures on: content, two clerks, a citizen with a matter, and long lists."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from indgang.modules.identity.selectors import EmployeeInfo

CLOSABLE = 20_000
"""Contacts that are there to be closed: more than a run closes."""
CALLS = "borgerservice"


@dataclass(frozen=True)
class Setup:
    """Sessions of who reads and of who closes; a contact with a matter; and contacts to close."""

    reader: str
    closer: str
    contact: UUID
    name: str
    to_close: tuple[UUID, ...]
    origin: str


def prepare() -> Setup:
    """Migrate, load content, log two clerks in, and give one a contact that knows its matter."""
    from indgang.project.frontdoor.preparation import set_up_django

    set_up_django()
    from django.conf import settings
    from django.core.management import call_command

    from indgang.kernel import clock
    from indgang.modules.contacts import services as contacts
    from indgang.modules.contacts.models import RunningContact
    from indgang.modules.identity.services import know_person
    from indgang.modules.identity.vocabulary import Party
    from indgang.project import content
    from indgang.project.demo import registers

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    content.load(say=lambda _: None)
    registers.load()
    mads = registers.people()["mads"]
    person = know_person(cpr=mads.cpr, name=mads.name)
    reader, closer = _clerk("bench-reader"), _clerk("bench-closer")
    contact = contacts.begin(channel="telephone", entrance_id="kontaktcenter", by=reader[1])
    party = Party("person", str(person.pk), person.name)
    contacts.identify(contact_id=contact, party=party, caller=None, by=reader[1])
    contacts.choose_matter(contact_id=contact, service_id="flytning-indland", by=reader[1])
    now = clock.now()
    RunningContact.objects.filter(employee__id=closer[1].id, state="open").delete()
    made = RunningContact.objects.bulk_create(
        [
            RunningContact(
                employee_id=UUID(closer[1].id), unit="kontaktcenter", channel="telephone",
                begun_at=now, touched_at=now,
            )
            for _ in range(CLOSABLE)
        ],
        batch_size=2000,
    )  # fmt: skip
    return Setup(
        reader[0], closer[0], contact, mads.name, tuple(row.pk for row in made), str(settings.ORIGIN)
    )


def _clerk(subject: str) -> tuple[str, "EmployeeInfo"]:
    """The session's key, and the clerk."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from indgang.modules.identity import selectors as identity
    from indgang.modules.identity.services import account_for_staff
    from indgang.modules.identity.vocabulary import Role

    account = account_for_staff(subject=subject, name=subject, roles=[Role.CLERK], unit=CALLS)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "indgang.surfaces.desk.login.backend.StaffBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["kind"] = "staff"
    session.create()
    return str(session.session_key), identity.employee(account.employee_id or "")


def fill(rows: int) -> None:
    """So many calls that the unit owes, and so many contacts that are over."""
    from indgang.kernel import clock
    from indgang.modules.contacts.models import CallBack, RunningContact
    from indgang.modules.identity.models import Employee

    now = clock.now()
    employee = Employee.objects.get(subject="bench-reader")
    there = CallBack.objects.filter(unit=CALLS).count()
    CallBack.objects.bulk_create(
        (
            CallBack(
                unit=CALLS, service="flytning-indland", phone="99990000", about="Ring om sagen",
                from_at=now + timedelta(minutes=number), to_at=now + timedelta(minutes=number + 60), made_at=now,
            )
            for number in range(there, rows)
        ),
        batch_size=5000,
    )  # fmt: skip
    over = RunningContact.objects.filter(employee=employee, state="closed").count()
    RunningContact.objects.bulk_create(
        (
            RunningContact(
                employee=employee, unit=CALLS, channel="telephone", state="closed",
                begun_at=now - timedelta(minutes=number), touched_at=now, ended_at=now,
            )
            for number in range(over, rows)
        ),
        batch_size=5000,
    )  # fmt: skip
