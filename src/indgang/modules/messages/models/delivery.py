"""What became of a message: each attempt to bring it, and the letter as a file."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.models.printing import PrintRun
from indgang.modules.messages.rules import MAX_ATTEMPTS, TRANSITIONS
from indgang.modules.messages.vocabulary import WITH_CLAIM, DeliveryState, FileKind, FileState, Way

_BEGINNING = Q(came_from="", state=DeliveryState.PLANNED.value)
_STEPS = [
    Q(came_from=old.value, state__in=sorted(state.value for state in new))
    for old, new in TRANSITIONS.items()
    if new
]


def _allowed_steps() -> Q:
    """The table of rules.py as a condition: a row says where it came from, and that step must be there."""
    condition = _BEGINNING
    for step in _STEPS:
        condition |= step
    return condition


class Delivery(models.Model):
    """One way of bringing one message. `came_from` is the state before this one.

    `due_at`: when to try, or while sending, when to think that the sender died; empty for what waits for a person.
    Of a letter on paper: `run` is when it was last opened for print, `handed_over_by` (`employee:<id>`) and
    `handed_over_unit` who put it into an envelope. The address on the envelope is never kept.
    Of our own inbox: `unread_again` is the reader's wish to see it among the unread; that it was opened stays.

    Of what leaves the house: `uuid` names it to the receiver, the same at each try, so that a repeat is known as one;
    `claim` is the worker that sends now; `provider` who took it, under `transmission_id`; `because` why this way;
    `cause` why it was given up; `arrival_due` the day a letter is taken to have arrived; `cost_oere` its price.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries")
    way = models.CharField(max_length=20, default=Way.INBOX.value)
    state = models.CharField(max_length=12, default=DeliveryState.PLANNED.value)
    came_from = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    planned_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    unread_again = models.BooleanField(default=False)
    error = models.CharField(max_length=300, blank=True)
    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    claim = models.UUIDField(null=True)
    provider = models.CharField(max_length=40, blank=True)
    transmission_id = models.CharField(max_length=80, blank=True)
    because = models.CharField(max_length=20, blank=True)
    cause = models.CharField(max_length=20, blank=True)
    arrival_due = models.DateField(null=True)
    cost_oere = models.PositiveIntegerField(null=True)
    run = models.ForeignKey(PrintRun, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    handed_over_by = models.CharField(max_length=80, blank=True)
    handed_over_unit = models.CharField(max_length=60, blank=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replaces")

    privacy = Privacy(
        purpose="At kunne vise, om og hvornår en besked nåede frem",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="planned_at",
        with_case="message__case_key",
        subjects=("borger", "virksomhed"),
        categories=("tidspunkt for levering og læsning",),
    )

    class Meta:
        indexes = [
            # SQLite uses a partial index only when the question itself says so: `due_at <= now` does.
            models.Index(fields=["due_at"], name="messages_delivery_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["planned_at"],
                name="messages_delivery_to_print",
                condition=Q(
                    way=Way.PRINT.value,
                    state__in=[DeliveryState.PLANNED.value, DeliveryState.SENDING.value],
                ),
            ),
            # The empty ones too, which are those in doubt; SQLite would not use a partial one for a given name.
            models.Index(fields=["transmission_id", "planned_at"], name="messages_delivery_transmission"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=_allowed_steps(),
                name="messages_delivery_step_is_allowed",
                violation_error_message="En forsendelse kan ikke gå fra den ene tilstand til den anden.",
            ),
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in Way]),
                name="messages_delivery_known_way",
                violation_error_message="Den måde at sende på findes ikke.",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.OPENED.value)
                | Q(way=Way.INBOX.value, opened_at__isnull=False),
                name="messages_only_own_inbox_knows_reading",
                violation_error_message="Kun vores egen indbakke ved, om en besked er læst.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DeliveryState.DELIVERED.value, DeliveryState.OPENED.value])
                | Q(delivered_at__isnull=False),
                name="messages_delivered_has_a_time",
                violation_error_message="En leveret besked har et tidspunkt.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    way=Way.PRINT.value,
                    state__in=[DeliveryState.HANDED_OVER.value, DeliveryState.RETURNED.value],
                )
                | Q(handed_over_at__isnull=False) & ~Q(handed_over_by=""),
                name="messages_paper_says_who_and_when",
                violation_error_message="Et brev på papir siger, hvem der lagde det i kuvert, og hvornår.",
            ),
            models.CheckConstraint(
                condition=~Q(
                    way__in=sorted(way.value for way in WITH_CLAIM), state=DeliveryState.SENDING.value
                )
                | Q(claim__isnull=False),
                name="messages_sending_says_which_worker",
                violation_error_message="Det, der bliver sendt nu, siger hvilken proces der sender.",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MAX_ATTEMPTS),
                name="messages_delivery_gives_up",
                violation_error_message="Der er prøvet for mange gange.",
            ),
            models.UniqueConstraint(
                fields=["message", "way"],
                condition=~Q(state=DeliveryState.REPLACED_BY.value),
                name="messages_one_live_delivery_a_way",
                violation_error_message="Beskeden er allerede på vej på den måde.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.state}"


class LetterFile(models.Model):
    """The letter as a file: wanted, then made once. Stored under its SHA-256, so that it cannot be exchanged.

    `note` says why an HTML file stands in for a PDF.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="file")
    state = models.CharField(max_length=6, default=FileState.WANTED.value)
    kind = models.CharField(max_length=4, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    wanted_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At kunne give borgeren og sagen netop det brev, der blev sendt",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 15",
        days=365 * 5,
        since="wanted_at",
        with_case="message__case_key",
        subjects=("borger", "virksomhed"),
        categories=("brev",),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="messages_file_due", condition=Q(state=FileState.WANTED.value)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FileState.WANTED.value, sha256="", kind="", made_at__isnull=True)
                | Q(
                    state=FileState.MADE.value,
                    kind__in=[kind.value for kind in FileKind],
                    made_at__isnull=False,
                )
                & ~Q(sha256=""),
                name="messages_made_file_has_its_hash",
                violation_error_message="Et brev, der er lavet, har sit fingeraftryk.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'file'} {self.state}"
