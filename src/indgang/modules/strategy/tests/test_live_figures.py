"""The municipality's own figures: counted from its own batch, priced by its own sheet."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indgang.modules.contacts import services as contacts
from indgang.modules.strategy import selectors
from indgang.modules.strategy.vocabulary import CountedDifferently, Figure, Question, UnknownIndicator

pytestmark = [pytest.mark.django_db, pytest.mark.postgres, pytest.mark.usefixtures("content")]


OWN = Question("live-lyngsoe", 2026, "kl-2010")


def own(indicator: str, year: int = 2026) -> dict[str, Figure]:
    found = selectors.figures(batch="live-lyngsoe", year=year, price_sheet="kl-2010", only=[indicator])
    return {figure.group: figure for figure in found}


def test_before_the_first_contact_there_are_no_data_and_no_noughts() -> None:
    for definition in selectors.definitions():
        for figure in own(definition.indicator).values():
            assert figure.value is None
            assert figure.reason


def test_a_contact_is_seen_at_once_and_never_added_to_copenhagen() -> None:
    for channel in ("telephone", "telephone", "in_person", "email"):
        contacts.record(channel=channel)
    assert own("contacts")["all"].value == 4
    assert own("contacts")["telephone"].value == 2
    archive = selectors.figures(
        batch="copenhagen-2009", year=2009, price_sheet="copenhagen-2009", only=["contacts"]
    )
    assert archive[0].value == 13_070_000
    contacts.record(channel="letter")
    assert own("contacts")["written"].value == 2


def test_a_channel_that_nobody_used_is_none_of_all_and_before_the_first_contact_nothing_is_known() -> None:
    contacts.record(channel="telephone", direction="out")
    digital = own("channel_share")["digital"]
    assert (digital.value, digital.rows) == (None, 0)
    assert digital.reason.da == "Der er ingen rækker at tælle."
    contacts.record(channel="telephone")
    digital = own("channel_share")["digital"]
    assert (digital.value, digital.rows) == (0, 0)


def test_what_we_send_out_is_not_a_contact() -> None:
    contacts.record(channel="digital_post", direction="out")
    contacts.record(channel="telephone")
    assert own("contacts")["all"].value == 1
    assert own("cost")["all"].value == 50


def test_five_kroner_hold_only_for_self_service_that_nobody_touches() -> None:
    contacts.record(channel="self_service", handling="automatic")
    assert own("cost")["all"].value == 5
    contacts.record(channel="self_service", handling="staff")
    contacts.record(channel="self_service")
    contacts.record(channel="in_person")
    found = own("cost")
    assert (found["all"].value, found["all"].rows, found["all"].unpriced) == (105, 2, Decimal(2))
    assert (found["digital"].value, found["digital"].unpriced) == (5, Decimal(2))


def test_a_group_where_no_channel_has_a_price_has_no_cost() -> None:
    contacts.record(channel="chat")
    digital = own("cost")["digital"]
    assert (digital.value, digital.unpriced) == (None, Decimal(1))
    assert digital.reason.da == "Kanalen har ingen pris i prislisten."


def test_a_channel_outside_the_four_groups_is_shown_as_unknown() -> None:
    contacts.record(channel="social_media")
    assert own("contacts")["unknown"].value == 1


def test_hvidovres_digital_share_counts_mails_and_copenhagens_does_not() -> None:
    for channel in ("self_service", "email", "telephone", "chat"):
        contacts.record(channel=channel)
    assert own("digital_share_hvidovre")["digital"].value == 50
    assert own("digital_share_citizen2012")["digital"].value == 50
    contacts.record(channel="email")
    assert own("digital_share_hvidovre")["digital"].value == 60
    assert own("digital_share_citizen2012")["digital"].value == 40


def test_a_corrected_row_counts_once() -> None:
    wrong = contacts.record(channel="telephone")
    contacts.record(channel="in_person", corrects=wrong)
    found = own("contacts")
    assert (found["all"].value, found["telephone"].value, found["in_person"].value) == (1, None, 1)


def test_completion_straight_through_and_decision_time() -> None:
    for kind in ("begun", "begun", "begun", "begun", "completed", "completed", "completed"):
        contacts.measure(kind=kind, subject="flytning")
    for subject, days in (("automatic", 0), ("automatic", 0), ("automatic", 0), ("staff", 10)):
        contacts.measure(kind="decided", subject=subject, value=1)
        contacts.measure(kind="decision_time", subject=subject, value=days)
    completion = own("completion_citizen2012")["all"]
    assert (completion.value, completion.rows) == (75, 7)
    assert (own("straight_through")["all"].value, own("straight_through")["all"].rows) == (75, 4)
    times = own("decision_time")
    assert times["median"].value == 0
    assert times["p90"].value == pytest.approx(7)


def test_two_years_are_two_figures() -> None:
    contacts.record(channel="telephone", at=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    contacts.record(channel="telephone", at=datetime(2025, 12, 31, 23, 1, tzinfo=UTC))
    assert (own("contacts", 2025)["all"].value, own("contacts", 2026)["all"].value) == (1, 1)


def test_a_year_that_the_batch_was_not_counted_in_is_refused() -> None:
    with pytest.raises(CountedDifferently):
        selectors.figures(batch="copenhagen-2009", year=2026, price_sheet="copenhagen-2009")


def test_an_unknown_indicator_or_group_is_refused() -> None:
    with pytest.raises(UnknownIndicator):
        own("happiness")
    with pytest.raises(UnknownIndicator):
        selectors.figure(
            batch="live-lyngsoe", year=2026, price_sheet="kl-2010", indicator="cost", group="north"
        )
    with pytest.raises(UnknownIndicator):
        selectors.rows_behind(OWN, indicator="cost", group="' OR 1=1 --")
