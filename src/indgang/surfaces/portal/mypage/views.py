"""The pages of my page. Each reads the request, asks or does one thing, and answers."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseForParty
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as messaging
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.services import CannotReply
from indgang.modules.selfservice import selectors as selfservice
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import act_for as choose
from indgang.surfaces.common.people import acting_option, citizen, for_citizens, safe_next
from indgang.surfaces.portal.ease import answers
from indgang.surfaces.portal.files import collecting
from indgang.surfaces.portal.mypage.given import given_by
from indgang.surfaces.portal.mypage.inbox import buttons, how_it_came, unread
from indgang.surfaces.portal.mypage.overview import check_scope, draft_address, overview
from indgang.surfaces.portal.mypage.proofs import proofs_of
from indgang.surfaces.portal.mypage.trail import looks_at, may_see
from indgang.surfaces.portal.mypage.wish import wish_field

SHOWN = 5
"""Messages on my page, the unread first; the rest is one press away."""
READ = 100
"""So many messages the overview reads; from there on they are counted."""


@require_safe
@for_citizens
def my_page(request: HttpRequest) -> HttpResponse:
    """What to do now, then cases, drafts and messages."""
    option = acting_option(request)
    found = overview(option)
    newest = sorted(found.messages, key=lambda one: not one.unread)
    return render(
        request,
        "portal/mypage/my_page.html",
        {
            "option": option,
            "first_name": option.acting.party.name.split(" ")[0],
            "overview": found,
            "drafts": [{"info": draft, "url": draft_address(draft)} for draft in found.drafts],
            "inbox": newest[:SHOWN],
            "unread": sum(one.unread for one in newest) if len(newest) < READ else unread(option),
            "given": given_by(option),
            "proofs": proofs_of(option),
            "trail": may_see(option),
            "may_notify": bool(messaging.can_notify()),
        },
    )


@require_POST
@for_citizens
def act_for(request: HttpRequest) -> HttpResponse:
    """Switch to another party; back to the page one came from, unless it belongs to the party before."""
    choose(request, request.POST.get("option", ""))
    mine = reverse("portal:my_page")
    back = safe_next(request, request.POST.get("next", ""), mine)
    belongs_to_one = any(part in back for part in (mine, "/kladde/", "/kvittering/", "/svar/"))
    return redirect(mine if belongs_to_one else back)


@require_safe
@for_citizens
def seen(request: HttpRequest) -> HttpResponse:
    """Who looked at my data. Only for oneself and who may do all for a company: a mandate does not cover it."""
    option = acting_option(request)
    if not may_see(option):
        raise NotYours
    return render(request, "portal/mypage/seen.html", {"looks": looks_at(option.acting.party)})


def case_page(request: HttpRequest, case_id: UUID, *, wish: Field | None = None) -> HttpResponse:
    """The page of a case; with what was written in a wish that cannot be kept, as 422."""
    option = acting_option(request)
    found = cases.case_of(case_id, option.acting.party)
    check_scope(option, found.info.service_id)
    wish = wish or wish_field()
    values = {
        "case": found,
        "info": found.info,
        "decision": found.decision,
        "steps": found.steps[::-1],
        "wish": wish,
        "wishes": [wish],
        "ease": answers(found.info.journey_id) if found.decision else (),
        "sent_files": cases.own_attachments(case_id, option.acting.party),
        "send_files_at": _send_files_at(found),
        "asked": () if found.decision else selfservice.asked_in_case(found.info.key),
        "worked": selfservice.worked_out_again(found.info.key),
    }
    return render(request, "portal/mypage/case.html", values, status=422 if wish.error else 200)


def _send_files_at(found: CaseForParty) -> str:
    """Where files are sent: with the answer, while we wait for one. Nowhere when the case was withdrawn."""
    if found.info.state is CaseState.WITHDRAWN:
        return ""
    asked = next((one.info.id for one in found.messages if one.info.to_do), None)
    return (
        reverse("portal:message", args=[asked])
        if asked
        else reverse("portal:case_files", args=[found.info.id])
    )


@require_safe
@for_citizens
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case: the result first, what happens now, why, and all that was said."""
    return case_page(request, case_id)


def _message(request: HttpRequest, message_id: UUID) -> MessageDetail:
    option = acting_option(request)
    found = messages.message(message_id, party=option.acting.party)
    check_scope(option, found.service_id)
    return found


@for_citizens
def message(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """One message with its letter as text, and the answer to it."""
    by = citizen(request)
    found = _message(request, message_id)
    takes_files = found.info.reply_expected and bool(found.info.case_key)
    basket = cases.basket_for_answer(message_id, by) if takes_files else None
    text, error, step = "", "", collecting.Step()
    if request.method == "POST":
        text = request.POST.get("svar", "")
        step = collecting.take(request, basket, by) if basket else collecting.Step(send=True)
        if step.said:
            notes.success(request, step.said)
        try:
            if step.send:
                casework.answer(message_id=message_id, text=text, by=by)
        except CannotReply as problem:
            error = str(problem.message)
        else:
            if step.send:
                notes.success(request, _("Vi har fået dit svar. Du kan se det her på siden."))
                return redirect("portal:message", message_id=message_id)
    elif request.method == "GET":
        messaging.mark_read(message_id=message_id, by=by)
    case_id = found.info.case_key.removeprefix("case:")
    files = collecting.shown(request, basket.owner, step) if basket else {}
    answer = Field("svar", _("Dit svar"), kind="textarea", value=text, error=error, max_length=10_000, rows=8)
    values = {
        "message": found,
        "info": found.info,
        "case_url": reverse("portal:case", args=[case_id]) if case_id else "",
        "answer": answer,
        "takes_files": takes_files,
        "buttons": buttons(found),
        "unread": unread(acting_option(request)),
        **how_it_came(found),
        **files,
        "wrong": [answer, *files.get("summary", ())],
    }
    values["failed"] = bool(error or step.error)
    return render(request, "portal/mypage/message.html", values, status=422 if values["failed"] else 200)


@require_safe
@for_citizens
def letter(request: HttpRequest, message_id: UUID) -> HttpResponseBase:
    """The letter as a file. While a worker makes it, a page says so and looks again by itself."""
    found = _message(request, message_id)
    file = messages.letter_file(message_id, party=citizen(request).party)
    if file is None:
        return redirect("portal:message", message_id=message_id)
    if not file.ready or file.path is None or not file.path.is_file():
        answer = render(request, "portal/mypage/letter_soon.html", {"message": found}, status=202)
        answer["Refresh"] = "3"
        return answer
    name = found.info.reference or f"{found.info.at:%Y-%m-%d}"
    is_pdf = file.kind == "pdf"
    return FileResponse(
        file.path.open("rb"),
        as_attachment=not is_pdf,
        filename=f"brev-{name}.{file.kind}",
        content_type="application/pdf" if is_pdf else "text/html; charset=utf-8",
    )
