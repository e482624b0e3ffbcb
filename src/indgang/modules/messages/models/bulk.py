"""One letter to many."""

from django.db import models
from django.db.models import F, Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.models.template import Template
from indgang.modules.messages.rules import BULK_STEPS
from indgang.modules.messages.vocabulary import BulkState, RecipientState


def _allowed_steps() -> Q:
    """The table of rules/many.py as a condition: a row says where it came from."""
    condition = Q(came_from="", state=BulkState.DRAFT.value)
    for old, new in BULK_STEPS.items():
        if new:
            condition |= Q(came_from=old.value, state__in=sorted(state.value for state in new))
    return condition


class BulkRun(models.Model):
    """One sending to many. `cursor`: how many recipients have been dealt with, in the order of their position.

    `pdf_sha256`: one file for all, when the letter is the same to each, with `pdf_day` as its date. `seen_at`: when
    letters were last written. `begun_by`, `paused_by`: an employee's key. `values`: what is the same in each letter.
    `rejected`: the first lines of the list that cannot get the letter, each `{"line", "why"}` without anything that
    stood in them; `rejected_count` all of them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=120)
    template = models.ForeignKey(Template, on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    unit = models.CharField(max_length=60)
    service_id = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, default=BulkState.DRAFT.value)
    came_from = models.CharField(max_length=8, blank=True)
    values = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    cursor = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list)
    rejected_count = models.PositiveIntegerField(default=0)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_day = models.DateField(null=True)
    per_minute = models.PositiveIntegerField(default=0)
    begun_by = models.CharField(max_length=80)
    begun_by_name = models.CharField(max_length=160, blank=True)
    paused_by = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At vide, hvad kommunen sendte til mange, og hvem der gjorde det",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=365 * 5,
        since="created_at",
        subjects=("medarbejder",),
        categories=("navn", "hvad der blev sendt"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_allowed_steps(),
                name="messages_bulk_step_is_allowed",
                violation_error_message="En udsendelse kan ikke gå fra den ene tilstand til den anden.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in BulkState]),
                name="messages_bulk_known_state",
                violation_error_message="Udsendelsen har en tilstand, som ikke findes.",
            ),
            models.CheckConstraint(
                condition=Q(cursor__lte=F("total")) & Q(cursor=F("made") + F("refused")),
                name="messages_bulk_adds_up",
                violation_error_message="Sendte og afviste er tilsammen dem, vi er kommet til.",
            ),
            models.CheckConstraint(
                condition=~Q(state=BulkState.DONE.value) | Q(cursor=F("total"), ended_at__isnull=False),
                name="messages_bulk_done_is_all",
                violation_error_message="En udsendelse er først færdig, når alle er talt med.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class BulkRecipient(models.Model):
    """One of the many. Nobody gets the same sending twice: the database keeps that."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="recipients")
    position = models.PositiveIntegerField()
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default=RecipientState.WAITING.value)
    message = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    added_at = models.DateTimeField()

    privacy = Privacy(
        purpose="At hver modtager får brevet én gang",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=180,
        since="added_at",
        subjects=("borger", "virksomhed"),
        categories=("modtager af et brev", "oplysninger i brevet"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="messages_recipient_position"),
            models.UniqueConstraint(
                fields=["run", "person"],
                condition=Q(person__isnull=False),
                name="messages_recipient_person_once",
            ),
            models.UniqueConstraint(
                fields=["run", "company"],
                condition=Q(company__isnull=False),
                name="messages_recipient_company_once",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, company__isnull=True)
                | Q(person__isnull=True, company__isnull=False),
                name="messages_recipient_is_one_party",
                violation_error_message="En modtager er én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in RecipientState])
                & (~Q(state=RecipientState.REFUSED.value) | ~Q(why="")),
                name="messages_recipient_refused_says_why",
                violation_error_message="En modtager, der ikke fik brevet, siger hvorfor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.state}"
