"""Whether somebody is exempt from Digital Post: asked at login, so that what they are offered is right today."""

import logging
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from indgang.adapters.digital_post.fake import FakeDigitalPost
from indgang.adapters.digital_post.types import DigitalPostClient
from indgang.kernel import clock
from indgang.modules.identity.models import Person
from indgang.modules.identity.services.accounts import cpr_of
from indgang.modules.identity.vocabulary import SYSTEM

logger = logging.getLogger(__name__)
FRESH_FOR = timedelta(days=1)
PURPOSE = "fritagelse for Digital Post"


@lru_cache(maxsize=4)
def demo_register(folder: Path) -> DigitalPostClient:
    return FakeDigitalPost(folder)


def connected() -> DigitalPostClient | None:
    """The register of this installation. A demo has a fake that reads its pack; elsewhere there is none yet."""
    if not settings.DEMO:
        return None
    return demo_register(Path(settings.CONTENT_DIR) / "municipalities" / settings.MUNICIPALITY / "demo")


def look_up_exemption(*, person_id: UUID | str) -> None:
    """Ask the register when what we know is missing or older than a day. Leaves a row in the trail.

    A register that fails, in whatever way, changes nothing and stops nobody: it is asked again at the next
    login. Call it outside a transaction, since it waits for another house. Raises Person.DoesNotExist.
    """
    register = connected()
    if register is None:
        return
    asked = Person.objects.values_list("exempt_at", flat=True).get(pk=person_id)
    if asked is not None and clock.now() - asked < FRESH_FOR:
        return
    cpr = cpr_of(person_id=person_id, purpose=PURPOSE, by=SYSTEM)
    try:
        exempt = register.is_exempt(cpr)
    except Exception as silent:  # a client's mistake too; its text could hold the number
        logger.warning("register silent: %s", type(silent).__name__)
        return
    known = {} if exempt is None else {"exempt": exempt}
    Person.objects.filter(pk=person_id).update(exempt_at=clock.now(), **known)
