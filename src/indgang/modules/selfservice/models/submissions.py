"""A draft that was sent. It never changes."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data


class ReceiptCounter(models.Model):
    """The last receipt number of each year. Its row is locked while a number is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    privacy = no_personal_data("Fortløbende kvitteringsnumre")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Submission(AppendOnlyModel):
    """What was sent, all that the rules were given, and what they found: enough to decide again and compare.

    `key` is the send button's: the same press twice is one submission. `inputs` is rules.inputs.Inputs as
    JSON.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    draft = models.OneToOneField("selfservice.Draft", on_delete=models.CASCADE, related_name="submission")
    version = models.ForeignKey("selfservice.SolutionVersion", on_delete=models.PROTECT)
    key = models.CharField(max_length=80, unique=True)
    number = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.PROTECT, null=True, related_name="+")
    party_name = models.CharField(max_length=160)
    actor = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=160, blank=True)
    ground = models.CharField(max_length=20)
    mandate = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    inputs = models.JSONField()
    application = models.JSONField()
    finding = models.JSONField()
    follow_ups = models.JSONField(default=list)
    case_id = models.UUIDField(null=True)

    privacy = Privacy(
        purpose="At kunne vise, hvad en borger sendte, og regne en afgørelse efter",
        basis="Offentlighedslovens §§ 13 og 15 og forordningens artikel 22, stk. 3",
        days=365 * 5,
        since="at",
        subjects=("borger", "virksomhed", "husstand"),
        categories=("svar", "oplysninger fra registre", "hvad reglerne kom frem til"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="selfservice_submission_has_one_party",
                violation_error_message="En indsendelse handler om én borger eller én virksomhed.",
            )
        ]
        indexes = [models.Index(fields=["person", "-at"], name="selfservice_submission_person")]

    def __str__(self) -> str:
        return self.number


class Note(AppendOnlyModel):
    """What a submission was about, so that two that clash are found: a person's register mark, or an
    address.
    """

    id = models.BigAutoField(primary_key=True)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    solution = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=80)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At opdage to meldinger om de samme personer eller den samme adresse",
        basis="CPR-lovens § 10",
        days=365,
        since="at",
        subjects=("borger", "husstand"),
        categories=("adresse", "mærke for en person i registret"),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["person", "address"]),
                name="selfservice_note_kind_is_known",
                violation_error_message="Et mærke er om en person eller en adresse.",
            )
        ]
        indexes = [models.Index(fields=["solution", "kind", "value"], name="selfservice_note_value")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"
