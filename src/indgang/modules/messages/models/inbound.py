"""What came to us from outside, first kept as it was, then understood."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.vocabulary import InboundSource, InboundState


class ContactPoint(models.Model):
    """A subject under which somebody can write to us, as the content says: where it goes, and by which KLE numbers."""

    id = models.SlugField(primary_key=True, max_length=60)
    label = models.JSONField()
    unit = models.CharField(max_length=60)
    kle = models.JSONField(default=list)
    services = models.JSONField(default=list)
    open = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = no_personal_data("Emner, som borgere kan skrive til kommunen under")

    def __str__(self) -> str:
        return self.id


class Inbound(models.Model):
    """One thing that came in. `source` and `external_id` name it once and for all, so a repeat is the same row.

    `why`: why it waits, in a word of rules/routing.py. `problem`: what could not be read. `case_key`: the case that it
    may belong to, a guess until a person says so. `sender_key`: the e-mail address it came from, as a keyed hash, so
    that machines can be counted. `taken_by`: an employee's key.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=12)
    external_id = models.CharField(max_length=200)
    raw_sha256 = models.CharField(max_length=64)
    got_at = models.DateTimeField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=InboundState.STORED.value)
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="inbound")
    subject = models.CharField(max_length=200, blank=True)
    sender_key = models.CharField(max_length=64, blank=True)
    case_key = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    why = models.CharField(max_length=40, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    has_cpr = models.BooleanField(default=False)
    auto_answered = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At intet, der er sendt til kommunen, bliver væk",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 15",
        days=365,
        since="ended_at",
        with_case="case_key",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("hvem der skrev", "emne"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "got_at"], name="messages_inbound_queue"),
            models.Index(fields=["sender_key", "got_at"], name="messages_inbound_sender"),
            models.Index(
                fields=["got_at"],
                name="messages_inbound_stored",
                condition=Q(state=InboundState.STORED.value),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="messages_inbound_once"),
            models.CheckConstraint(
                condition=Q(source__in=[source.value for source in InboundSource])
                & Q(state__in=[state.value for state in InboundState]),
                name="messages_inbound_known_words",
                violation_error_message="Det indkomne har ord, som ikke findes.",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(company__isnull=True),
                name="messages_inbound_has_one_party",
                violation_error_message="En besked hører til én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=~Q(state=InboundState.FILED.value) | Q(ended_at__isnull=False),
                name="messages_inbound_filed_has_ended",
                violation_error_message="Det, der er lagt på en sag, har et tidspunkt.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.state}"


class InboundRaw(models.Model):
    """The bytes as they came, encrypted: kept until somebody has dealt with them, and for a while after."""

    inbound = models.OneToOneField(Inbound, on_delete=models.CASCADE, primary_key=True, related_name="raw")
    content = models.BinaryField()
    got_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At kunne læse det indkomne igen, hvis noget gik galt",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=30,
        since="inbound__ended_at",
        subjects=("borger", "virksomhed"),
        categories=("breve og filer, krypteret",),
    )

    def __str__(self) -> str:
        return str(self.inbound_id)
