"""This matter's journey as a time line: what is on its way, what was said, what happened, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import SETTLED
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.selectors import MessageInfo
from indgang.modules.messages.vocabulary import MessageKind
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import DraftLine
from indgang.surfaces.desk.contacts.deciding import can_be_decided


@dataclass(frozen=True)
class Entry:
    """One line of the time line. `case` can be opened; into `draft` one can ask to come; `entered`: staff write it in,
    and whoever has the contact goes on.
    """

    at: datetime
    title: str
    text: Text | str = ""
    note: str = ""
    case: UUID | None = None
    draft: UUID | None = None
    entered: bool = False


@dataclass(frozen=True)
class JourneyView:
    """`now`: what happens now, in one sentence. `letter`: whether the last letters arrived, as it is said on the phone;
    those on the department's cases, and what it wrote of its own accord. `cases`: those that a note can be written for.

    `decidable`: what can be decided now, or what it waits for.
    """

    now: Text | str
    entries: tuple[Entry, ...]
    cases: tuple[CaseInfo, ...]
    decidable: tuple[str, ...] = ()
    letter: str = ""


def journey_of(contact: Running, by: EmployeeInfo) -> JourneyView | None:
    """The matter of a contact; None while it is not known which. Other departments' cases are left out.

    Where health and social services decide, the words are the same whether or not there is anything.
    """
    if contact.journey_id is None or contact.party is None:
        return None
    service = catalogue.services().get(contact.service_id)
    if service is not None and contacts.kept_from(service.department, by):
        return JourneyView(_("Kun forvaltningen selv kan se, om der er en sag. Stil videre dertil."), (), ())
    units = identity.units()
    mine = units[by.unit].department if by.unit in units else ""
    theirs = [
        case
        for case in cases.cases_of(contact.party)
        if contact.journey_id == case.journey_id or case.service_id == contact.service_id
    ]
    ours = [case for case in theirs if case.unit in units and units[case.unit].department == mine]
    all_cases = [case for case in theirs if case.journey_id == contact.journey_id]
    own = tuple(case for case in ours if case.journey_id == contact.journey_id)
    drafts = selfservice.drafts_in(contact.journey_id)
    entries = [_case(case, case in own) for case in all_cases if case in own or case.state not in SETTLED]
    entries += [_draft(draft) for draft in drafts]
    keys = {case.case_key for case in own}
    about = {case.case_key for case in ours}  # a case that is decided belongs to a journey that has ended
    letters = [
        one
        for one in messages.inbox(contact.party)
        if (one.case_key in about if one.case_key else _written_by(one, mine))
    ]
    told = [one for one in letters if one.case_key in keys]
    spoken = _spoken_of(letters)
    arrived = messages.sentences_of([one.id for one in {*told, *spoken}])
    entries += [_letter(one, arrived.get(one.id, Text())) for one in told]
    entries += [
        Entry(
            row.at, str(CHANNEL_NAMES[Channel(row.channel)]), _("Talte med %(name)s") % {"name": row.employee}
        )
        for row in contacts.contacts_in(contact.journey_id, but=contact.id)
    ]
    now = next((case.status for case in own), None) or (
        _("Borgeren er i gang med en kladde, som ikke er sendt.")
        if drafts
        else _("Der er ikke sendt noget endnu.")
    )
    waits = cases.unresolved_in(contact.journey_id) if own else {}
    service = catalogue.services().get(contact.service_id)
    decidable = tuple(can_be_decided(service, drafts, own, waits, other_cases=len(all_cases) > len(own)))
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return JourneyView(now, tuple(entries), own, decidable, _on_the_phone(spoken, arrived))


def _written_by(message: MessageInfo, department: str) -> bool:
    """Whether a letter on no case is the clerk's own department's: another's letters are not theirs to tell of."""
    unit = identity.units().get(message.unit)
    return bool(department) and unit is not None and unit.department == department


def _letter(message: MessageInfo, arrived: Text) -> Entry:
    who = _("Skrevet af %(name)s.") % {"name": message.author} if message.author else ""
    return Entry(
        message.at,
        _("Besked: %(title)s") % {"title": message.title},
        message.result,
        f"{arrived} {who}".strip(),
    )


def _spoken_of(letters: list[MessageInfo]) -> list[MessageInfo]:
    """The letters that people call about: the newest decision, and what was sent since."""
    decided = [one for one in letters if one.kind is MessageKind.DECISION][:1]
    return decided + [one for one in letters[:1] if one not in decided]


def _on_the_phone(letters: list[MessageInfo], arrived: dict[UUID, Text]) -> str:
    """`»Du er flyttet«: Sendt 3. november 2026. Leveret i Digital Post samme dag.`, one after the other."""
    return " ".join(f"»{one.title}«: {arrived[one.id]}" for one in letters if one.id in arrived)


def _case(case: CaseInfo, ours: bool) -> Entry:
    if not ours:
        return Entry(case.opened_at, _("Sag i en anden forvaltning"), _("Åben, kan stilles videre"))
    return Entry(
        case.decided_at or case.opened_at,
        _("Sag %(number)s: %(title)s") % {"number": case.number, "title": case.title},
        case.status,
        case=case.id,
    )


def _draft(draft: DraftLine) -> Entry:
    if draft.entered_by:
        told = {"name": draft.entered_by, "done": draft.done, "total": draft.total}
        return Entry(
            draft.saved_at,
            _("Kladde: %(title)s") % {"title": draft.title},
            _("%(name)s skriver den ind. %(done)d af %(total)d trin er færdige.") % told,
            entered=True,
        )
    values = {"done": draft.done, "total": draft.total, "step": draft.step_title}
    return Entry(
        draft.saved_at,
        _("Kladde: %(title)s") % {"title": draft.title},
        _("%(done)d af %(total)d trin er færdige. Borgeren står ved %(step)s.") % values,
        note=_("Der er svar, som skal rettes.") if draft.errors else "",
        draft=draft.id,
    )
