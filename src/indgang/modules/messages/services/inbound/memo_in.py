"""A letter that came as MeMo: an answer, a letter about a case, or one that names neither."""

from django.db import transaction

from indgang.modules.messages.models import Inbound
from indgang.modules.messages.rules.routing import Facts, Road, Why, route
from indgang.modules.messages.services.inbound.contents import Content, memo_content, memo_of
from indgang.modules.messages.services.inbound.filing import (
    CaseRef,
    Files,
    change,
    checked,
    end,
    file_message,
)
from indgang.modules.messages.services.inbound.finding import (
    Answered,
    answered,
    case_facts,
    case_named,
    first_unit,
    points,
    sender_of,
)
from indgang.modules.messages.services.inbound.queueing import queue
from indgang.modules.messages.services.inbound.raw import raw_of
from indgang.modules.messages.vocabulary import InboundState


def sort(row: Inbound, *, last_try: bool) -> str:
    """File it, or show it to a unit. Raises CannotRead, NoScanner. `last_try`: no longer wait for the scanner."""
    raw = raw_of(row.pk)
    if raw is None:
        return "the original is gone"
    memo = memo_of(raw)
    content = memo_content(memo)
    party = sender_of(memo.sender.kind, memo.sender.id, memo.sender.name)
    names = [one.uuid for one in memo.reply_to]
    names += [one.reply_uuid for one in memo.reply_to if one.reply_uuid is not None]
    cases = [one.case_id for one in memo.reply_to] + ([memo.case.id] if memo.case else [])
    about = answered(names, party)
    case, _reference = case_named(cases, names, party)
    known = points()
    chosen = memo.recipient.contact.id if memo.recipient.contact else ""
    facts = Facts(
        known=party is not None,
        answered=about.as_ours if about else None,
        case=case,
        case_named=any(name.strip() for name in cases),
        point=chosen or next((one.contact_point_id for one in memo.reply_to if one.contact_point_id), ""),
        kle=memo.kle.subject if memo.kle else "",
    )
    road = route(facts, known, first=first_unit(known))
    if row.why == Why.SAME_NAME:
        road = Road(False, road.unit, Why.SAME_NAME)
    if party is None or not (road.filed or road.is_answer):
        return queue(
            row, why=road.why, unit=road.unit, subject=content.title, party=party, case_key=road.case_key
        )
    theirs = about.message if about and road.is_answer else case_facts(road.case_key, party)
    ref = CaseRef(
        case_key=road.case_key,
        party=party,
        reference=theirs.reference if theirs else "",
        service_id=theirs.service_id if theirs else "",
        unit=road.unit,
        journey_id=theirs.journey_id if theirs else None,
    )
    of = checked(content.files, wait_for_scanner=not last_try)
    return _file(row, content, of, ref, road, about if road.is_answer else None)


@transaction.atomic
def _file(
    row: Inbound, content: Content, of: Files, case: CaseRef, road: Road, about: Answered | None
) -> str:
    held = Inbound.objects.select_for_update().filter(pk=row.pk, state=InboundState.STORED.value).first()
    if held is None:
        return "understood already"
    message = file_message(held, content=content, of=of, case=case, answers=about.message if about else None)
    facts = {
        "message": message,
        "subject": content.title[:200],
        "case_key": case.case_key,
        "unit": case.unit,
        "why": road.why.value,
        f"{case.party.kind}_id": case.party.id,
    }
    if road.filed:
        end(held, InboundState.FILED, **facts)
    else:  # an answer to a message of no case: it is told as one, and a person reads it
        change(held, InboundState.QUEUED, **facts)
    return f"{'filed' if road.filed else 'queued'}: {road.why}"
