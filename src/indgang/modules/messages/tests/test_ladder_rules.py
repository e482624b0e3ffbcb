"""Which ways a message takes, and what a receipt does: pure rules, over everything that can be the case."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.modules.messages import rules
from indgang.modules.messages.rules import ladder, receipts
from indgang.modules.messages.rules.ladder import Facts, Plan, Rung
from indgang.modules.messages.vocabulary import (
    RUNGS,
    WITH_CLAIM,
    Because,
    Cause,
    DeliveryState,
    MessageKind,
    ReceiptEffect,
    ReceiptKind,
    Way,
    receipt_info,
)

S, K, E, B, W = DeliveryState, ReceiptKind, ReceiptEffect, Because, Way
FACTS = st.builds(
    Facts,
    company=st.booleans(),
    connected=st.booleans(),
    registered=st.sampled_from([None, False, True]),
    exempt=st.booleans(),
    wishes_paper=st.booleans(),
    large_print=st.booleans(),
    under_15=st.booleans(),
    closed=st.booleans(),
    remote_print=st.booleans(),
    answers_post=st.booleans(),
    notices=st.just((Rung(W.SMS, B.WISHED),)),
)
PROVEN = {MessageKind.DECISION, MessageKind.QUESTION, MessageKind.NOTICE}
"""Kinds that must be proven to have arrived."""
KINDS = st.sampled_from([kind for kind in MessageKind if kind is not MessageKind.INCOMING])


@given(KINDS, FACTS)
def test_every_message_has_a_way_or_says_why_not(kind: MessageKind, facts: Facts) -> None:
    plan = ladder.plan(kind, facts)
    ways = [rung.way for rung in plan.rungs]
    assert bool(ways) + (plan.enough is not None) + (plan.cause is not None and not ways) == 1
    assert set(ways) <= RUNGS
    assert len(set(ways)) == len(ways)
    if not facts.connected:
        assert not {W.DIGITAL_POST, W.LETTER} & set(ways)
    if W.DIGITAL_POST in ways:
        assert facts.registered
        assert ways[0] is W.DIGITAL_POST
    if facts.connected and facts.company and facts.closed and kind in PROVEN:
        assert not ways
    if facts.large_print:
        assert W.LETTER not in ways


@given(FACTS)
def test_a_decision_is_never_only_in_our_own_inbox_where_post_is_connected(facts: Facts) -> None:
    plan = ladder.plan(MessageKind.DECISION, facts)
    assert (plan.enough is None) == (facts.connected or facts.exempt or facts.wishes_paper)


PERSON = Facts(connected=True, registered=True, remote_print=True)


@pytest.mark.parametrize(
    ("kind", "facts", "ways"),
    [
        ("decision", {}, [("digital_post", B.REGISTERED), ("letter", B.NO_RECEIPT)]),
        ("decision", {"remote_print": False}, [("digital_post", B.REGISTERED), ("print", B.NO_RECEIPT)]),
        ("question", {"exempt": True}, [("letter", B.EXEMPT)]),
        ("notice", {"wishes_paper": True}, [("letter", B.WISHES_PAPER)]),
        ("notice", {"wishes_paper": True, "large_print": True}, [("print", B.WISHES_PAPER)]),
        ("decision", {"under_15": True}, [("letter", B.UNDER_15)]),
        ("decision", {"registered": False}, [("letter", B.NOT_REGISTERED)]),
        ("decision", {"registered": None}, [("letter", B.SILENT)]),
        ("receipt", {}, []),
        ("receipt", {"exempt": True}, [("letter", B.EXEMPT)]),
        ("reply", {}, []),
        ("reply", {"answers_post": True}, [("digital_post", B.REGISTERED), ("letter", B.NO_RECEIPT)]),
        ("reminder", {"exempt": True}, []),
        ("decision", {"company": True}, [("digital_post", B.REGISTERED), ("letter", B.NO_RECEIPT)]),
        ("decision", {"company": True, "closed": True}, []),
        ("decision", {"company": True, "registered": False}, [("letter", B.NOT_REGISTERED)]),
        ("decision", {"connected": False}, []),
        ("decision", {"connected": False, "exempt": True}, [("print", B.EXEMPT)]),
    ],
)
def test_the_ways_of_each_kind(kind: str, facts: dict[str, Any], ways: list[tuple[str, Because]]) -> None:
    plan = ladder.plan(MessageKind(kind), replace(PERSON, **facts))
    assert [(rung.way, rung.because) for rung in plan.rungs] == ways


def test_the_next_way_is_one_that_was_not_tried() -> None:
    plan = Plan((Rung(W.DIGITAL_POST, B.REGISTERED), Rung(W.LETTER, B.NO_RECEIPT)))
    assert plan.after(frozenset()) == plan.rungs[0]
    assert plan.after(frozenset({W.DIGITAL_POST})) == plan.rungs[1]
    assert plan.after(frozenset({W.DIGITAL_POST, W.LETTER})) is None


RECEIVED = st.lists(st.sampled_from([k for k in K if k is not K.NOTED]), max_size=12)


@given(RECEIVED, st.sampled_from(sorted(WITH_CLAIM)), st.sampled_from([S.PLANNED, S.SENDING, S.HANDED_OVER]))
def test_receipts_in_any_order_take_only_steps_of_the_table(
    kinds: list[ReceiptKind], way: Way, state: DeliveryState
) -> None:
    best = 0
    for kind in kinds:
        out = receipts.outcome(kind, way, state, best)
        assert all(rules.may_follow(old, new) for old, new in pairwise((state, *out.steps)))
        assert out.effect is E.APPLIED or not out.steps
        state = out.steps[-1] if out.steps else state
        assert (out.cause is not None) == (kind in receipts._LOST and out.effect is E.APPLIED)
        if out.effect is E.APPLIED:
            best = max(best, receipt_info(kind).rank)


@given(RECEIVED, st.randoms())
def test_the_end_does_not_depend_on_their_order(kinds: list[ReceiptKind], rng: object) -> None:
    """Of what the post may say of one message; the last word is that of the highest rank."""
    said = [k for k in kinds if k in (K.POST_TAKEN, K.FAILED, K.POST_DELIVERED)]
    mixed = list(said)
    rng.shuffle(mixed)  # type: ignore[attr-defined]
    assert _end(said) == _end(mixed)


def _end(kinds: Sequence[ReceiptKind]) -> DeliveryState:
    state, best = S.HANDED_OVER, 0
    for kind in kinds:
        out = receipts.outcome(kind, W.DIGITAL_POST, state, best)
        state = out.steps[-1] if out.steps else state
        best = max(best, receipt_info(kind).rank if out.effect is E.APPLIED else 0)
    return state


@pytest.mark.parametrize(
    ("kind", "way", "state", "best", "effect", "end"),
    [
        (K.FAILED, W.DIGITAL_POST, S.DELIVERED, 4, E.LOWER, S.DELIVERED),
        (K.POST_DELIVERED, W.DIGITAL_POST, S.FAILED, 2, E.APPLIED, S.DELIVERED),
        (K.POST_DELIVERED, W.DIGITAL_POST, S.SENDING, 0, E.APPLIED, S.DELIVERED),
        (K.POST_DELIVERED, W.DIGITAL_POST, S.REPLACED_BY, 0, E.LATE, S.REPLACED_BY),
        (K.PRINT_TAKEN, W.LETTER, S.HANDED_OVER, 3, E.LOWER, S.HANDED_OVER),
        (K.UPDATED, W.LETTER, S.DELIVERED, 3, E.APPLIED, S.RETURNED),
        (K.UPDATED, W.DIGITAL_POST, S.DELIVERED, 4, E.LOWER, S.DELIVERED),
        (K.POST_TAKEN, W.DIGITAL_POST, S.FAILED, 2, E.LOWER, S.FAILED),
        (K.MAIL_BOUNCED, W.EMAIL, S.HANDED_OVER, 0, E.APPLIED, S.FAILED),
    ],
)
def test_what_one_receipt_does(
    kind: ReceiptKind, way: Way, state: DeliveryState, best: int, effect: ReceiptEffect, end: DeliveryState
) -> None:
    out = receipts.outcome(kind, way, state, best)
    assert (out.effect, out.steps[-1] if out.steps else state) == (effect, end)


def test_a_letter_that_failed_failed_at_the_printers() -> None:
    assert receipts.outcome(K.FAILED, W.LETTER, S.HANDED_OVER, 1).cause is Cause.PRINT_FAILED
    assert receipts.outcome(K.FAILED, W.DIGITAL_POST, S.HANDED_OVER, 1).cause is Cause.REFUSED
