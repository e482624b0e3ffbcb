"""Whether somebody takes Digital Post and NemSMS: asked of the post's own register, and kept for an hour.

Who is exempt is another question with a register of its own (exemption.py): a `no` here says only that nothing can be
sent there, be it because of an exemption or because nobody ever signed up.
"""

import logging
import threading
import time
from datetime import date, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from indgang.adapters.digital_post.types import PostClient, Service
from indgang.kernel import clock
from indgang.modules.audit import services as audit
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.services.accounts import cpr_of, decrypted
from indgang.modules.identity.vocabulary import SYSTEM, Party

logger = logging.getLogger(__name__)
FRESH_FOR = timedelta(hours=1)
PURPOSE = "se, om du har Digital Post"
SENDING = "sende Digital Post"
COMPANIES: dict[str, Service] = {"dp_registered": "digitalpost"}
PEOPLE: dict[str, Service] = {**COMPANIES, "nemsms": "nemsms"}
QUIET_SECONDS = 5.0
"""So long nobody asks again after a silence: a worker with many letters does not wait two seconds for each."""

_instead: list[tuple[PostClient | None, str]] = []
_silent = threading.local()


@lru_cache(maxsize=1)
def _client() -> PostClient | None:
    post = settings.POST
    if post is None:
        return None
    from indgang.adapters.digital_post.client import KombiPost  # with its XML, only where it is needed

    return KombiPost(
        post.address,
        post.tokens,
        cvr=post.cvr,
        certificate=post.certificate,
        key=post.key,
        authority=post.authority,
    )


def post_client() -> PostClient | None:
    """The way to Digital Post of this process; None when the installation is not connected."""
    return _instead[0][0] if _instead else _client()


def post_cvr() -> str:
    """The CVR number that we send under; empty when the installation is not connected."""
    if _instead:
        return _instead[0][1]
    return str(settings.POST.cvr) if settings.POST is not None else ""


def use_post_client(client: PostClient | None, *, cvr: str = "99990007") -> None:
    """Another way to Digital Post from now on, in tests; `cvr` is who we are there."""
    _instead[:] = [(client, cvr)]
    _silent.until = 0.0


def forget_post_client() -> None:
    """The one of the settings again, as they are now."""
    _instead.clear()
    _client.cache_clear()
    _silent.until = 0.0


def look_up_post(party: Party) -> None:
    """Ask whether a party takes Digital Post and, a person, NemSMS, when what we know is older than an hour.

    Leaves one row a day in the trail of a person. A register that is silent changes nothing. Call it outside a
    transaction, since it waits for another house. Raises Person.DoesNotExist, Company.DoesNotExist.
    """
    client = post_client()
    if client is None:
        return
    model = Company if party.kind == "company" else Person
    row = model.objects.get(pk=party.id)
    now = clock.now()
    if row.post_asked_at is not None and now - row.post_asked_at < FRESH_FOR:
        return
    if time.monotonic() < getattr(_silent, "until", 0.0):
        return
    if isinstance(row, Company):
        number, services = row.cvr, COMPANIES
    else:
        if row.post_asked_at is None or _day(row.post_asked_at) != _day(now):
            audit.record(action="cpr_used", actor=SYSTEM.key, party=party.key, purpose=PURPOSE)
        number, services = decrypted(row), PEOPLE
    said: dict[str, bool] = {}
    try:
        for field, service in services.items():
            said[field] = client.registered(number, service)
    except Exception as silent:  # a client's mistake too; its text could hold the number
        _silent.until = time.monotonic() + QUIET_SECONDS
        logger.warning("post register silent: %s", type(silent).__name__)
    if "dp_registered" in said:  # a letter waits for this one; NemSMS is only a notice
        model.objects.filter(pk=party.id).update(post_asked_at=now, **said)


def number_for_post(*, person_id: UUID | str) -> str:
    """The CPR number that a letter in Digital Post or a NemSMS is addressed to, told in the trail.

    Raises Person.DoesNotExist."""
    return cpr_of(person_id=person_id, purpose=SENDING, by=SYSTEM)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
