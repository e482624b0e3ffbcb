"""The ledger: what is written once stays, and names nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from indgang.kernel import clock
from indgang.modules.contacts import services
from indgang.modules.contacts.models import Batch, Contact, Measurement, YearKey
from indgang.modules.contacts.tests.conftest import NOW
from indgang.modules.identity.vocabulary import Acting

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_draft_is_written_once_however_often_it_is_sent(mover: Acting) -> None:
    first = services.record(channel="self_service", party=mover.party, source_row="draft:1")
    again = services.record(channel="self_service", party=mover.party, source_row="draft:1")
    assert again == first
    assert Contact.objects.count() == 1


def test_two_calls_without_a_source_are_two_contacts() -> None:
    assert services.record(channel="telephone") != services.record(channel="telephone")


def test_all_live_rows_stand_in_one_batch() -> None:
    services.record(channel="telephone")
    services.record(channel="in_person")
    batch = Batch.objects.get()
    assert (batch.name, batch.kind, batch.municipality) == ("live-lyngsoe", "live", "lyngsoe")
    assert Contact.objects.filter(batch=batch).count() == 2


@pytest.mark.parametrize("table", ["contacts_contact", "contacts_measurement"])
def test_the_database_itself_refuses_to_change_a_row(table: str) -> None:
    services.record(channel="telephone")
    services.measure(kind="begun")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET service = 'pas'")  # noqa: S608


def test_python_refuses_too() -> None:
    services.record(channel="telephone")
    row = Contact.objects.get()
    with pytest.raises(TypeError, match="append-only"):
        row.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "fax"},
        {"channel": "telephone", "direction": "sideways"},
        {"channel": "telephone", "outcome": "good"},
        {"channel": "telephone", "handling": "robot"},
        {"channel": "telephone", "level": "high"},
        {"channel": "telephone", "audience": "voter"},
        {"channel": "telephone", "kind": "rant"},
    ],
)
def test_a_word_that_the_ledger_does_not_know_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        services.record(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "fax"},
        {"direction": "up"},
        {"outcome": "good"},
        {"handling": "robot"},
        {"level": "high"},
        {"audience": "voter"},
        {"kind": "rant"},
        {"quality": "splendid"},
        {"weight": 0},
        {"minutes": -1.0},
    ],
)
def test_the_database_knows_the_words_too(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "at": NOW,
        "direction": "in",
        "channel": "telephone",
        "kind": "help",
        "outcome": "resolved",
        "handling": "staff",
        "audience": "citizen",
        "quality": "counted",
        "batch_id": _batch(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(**{**right, **wrong})
    Contact.objects.create(**right)


def test_a_row_is_corrected_once_and_never_by_itself() -> None:
    first = services.record(channel="telephone")
    services.record(channel="in_person", corrects=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.record(channel="letter", corrects=first)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(
            id=(same := Contact(at=NOW).pk),
            corrects=same,
            at=NOW,
            direction="in",
            channel="letter",
            kind="help",
            outcome="resolved",
            handling="staff",
            audience="citizen",
            quality="counted",
            batch_id=_batch(),
        )


def test_a_decision_says_who_made_it_and_how_long_it_took() -> None:
    services.measure(kind="decided", subject="automatic", value=1)
    services.measure(kind="decision_time", subject="automatic", value=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.measure(kind="decided")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.measure(kind="decision_time")
    with pytest.raises(IntegrityError), transaction.atomic():
        services.measure(kind="decision_time", value=-1)
    with pytest.raises(ValueError, match="is not a valid"):
        services.measure(kind="guessed")
    assert Measurement.objects.count() == 2


def test_a_party_is_a_pseudonym_that_changes_with_the_year(mover: Acting) -> None:
    for at in (NOW, NOW + timedelta(days=1), datetime(2027, 1, 2, tzinfo=UTC)):
        clock.freeze(at)
        services.record(channel="telephone", party=mover.party)
    first, second, next_year = Contact.objects.order_by("at").values_list("party_key", flat=True)
    assert first == second
    assert len(first) == 64
    assert next_year not in (first, "")
    assert mover.party.id not in first


def test_the_year_turns_at_midnight_in_copenhagen(mover: Acting) -> None:
    services.record(channel="telephone", party=mover.party, at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert YearKey.objects.get().year == 2026


def test_the_key_of_a_year_lies_encrypted(mover: Acting) -> None:
    services.record(channel="telephone", party=mover.party)
    assert bytes(YearKey.objects.get().key_encrypted).startswith(b"gAAAA")


def test_sixty_days_after_its_year_no_key_is_used_or_made_again(mover: Acting) -> None:
    clock.freeze(datetime(2027, 3, 1, 12, tzinfo=UTC))
    services.record(channel="telephone", party=mover.party, at=NOW)
    clock.freeze(datetime(2027, 3, 2, 12, tzinfo=UTC))
    services.record(channel="telephone", party=mover.party, at=NOW)
    keys = sorted(Contact.objects.values_list("party_key", flat=True))
    assert keys[0] == ""
    assert keys[1] != ""
    assert YearKey.privacy.days == 60
    assert YearKey.privacy.since == "last_day"


def test_no_column_of_the_ledger_leads_to_a_person() -> None:
    for table in (Contact, Measurement):
        targets = {f.related_model._meta.label for f in table._meta.get_fields() if f.related_model}
        assert targets <= {"contacts.Batch"}


def _batch() -> int:
    from indgang.modules.contacts.services.ledger import live_batch

    return live_batch()
