"""What `bench web` measures on: content, and citizens who are logged in, each with a draft."""

from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode

PEOPLE = ("mads", "sofie", "thomas", "amir")
"""Who saves answers at the same time: one for each client, since nobody fills in a draft four times at once."""
STEP = "kontakt"


@dataclass(frozen=True)
class Citizen:
    """A session's key, and the address of a step of their draft."""

    session: str
    step_path: str


@dataclass(frozen=True)
class Setup:
    """Who is logged in, and the addresses of the pages."""

    citizens: tuple[Citizen, ...]
    origin: str
    service_path: str
    _numbers: "count[int]"

    def answer(self) -> bytes:
        """What the page sends when one answer is changed: another value each time."""
        fields = [("_field", "email"), ("email", f"mads{next(self._numbers)}@example.dk")]
        fields += [("_shown", key) for key in ("protection", "phone", "email")]
        return urlencode([*fields, ("_revision", "2000000000")]).encode()


def prepare() -> Setup:
    """Migrate, load content, make the people known, log some in and begin their drafts."""
    from indgang.project.frontdoor.preparation import set_up_django

    set_up_django()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from indgang.modules.identity import selectors as identity
    from indgang.modules.identity.services import account_for_citizen
    from indgang.modules.selfservice import selectors as drafts
    from indgang.modules.selfservice import services as selfservice
    from indgang.project import content
    from indgang.project.demo import registers

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    content.load(say=lambda _: None)
    registers.load()
    citizens = []
    for name in PEOPLE:
        person = registers.people()[name]
        account = account_for_citizen(subject=person.mitid, name=person.name, cpr=person.cpr)
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = "indgang.surfaces.portal.login.backend.CitizenBackend"
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session["kind"] = "citizen"
        session.create()
        acting = identity.acting_options(account.person_id or "")[0].acting
        for old in drafts.drafts_of(acting):  # an earlier run left thousands of answers in it
            selfservice.delete_draft(draft_id=old.id, by=acting)
        draft = selfservice.begin(solution="flytning", by=acting)
        citizens.append(Citizen(str(session.session_key), f"/kladde/{draft.id}/{STEP}/"))
    return Setup(
        citizens=tuple(citizens),
        origin=str(settings.ORIGIN),
        service_path="/ydelse/flytning-indland/",
        _numbers=count(),
    )
