"""Messages that a decision brings about on a later day."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.cases.models.case import Case
from indgang.modules.cases.models.decision import Decision


class DueMessage(models.Model):
    """What the party is told on a day, as it was worded when it was decided.

    `number` is the follow-up's place among those of its decision. `sent_at`: when it went; `dropped_at`: when the day
    came and the decision stood no more, so that nothing was sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="due_messages")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    title = models.JSONField()
    text = models.JSONField()
    sent_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At sige noget til parten på den dag, hvor det er tid",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra c og e, og forvaltningsloven",
        kept_because="Følger sagen og slettes sammen med den",
        subjects=("borger", "virksomhed"),
        categories=("besked efter en afgørelse",),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["due"],
                name="cases_due_messages",
                condition=Q(sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="cases_due_message_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(dropped_at__isnull=True),
                name="cases_due_message_is_sent_or_dropped",
                violation_error_message="En besked er enten sendt eller opgivet.",
            ),
        ]

    def __str__(self) -> str:
        return f"Message {self.due} of {self.case_id}"
