"""A case: something that the municipality owes an answer."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data
from indgang.modules.cases.vocabulary import SETTLED, WAITS, CaseState

_SETTLED = [state.value for state in SETTLED]
_WAITS = [state.value for state in WAITS]


class CaseCounter(models.Model):
    """The last case number of each year. Its row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    privacy = no_personal_data("Fortløbende sagsnumre")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(models.Model):
    """What was asked, what the rules found, who looks at it, and until when.

    `key` is the submission's; `actor`, `ground` and `mandate` say who sent it and on what ground. `letters`
    holds the written letter for each outcome, `complaint` the parameter that names the complaint body.
    `version` counts every change: a deed names the version that its page showed. `review_asked_on`: the party
    wants a person to look at the automatic decision, which stands meanwhile; `due` is then when we answer.
    `complaint_until`: the last day to complain about the last decision, when its letter arrived so late that the day
    in the letter is too early. `waits_for`: the sentence for the party of a case that waits for others and for no
    answer of anybody; else empty. `hearing`: what we wait for is the party's word on a hearing, not an answer that we
    lack. `protected`: the rules found that somebody in it has, wants or may have a hidden
    address; the party's own protection stands with the person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=12, unique=True)
    key = models.CharField(max_length=120, unique=True)
    service_id = models.CharField(max_length=60)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True)
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True)
    party_name = models.CharField(max_length=160)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=40, blank=True)
    journey = models.ForeignKey("contacts.Journey", on_delete=models.SET_NULL, null=True)
    title = models.JSONField()
    application = models.JSONField(default=list)
    finding = models.JSONField()
    inputs = models.JSONField(default=dict)
    letters = models.JSONField(default=dict)
    follow_ups = models.JSONField(default=list)
    complaint = models.CharField(max_length=100)
    protected = models.BooleanField(default=False)
    unit = models.ForeignKey("identity.Unit", on_delete=models.PROTECT)
    handler = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, null=True)
    state = models.CharField(max_length=20, default=CaseState.NEW.value)
    due = models.DateField()
    asked_on = models.DateField(null=True)
    reply_by = models.DateField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    review_asked_on = models.DateField(null=True)
    complaint_until = models.DateField(null=True)
    hearing = models.BooleanField(default=False)
    waits_for = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    privacy = Privacy(
        purpose="At behandle og afgøre en sag, og at kunne vise, hvordan det skete",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra c og e, og forvaltningsloven",
        days=365 * 5,
        since="changed_at",
        only={"state__in": _SETTLED},
        subjects=("borger", "virksomhed"),
        categories=("navn", "ansøgning", "oplysninger fra registre", "afgørelse"),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["unit", "due", "id"],
                name="cases_work_list",
                condition=~Q(state__in=_SETTLED),
            ),
            models.Index(
                fields=["unit", "due", "id"],
                name="cases_reviews",
                condition=Q(review_asked_on__isnull=False),
            ),
            models.Index(fields=["person", "-opened_at"], name="cases_person"),
            models.Index(fields=["company", "-opened_at"], name="cases_company"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="cases_case_has_one_party",
                violation_error_message="En sag handler om én borger eller én virksomhed.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in CaseState]),
                name="cases_known_state",
                violation_error_message="Sagen har en tilstand, som ikke findes.",
            ),
            models.CheckConstraint(
                condition=Q(state=CaseState.DECIDED.value, decided_at__isnull=False)
                | ~Q(state=CaseState.DECIDED.value) & Q(decided_at__isnull=True),
                name="cases_decided_has_a_time",
                violation_error_message="En afgjort sag har et tidspunkt for afgørelsen.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_WAITS, asked_on__isnull=False, reply_by__gte=models.F("asked_on"))
                | ~Q(state__in=_WAITS) & Q(asked_on__isnull=True, reply_by__isnull=True),
                name="cases_waiting_has_a_date",
                violation_error_message="Når vi venter på et svar, er der en frist for det.",
            ),
            models.CheckConstraint(
                condition=Q(review_asked_on__isnull=True) | Q(state=CaseState.DECIDED.value),
                name="cases_only_a_decision_is_reviewed",
                violation_error_message="Et menneske ser på et svar, der er givet.",
            ),
            models.CheckConstraint(
                condition=Q(hearing=False) | Q(state=CaseState.WAITING.value),
                name="cases_a_hearing_waits",
                violation_error_message="Når borgeren bliver hørt, venter sagen på borgeren.",
            ),
        ]

    def __str__(self) -> str:
        return self.number
