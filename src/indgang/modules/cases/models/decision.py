"""The answer with legal effect."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.cases.models.case import Case
from indgang.modules.cases.vocabulary import Outcome

_FULL = Q(outcome=Outcome.GRANTED.value)


class Decision(AppendOnlyModel):
    """One decision, with all it was made from; it never changes. A reopened case gets a further one.

    `finding` holds rule version, matched rules with paragraphs and facts, and what was unresolved; `inputs`
    what the rules were given, so that an automatic decision can be replayed. `goes_against`: a caseworker set
    aside what the rules prepared, and `reasons` say why. `no_hearing`: why the party was not heard about something that
    speaks against them and that they had not seen (forvaltningsloven § 19).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    sequence = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12)
    automatic = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("identity.Employee", on_delete=models.PROTECT, null=True)
    decided_by_name = models.CharField(max_length=160, blank=True)
    unit = models.CharField(max_length=60)
    seen_version = models.PositiveIntegerField()
    reasons = models.TextField(blank=True)
    goes_against = models.BooleanField(default=False)
    no_hearing = models.TextField(blank=True)
    rule_version = models.CharField(max_length=80)
    inputs = models.JSONField(default=dict)
    finding = models.JSONField()
    letter = models.JSONField()
    message_id = models.UUIDField()
    complaint_body = models.CharField(max_length=120, blank=True)
    complaint_until = models.DateField(null=True)
    complaint_weeks = models.PositiveSmallIntegerField(null=True)

    privacy = Privacy(
        purpose="At kunne vise, hvad der blev afgjort, af hvem, efter hvilke regler, og hvorfor",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra c og e, og forvaltningslovens §§ 22-25",
        kept_because="Følger sagen og slettes sammen med den",
        subjects=("borger", "virksomhed", "medarbejder"),
        categories=("afgørelse", "begrundelse", "oplysninger bag afgørelsen"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "sequence"], name="cases_decision_in_order"),
            models.CheckConstraint(
                condition=Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="cases_known_outcome",
                violation_error_message="Det udfald findes ikke.",
            ),
            models.CheckConstraint(
                condition=Q(automatic=True, decided_by__isnull=True) & _FULL
                | Q(automatic=False, decided_by__isnull=False) & ~Q(decided_by_name=""),
                name="cases_only_full_grants_are_automatic",
                violation_error_message="Kun et fuldt ja kan gives automatisk. Resten har en navngiven sagsbehandler.",
            ),
            models.CheckConstraint(
                condition=_FULL & Q(complaint_until__isnull=True)
                | ~_FULL & ~Q(reasons="") & ~Q(complaint_body="") & Q(complaint_until__isnull=False),
                name="cases_no_without_reasons_and_complaint_guidance",
                violation_error_message="Et nej har en begrundelse og en klagevejledning.",
            ),
            models.CheckConstraint(
                condition=Q(goes_against=False) | ~Q(reasons=""),
                name="cases_no_override_without_reasons",
                violation_error_message="Går du imod det, reglerne fandt, skal du skrive hvorfor.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.case_id}"
