"""Whether a message reached its party, and each try to bring it."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.messages.models.delivery import Delivery
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.rules import LADDER_STEPS
from indgang.modules.messages.vocabulary import (
    Arrival,
    AttemptEnd,
    Cause,
    LadderState,
    ReceiptEffect,
    ReceiptKind,
    Way,
)

_FIVE_YEARS = 365 * 5
_BASIS = "Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og forvaltningslovens regler om frister"


def _allowed_steps() -> Q:
    """The table of rules/states.py as a condition. A ladder may begin anywhere, since old messages got theirs late."""
    condition = Q(came_from="")
    for old, new in LADDER_STEPS.items():
        if new:
            condition |= Q(came_from=old.value, state__in=sorted(state.value for state in new))
    return condition


class Ladder(models.Model):
    """One row for each message we send: did it arrive? Its rungs are deliveries.

    `plan`: the ways in the order they are tried, each `{"way", "because"}`, filled in when the registers have been
    asked; `rung` the number of the one that holds now. `due_at`: when to look again. `legal_day`: the day from which
    deadlines count. `cause` says why it failed. `solved_by` (an actor's key) and `solved_why` belong to `told`.
    `unit` is a copy of the message's, for the list of what did not arrive.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="ladder")
    state = models.CharField(max_length=10, default=LadderState.CLIMBING.value)
    came_from = models.CharField(max_length=10, blank=True)
    plan = models.JSONField(default=list)
    rung = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    arrived_way = models.CharField(max_length=20, blank=True)
    arrival = models.CharField(max_length=10, blank=True)
    legal_day = models.DateField(null=True)
    cause = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    failed_at = models.DateTimeField(null=True)
    solved_by = models.CharField(max_length=80, blank=True)
    solved_why = models.CharField(max_length=400, blank=True)

    privacy = Privacy(
        purpose="At vide, om en besked nåede frem, og fra hvilken dag en frist regnes",
        basis=_BASIS,
        days=_FIVE_YEARS,
        since="message__created_at",
        with_case="message__case_key",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("hvordan og hvornår et brev nåede frem",),
    )

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="messages_ladder_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["unit", "failed_at"],
                name="messages_ladder_failed",
                condition=Q(state=LadderState.FAILED.value),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_allowed_steps() & Q(state__in=[state.value for state in LadderState]),
                name="messages_ladder_step_is_allowed",
                violation_error_message="En besked kan ikke gå fra den ene tilstand til den anden.",
            ),
            models.CheckConstraint(
                condition=~Q(state=LadderState.ARRIVED.value)
                | Q(arrived_at__isnull=False, arrival__in=[how.value for how in Arrival]),
                name="messages_arrived_says_when_and_how",
                violation_error_message="En besked, der nåede frem, siger hvornår og hvordan.",
            ),
            models.CheckConstraint(
                condition=~Q(state=LadderState.FAILED.value)
                | Q(cause__in=[cause.value for cause in Cause], failed_at__isnull=False),
                name="messages_failed_says_why",
                violation_error_message="En besked, der ikke nåede frem, siger hvorfor.",
            ),
            models.CheckConstraint(
                condition=~Q(state=LadderState.TOLD.value) | ~Q(solved_by="") & ~Q(solved_why=""),
                name="messages_told_says_who_and_how",
                violation_error_message="Skriv, hvordan borgeren fik besked, og hvem der gav den.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.message_id}"


class Envelope(models.Model):
    """What left the house, and its proof: the hash and the size of the bytes.

    `skeleton`: the bytes without the files in them, compressed and encrypted, so that they can be made again from it
    and the letter's file; of a letter on paper it holds neither name nor address, and the hash alone is the proof.
    """

    delivery = models.OneToOneField(
        Delivery, on_delete=models.CASCADE, primary_key=True, related_name="envelope"
    )
    format = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    skeleton = models.BinaryField(default=bytes)
    made_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At kunne bevise, hvad der blev sendt",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 15",
        days=_FIVE_YEARS,
        since="made_at",
        with_case="delivery__message__case_key",
        subjects=("borger", "virksomhed"),
        categories=("CPR-nummer eller CVR-nummer, krypteret", "brevets fingeraftryk"),
    )

    def __str__(self) -> str:
        return f"{self.format} {self.sha256[:12]}"


class Attempt(models.Model):
    """One try to hand a delivery over. `end` is empty while it runs, and when its worker died."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    provider = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200, blank=True)
    seconds = models.FloatField(null=True)

    privacy = Privacy(
        purpose="At finde ud af, hvorfor en besked ikke kom af sted",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365,
        since="began_at",
        subjects=("borger", "virksomhed"),
        categories=("tidspunkt for afsendelse",),
    )

    class Meta:
        indexes = [models.Index(fields=["provider", "began_at"], name="messages_attempt_provider")]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="messages_attempt_once"),
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True)
                | Q(end__in=[end.value for end in AttemptEnd], ended_at__isnull=False),
                name="messages_attempt_ends_with_a_word",
                violation_error_message="Et forsøg, der er slut, siger hvordan det gik.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.number} {self.end}"


class Receipt(AppendOnlyModel):
    """What a receiver's system said about a delivery, once, under its own id.

    `at` is the sender's time, `got_at` ours. `delivery` is empty while no delivery of ours answers to it: an orphan is
    tried again when the hand-over has been written down (`apply_orphans` writes a row in ReceiptMatch).
    """

    id = models.UUIDField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, null=True, related_name="receipts")
    kind = models.CharField(max_length=24)
    at = models.DateTimeField()
    got_at = models.DateTimeField()
    transmission_id = models.CharField(max_length=80, blank=True)
    message_uuid = models.UUIDField(null=True)
    code = models.CharField(max_length=60, blank=True)
    text = models.CharField(max_length=200, blank=True)
    effect = models.CharField(max_length=10)

    privacy = Privacy(
        purpose="At kunne vise, hvad modtagerens system svarede",
        basis=_BASIS,
        days=_FIVE_YEARS,
        since="got_at",
        with_case="delivery__message__case_key",
        subjects=("borger", "virksomhed"),
        categories=("tidspunkt for levering",),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["message_uuid"],
                name="messages_receipt_orphan",
                condition=Q(delivery__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ReceiptKind])
                & Q(effect__in=[effect.value for effect in ReceiptEffect]),
                name="messages_receipt_known_words",
                violation_error_message="Kvitteringen har ord, som ikke findes.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.effect}"


class ReceiptMatch(AppendOnlyModel):
    """A receipt that came before we knew its delivery, and found it later. One row at most for each receipt."""

    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, primary_key=True, related_name="match")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+")
    effect = models.CharField(max_length=10)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At kunne vise, hvad modtagerens system svarede",
        basis=_BASIS,
        days=_FIVE_YEARS,
        since="at",
        with_case="delivery__message__case_key",
        subjects=("borger", "virksomhed"),
        categories=("tidspunkt for levering",),
    )

    def __str__(self) -> str:
        return f"{self.effect} {self.receipt_id}"


class ProviderState(models.Model):
    """How one provider of one way is doing: its weight, and until when it is left alone.

    `failures`: unavailable answers in a row. `waits`: how often it has been left alone since it last answered.
    """

    name = models.CharField(primary_key=True, max_length=40)
    way = models.CharField(max_length=20)
    weight = models.PositiveSmallIntegerField(default=100)
    opened_until = models.DateTimeField(null=True)
    waits = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    privacy = no_personal_data("Hvordan det går med dem, der bringer beskeder ud")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in Way]),
                name="messages_provider_known_way",
                violation_error_message="Den måde at sende på findes ikke.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.weight}"
