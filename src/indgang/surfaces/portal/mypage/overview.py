"""What stands on my page: the cases, drafts and messages that the present ground covers, and what to do now."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.selectors import MessageInfo
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import AskedLine, many
from indgang.modules.selfservice.selectors.many import FileToSend
from indgang.modules.selfservice.selectors.views import DraftInfo

SOON = timedelta(days=7)
"""A draft that is deleted within this time is something to do now."""


@dataclass(frozen=True)
class ToDo:
    """Something that waits for the citizen. `due`: by when; `late`: the day has passed."""

    title: str
    text: str
    due: date | None
    late: bool
    url: str
    action: str


@dataclass(frozen=True)
class Overview:
    to_do: tuple[ToDo, ...]
    cases: tuple[CaseInfo, ...]
    drafts: tuple[DraftInfo, ...]
    messages: tuple[MessageInfo, ...]
    answered: tuple[AskedLine, ...] = ()
    """What they have answered about others' matters, and may change."""


def check_scope(option: ActingOption, service_id: str) -> None:
    """A mandate for one thing opens nothing else. Raises NotYours."""
    if not option.covers(service_id):
        raise NotYours


def _covered(option: ActingOption, found: list[CaseInfo]) -> list[CaseInfo]:
    return [case for case in found if option.covers(case.service_id)]


def _covered_messages(
    option: ActingOption, found: list[MessageInfo], mine: list[CaseInfo]
) -> list[MessageInfo]:
    """With a limited mandate: only messages about the cases that it covers."""
    if "*" in option.scope:
        return found
    keys = {case.case_key for case in mine}
    return [message for message in found if message.case_key in keys]


def _answer(message: MessageInfo, today: date) -> ToDo:
    return ToDo(
        title=str(message.title),
        text="",
        due=message.reply_by,
        late=message.reply_by is not None and message.reply_by < today,
        url=reverse("portal:message", args=[message.id]),
        action=_("Svar nu"),
    )


def _say(line: AskedLine, today: date) -> ToDo:
    return ToDo(
        title=str(line.title),
        text=_("Vi spørger dig, fordi en andens sag også handler om dig."),
        due=line.answer_by,
        late=line.answer_by < today,
        url=reverse("portal:invitation", args=[line.id]),
        action=_("Svar nu"),
    )


def _finish(draft: DraftInfo) -> ToDo:
    return ToDo(
        title=str(draft.title),
        text=_("Din kladde bliver snart slettet."),
        due=draft.expires_at.astimezone(COPENHAGEN).date(),
        late=False,
        url=draft_address(draft),
        action=_("Gør den færdig"),
    )


def _send(file: FileToSend) -> ToDo:
    return ToDo(
        title=str(file.title),
        text=_("Filen %(name)s er set igennem, men ikke sendt.") % {"name": file.name},
        due=None,
        late=False,
        url=reverse("portal:many_file", args=[file.id]),
        action=_("Se filen, og send"),
    )


def draft_address(draft: DraftInfo) -> str:
    """Where a draft goes on: its next step, or the summary when every step is done."""
    if draft.step:
        return reverse("portal:step", args=[draft.id, draft.step])
    return reverse("portal:summary", args=[draft.id])


def overview(option: ActingOption) -> Overview:
    """Everything on my page for the party that the citizen acts for."""
    party = option.acting.party
    mine = _covered(option, cases.cases_of(party))
    inbox = _covered_messages(option, messages.inbox(party), mine)
    drafts = _drafts(option)
    asked = _asked(option)
    waiting = _waiting(inbox, drafts, asked, _files(option))
    answered = tuple(one for one in asked if one.answered)
    return Overview(waiting, tuple(mine), tuple(drafts), tuple(inbox), answered)


def to_do_now(option: ActingOption) -> tuple[ToDo, ...]:
    """Only what waits for the citizen, for a page that shows no more. Asks for no cases unless the mandate does."""
    party = option.acting.party
    mine = [] if "*" in option.scope else _covered(option, cases.cases_of(party))
    inbox = _covered_messages(option, messages.inbox(party), mine)
    return _waiting(inbox, _drafts(option), _asked(option), _files(option))


def _drafts(option: ActingOption) -> list[DraftInfo]:
    return [draft for draft in selfservice.drafts_of(option.acting) if option.covers(draft.service_id)]


def _asked(option: ActingOption) -> list[AskedLine]:
    """Where the citizen is asked about somebody else's matter."""
    return [one for one in selfservice.invitations_to(option.acting) if option.covers(one.service_id)]


def _files(option: ActingOption) -> list[FileToSend]:
    """A company's files of many whose good rows are not sent yet."""
    return [one for one in many.files_to_send(option.acting) if option.covers(one.service_id)]


def _waiting(
    inbox: list[MessageInfo], drafts: list[DraftInfo], asked: list[AskedLine], files: list[FileToSend]
) -> tuple[ToDo, ...]:
    """What waits, the nearest date first."""
    today, now = clock.today(), clock.now()
    found = [_answer(one, today) for one in inbox if one.to_do]
    found += [_say(one, today) for one in asked if not one.answered]
    found += [_send(file) for file in files]
    found += [_finish(draft) for draft in drafts if draft.expires_at - now <= SOON]
    return tuple(sorted(found, key=lambda one: one.due or date.max))
