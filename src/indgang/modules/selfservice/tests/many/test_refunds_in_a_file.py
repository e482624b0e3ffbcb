"""The employer's refund as a file of many: each row is a claim like one from the form, and knows of those above it."""

import io
from collections.abc import Sequence
from uuid import UUID

import pytest

from indgang.kernel.tables import as_csv
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.models import Invitation, Submission
from indgang.modules.selfservice.selectors import many as asked
from indgang.modules.selfservice.services import many
from indgang.modules.selfservice.tests.test_sickness_refund import SLUG, peter, refund, sends

__all__ = ["peter", "refund"]

pytestmark = pytest.mark.django_db
ROW = {
    "CPR-nummer": "7704982229",
    "Første sygedag": "19-10-2026",
    "Fravær": "På fuld tid",
    "Ansat længe nok": "ja",
    "Andet land": "nej",
    "Rask igen": "nej",
    "Sidste sygedag": "",
    "Meldt andre steder": "nej",
    "Betalt under sygdom": "løn",
    "Søges fra": "18-11-2026",
    "Søges til": "20-11-2026",
    "Timer om ugen": "37",
    "Timer syg": "22",
    "Løn for timerne": "3.787,00",
    "Beløb I søger om": "3.000,00",
    "Telefon": "99990015",
}


def sent(by: Acting, rows: Sequence[dict[str, str]]) -> asked.ManyView:
    content = as_csv([list(ROW), *([{**ROW, **row}[name] for name in ROW] for row in rows)])
    file: UUID = many.take_file(solution=SLUG, name="refusion.csv", content=io.BytesIO(content), by=by)
    many.work_on(file)
    many.send_file(file_id=file, by=by)
    many.work_on(file)
    return asked.many_file(file, by)


def test_a_row_says_what_the_form_says(peter: Acting) -> None:
    view = sent(peter, [{}])
    assert [bad.problems for bad in view.bad] == []
    from_file = Submission.objects.get()
    assert Invitation.objects.filter(ask="employee").count() == 1
    assert selectors.replay(from_file.pk).same
    by_hand = Submission.objects.get(pk=sends(peter).id)
    answers = [one.inputs["answers"] for one in (from_file, by_hand)]
    typed = [{key: given["typed"] for key, given in one.items()} for one in answers]
    assert {key for key in typed[0] if typed[0][key] != typed[1].get(key)} <= {
        *("employee_cpr", "first_day", "period", "wage_paid", "claimed")  # the same in other words
    }
    assert set(typed[0]) == set(typed[1])


def test_a_row_knows_of_the_claims_above_it(peter: Acting) -> None:
    view = sent(peter, [{}, {"Søges fra": "19-11-2026", "Timer syg": "15", "Beløb I søger om": "2.000"}])
    assert view.info.sent == 2
    first, second = Submission.objects.order_by("number")
    assert "once" not in [rule["rule"] for rule in first.finding["unresolved"]]
    assert Invitation.objects.count() == 1  # the second is looked at by a person, and nobody is asked
    assert second.finding["outcome"] != "granted"


def test_the_example_of_each_column_can_be_read(peter: Acting) -> None:
    form = asked.many_form(SLUG)
    assert form is not None
    columns = {column.header.da: column.example for column in form.columns if column.example}
    assert set(columns) <= set(ROW) | {"Sidste sygedag"}
    view = sent(peter, [{**columns, "Telefon": "99 99 00 15"}])
    assert {problem.header.da for bad in view.bad for problem in bad.problems} == set()
