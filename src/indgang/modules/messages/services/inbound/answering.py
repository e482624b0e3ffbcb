"""The automatic answer to an e-mail: once, to few, with nothing of theirs in it."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django_tasks import task

from indgang.adapters.email.answer import can_be_answered, write_answer
from indgang.adapters.email.read import MailIn
from indgang.adapters.email.types import MailRefused, MailUnavailable, MailUnknown
from indgang.adapters.email.write import token_address
from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.rules.mailcheck import may_answer
from indgang.modules.messages.services import notices
from indgang.modules.messages.services.inbound.contents import mail_of
from indgang.modules.messages.services.inbound.raw import raw_of
from indgang.modules.messages.services.providers import note_result, pick_provider
from indgang.modules.messages.vocabulary import AttemptEnd, Way

MOST_TRIES = 3
_LATER = timedelta(minutes=10)
_DAY = timedelta(days=1)

SUBJECT = "Vi har fået din mail / We have received your e-mail"
_TEXT = """Hej

Vi har fået din mail. En medarbejder læser den.

{cpr}En mail kan ikke vise os, hvem du er. Den er heller ikke sikker. Skriv derfor aldrig dit cpr-nummer i en mail.
Handler det om dig selv eller om din sag? Så skriv til os i Digital Post.

Venlig hilsen
{name}

Hello

We have received your e-mail. A member of staff reads it.

{cpr_en}An e-mail cannot show us who you are, and it is not safe. So never write your CPR number in an e-mail.
Is it about yourself or about your case? Then write to us in Digital Post.

Kind regards
{name}
"""
_CPR = "Der står et cpr-nummer i din mail. Vi har skjult det. Slet også mailen hos dig selv.\n\n"
_CPR_EN = "There is a CPR number in your e-mail. We have hidden it. Delete the e-mail at your end, too.\n\n"


def claims(row: Inbound, mail: MailIn, key: str) -> bool:
    """Whether this mail gets an automatic answer. The caller writes that down before any is sent."""
    if not (settings.MAIL_FROM and settings.SMTP and can_be_answered(mail.sender)):
        return False
    since = clock.now() - _DAY
    sent = Inbound.objects.filter(sender_key=key, auto_answered=True, got_at__gte=since).exclude(pk=row.pk)
    return may_answer(sent.count())


def text_of_answer(name: str, *, has_cpr: bool) -> str:
    """The whole text. It quotes nothing: whoever reads it may not be who wrote."""
    return _TEXT.format(name=name, cpr=_CPR if has_cpr else "", cpr_en=_CPR_EN if has_cpr else "")


@task()
def send_answer(inbound_id: str, number: int) -> str:
    """Answer one e-mail. Tried again only when no server took it; when that is not known, it counts as sent."""
    row = Inbound.objects.filter(pk=UUID(inbound_id), auto_answered=True).first()
    raw = raw_of(row.pk) if row is not None else None
    if row is None or raw is None:
        return "nothing to answer"
    mail, name = mail_of(raw), identity.municipality().name
    token = uuid5(row.pk, "answer")
    provider = pick_provider(Way.EMAIL, token)
    if not isinstance(provider, str):
        return _later(inbound_id, number)
    answer = write_answer(
        uuid=token,
        sender=settings.MAIL_FROM,
        name=name,
        to=mail.sender,
        subject=SUBJECT,
        text=text_of_answer(name, has_cpr=row.has_cpr),
        at=clock.now(),
        answers=mail.message_id,
    )
    bounces_to = token_address(settings.MAIL_FROM, token)
    end = AttemptEnd.ACCEPTED
    try:
        notices.mail_server(provider).send(answer, to=mail.sender, bounces_to=bounces_to)
    except MailUnavailable:
        end = AttemptEnd.UNAVAILABLE
    except MailUnknown:
        end = AttemptEnd.UNKNOWN
    except MailRefused:
        end = AttemptEnd.REFUSED
    note_result(Way.EMAIL, provider, end)
    return _later(inbound_id, number) if end is AttemptEnd.UNAVAILABLE else end.value


def _later(inbound_id: str, number: int) -> str:
    if number >= MOST_TRIES:
        return "given up"
    send_answer.using(run_after=clock.now() + _LATER).enqueue(inbound_id, number + 1)
    return "later"
