"""What only exists while somebody is helped: a contact for each matter, a call that we owe, help in a draft, a question
to somebody else, a letter on paper, a file. Done by the same deeds as real ones.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from indgang.kernel import clock
from indgang.kernel.deadlines import working_days_from
from indgang.kernel.uploads.testing import pdf
from indgang.modules.cases.models import Case
from indgang.modules.catalogue import services as catalogue
from indgang.modules.catalogue.vocabulary import TextPart
from indgang.modules.channels import services as channels
from indgang.modules.channels.services import Told
from indgang.modules.channels.vocabulary import Down
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.services import CallBackWish
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.files import services as files
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Actor, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import Delivery, Message
from indgang.modules.messages.vocabulary import Way
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.models import Draft, Invitation, Submission
from indgang.surfaces.desk.contacts.finding import SALT

SERVICE = "flytning-indland"
POSTED: dict[str, str] = {}
"""Ids that a form posts and no address names: of what is down, and of what a clerk said about a text."""
FOUND: dict[str, str] = {}
"""For each contact's id the mark that its clerk found its citizen: what the search would have written in the page."""


def give(people: Mapping[str, str], matters: tuple[str, ...], clerk: EmployeeInfo) -> None:
    """A clerk has a contact open about each matter, and helps in the draft of whoever has one."""
    said(clerk)
    for matter in matters:
        person = Person.objects.get(pk=people[matter])
        contact = contacts.begin(channel="in_person", entrance_id="", by=clerk)
        party = Party("person", str(person.pk), person.name)
        contacts.identify(contact_id=contact, party=party, caller=None, by=clerk)
        contacts.check_id(contact_id=contact, how=IdCheck.PHOTO_ID, by=clerk)
        FOUND[str(contact)] = signing.dumps([str(contact), clerk.id, str(person.pk)], salt=SALT)
        contacts.choose_matter(contact_id=contact, service_id=SERVICE, by=clerk)
        now = clock.now()
        open_day = working_days_from(clock.today(), 1, identity.municipality().closed_days)
        ten = datetime.combine(open_day, time(10), clock.COPENHAGEN)
        wish = CallBackWish(clerk.unit, "99 99 12 34", "Flytning", ten, ten + timedelta(hours=4))
        contacts.plan_call_back(wish=wish, contact_id=contact, by=clerk)
        on_paper(person, clerk)
        for draft in Draft.objects.filter(person=person, state="open"):
            help_in(draft, contact, identity.acting_options(person.pk)[0].acting, clerk)
        Invitation.objects.create(
            submission=Submission.objects.exclude(person=person).order_by("pk")[0],
            ask="host",
            person=person,
            is_stranger=True,
            made_at=now,
            made_by="system",
            answer_by=clock.today() + timedelta(days=7),
        )


def said(clerk: EmployeeInfo) -> None:
    """Something will be down tomorrow, and a clerk has found a mistake in a text."""
    tomorrow = clock.now() + timedelta(days=1)
    told = Told(Down.SELF_SERVICE, begins_at=tomorrow, ends_at=tomorrow + timedelta(hours=2))
    POSTED["outage"] = str(channels.tell_outage(told=told, by=clerk.actor))
    POSTED["feedback"] = str(
        catalogue.give_feedback(
            service_id=SERVICE, part=TextPart.PRICE, text="Det er gratis.", by=clerk.actor
        )
    )


def on_paper(person: Person, clerk: EmployeeInfo) -> None:
    """A letter of theirs waits for print and is at the clerk's printer; their case has a file."""
    letter = Message.objects.filter(person=person, direction="out").first()
    if letter is not None:
        paper = Delivery.objects.create(message=letter, way=Way.PRINT, planned_at=clock.now())
        messages.open_for_print(by=clerk, delivery_id=paper.pk)
    for case in Case.objects.filter(person=person)[:1]:
        citizen = Actor("person", str(person.pk), person.name)
        upload = SimpleUploadedFile("lejekontrakt.pdf", pdf())
        files.keep(upload=upload, owner=f"case:{case.pk}", title="Lejekontrakt", by=citizen)


def help_in(draft: Draft, contact_id: object, citizen: Acting, clerk: EmployeeInfo) -> None:
    """The citizen asked, the clerk knocked, the citizen said yes, and the clerk proposed something."""
    code = selfservice.ask_for_help(draft_id=draft.pk, step="dato", by=citizen)
    knocked = selfservice.knock(contact_id=str(contact_id), code=code.code, by=clerk)
    selfservice.confirm(joining_id=knocked.joining_id, yes=True, by=citizen)
    soon = (clock.today() + timedelta(days=12)).isoformat()
    selfservice.propose(
        draft_id=draft.pk, key="moving_date", value=soon, seen_revision=0, note="",
        form_key="every address", by=clerk,
    )  # fmt: skip
