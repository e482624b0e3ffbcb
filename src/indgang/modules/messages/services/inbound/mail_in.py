"""A letter that came as plain e-mail: never proof of who wrote it, so a person always looks.

A machine's mail is kept and answered by nobody; a mail of ours that came back is told to the delivery it was.
"""

import hmac
from datetime import timedelta
from hashlib import sha256
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.db import transaction

from indgang.adapters.email.read import Failed, MailIn
from indgang.kernel import clock
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, NoticeKind
from indgang.modules.messages.models import Delivery, Inbound
from indgang.modules.messages.rules.mailcheck import Loop, machine_wrote, names_of
from indgang.modules.messages.rules.routing import Facts, Ours, Why, route
from indgang.modules.messages.services.applying import apply
from indgang.modules.messages.services.hand_over import ReceiptIn
from indgang.modules.messages.services.inbound import answering
from indgang.modules.messages.services.inbound.contents import mail_content, mail_of
from indgang.modules.messages.services.inbound.finding import answered, first_unit, points
from indgang.modules.messages.services.inbound.queueing import queue
from indgang.modules.messages.services.inbound.raw import raw_of
from indgang.modules.messages.vocabulary import InboundSource, InboundState, ReceiptKind, Way

_HOUR = timedelta(hours=1)


def sender_key(address: str) -> str:
    """An address as a keyed hash: it counts mails without telling whose they are."""
    return hmac.new(settings.CPR_KEY.encode(), address.casefold().encode(), sha256).hexdigest()


def sort(row: Inbound) -> str:
    """Show it to a unit, or keep it as a machine's. Raises CannotRead."""
    raw = raw_of(row.pk)
    if raw is None:
        return "the original is gone"
    mail = mail_of(raw)
    if mail.failed:
        return _came_back(row, mail)
    key = sender_key(mail.sender)
    Inbound.objects.filter(pk=row.pk).update(sender_key=key)
    machine = _machine(row, mail, key)
    content = mail_content(mail)
    if machine is not None:
        return _ignore(row, Why.LOOP, problem=machine.value, subject=content.title)
    about = answered(names_of(*mail.answers, *mail.to), None)
    known = points()
    # Whoever writes has the name of our mail, which only its receiver was told: a good guess, and no proof.
    guess = Ours(True, about.message.case_key, about.message.unit) if about is not None else None
    road = route(Facts(known=True, proven=False, answered=guess), known, first=first_unit(known))
    with transaction.atomic():
        answers = answering.claims(row, mail, key)
        said = queue(
            row,
            why=road.why,
            unit=road.unit,
            subject=content.title,
            case_key=road.case_key,
            has_cpr=content.has_cpr,
            auto_answered=answers,
        )
        if answers and said.startswith("queued"):
            answering.send_answer.enqueue(str(row.pk), 1)
    return said


def _machine(row: Inbound, mail: MailIn, key: str) -> Loop | None:
    since = clock.now() - _HOUR
    last_hour = Inbound.objects.filter(sender_key=key, got_at__gte=since).exclude(pk=row.pk).count()
    own = names_of(mail.message_id)
    ours = bool(own) and mail.message_id.endswith(f"@{settings.MAIL_FROM.rpartition('@')[2]}>")
    return machine_wrote(
        mail.headers, sender=mail.sender, our_address=settings.MAIL_FROM, ours=ours, last_hour=last_hour
    )


def _ignore(row: Inbound, why: Why, *, problem: str, subject: str) -> str:
    changed = Inbound.objects.filter(pk=row.pk, state=InboundState.STORED.value).update(
        state=InboundState.IGNORED.value,
        ended_at=clock.now(),
        why=why.value,
        problem=problem[:300],
        subject=subject[:200],
    )
    return f"ignored: {problem}" if changed else "understood already"


def _came_back(row: Inbound, mail: MailIn) -> str:
    """A server tells that mail of ours did not arrive. Only what it says is for good, ends anything."""
    names = names_of(*mail.brought_back, *mail.to)
    for_good = [one for one in mail.failed if one.for_good]
    found = Delivery.objects.filter(uuid__in=names, way=Way.EMAIL.value).select_related("message").first()
    if found is not None and for_good:
        _failed(row, found, for_good[0])
    Inbound.objects.filter(pk=row.pk).update(source=InboundSource.BOUNCE.value)
    word = "for good" if for_good else "not yet"
    return _ignore(row, Why.BOUNCE, problem=word if found else "not ours", subject="")


@transaction.atomic
def _failed(row: Inbound, delivery: Delivery, report: Failed) -> None:
    """The notice did not arrive, and its address gets no more, unless its owner has given us another since."""
    receipt = ReceiptIn(
        id=uuid5(NAMESPACE_OID, f"bounce:{row.pk}"),
        kind=ReceiptKind.MAIL_BOUNCED,
        at=row.got_at,
        names=(delivery.uuid,),
        code=report.status,
        ways=frozenset({Way.EMAIL}),
    )
    apply(receipt, got_at=row.got_at)
    person_id = delivery.message.person_id
    if person_id is None:
        return
    now = identity.notice_value(person_id=person_id, kind=NoticeKind.EMAIL)
    if now and report.address.casefold() in ("", now.casefold()):
        identity.give_up_address(person_id=person_id, kind=NoticeKind.EMAIL, why="bounced", by=SYSTEM)
