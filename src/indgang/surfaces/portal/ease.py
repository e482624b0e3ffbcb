"""One question, asked once about a matter: how easy was it? On the receipt, and where the decision is read."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.services import answer_ease
from indgang.modules.contacts.vocabulary import EASE_NAMES, Ease
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Party

EASE = "ease"


def answers(journey_id: UUID | None) -> Collection[tuple[Ease, Text]]:
    """The five answers for `portal/_ease.html`; none when the matter is answered, or has no journey to name."""
    if journey_id is None or contacts.ease_is_answered(journey_id):
        return ()
    return EASE_NAMES.items()


def take_answer(request: HttpRequest, *, journey_id: UUID | None, service_id: str, party: Party) -> None:
    """Keep the answer that was pressed, and say thanks. Raises Http404 for what is no answer.

    `party` tells whether a citizen or a company answered, and whether they are exempt; the answer names nobody.
    """
    answer = request.POST.get(EASE, "")
    if journey_id is None or answer not in EASE_NAMES:
        raise Http404
    answer_ease(
        answer=answer, journey_id=journey_id, service_id=service_id, party=party, exempt=_exempt(party)
    )
    messages.success(request, _("Tak. Dit svar hjælper os med at gøre det lettere."))


def _exempt(party: Party) -> bool | None:
    """None for a company, and when nobody has asked the register."""
    who = identity.person(party.id) if party.kind == "person" else None
    return who.exempt if who is not None and who.exempt_known else None
