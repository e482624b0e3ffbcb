"""A known query answers as the queryset that it was made from."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import CharField, DateTimeField, IntegerField, QuerySet
from django.test.utils import CaptureQueriesContext

from indgang.kernel import clock
from indgang.kernel.known_query import Param, known_query

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@known_query
def _permissions(backwards: bool) -> QuerySet[Permission]:
    rows = Permission.objects.filter(
        content_type__app_label=Param("app", CharField()), content_type__id__gte=Param("from", IntegerField())
    )
    order = "-codename" if backwards else "codename"
    return rows.select_related("content_type").defer("name").order_by(order)[:5]


@known_query
def _alive() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__gt=Param("now", DateTimeField())).order_by("pk")


@known_query
def _locked() -> QuerySet[ContentType]:
    return ContentType.objects.select_for_update().filter(pk=Param("pk", IntegerField()))


@pytest.fixture
def things() -> Iterator[list[ContentType]]:
    made = []
    for number, app in enumerate(("aviary", "aviary", "byre")):
        kind = ContentType.objects.create(app_label=app, model=f"thing{number}")
        made.append(kind)
        for deed in ("add", "change", "delete"):
            Permission.objects.create(content_type=kind, codename=f"{deed}_{number}", name="…")
    yield made
    ContentType.objects.clear_cache()


def test_it_gives_the_rows_of_the_queryset(things: list[ContentType]) -> None:
    for app in ("aviary", "byre", "nowhere"):
        wanted = Permission.objects.filter(content_type__app_label=app).order_by("codename")[:5]
        assert _permissions(False)(**{"app": app, "from": 0}) == list(wanted)


def test_each_shape_has_its_own_sql(things: list[ContentType]) -> None:
    rows = _permissions(True)(**{"app": "byre", "from": 0})
    assert [row.codename for row in rows] == ["delete_2", "change_2", "add_2"]
    assert _permissions(True) is _permissions(True)


def test_what_belongs_to_a_row_comes_with_it_and_what_is_deferred_does_not(things: list[ContentType]) -> None:
    with CaptureQueriesContext(connection) as asked:
        row = _permissions(False)(**{"app": "byre", "from": things[2].pk})[0]
        assert row.content_type.model == "thing2"
        assert row.get_deferred_fields() == {"name"}
    assert len(asked) == 1
    assert row.name == "…"


def test_a_row_can_be_changed_and_saved(things: list[ContentType]) -> None:
    row = _permissions(False)(**{"app": "byre", "from": 0})[0]
    row.codename = "seen"
    row.save(update_fields=["codename"])
    assert Permission.objects.get(pk=row.pk).codename == "seen"


def test_values_go_in_and_come_out_as_their_fields_have_them() -> None:
    now = clock.now()
    Session.objects.create(session_key="gone", session_data="", expire_date=now - timedelta(seconds=1))
    kept = Session.objects.create(session_key="kept", session_data="", expire_date=now + timedelta(days=1))
    rows = _alive()(now=now)
    assert [row.pk for row in rows] == ["kept"]
    assert rows[0].expire_date == kept.expire_date


def test_a_value_is_a_value_whatever_it_says(things: list[ContentType]) -> None:
    assert _permissions(False)(**{"app": "byre' OR 1=1 --", "from": 0}) == []
    assert _permissions(False)(**{"app": "100%s", "from": 0}) == []


def test_a_value_is_neither_forgotten_nor_none() -> None:
    with pytest.raises(KeyError):
        _alive()()
    with pytest.raises(ValueError, match="None"):
        _alive()(now=None)


@pytest.mark.django_db(transaction=True)
def test_a_lock_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        _locked()(pk=1)
    with transaction.atomic():
        _locked()(pk=1)
    with pytest.raises(transaction.TransactionManagementError):
        _locked()(pk=1)


def test_it_counts_as_far_as_its_limit() -> None:
    there = Permission.objects.filter(content_type__app_label="sessions").count()

    @known_query
    def found(limit: int) -> QuerySet[Permission]:
        rows = Permission.objects.filter(content_type__app_label=Param("app", CharField()))
        return rows.only("pk").order_by()[:limit]

    assert there == 4
    assert (found(3).count(app="sessions"), found(9).count(app="sessions"), found(9).count(app="x")) == (
        3,
        4,
        0,
    )
