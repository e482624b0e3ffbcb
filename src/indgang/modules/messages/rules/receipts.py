"""What a receipt changes. They come late, twice, or in another order: rank decides, never their time."""

from dataclasses import dataclass

from indgang.modules.messages.vocabulary import (
    Cause,
    DeliveryState,
    ReceiptEffect,
    ReceiptKind,
    Way,
    receipt_info,
)

S, K, E = DeliveryState, ReceiptKind, ReceiptEffect


@dataclass(frozen=True, slots=True)
class Outcome:
    """`steps`: the states that the delivery goes through, in order; `cause` says why, when it ends as failed."""

    effect: ReceiptEffect
    steps: tuple[DeliveryState, ...] = ()
    cause: Cause | None = None


_TO_HANDED_OVER: dict[DeliveryState, tuple[DeliveryState, ...]] = {
    S.PLANNED: (S.SENDING, S.HANDED_OVER),
    S.SENDING: (S.HANDED_OVER,),
    S.FAILED: (S.HANDED_OVER,),
    S.HANDED_OVER: (),
    S.DELIVERED: (),
}
"""How a delivery comes to stand where its receiver has it: a receipt may be there before our own commit."""
_ARRIVED = frozenset({K.POST_DELIVERED, K.SMS_DELIVERED})
_BACK = frozenset({K.UPDATED})
_LOST = {
    K.FAILED: Cause.REFUSED,
    K.SMS_FAILED: Cause.BAD_NUMBER,
    K.MAIL_BOUNCED: Cause.BAD_MAIL_ADDRESS,
}
_LETTERS = frozenset({Way.LETTER, Way.PRINT})


def outcome(kind: ReceiptKind, way: Way, state: DeliveryState, best: int) -> Outcome:
    """What a receipt does to a delivery that stands in `state` and whose best receipt so far has rank `best` (0: none).

    A lower rank than the best is kept and changes nothing: `failed` never undoes `delivered`.
    """
    if receipt_info(kind).rank < best or (kind in _BACK and way not in _LETTERS):
        return Outcome(E.LOWER)
    if state is S.REPLACED_BY:
        return Outcome(E.LATE)
    if state in (S.RETURNED, S.OPENED):
        return Outcome(E.LOWER)
    if kind in _LOST:
        return _lost(kind, way, state)
    there = _TO_HANDED_OVER[state]
    if kind in _ARRIVED:
        return Outcome(E.APPLIED, there if state is S.DELIVERED else (*there, S.DELIVERED))
    if kind in _BACK:
        return Outcome(E.APPLIED, (*there, S.RETURNED))
    return Outcome(E.APPLIED, there)


def _lost(kind: ReceiptKind, way: Way, state: DeliveryState) -> Outcome:
    """It will not arrive. A letter at the printer's failed there; one that counts as delivered stays so."""
    if state is S.DELIVERED:
        return Outcome(E.LOWER)
    cause = Cause.PRINT_FAILED if kind is K.FAILED and way in _LETTERS else _LOST[kind]
    if state is S.FAILED:
        return Outcome(E.APPLIED, (), cause)
    return Outcome(E.APPLIED, (S.FAILED,), cause)
