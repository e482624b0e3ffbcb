"""What is kept along a case: its steps, notes, tasks, and the list of filed documents."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.cases.models.case import Case
from indgang.modules.cases.vocabulary import FilingDirection, StepKind, TaskState

_WITH_THE_CASE = "Følger sagen og slettes sammen med den"
_BASIS = "Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens §§ 13 og 15"


class Step(AppendOnlyModel):
    """One thing that happened to a case. `text` may be shown to the party; who did it is staff's to know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    text = models.JSONField()
    internal = models.TextField(blank=True)

    privacy = Privacy(
        purpose="At kunne vise sagens gang",
        basis=_BASIS,
        kept_because=_WITH_THE_CASE,
        subjects=("borger", "medarbejder"),
        categories=("handling", "tidspunkt"),
    )

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_steps")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in StepKind]),
                name="cases_known_step",
                violation_error_message="Det skridt findes ikke.",
            )
        ]

    def __str__(self) -> str:
        return self.kind


class Note(AppendOnlyModel):
    """What a member of staff wrote down (notatpligt, offentlighedsloven § 13). It never changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    author = models.ForeignKey("identity.Employee", on_delete=models.PROTECT)
    author_name = models.CharField(max_length=160)
    text = models.TextField()
    fingerprint = models.CharField(max_length=40)

    privacy = Privacy(
        purpose="At skrive ned, hvad der har betydning for sagen",
        basis=_BASIS,
        kept_because=_WITH_THE_CASE,
        subjects=("borger", "medarbejder"),
        categories=("notat",),
    )

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_notes")]
        constraints = [
            models.UniqueConstraint(fields=["case", "author", "fingerprint"], name="cases_note_once"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="cases_note_says_something",
                violation_error_message="Notatet er tomt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Note {self.id}"


class Task(models.Model):
    """Something that must be done by a date, by a unit or another party named in `to`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    key = models.CharField(max_length=60)
    to = models.CharField(max_length=60)
    title = models.JSONField()
    due = models.DateField()
    state = models.CharField(max_length=6, default=TaskState.OPEN.value)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, null=True)

    privacy = Privacy(
        purpose="At huske, hvad der skal ske efter en afgørelse eller et svar",
        basis=_BASIS,
        kept_because=_WITH_THE_CASE,
        subjects=("borger", "medarbejder"),
        categories=("opgave",),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="cases_task_once"),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN.value, done_at__isnull=True)
                | Q(state=TaskState.DONE.value, done_at__isnull=False),
                name="cases_done_task_has_a_time",
                violation_error_message="En løst opgave har et tidspunkt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Task {self.id}"


class FilingEntry(AppendOnlyModel):
    """One filed document: when, which way, what it is about (journalisering, offentlighedsloven § 15).

    `document` names it: the case's own key (what was sent), `message:<id>`, `note:<id>`, `step:<id>` or
    `file:<id>`; `out:<id>` says that a file was filed wrongly and taken out.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="filing")
    at = models.DateTimeField()
    direction = models.CharField(max_length=8)
    theme = models.JSONField()
    document = models.CharField(max_length=140)

    privacy = Privacy(
        purpose="At journalisere de dokumenter, som sagen består af",
        basis=_BASIS,
        kept_because=_WITH_THE_CASE,
        subjects=("borger",),
        categories=("dokumentets dato og tema",),
    )

    class Meta:
        indexes = [models.Index(fields=["case", "at"], name="cases_filing")]
        constraints = [
            models.UniqueConstraint(fields=["case", "document"], name="cases_filed_once"),
            models.CheckConstraint(
                condition=Q(direction__in=[direction.value for direction in FilingDirection]),
                name="cases_known_filing_direction",
                violation_error_message="Et dokument er indgående, udgående eller internt.",
            ),
        ]

    def __str__(self) -> str:
        return self.document
