"""How easy was it? One answer about a matter, which names nobody."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.models import Measurement
from indgang.modules.contacts.vocabulary import EASE_NAMES, Ease, MeasurementKind
from indgang.modules.identity.vocabulary import Acting, Party

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SERVICE = "flytning-indland"


def test_the_first_answer_stands_however_often_it_is_sent(mover: Acting) -> None:
    journey = services.journey_for(by=mover, service_id=SERVICE).id
    assert not selectors.ease_is_answered(journey)
    services.answer_ease(answer="easy", journey_id=journey, service_id=SERVICE)
    services.answer_ease(answer="very_hard", journey_id=journey, service_id=SERVICE)
    row = Measurement.objects.get(kind=MeasurementKind.SATISFACTION)
    assert (row.journey, row.service, row.subject_key, row.value) == (journey, SERVICE, "easy", 1)
    assert selectors.ease_is_answered(journey)


def test_a_citizen_is_told_from_a_company_and_the_row_names_neither(mover: Acting) -> None:
    company = Party("company", str(uuid4()), "Bageren")
    services.answer_ease(answer="easy", journey_id=uuid4(), service_id="", party=mover.party, exempt=True)
    services.answer_ease(answer="hard", journey_id=uuid4(), service_id="", party=company)
    services.measure(kind="satisfaction", subject="hard", value=1, audience="staff", department="kbf")
    rows = Measurement.objects.values_list("audience", "exempt", "department")
    assert set(rows) == {("citizen", True, ""), ("company", None, ""), ("staff", None, "kbf")}
    with pytest.raises(ValueError, match="Audience"):
        services.measure(kind="satisfaction", subject="hard", value=1, audience="customer")


def test_each_matter_is_asked_about_for_itself() -> None:
    one, other = uuid4(), uuid4()
    services.answer_ease(answer="hard", journey_id=one, service_id=SERVICE)
    assert not selectors.ease_is_answered(other)
    services.answer_ease(answer="easy", journey_id=other, service_id=SERVICE)
    assert Measurement.objects.filter(kind=MeasurementKind.SATISFACTION).count() == 2


def test_another_measurement_of_the_matter_is_no_answer() -> None:
    journey = uuid4()
    services.measure(kind="completed", journey_id=journey, service_id=SERVICE, subject="flytning")
    services.measure(kind="completed", journey_id=journey, service_id=SERVICE, subject="flytning")
    assert not selectors.ease_is_answered(journey)


@pytest.mark.parametrize("answer", ["", "5", "VERY_EASY", "easy\x00", "x" * 10_000])
def test_what_is_none_of_the_five_answers_is_refused(answer: str) -> None:
    with pytest.raises(ValueError, match="Ease"):
        services.answer_ease(answer=answer, journey_id=uuid4(), service_id=SERVICE)
    assert not Measurement.objects.exists()


def test_the_database_takes_only_the_five_answers_and_one_of_them() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        services.measure(kind="satisfaction", journey_id=uuid4(), subject="fine", value=1)
    journey = uuid4()
    services.measure(kind="satisfaction", journey_id=journey, subject="easy", value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.measure(kind="satisfaction", journey_id=journey, subject="hard", value=1)


def test_the_table_is_still_append_only() -> None:
    services.answer_ease(answer="easy", journey_id=uuid4(), service_id=SERVICE)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE contacts_measurement SET subject_key = 'hard'")


def test_asking_reads_the_small_index_and_not_the_ledger(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        selectors.ease_is_answered(uuid4())
    if connection.vendor == "sqlite":  # PostgreSQL reads a table that is nearly empty whole
        rows = Measurement.objects.filter(journey=uuid4(), kind=MeasurementKind.SATISFACTION)
        assert "contacts_one_answer_a_journey" in rows.explain()


def test_every_answer_has_a_name_in_both_languages() -> None:
    assert all(EASE_NAMES[answer].da and EASE_NAMES[answer].en for answer in Ease)
