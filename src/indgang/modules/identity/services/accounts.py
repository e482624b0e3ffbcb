"""Who logs in, and whom we come to know."""

from base64 import urlsafe_b64encode
from datetime import date
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity import rules
from indgang.modules.identity.models import Account, Company, Employee, Mandate, Person, Unit
from indgang.modules.identity.vocabulary import Actor, Ground, Role


class CompanyClosed(Expected):
    """Somebody logs in for a company that is no more."""

    status = 403
    message = Text(
        "CVR siger, at virksomheden er lukket. Derfor kan ingen handle for den.",
        "The business register says that the company is closed. Therefore nobody can act for it.",
    )


@lru_cache(maxsize=4)
def _cipher(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(key.encode()).digest()))


def encrypted(digits: str) -> bytes:
    """A CPR number as it is kept."""
    return _cipher(settings.CPR_KEY).encrypt(digits.encode())


@transaction.atomic
def know_person(*, cpr: str, name: str, subject: str | None = None) -> Person:
    """The person with this CPR number, made when new. Raises rules.BadCpr for what is no number."""
    digits = rules.clean_cpr(cpr, demo=settings.DEMO)
    found_by = rules.lookup_hash(digits, settings.CPR_KEY)
    kept = encrypted(digits)
    if subject:
        _same_person_new_number(subject, found_by, kept)
    person, _ = Person.objects.get_or_create(
        cpr_hash=found_by,
        defaults={
            "cpr_encrypted": kept,
            "name": name,
            "born": rules.born(digits),
            "seen_at": clock.now(),
        },
    )
    changes = {}
    if subject and person.subject != subject:
        changes["subject"] = subject
    if name and person.name != name:
        changes["name"] = name
    if changes:
        for field, value in changes.items():
            setattr(person, field, value)
        person.save(update_fields=list(changes))
    return person


def _same_person_new_number(subject: str, found_by: str, encrypted: bytes) -> None:
    """A person may get another CPR number: the login's subject stays, and so does everything about them.

    Is the new number already another row's, then that row is the person from now on.
    """
    known = Person.objects.filter(subject=subject).exclude(cpr_hash=found_by)
    if Person.objects.filter(cpr_hash=found_by).exists():
        known.update(subject=None)
    else:
        known.update(cpr_hash=found_by, cpr_encrypted=encrypted)


def know_company(*, cvr: str, name: str) -> Company:
    """The company with this CVR number, made when new."""
    company, _ = Company.objects.update_or_create(cvr=cvr, defaults={"name": name})
    return company


@transaction.atomic
def update_company_from_register(*, cvr: str, name: str, closed: bool) -> None:
    """Keep what the business register says about a company, made when new. Who acts for it when it closes, stops."""
    Company.objects.update_or_create(cvr=cvr, defaults={"name": name, "closed": closed})


@transaction.atomic
def update_from_register(*, person_id: UUID | str, exempt: bool, protected: bool) -> None:
    """Keep what the registers say about exemption and address protection."""
    Person.objects.filter(pk=person_id).update(exempt=exempt, exempt_at=clock.now(), protected=protected)


def note_protection(*, person_id: UUID | str, protected: bool) -> None:
    """Keep what the register just said about address protection, so that staff pages mask from now on."""
    Person.objects.filter(pk=person_id).exclude(protected=protected).update(protected=protected)


@transaction.atomic
def account_for_citizen(
    *, subject: str, name: str, cpr: str, company: tuple[str, str] | None = None, rights: tuple[str, ...] = ()
) -> Account:
    """The account that a citizen's login opens; `company` is (CVR, name) when they log in for one.

    A company login keeps a mandate on the ground of the company: its scope is what the rights allow. Raises
    CompanyClosed, and then nothing is kept of the login.
    """
    if company is not None and Company.objects.filter(cvr=company[0], closed=True).exists():
        raise CompanyClosed
    person = know_person(cpr=cpr, name=name, subject=subject)
    if company is not None:
        giver = know_company(cvr=company[0], name=company[1])
        held = Mandate.objects.filter(holder=person, giver_company=giver, ground=Ground.COMPANY).first()
        give_mandate(
            holder=person,
            giver_company=giver,
            ground=Ground.COMPANY,
            scope=["*"] if "submit" in rights else [],
            channels=["self_service"],
            valid_from=held.valid_from if held else clock.today(),
            basis=Text("MitID Erhverv", "MitID Erhverv"),
        )
    account, _ = Account.objects.get_or_create(person=person)
    Person.objects.filter(pk=person.pk).update(seen_at=clock.now())
    audit.record(action="login", actor=f"person:{person.pk}", party=f"person:{person.pk}")
    return account


@transaction.atomic
def account_for_staff(*, subject: str, name: str, roles: list[Role], unit: str) -> Account:
    """The account that a staff login opens. Roles are what the login says now, not what we remember."""
    employee, _ = Employee.objects.update_or_create(
        subject=subject,
        defaults={
            "name": name,
            "roles": [str(role) for role in roles],
            "unit": Unit.objects.filter(pk=unit).first(),
            "seen_at": clock.now(),
        },
    )
    account, _ = Account.objects.get_or_create(employee=employee)
    audit.record(action="login", actor=f"employee:{employee.pk}")
    return account


@transaction.atomic
def give_mandate(
    *,
    holder: Person,
    ground: Ground,
    scope: list[str],
    channels: list[str],
    valid_from: date,
    basis: Text,
    giver_person: Person | None = None,
    giver_company: Company | None = None,
    valid_to: date | None = None,
) -> Mandate:
    """Note that `holder` may act for a giver. The same ground from the same day is kept once.

    `scope` is service ids, or `["*"]` for all; `channels` the channels it covers.
    """
    mandate, _ = Mandate.objects.update_or_create(
        holder=holder,
        giver_person=giver_person,
        giver_company=giver_company,
        ground=str(ground),
        valid_from=valid_from,
        defaults={
            "scope": scope,
            "channels": channels,
            "valid_to": valid_to,
            "basis": basis.as_json(),
        },
    )
    return mandate


def cpr_of(*, person_id: UUID | str, purpose: str, by: Actor) -> str:
    """The CPR number in clear, for a look-up in a register. Writes who asked and why.

    Raises Person.DoesNotExist for an unknown person.
    """
    person = Person.objects.only("cpr_encrypted").get(pk=person_id)
    audit.record(action="cpr_used", actor=by.key, party=f"person:{person_id}", purpose=purpose)
    return decrypted(person)


def decrypted(person: Person) -> str:
    """The CPR number in clear, for who writes the trail otherwise."""
    return _cipher(settings.CPR_KEY).decrypt(bytes(person.cpr_encrypted)).decode()
