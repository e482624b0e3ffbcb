"""A citizen asks for help: the code that they read out, and who tried which codes."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class HelpCode(models.Model):
    """Six digits for one matter, shown once and kept only as an HMAC. It is live until it is used, replaced or old.

    `draft_key` is `draft:<id>` and `step` where the citizen stood, so that help begins there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    journey = models.ForeignKey("contacts.Journey", on_delete=models.CASCADE, related_name="+")
    draft_key = models.CharField(max_length=80)
    step = models.CharField(max_length=60, blank=True)
    code_hash = models.CharField(max_length=64)
    live = models.BooleanField(default=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.CharField(max_length=80, blank=True)

    privacy = Privacy(
        purpose="At lade en medarbejder finde det, som en borger beder om hjælp til",
        basis="Forvaltningslovens § 7 og databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=30,
        since="expires_at",
        subjects=("borger", "medarbejder"),
        categories=("hvornår der blev bedt om hjælp", "hvem der hjalp"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=Q(live=True),
                name="contacts_one_live_help_code",
                violation_error_message="Koden er i brug.",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(live=False),
                name="contacts_a_used_help_code_is_over",
                violation_error_message="En kode kan kun bruges én gang.",
            ),
        ]
        indexes = [models.Index(fields=["draft_key", "live"], name="contacts_help_code_draft")]

    def __str__(self) -> str:
        return str(self.id)


class HelpCodeTry(AppendOnlyModel):
    """Somebody on the staff typed a code, right or wrong. The digits are not kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employee_key = models.CharField(max_length=80)
    at = models.DateTimeField()
    found = models.BooleanField()

    privacy = Privacy(
        purpose="At opdage og bremse den, der gætter på koder",
        basis="Databeskyttelsesforordningens artikel 32",
        days=30,
        since="at",
        subjects=("medarbejder",),
        categories=("forsøg på at slå en kode op",),
    )

    class Meta:
        indexes = [models.Index(fields=["employee_key", "-at"], name="contacts_help_code_tries")]

    def __str__(self) -> str:
        return f"{self.employee_key} {self.at:%H:%M:%S}"
