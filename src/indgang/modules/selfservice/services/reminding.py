"""Who began a draft and did not send it is reminded once before it is too old to be gone on with."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Action, ActionKind, Block, Letter, MessageKind
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.vocabulary import DraftState

logger = logging.getLogger(__name__)

DAYS_BEFORE = "selvbetjening.kladde_paamindelse_dage"
"""The parameter: how many days before. Without it nobody is reminded."""
QUIET = timedelta(days=1)
"""Whoever wrote within a day needs no reminder."""
PAGE_OF_DRAFT = "/kladde/{}/"
"""Where one goes on with a draft (portal:draft)."""
AT_ONCE = 200
"""Drafts in one round; the next round takes the others."""


def remind_of_drafts() -> int:
    """Remind those whose drafts are soon too old. Returns how many. For the routine; safe to repeat, and to run twice
    at once. Each draft is reminded of once for each day that it is kept until.
    """
    days = _days()
    if not days:
        return 0
    now = clock.now()
    due = Draft.objects.filter(
        Q(reminded_for__isnull=True) | ~Q(reminded_for=F("expires_at")),
        state=DraftState.OPEN,
        actor__isnull=False,
        expires_at__gt=now,
        expires_at__lte=now + timedelta(days=days),
        updated_at__lte=now - QUIET,
    )
    ids = list(due.order_by("expires_at").values_list("pk", flat=True)[:AT_ONCE])
    return sum(_tried(draft_id) for draft_id in ids)


def _days() -> int:
    parameters = identity.parameters()
    value = str(parameters.value_of(parameters.on(DAYS_BEFORE, clock.today())) or "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def _tried(draft_id: UUID) -> bool:
    """One that goes wrong must not keep the others waiting: it is logged, and comes again with the next round."""
    try:
        return _remind(draft_id)
    except Exception:
        logger.exception("drafts: a reminder failed")
        return False


@transaction.atomic
def _remind(draft_id: UUID) -> bool:
    """False when it was sent, deleted, saved or reminded of meanwhile."""
    rows = Draft.objects.select_for_update(of=("self",)).select_related("actor", "person", "company")
    draft = rows.defer("actor__cpr_encrypted", "person__cpr_encrypted").filter(pk=draft_id).first()
    now = clock.now()
    if draft is None or draft.state != DraftState.OPEN or draft.actor is None:
        return False
    if draft.expires_at <= now or draft.reminded_for == draft.expires_at or draft.updated_at > now - QUIET:
        return False
    solution = versions.version(draft.version_id).solution
    messages.send(
        to=_receiver(draft),
        letter=_letter(draft, solution),
        kind=MessageKind.REMINDER,
        by=SYSTEM,
        key=f"draft:{draft.pk}:{draft.expires_at.date()}",
        journey_id=draft.journey_id,
        service_id=solution.service_id,
        unit=solution.shape.unit,
        as_pdf=False,
    )
    draft.reminded_for = draft.expires_at
    draft.save(update_fields=["reminded_for"])
    return True


def _receiver(draft: Draft) -> Party:
    """Whoever can go on with it: who fills it in; for a company the company."""
    if draft.company_id or draft.actor is None:
        return loading.party_of(draft)
    return Party("person", str(draft.actor_id), draft.actor.name)


def _letter(draft: Draft, solution: Solution) -> Letter:
    """What it is called and until when it is kept; nothing of what was written in it."""
    title, day = solution.title, long_date(draft.expires_at.astimezone(COPENHAGEN).date())
    english = title.en or title.da
    return Letter(
        Text(f"Du er ikke færdig: {title.da}", f"You have not finished: {english}"),
        (
            Block(
                "result",
                Text(
                    f"Du begyndte på “{title.da}”, men du har ikke sendt det. Vi gemmer det til den {day.da}.",
                    f"You began “{english}” but you have not sent it. We keep it until {day.en}.",
                ),
            ),
            Block(
                "text",
                Text(
                    "Vil du sende det, så log ind og gå videre, hvor du slap. Skal du ikke bruge det, skal du ikke "
                    "gøre noget. Så sletter vi det, du har skrevet.",
                    "If you want to send it, log in and go on where you stopped. If you do not need it, you need do "
                    "nothing. Then we delete what you wrote.",
                ),
            ),
        ),
        actions=(
            Action(
                ActionKind.SELFSERVICE,
                Text("Gå videre", "Go on"),
                PAGE_OF_DRAFT.format(draft.pk),
                draft.expires_at.astimezone(COPENHAGEN).date(),
            ),
        ),
    )
