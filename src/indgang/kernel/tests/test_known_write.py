"""Known writes give what Django's own give."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from indgang.kernel.known_write import change, insert
from indgang.modules.contacts.models import Batch, Contact, Journey, Measurement
from indgang.modules.identity.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)


def contact(batch: Batch, **changes: object) -> Contact:
    values: dict[str, object] = {
        "at": NOW, "direction": "in", "channel": "telephone", "kind": "help", "outcome": "resolved",
        "audience": "citizen", "handling": "staff", "batch": batch, "quality": "counted", "subjects": ["pas", "æ"],
        "minutes": 4.5, "exempt": None,
    }  # fmt: skip
    return Contact(**{**values, **changes})


@pytest.fixture
def batch() -> Batch:
    return Batch.objects.create(
        name="live-x", kind="live", title={}, municipality="x", counting_rule={}, loaded_at=NOW
    )


def test_a_row_reads_back_as_the_one_that_django_writes(batch: Batch) -> None:
    known, usual = contact(batch), contact(batch)
    insert(known)
    usual.save(force_insert=True)
    one, other = (Contact.objects.values().get(pk=row.pk) for row in (known, usual))
    assert {**one, "id": 0} == {**other, "id": 0}
    assert not known._state.adding
    with pytest.raises(TypeError):
        insert(known)
    with pytest.raises(TypeError):
        known.save()


def test_the_rules_of_the_table_hold(batch: Batch) -> None:
    insert(contact(batch, source_row="running:1"))
    for wrong in (contact(batch, source_row="running:1"), contact(batch, channel="smoke")):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(wrong)
    assert Contact.objects.count() == 1


def test_some_fields_of_a_row_are_changed_and_no_others() -> None:
    person = Person.objects.create(
        subject="p", cpr_hash="h", cpr_encrypted=b"", name="Maja Holm", born=NOW.date(), exempt=False
    )
    row = Journey.objects.create(person=person, service="pas", begun_at=NOW, touched_at=NOW)
    row.closed_at, row.service = NOW + timedelta(days=1), "boern"
    with CaptureQueriesContext(connection) as asked:
        change(row, "closed_at")
    assert len(asked) == 1
    again = Journey.objects.get(pk=row.pk)
    assert (again.closed_at, again.service) == (NOW + timedelta(days=1), "pas")
    Journey.objects.filter(pk=row.pk).delete()
    with pytest.raises(ObjectDoesNotExist):
        change(row, "closed_at")


def test_an_empty_field_is_written_as_empty() -> None:
    row = Measurement(at=NOW, journey=None, kind="website_first", subject_key="no", value=None)
    insert(row)
    assert Measurement.objects.values_list("journey", "value", "subject_key").get() == (None, None, "no")
