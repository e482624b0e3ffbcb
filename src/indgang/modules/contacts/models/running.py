"""A contact while it lasts: a call or a visit that somebody on the staff has in hand, and calls that we owe."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.vocabulary import CallBackState, IdCheck, RunningState, RunningStepKind

OVER = (RunningState.CLOSED.value, RunningState.CANCELLED.value)


def _one_of(field: str, words: type[StrEnum]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [word.value for word in words]}),
        name=f"contacts_%(class)s_{field}_is_known",
        violation_error_message=f"Et af felterne har en værdi, som vi ikke kender: {field}.",
    )


class RunningContact(models.Model):
    """One call or visit from begin to close. It may know nobody (anonymous), and hold several matters.

    `person` or `company` is the party, `caller` who turned to us when that is somebody else. `unit` and `employee`
    have it in hand; while it is handed over, `handed_to_unit` says who is to take it. When it closes, one row of the
    ledger is written (`ledger_id`); the ledger knows neither staff nor person. `jotted` is what was typed into the
    form that closes it, and not sent yet; it is emptied when the contact is over.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employee = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=60)
    state = models.CharField(max_length=12, default=RunningState.OPEN.value)
    channel = models.CharField(max_length=20)
    entrance = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=3, default="in")
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    service = models.CharField(max_length=60, blank=True)
    journey = models.ForeignKey("contacts.Journey", on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.SET_NULL, null=True, related_name="+")
    caller = models.ForeignKey("identity.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ground = models.CharField(max_length=20, blank=True)
    mandate = models.CharField(max_length=40, blank=True)
    id_check = models.CharField(max_length=20, blank=True)
    id_checked_at = models.DateTimeField(null=True)
    unmasked_at = models.DateTimeField(null=True)
    handed_to_unit = models.CharField(max_length=60, blank=True)
    handed_to = models.ForeignKey("identity.Employee", on_delete=models.SET_NULL, null=True, related_name="+")
    ledger_id = models.UUIDField(null=True)
    jotted = models.JSONField(default=dict)

    privacy = Privacy(
        purpose="At holde styr på et opkald eller et besøg, mens det står på, og at kunne give det videre",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og offentlighedslovens § 13",
        days=90,
        since="touched_at",
        only={"state__in": OVER},
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=(
            "hvem der henvendte sig",
            "hvad det handlede om",
            "hvem der svarede",
            "notater til sager, mens henvendelsen står på",
        ),
    )

    class Meta:
        constraints = [
            _one_of("state", RunningState),
            _one_of("channel", Channel),
            _one_of("id_check", IdCheck),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(company__isnull=True),
                name="contacts_running_has_at_most_one_party",
                violation_error_message="En henvendelse handler om én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | (~Q(state__in=OVER) & Q(ended_at__isnull=True)),
                name="contacts_running_ends_once",
                violation_error_message="En henvendelse er slut, når den er lukket.",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunningState.HANDED_OVER.value) | ~Q(handed_to_unit=""),
                name="contacts_running_is_handed_to_somebody",
                violation_error_message="Vælg, hvem der skal tage henvendelsen.",
            ),
        ]
        indexes = [
            models.Index(fields=["employee", "state"], name="contacts_running_mine"),
            models.Index(fields=["handed_to_unit", "state"], name="contacts_running_handed"),
            models.Index(fields=["state", "touched_at"], name="contacts_running_forgotten"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class RunningStep(AppendOnlyModel):
    """What happened in a contact: what was opened, who was identified, who took it. Closing suggests from these."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    running = models.ForeignKey(RunningContact, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120, blank=True)
    service = models.CharField(max_length=60, blank=True)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    privacy = Privacy(
        purpose="At kunne lukke en henvendelse uden at skrive det hele, og vise den næste, hvad der er sket",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Følger henvendelsen og slettes sammen med den",
        subjects=("borger", "medarbejder"),
        categories=("hvad der blev åbnet",),
    )

    class Meta:
        constraints = [
            _one_of("kind", RunningStepKind),
            models.UniqueConstraint(
                fields=["running", "key"],
                condition=Q(kind="opened"),
                name="contacts_running_opened_once",
                violation_error_message="Det er allerede åbnet i henvendelsen.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class CallBack(models.Model):
    """A call that we owe somebody, in a window of time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(RunningContact, on_delete=models.SET_NULL, null=True, related_name="+")
    journey = models.ForeignKey("contacts.Journey", on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, null=True, related_name="+")
    unit = models.CharField(max_length=60)
    service = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20)
    about = models.CharField(max_length=500, blank=True)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=CallBackState.OPEN.value)
    taken_by = models.ForeignKey("identity.Employee", on_delete=models.SET_NULL, null=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At ringe tilbage, som vi har lovet",
        basis="Forvaltningslovens § 7 og databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=30,
        since="done_at",
        subjects=("borger", "medarbejder"),
        categories=("telefonnummer", "hvad det handler om"),
    )

    class Meta:
        constraints = [
            _one_of("state", CallBackState),
            models.CheckConstraint(
                condition=Q(from_at__lt=F("to_at")),
                name="contacts_call_back_has_a_window",
                violation_error_message="Tidsrummet skal begynde, før det slutter.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["done", "given_up"], done_at__isnull=False)
                | Q(state__in=["open", "taken"], done_at__isnull=True),
                name="contacts_call_back_is_done_once",
                violation_error_message="Et opkald er ringet, når det er gjort.",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "from_at"], name="contacts_call_back_list")]

    def __str__(self) -> str:
        return str(self.id)
