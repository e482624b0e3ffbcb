"""How many gave which answer, to whom and about what: one query."""

from ibis.expr.types import Table

from indgang.modules.strategy.rules.ledger import Ledger


def answer_counts(ledger: Ledger) -> Table:
    """One row for each audience, department, service and answer that there is, with how many gave it (rows)."""
    rows = ledger.measurements
    rows = rows.filter(rows.kind == "satisfaction")
    rows = rows.mutate(
        audience=rows.audience.fill_null(""),
        department=rows.department.fill_null(""),
        service=rows.service.fill_null(""),
    )
    return rows.group_by(["audience", "department", "service", "subject_key"]).aggregate(rows=rows.count())
