"""What is offered, to whom, in which order, and why."""

from collections.abc import Mapping

import pytest

from indgang.kernel.text import Text
from indgang.modules.channels.rules.offers import (
    ALWAYS_A_PERSON,
    IS_EXEMPT,
    NOT_BUILT,
    ONLY_EXEMPT,
    Decided,
    decide,
)
from indgang.modules.channels.rules.plans import Line
from indgang.modules.channels.vocabulary import (
    WITH_A_PERSON,
    Channel,
    Condition,
    PartyFacts,
    PlanState,
)

SELF, WEB, PHONE = Channel.SELF_SERVICE, Channel.WEB, Channel.TELEPHONE
MEET, POST, LETTER, CHAT = Channel.IN_PERSON, Channel.DIGITAL_POST, Channel.LETTER, Channel.CHAT
FIRST, OFFERED, ON_REQUEST, CLOSED = PlanState
MOVING = [
    Line(SELF, FIRST),
    Line(PHONE, OFFERED),
    Line(POST, OFFERED),
    Line(MEET, ON_REQUEST),
    Line(LETTER, ON_REQUEST, Condition.EXEMPT, Text("På papir.")),
]
SOMEBODY = PartyFacts()
EXEMPT = PartyFacts("person", exempt=True)
NOT_EXEMPT = PartyFacts("person", exempt=False)
COMPANY = PartyFacts("company")


def offered(
    lines: list[Line],
    party: PartyFacts = SOMEBODY,
    *,
    down: Mapping[Channel, Text] | None = None,
    with_link: tuple[Channel, ...] = (SELF, WEB),
) -> tuple[Decided, ...]:
    return decide(lines, party, down=down or {}, with_link=with_link)


def of(rows: tuple[Decided, ...], channel: Channel) -> Decided:
    return next(row for row in rows if row.channel is channel)


def channels(rows: tuple[Decided, ...]) -> list[Channel]:
    return [row.channel for row in rows]


def first(rows: tuple[Decided, ...]) -> list[Channel]:
    return [row.channel for row in rows if row.state is FIRST]


def test_the_order_is_the_plans() -> None:
    assert channels(offered(MOVING)) == [SELF, PHONE, POST, MEET, LETTER]


def test_somebody_unknown_sees_what_an_exempt_person_may_ask_for() -> None:
    letter = of(offered(MOVING), LETTER)
    assert letter.yours is None
    assert letter.usable
    assert letter.state is ON_REQUEST


def test_an_exempt_person_has_a_right_to_paper_and_no_digital_post() -> None:
    rows = offered(MOVING, EXEMPT)
    assert of(rows, LETTER).yours
    assert not of(rows, POST).usable
    assert of(rows, POST).reason == IS_EXEMPT
    assert first(rows) == [SELF]
    assert rows[-1].channel is POST


def test_an_exempt_person_gets_another_first_when_the_first_is_digital_post() -> None:
    rows = offered([Line(POST, FIRST), Line(LETTER, OFFERED), Line(PHONE, OFFERED)], EXEMPT)
    assert first(rows) == [LETTER]


def test_who_is_not_exempt_is_told_that_a_special_reason_counts() -> None:
    letter = of(offered(MOVING, NOT_EXEMPT), LETTER)
    assert letter.yours is False
    assert letter.reason == ONLY_EXEMPT


def test_a_line_for_companies_is_not_a_citizens_matter() -> None:
    lines = [
        Line(WEB, FIRST),
        Line(PHONE, OFFERED),
        Line(LETTER, CLOSED, Condition.COMPANY, legal_basis="§ 40"),
    ]
    assert LETTER not in channels(offered(lines, SOMEBODY))
    closed = of(offered(lines, COMPANY), LETTER)
    assert closed.state is CLOSED
    assert closed.legal_basis == "§ 40"
    assert not closed.usable


def test_the_line_for_a_condition_weighs_more_than_the_one_for_everybody() -> None:
    lines = [Line(WEB, FIRST), Line(PHONE, ON_REQUEST), Line(PHONE, OFFERED, Condition.EXEMPT)]
    assert of(offered(lines, EXEMPT), PHONE).state is OFFERED
    assert of(offered(lines, NOT_EXEMPT), PHONE).state is ON_REQUEST
    assert of(offered(lines, SOMEBODY), PHONE).state is ON_REQUEST


def test_special_circumstances_are_declared_and_never_guessed() -> None:
    lines = [Line(PHONE, FIRST), Line(LETTER, ON_REQUEST, Condition.SPECIAL_CIRCUMSTANCES)]
    for party in (SOMEBODY, EXEMPT, NOT_EXEMPT):
        assert of(offered(lines, party), LETTER).yours is None


def test_an_outage_gives_the_next_channel_the_first_place_and_says_why() -> None:
    why = Text("Vi retter en fejl.")
    rows = offered(MOVING, down={SELF: why})
    assert first(rows) == [PHONE]
    assert of(rows, SELF).reason == why
    assert not of(rows, SELF).usable
    assert channels(rows)[0] is SELF


def test_a_form_that_is_not_built_is_not_first() -> None:
    rows = offered([Line(WEB, FIRST), Line(PHONE, OFFERED)], with_link=())
    assert first(rows) == [PHONE]
    assert of(rows, WEB).reason == NOT_BUILT


def test_an_offered_channel_goes_before_one_on_request() -> None:
    rows = offered([Line(WEB, FIRST), Line(MEET, ON_REQUEST), Line(PHONE, OFFERED)], with_link=())
    assert first(rows) == [PHONE]


def test_when_all_else_is_down_the_way_on_request_becomes_the_first() -> None:
    rows = offered([Line(WEB, FIRST), Line(MEET, ON_REQUEST)], with_link=())
    assert first(rows) == [MEET]


def test_chat_is_not_promised_before_it_runs() -> None:
    rows = offered([Line(CHAT, FIRST), Line(PHONE, OFFERED)])
    assert first(rows) == [PHONE]
    assert not of(rows, CHAT).usable


@pytest.mark.parametrize("party", [SOMEBODY, EXEMPT, NOT_EXEMPT, COMPANY])
@pytest.mark.parametrize(
    "lines",
    [
        [],
        [Line(WEB, FIRST)],
        [Line(PHONE, CLOSED, legal_basis="§ 1")],
        [Line(WEB, FIRST), Line(MEET, OFFERED, Condition.EXEMPT)],
        MOVING,
    ],
)
def test_everybody_can_reach_a_person(lines: list[Line], party: PartyFacts) -> None:
    rows = offered(lines, party)
    assert any(row.channel in WITH_A_PERSON and row.usable for row in rows)
    assert len(first(rows)) == 1


def test_when_the_telephone_is_down_a_meeting_is_there() -> None:
    rows = offered([Line(WEB, FIRST), Line(PHONE, OFFERED)], down={PHONE: Text()})
    assert of(rows, MEET).reason == ALWAYS_A_PERSON
