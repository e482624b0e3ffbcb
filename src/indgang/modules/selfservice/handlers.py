"""What self-service does when something happens elsewhere: project/wiring.py connects them."""

from uuid import UUID

from indgang.modules.cases.events import CaseDecided, CaseWithdrawn
from indgang.modules.cases.vocabulary import Outcome
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.events import ContactAboutAnother, ContactClosed, ContactHandedOver
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import with_whom
from indgang.modules.selfservice.services import joining, licence_news, payment_rows, payments
from indgang.modules.selfservice.services.telling_decided import tell_decided
from indgang.modules.selfservice.vocabulary import PaymentWhy

PREFIX = "submission:"


def on_case_decided(event: CaseDecided) -> None:
    """A submission was decided: measure it, close its journey, and do what follows for money, proofs and licences."""
    if not event.submission_key.startswith(PREFIX):
        return
    how = "automatic" if event.automatic else "staff"
    for kind, value in (("decided", 1.0), ("decision_time", event.days)):
        contacts.measure(
            kind=kind,
            journey_id=event.journey_id,
            service_id=event.service_id,
            subject=how,
            value=value,
            party=event.party,
        )
    if event.journey_id is not None:
        contacts.close_journey(journey_id=event.journey_id)
    submission_id = _sent(event.submission_key)
    sent = with_whom(submission_id) if submission_id is not None else None
    if sent is None:
        return
    granted, solution = event.outcome == Outcome.GRANTED, versions.version(sent.version_id).solution
    payments.decided(sent, granted=granted)
    if solution.asks:
        tell_decided(sent.pk, Outcome(event.outcome))
    if granted and solution.shape.notes is not None:
        licence_news.somebody_moves(str(sent.pk))


def on_case_withdrawn(event: CaseWithdrawn) -> None:
    """The party took it back: what was reserved for it is let go."""
    submission_id = _sent(event.submission_key)
    if submission_id is not None:
        payment_rows.settle_decided(submission_id, granted=False, why=PaymentWhy.WITHDRAWN)


def _sent(key: str) -> str | None:
    """The submission that a case is about; None for a case that no solution sent."""
    try:
        return str(UUID(key.removeprefix(PREFIX))) if key.startswith(PREFIX) else None
    except ValueError:
        return None


def on_contact_closed(event: ContactClosed | ContactHandedOver | ContactAboutAnother) -> None:
    """A call or a visit is over, goes on with a colleague or is about somebody else: the consent to help ends."""
    joining.end_of_contact(contact_id=event.contact_id)
