"""Initiatives change plans, price sheets are loaded, and the database keeps what must never be true away."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.channels import selectors, services
from indgang.modules.channels.models import Plan, PlanEntry
from indgang.modules.channels.rules.plans import Line
from indgang.modules.channels.services import BadPlan
from indgang.modules.channels.vocabulary import (
    Channel,
    ChannelGroup,
    Condition,
    PartyFacts,
    PlanOrigin,
    PlanState,
    PriceLine,
)
from indgang.modules.identity.vocabulary import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]
STRATEGIST = Actor("employee", "1", "Mie")
PHONE_FIRST = [Line(Channel.TELEPHONE, PlanState.FIRST), Line(Channel.SELF_SERVICE, PlanState.OFFERED)]


def set_phone_first(start: date, lines: list[Line] = PHONE_FIRST) -> int:
    return services.set_plan(
        service_id="flytning-indland", level=None, valid_from=start, lines=lines,
        reason=Text("Vi prøver telefonen.", "We try the telephone."), initiative="forslag-1", by=STRATEGIST,
    )  # fmt: skip


def first_channel(now: datetime) -> Channel | None:
    found = selectors.offers(service_id="flytning-indland", party=PartyFacts(), now=now).first
    return found.channel if found else None


def test_an_initiative_changes_what_is_offered_and_its_reversal_changes_it_back(
    tuesday: datetime, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        number = set_phone_first(tuesday.date())
    assert first_channel(tuesday) is Channel.TELEPHONE
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.reverse_plan(number=number, valid_from=tuesday.date(), by=STRATEGIST)
    assert first_channel(tuesday) is Channel.SELF_SERVICE
    assert Plan.objects.filter(origin=PlanOrigin.INITIATIVE.value).count() == 2
    assert set(Event.objects.values_list("action", flat=True)) >= {
        "channels.set_plan",
        "channels.reverse_plan",
    }


def test_an_initiative_is_reversed_once(tuesday: datetime) -> None:
    number = set_phone_first(tuesday.date())
    services.reverse_plan(number=number, valid_from=tuesday.date(), by=STRATEGIST)
    with pytest.raises(BadPlan):
        services.reverse_plan(number=number, valid_from=tuesday.date(), by=STRATEGIST)
    content = Plan.objects.filter(origin=PlanOrigin.CONTENT.value).first()
    assert content is not None
    with pytest.raises(BadPlan):
        services.reverse_plan(number=content.pk, valid_from=tuesday.date(), by=STRATEGIST)


@pytest.mark.parametrize(
    "lines",
    [
        [Line(Channel.WEB, PlanState.FIRST)],
        [Line(Channel.TELEPHONE, PlanState.OFFERED)],
        [Line(Channel.TELEPHONE, PlanState.FIRST), Line(Channel.WEB, PlanState.CLOSED)],
        [
            Line(Channel.TELEPHONE, PlanState.FIRST),
            Line(Channel.TELEPHONE, PlanState.CLOSED, Condition.EXEMPT, legal_basis="§ 1"),
        ],
    ],
)
def test_not_even_an_initiative_may_have_a_plan_that_shuts_somebody_out(lines: list[Line]) -> None:
    with pytest.raises(BadPlan):
        set_phone_first(date(2026, 12, 1), lines)


def test_plans_never_change() -> None:
    plan = Plan.objects.first()
    assert plan is not None
    plan.valid_from = date(2030, 1, 1)
    with pytest.raises(TypeError):
        plan.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(valid_from=date(2030, 1, 1))
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanEntry.objects.filter(plan=plan).update(state=PlanState.CLOSED.value)


def test_the_database_knows_that_closing_needs_the_law_and_that_one_is_first() -> None:
    plan = Plan.objects.filter(service_id="pas", level="").first()
    assert plan is not None
    closed = {"plan": plan, "position": 90, "channel": "sms", "state": "closed", "condition": "everybody"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanEntry.objects.create(**closed)
    second = {"plan": plan, "position": 91, "channel": "sms", "state": "first", "condition": "everybody"}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanEntry.objects.create(**second)


PRICES = [
    PriceLine(Channel.SELF_SERVICE, Decimal(5), "automatic"),
    PriceLine(Channel.TELEPHONE, Decimal("50.50")),
    PriceLine(Channel.WEB, None),
    PriceLine(Channel.EMAIL, Decimal(120), group=ChannelGroup.DIGITAL),
]


def load(prices: list[PriceLine], start: date) -> None:
    services.load_price_sheet(
        id="kl", name=Text("KL", "KL"), source="KL 2010", page="s. 2", valid_from=start, prices=prices
    )


def test_a_price_sheet_has_dates_and_says_when_there_is_no_price() -> None:
    load(PRICES, date(2010, 1, 1))
    load([PriceLine(Channel.TELEPHONE, Decimal(60))], date(2020, 1, 1))
    load(PRICES, date(2010, 1, 1))
    sheet = selectors.price_sheet("kl")
    day = date(2015, 6, 1)
    assert sheet.price(Channel.SELF_SERVICE, "automatic", day) == 5
    assert sheet.price(Channel.SELF_SERVICE, "staff", day) is None
    assert sheet.price(Channel.TELEPHONE, "staff", day) == Decimal("50.50")
    assert sheet.price(Channel.WEB, "automatic", day) is None
    assert sheet.groups_on(day)[Channel.EMAIL] is ChannelGroup.DIGITAL
    assert sheet.groups_on(day)[Channel.LETTER] is ChannelGroup.WRITTEN
    assert sheet.price(Channel.TELEPHONE, "", date(2021, 1, 1)) == 60
    assert sheet.price(Channel.TELEPHONE, "", date(2009, 1, 1)) is None
    assert len(sheet.prices) == 5


@pytest.mark.parametrize("kr", [Decimal("-1"), Decimal("0.005")])
def test_a_price_is_whole_ore(kr: Decimal) -> None:
    with pytest.raises(ValueError, match="whole øre"):
        load([PriceLine(Channel.WEB, kr)], date(2010, 1, 1))


def test_a_line_stands_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        load([PRICES[0], PRICES[0]], date(2010, 1, 1))


def test_an_unknown_sheet_is_a_named_error() -> None:
    with pytest.raises(selectors.UnknownPriceSheet):
        selectors.price_sheet("nix")
