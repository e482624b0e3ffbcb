"""A yearly report is made: what stands in the ledger on that day is kept, and never changes."""

import hashlib
import json

from django.db import transaction

from indgang.kernel import clock
from indgang.modules.audit import services as audit
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.strategy.models import Report, Strategy
from indgang.modules.strategy.selectors.report_data import gather
from indgang.modules.strategy.selectors.reports import ReportInfo, as_json, info


@transaction.atomic
def make_report(*, strategy: str, year: int, by: Actor, language: str = "da") -> ReportInfo:
    """Make the report of a strategy and a year. The same report on the same day is made once: the first is given.

    The strategy's row is locked, so two presses of the button follow one after the other. Raises UnknownStrategy,
    NothingMeasured for a frame, NoFiguresThatYear.
    """
    now = clock.now()
    Strategy.objects.select_for_update().filter(pk=strategy).first()
    data = as_json(gather(strategy, year, clock.today()))
    fingerprint = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    before = (
        Report.objects.filter(strategy=strategy, year=year, language=language).order_by("-made_at").first()
    )
    if before is not None and before.content_hash == fingerprint and _same_day(before):
        return info(before)
    row = Report.objects.create(
        strategy=strategy,
        year=year,
        made_at=now,
        language=language,
        content_hash=fingerprint,
        ledger_mark=contacts.ledger_mark()[:200],
        data=data,
    )
    audit.record(
        action="report_made",
        actor=by.key,
        object=f"report:{row.pk}",
        detail={"strategy": strategy, "year": year, "hash": fingerprint},
    )
    return info(row)


def _same_day(row: Report) -> bool:
    return row.made_at.astimezone(clock.COPENHAGEN).date() == clock.today()
