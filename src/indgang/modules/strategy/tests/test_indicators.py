"""Each indicator over a few rows made by hand, with the answer worked out in the test."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind
from indgang.modules.strategy.rules.indicators import INDICATORS
from indgang.modules.strategy.tests.small_ledger import LIVE, contact, found, measurement, values
from indgang.modules.strategy.vocabulary import Cut, Split

DAY = 86_400


def test_three_ways_to_finish_share_all_that_is_finished() -> None:
    # Five are done: three alone (one of them exempt), one with help, one by staff. Without the exempt: 2 of 3.
    rows = [
        measurement("completed_how", "alone", exempt=False),
        measurement("completed_how", "alone"),
        measurement("completed_how", "alone", exempt=True),
        measurement("completed_how", "co_served", exempt=True),
        measurement("completed_how", "by_staff"),
    ]
    take_up = values("take_up", (), rows)
    assert take_up == {"alone": 60, "co_served": 20, "by_staff": 20, "alone_without_exempt": 66.67}


def test_two_ways_to_count_completion_stand_side_by_side() -> None:
    # Ten begin, six complete, one is not entitled, one had done it: 60 % by Citizen.2012, 80 % by GOV.UK.
    rows = [measurement("begun") for _ in range(10)] + [measurement("completed") for _ in range(6)]
    rows += [measurement("not_entitled"), measurement("already_done")]
    assert values("completion_citizen2012", (), rows) == {"all": 60}
    assert values("completion_govuk", (), rows) == {"all": 80}


def test_the_cost_of_all_channels_is_divided_by_what_is_done() -> None:
    # 50 + 100 kroner, the self-service that staff touched has no price; four are done: 37.50 kroner each.
    contacts = [
        contact(service="pas"),
        contact(service="pas", channel="in_person"),
        contact(service="pas", channel="self_service", handling="staff"),
    ]
    how = ("alone", "alone", "co_served", "by_staff")
    done = [measurement("completed_how", one, service="pas") for one in how]
    cut = Cut(service="pas")
    answer = found("cost_per_transaction", contacts, done, cut=cut)["all"]
    assert (answer["value"], answer["unpriced"], answer["rows"]) == (3750, 1, 2)
    assert found("cost_per_transaction", contacts, (), cut=cut)["all"]["value"] is None


def test_the_cost_of_a_service_is_divided_by_what_is_done_of_it() -> None:
    contacts = [contact(service="pas"), contact(service="flytning"), contact(service="flytning")]
    done = [measurement("completed_how", "alone", service="pas"), measurement("completed_how", service="x")]
    assert values("cost_per_transaction", contacts, done, cut=Cut(service="pas")) == {"all": 5000}


def test_resolved_at_once_is_of_those_whose_end_we_know() -> None:
    # By telephone 2 of 3 known; a counting-week row weighs 4 and was transferred: in all 2 of 8.
    rows = [
        contact(outcome="resolved"),
        contact(outcome="resolved"),
        contact(outcome="transferred"),
        contact(outcome="unknown"),
        contact(outcome="call_back", channel="in_person"),
        contact(outcome="transferred", channel="letter", weight=Decimal(4), quality="sampled"),
        contact(outcome="resolved", direction="out"),
    ]
    answer = found("resolved_at_once", rows)
    assert round(answer["telephone"]["value"], 2) == 66.67
    assert (answer["all"]["value"], answer["all"]["rows"], answer["all"]["estimated"]) == (25, 5, True)
    assert round(answer["all"]["followed"], 2) == 88.89
    assert (answer["telephone"]["estimated"], answer["in_person"]["value"]) == (False, 0)


def test_misdirected_is_of_all_contacts_and_nothing_when_nobody_noted_an_end() -> None:
    rows = [contact(outcome="misdirected"), contact(outcome="resolved"), contact(), contact()]
    assert values("misdirected_share", [*rows, contact(channel="letter")])["all"] == 20
    assert values("misdirected_share", [*rows, contact(channel="letter")])["written"] is None


def followed(
    day: str, *, before: int | None = None, after: int | None = None, **facts: object
) -> dict[str, object]:
    """A contact whose party and service are known, with days to the one before and after."""
    gaps = {
        "gap_before": None if before is None else before * DAY,
        "gap_after": None if after is None else after * DAY,
    }
    return contact(day, **{"party": "p", "service": "pas", **gaps, **facts})


def test_one_contact_was_enough_when_no_other_follows_within_the_window() -> None:
    # Within 7 days: first contacts are those of 1 and 20 March (and 2 April); that of 1 March came again after 5 days.
    rows = [
        followed("2026-03-01", after=5),
        followed("2026-03-06", before=5, after=14),
        followed("2026-03-20", before=14, after=13),
        followed("2026-04-02", before=13),
    ]
    answer = found("fcr", rows)
    assert [round(answer[group]["value"], 2) for group in ("w7", "w14")] == [66.67, 0]
    assert [answer[group]["rows"] for group in ("w7", "w14", "w30")] == [3, 1, 1]


def test_a_second_makes_the_difference_and_exactly_seven_days_are_within() -> None:
    week = 7 * DAY
    rows = [
        contact("2026-03-01", party="a", service="pas", gap_after=week),
        contact("2026-03-01", party="b", service="pas", gap_after=week + 1),
    ]
    assert values("fcr", rows)["w7"] == 50
    again = [contact("2026-03-08", party="a", service="pas", gap_before=week, channel_before="telephone")]
    assert found("fcr", again)["w7"]["rows"] == 0
    assert values("repeat_share", again)["w7"] == 100


def test_only_days_that_have_passed_and_parties_that_are_known_are_judged() -> None:
    # Today is 4 May: 27 April is not over yet, 26 April is.
    rows = [
        followed("2026-04-27"),
        followed("2026-04-26"),
        contact("2026-03-01"),
        followed("2026-03-01", service=""),
    ]
    rows.append(followed("2026-03-02", quality="time_unreliable"))
    answer = found("fcr", rows)
    assert (answer["w7"]["value"], answer["w7"]["rows"], answer["w7"]["followed"]) == (100, 1, 40)
    assert answer["w30"]["value"] is None
    assert answer["staff_says"]["value"] is None


def test_what_staff_say_stands_beside_it() -> None:
    rows = [
        contact(handling="staff", outcome="resolved"),
        contact(handling="staff", outcome="transferred"),
        contact(handling="staff"),
        contact(handling="automatic", outcome="resolved"),
    ]
    assert (values("fcr", rows)["staff_says"], found("fcr", rows)["staff_says"]["rows"]) == (50, 2)


def test_an_imported_file_says_nothing_about_its_edges() -> None:
    imported = BatchInfo(
        3, "sf", BatchKind.IMPORT, Text("SF"), "sf", None, "", Text(), True, {}, {}, (3,), "sf",
        edges=((3, date(2026, 3, 1), date(2026, 3, 31)),),
    )  # fmt: skip
    days = ("2026-03-07", "2026-03-08", "2026-03-24", "2026-03-25")
    rows = [followed(day, batch=3) for day in days]
    assert found("fcr", rows, batch=imported)["w7"]["rows"] == 2
    assert found("repeat_share", rows, batch=imported)["w7"]["rows"] == 3


def test_repeats_and_how_many_came_by_a_dearer_channel() -> None:
    # Of four known contacts two come again within 7 days, three within 14. One of the two went from the
    # telephone (50 kroner) to a visit (100), the other from a letter (120) to the telephone.
    rows = [
        followed("2026-03-01"),
        followed("2026-03-03", before=2, channel="in_person", channel_before="telephone"),
        followed("2026-03-06", before=3, channel_before="letter"),
        followed("2026-03-20", before=14, channel_before="telephone"),
        contact("2026-03-21"),
    ]
    repeats = values("repeat_share", rows)
    assert repeats == {"w7": 50, "w14": 75, "w30": 75, "dearer_w7": 50}


def test_a_channel_with_one_price_for_one_handling_is_compared_by_that() -> None:
    rows = [followed("2026-03-03", before=2, channel="telephone", channel_before="self_service")]
    assert values("repeat_share", rows)["dearer_w7"] == 100
    unpriced = [followed("2026-03-03", before=2, channel="telephone", channel_before="chat")]
    assert values("repeat_share", unpriced)["dearer_w7"] is None


def test_leakage_asked_and_estimated_stand_side_by_side() -> None:
    # Asked: 1 yes of 3. Estimated: of three visits and calls of known people two had been online within a day.
    asked = [measurement("website_first", word) for word in ("yes", "no", "no")]
    rows = [
        contact(party="a", service="pas", gap_digital=DAY),
        contact(party="b", service="pas", gap_digital=DAY + 1),
        contact(journey="j", channel="in_person", gap_digital=60),
        contact(),
        contact(channel="email", party="a", service="pas", gap_digital=60),
    ]
    answer = found("website_first", rows, asked)
    assert round(answer["asked"]["value"], 2) == 33.33
    assert round(answer["estimated"]["value"], 2) == 66.67
    assert (answer["estimated"]["estimated"], answer["estimated"]["followed"]) == (True, 75)


def test_failure_demand_is_of_those_where_somebody_answered() -> None:
    # Four were asked about, one of them with a letter to blame and one with a login; two were not asked about.
    causes = ("letter_unclear", "login_failed", "none", "none", "", "")
    answer = found("failure_demand", [contact(cause=cause) for cause in causes])
    assert (answer["all"]["value"], answer["letter_unclear"]["value"]) == (50, 25)
    assert (answer["all"]["rows"], answer["website_unclear"]["value"]) == (2, 0)
    assert round(answer["all"]["followed"], 2) == 66.67
    assert found("failure_demand", [contact()])["all"]["value"] is None


def test_satisfied_are_the_two_best_answers_and_staff_stand_apart() -> None:
    rows = [measurement("satisfaction", word) for word in ("very_easy", "easy", "so_so", "very_hard")]
    rows += [
        measurement("satisfaction", "easy", audience="company"),
        measurement("satisfaction", "hard", audience="staff"),
    ]
    assert values("satisfaction", (), rows) == {
        "satisfied": 60, "very_easy": 20, "easy": 40, "so_so": 20, "hard": 0, "very_hard": 20,
    }  # fmt: skip
    assert values("satisfaction", (), rows, cut=Cut(audience="company"))["satisfied"] == 100
    staff = Cut(audience="staff")
    assert values("satisfaction", (), rows, cut=staff)["satisfied"] is None  # fewer than five
    rows += [measurement("satisfaction", "hard", audience="staff")] * 4
    assert values("satisfaction", (), rows, cut=staff)["satisfied"] == 0


def test_no_shows_are_of_all_whose_time_has_passed() -> None:
    rows = [measurement("no_show", word) for word in ("no_show", "came", "came", "came")]
    assert values("no_show", (), rows) == {"all": 25}


def test_those_who_were_helped_and_did_the_next_alone() -> None:
    # Two were helped and came again: one alone, one by staff. A third was helped last, a fourth is unknown.
    contacts = [
        contact(journey=j, party=p)
        for j, p in (("j1", "a"), ("j2", "a"), ("j3", "b"), ("j4", "b"), ("j5", "c"))
    ]
    how = [
        measurement("completed_how", "co_served", "2026-01-05", journey="j1"),
        measurement("completed_how", "alone", "2026-02-05", journey="j2"),
        measurement("completed_how", "co_served", "2026-01-06", journey="j3"),
        measurement("completed_how", "by_staff", "2026-03-06", journey="j4"),
        measurement("completed_how", "co_served", "2026-03-07", journey="j5"),
        measurement("completed_how", "co_served", "2026-03-08"),
    ]
    answer = found("graduation", contacts, how)["all"]
    assert (answer["value"], answer["rows"]) == (50, 2)


def test_the_next_one_is_about_the_same_service() -> None:
    contacts = [contact(journey="j1", party="a"), contact(journey="j2", party="a")]
    how = [
        measurement("completed_how", "co_served", "2026-01-05", journey="j1", service="pas"),
        measurement("completed_how", "alone", "2026-02-05", journey="j2", service="flytning"),
    ]
    assert found("graduation", contacts, how)["all"]["value"] is None


def test_median_and_nine_in_ten_are_interpolated() -> None:
    rows = [measurement("decision_time", value=float(days)) for days in (0, 1, 2, 10)]
    assert values("decision_time", (), rows) == {"median": 1.5, "p90": 7.6}


@pytest.mark.parametrize(
    ("cut", "count"),
    [
        (Cut(channel="telephone"), 3),
        (Cut(service="pas"), 2),
        (Cut(department="ØKF"), 1),
        (Cut(entrance="raadhuset"), 1),
        (Cut(audience="company"), 1),
        (Cut(exempt=True), 1),
        (Cut(exempt=False), 2),
        (Cut(since=date(2026, 2, 2)), 4),
        (Cut(until=date(2026, 2, 2)), 1),
        (Cut(since=date(2026, 2, 2), until=date(2026, 2, 3)), 3),
        (Cut(channel="telephone", service="pas"), 1),
        (Cut(audience="staff"), 0),
    ],
)
def test_a_cut_takes_its_part(cut: Cut, count: int) -> None:
    rows = [
        contact("2026-02-01T23:59:59", service="pas"),
        contact(department="ØKF", exempt=True),
        contact(audience="company", exempt=False),
        contact(channel="in_person", entrance="raadhuset", service="pas", exempt=False),
        contact("2026-02-03", channel="letter"),
    ]
    assert (values("contacts", rows, cut=cut).get("all") or 0) == count


def test_months_and_quarters_add_up_to_the_year() -> None:
    days = ("2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01", "2026-12-31", "2025-12-31")
    rows = [contact(day) for day in days]
    months = values("contacts", rows, split=Split.MONTH)
    assert {bucket.month: value for (group, bucket), value in months.items() if group == "all"} == {
        1: 1, 2: 1, 3: 1, 4: 1, 12: 1,
    }  # fmt: skip
    quarters = values("contacts", rows, split=Split.QUARTER)
    assert {bucket: value for (group, bucket), value in quarters.items() if group == "telephone"} == {
        date(2026, 1, 1): 3,
        date(2026, 4, 1): 1,
        date(2026, 10, 1): 1,
    }


def test_a_share_of_a_month_is_of_that_month() -> None:
    rows = [contact("2026-01-02"), contact("2026-01-02", channel="web"), contact("2026-02-02", channel="web")]
    shares = values("channel_share", rows, split=Split.MONTH)
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    some = {key: share for key, share in shares.items() if share}
    assert some == {("telephone", january): 50, ("digital", january): 50, ("digital", february): 100}
    assert shares["telephone", february] == 0


def test_a_corrected_row_is_no_row_for_any_indicator() -> None:
    rows = [
        contact(id="old", outcome="misdirected", cause="letter_unclear"),
        contact(id="new", outcome="resolved", cause="none", corrects="old"),
    ]
    assert values("misdirected_share", rows)["all"] == 0
    assert values("failure_demand", rows)["all"] == 0
    assert values("contacts", rows)["all"] == 1


def test_another_batch_is_never_among_them() -> None:
    rows = [contact(), contact(batch=2)]
    assert values("contacts", rows)["all"] == 1
    assert values("contacts", rows, batch=replace(LIVE, ids=(1, 2)))["all"] == 2


@pytest.mark.parametrize("indicator", [id for id, one in INDICATORS.items() if one.by_facts is None])
@pytest.mark.parametrize("split", list(Split))
def test_without_rows_there_is_no_value(indicator: str, split: Split) -> None:
    cut = Cut(service="pas") if indicator == "cost_per_transaction" else Cut()
    assert set(values(indicator, split=split, cut=cut).values()) <= {None}
