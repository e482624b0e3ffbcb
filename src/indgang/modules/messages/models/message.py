"""The outbox and the inbox: what was said, by whom, to whom."""

from django.db import models

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.messages.models.template import Template
from indgang.modules.messages.vocabulary import Direction, MessageKind


class Message(AppendOnlyModel):
    """One message as it was written; it never changes. What becomes of it stands in Delivery and Ladder.

    `person` or `company` is the party: the receiver of what we send, the sender of a reply. `actor` is who wrote it.
    `channel_in`: how something came to us, when not by our own page. `actions`: the buttons under the letter.
    `template`: the prepared letter it was made from. `case_key` is `case:<id>`, `reference` the number a reader
    sees, `unit` who answers for it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=160, unique=True)
    direction = models.CharField(max_length=3, default=Direction.OUT.value)
    kind = models.CharField(max_length=12)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True)
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True)
    recipient = models.CharField(max_length=160, blank=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    ground = models.CharField(max_length=20, blank=True)
    mandate = models.CharField(max_length=40, blank=True)
    title = models.JSONField()
    letter = models.JSONField()
    actions = models.JSONField(default=list)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, null=True, related_name="+")
    channel_in = models.CharField(max_length=20, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    case_key = models.CharField(max_length=80, blank=True)
    service_id = models.CharField(max_length=60, blank=True)
    journey_id = models.UUIDField(null=True)
    reply_expected = models.BooleanField(default=False)
    reply_by = models.DateField(null=True)
    in_reply_to = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    created_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At kunne vise, hvad kommunen og borgeren har skrevet til hinanden",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 15",
        days=365 * 5,
        since="created_at",
        with_case="case_key",
        subjects=("borger", "virksomhed"),
        categories=("navn", "breve og svar"),
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"], name="messages_person"),
            models.Index(fields=["company", "-created_at"], name="messages_company"),
            models.Index(fields=["case_key", "-created_at"], name="messages_case"),
            models.Index(
                fields=["reply_by"],
                name="messages_asked_for_an_answer",
                condition=models.Q(reply_by__isnull=False),  # SQLite uses it when the question says so
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True) ^ models.Q(company__isnull=True),
                name="messages_message_has_one_party",
                violation_error_message="En besked hører til én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=[d.value for d in Direction])
                & models.Q(kind__in=[kind.value for kind in MessageKind]),
                name="messages_message_known_words",
                violation_error_message="Beskeden har en retning eller en slags, som ikke findes.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    direction=Direction.IN.value, in_reply_to__isnull=False, kind=MessageKind.REPLY.value
                )
                | models.Q(
                    direction=Direction.IN.value, in_reply_to__isnull=True, kind=MessageKind.INCOMING.value
                )
                | models.Q(direction=Direction.OUT.value, in_reply_to__isnull=True)
                & ~models.Q(kind=MessageKind.INCOMING.value),
                name="messages_reply_answers_something",
                violation_error_message="Et svar hører til en besked.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
