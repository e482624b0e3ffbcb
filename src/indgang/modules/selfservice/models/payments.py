"""What is paid for a solution, and all that happened to it."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.selfservice.vocabulary import PaymentEventKind, PaymentState


class Payment(models.Model):
    """One attempt to pay for one draft as it stood at `revision`. `amount`, `refunded`: whole øre.

    `provider_id` is the payment house's name of it, `page` where it is paid, `charge_id` what was taken. `submission`
    is what it paid for, as soon as the draft is sent. `due_at` is when somebody looks at it next; null when nothing is
    left to do. `why` is a word of PaymentWhy.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.ForeignKey("selfservice.Draft", on_delete=models.CASCADE, related_name="payments")
    submission = models.ForeignKey(
        "selfservice.Submission", on_delete=models.CASCADE, null=True, related_name="payments"
    )
    solution = models.SlugField(max_length=60)
    revision = models.PositiveIntegerField()
    amount = models.PositiveIntegerField()
    refunded = models.PositiveIntegerField(default=0)
    label = models.JSONField()
    state = models.CharField(max_length=12, default=PaymentState.BEGUN.value)
    why = models.CharField(max_length=12, blank=True)
    provider_id = models.CharField(max_length=64, blank=True)
    page = models.CharField(max_length=2000, blank=True)
    charge_id = models.CharField(max_length=64, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At tage imod betaling, give den tilbage og gøre rede for den",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra c og e, og bogføringsloven",
        days=365 * 5,
        since="changed_at",
        subjects=("borger", "virksomhed"),
        categories=("hvad der er betalt for, hvor meget og hvornår",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in PaymentState]),
                name="selfservice_payment_state_is_known",
                violation_error_message="En betaling er i en tilstand, som vi ikke kender.",
            ),
            models.CheckConstraint(
                condition=Q(refunded__lte=models.F("amount")),
                name="selfservice_payment_gives_no_more_back",
                violation_error_message="Der gives ikke mere tilbage, end der er betalt.",
            ),
            models.UniqueConstraint(
                fields=["provider_id"],
                condition=~Q(provider_id=""),
                name="selfservice_payment_provider",
                violation_error_message="Betalingen er kendt i forvejen.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="selfservice_payment_due"
            ),
            models.Index(
                fields=["changed_at"],
                condition=Q(state=PaymentState.RESERVED.value, submission__isnull=False),
                name="selfservice_payment_held",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PaymentEvent(AppendOnlyModel):
    """One thing that happened to a payment. `amount`: whole øre; `reference`: the payment house's name of it.

    A notice from the payment house is kept once, by its own id.
    """

    id = models.BigAutoField(primary_key=True)
    payment = models.ForeignKey(Payment, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=16)
    amount = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=500, blank=True)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At kunne vise hver bevægelse i en betaling",
        basis="Bogføringslovens krav om et kontrolspor",
        kept_because="Slettes sammen med betalingen",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("beløb", "tidspunkt", "hvem der gav penge tilbage og hvorfor"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in PaymentEventKind]),
                name="selfservice_payment_event_is_known",
                violation_error_message="En betaling har kun kendte hændelser.",
            ),
            models.UniqueConstraint(
                fields=["payment", "reference"],
                condition=Q(kind="notice"),
                name="selfservice_payment_notice_once",
                violation_error_message="Beskeden er modtaget i forvejen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
