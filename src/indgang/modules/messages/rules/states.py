"""Which state of a delivery, and of a ladder, follows which. The database keeps the same tables."""

from indgang.modules.messages.vocabulary import DeliveryState, LadderState

S, L = DeliveryState, LadderState

# From -> to: see models/delivery.py.
TRANSITIONS: dict[DeliveryState, frozenset[DeliveryState]] = {
    S.PLANNED: frozenset({S.SENDING, S.REPLACED_BY, S.FAILED}),
    S.SENDING: frozenset({S.PLANNED, S.HANDED_OVER, S.FAILED}),
    S.HANDED_OVER: frozenset({S.DELIVERED, S.RETURNED, S.FAILED, S.REPLACED_BY}),
    S.DELIVERED: frozenset({S.OPENED, S.RETURNED}),
    S.OPENED: frozenset(),
    S.FAILED: frozenset({S.PLANNED, S.REPLACED_BY, S.HANDED_OVER}),  # a receipt may say that it did arrive
    S.RETURNED: frozenset({S.REPLACED_BY}),
    S.REPLACED_BY: frozenset(),
}

# From -> to: see models/ladder.py.
LADDER_STEPS: dict[LadderState, frozenset[LadderState]] = {
    L.CLIMBING: frozenset({L.ARRIVED, L.POSTED, L.FAILED}),
    L.POSTED: frozenset({L.ARRIVED, L.FAILED, L.CLIMBING}),  # carried; came back; sent once more
    L.FAILED: frozenset(
        {L.CLIMBING, L.ARRIVED, L.TOLD, L.POSTED}
    ),  # a remedy; a late receipt; the envelope left
    L.ARRIVED: frozenset({L.FAILED}),  # a letter came back after all
    L.TOLD: frozenset(),
}
FINAL = frozenset(LadderState) - {L.CLIMBING}


def may_follow(old: DeliveryState, new: DeliveryState) -> bool:
    """Whether a delivery may go from one state to another."""
    return new in TRANSITIONS[old]


def sources_of(new: DeliveryState) -> frozenset[DeliveryState]:
    """The states from which `new` can be reached."""
    return frozenset(old for old, follow in TRANSITIONS.items() if new in follow)


def ladder_sources_of(new: LadderState) -> frozenset[LadderState]:
    """The states of a ladder from which `new` can be reached."""
    return frozenset(old for old, follow in LADDER_STEPS.items() if new in follow)
