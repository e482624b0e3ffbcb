"""What can be decided now in a matter, or what it waits for: said to the clerk in short sentences."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.vocabulary import SETTLED, CaseState, Unresolved
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.catalogue.vocabulary import DecidedBy
from indgang.modules.selfservice.selectors import DraftLine
from indgang.modules.selfservice.vocabulary import Outcome


def can_be_decided(
    service: ServiceInfo | None,
    drafts: Sequence[DraftLine],
    cases: Sequence[CaseInfo],
    unresolved: Mapping[UUID, Sequence[Unresolved]],
    *,
    other_cases: bool = False,
) -> list[str]:
    """One line for each case that is not settled, with what its rules wait for, and for each draft.

    Without either: who will decide it. `cases` are those that the reader may see; `other_cases`: there are more.
    """
    lines = []
    for case in cases:
        if case.state not in SETTLED:
            lines += [_of_case(case), *(_of_rule(one) for one in unresolved.get(case.id, ()))]
    lines += [_of_draft(draft) for draft in drafts]
    if not lines and service is not None and not cases and not other_cases:
        lines = [_of_service(service)]
    return lines


def _of_case(case: CaseInfo) -> str:
    values = {"number": case.number, "day": long_date(case.next_date) if case.next_date else ""}
    if case.state is CaseState.WAITING:
        return _("Sag %(number)s kan afgøres, når borgeren har svaret.") % values
    if case.state is CaseState.OTHERS and case.waits_for:
        return (
            _("Sag %(number)s bliver afgjort, når pladserne er fordelt. Borgeren får svar senest %(day)s.")
            % values
        )
    if case.state is CaseState.OTHERS:
        return _("Sag %(number)s kan afgøres, når de andre har svaret.") % values
    if case.next_date is None:
        return _("Sag %(number)s kan afgøres nu af en sagsbehandler.") % values
    return _("Sag %(number)s kan afgøres nu af en sagsbehandler. Fristen er %(day)s.") % values


def _of_rule(rule: Unresolved) -> str:
    values = {"because": str(rule.because).rstrip("."), "missing": str(rule.missing).rstrip(".")}
    if not values["missing"]:
        return _("Det kunne reglerne ikke afgøre: %(because)s.") % values
    return _("Det kunne reglerne ikke afgøre: %(because)s. Det mangler: %(missing)s.") % values


def _of_draft(draft: DraftLine) -> str:
    left = draft.total - draft.done
    if left:
        values = {"left": left, "step": draft.step_title}
        return (
            ngettext(
                "%(left)d trin mangler i kladden: %(step)s.",
                "%(left)d trin mangler i kladden. Det næste er %(step)s.",
                left,
            )
            % values
        )
    if draft.finds == Outcome.GRANTED:
        return _("Kan afgøres med det samme, når borgeren har sendt.")
    return _("Kladden kan sendes. Derefter ser en sagsbehandler på den.")


def _of_service(service: ServiceInfo) -> str:
    if service.decided_by is DecidedBy.AUTOMATIC:
        return _("Reglerne afgør det med det samme, når borgeren har sendt.")
    if service.decided_by is DecidedBy.MIXED:
        return _("Reglerne afgør det med det samme, når de kan. Ellers ser en sagsbehandler på det.")
    if service.decided_by is DecidedBy.OTHER_AUTHORITY:
        return _("%(who)s afgør det.") % {"who": service.authority_name or Text()}
    return _("En sagsbehandler afgør det, når borgeren har sendt.")
