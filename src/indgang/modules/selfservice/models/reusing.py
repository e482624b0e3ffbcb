"""What a party does not wish to be reminded that they wrote before."""

from django.db import models
from django.db.models import Q

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class NeverReuse(models.Model):
    """A party said: do not offer me what I wrote before under this key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("identity.Person", on_delete=models.CASCADE, null=True, related_name="+")
    company = models.ForeignKey("identity.Company", on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=40)
    at = models.DateTimeField()

    privacy = Privacy(
        purpose="At huske, at nogen ikke vil have foreslået et tidligere svar",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        kept_because="Ønsket gælder, til personen eller virksomheden bliver slettet",
        subjects=("borger", "virksomhed"),
        categories=("hvilke svar der ikke må foreslås igen",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(company__isnull=True),
                name="selfservice_never_reuse_one_party",
                violation_error_message="Ønsket hører til én borger eller én virksomhed.",
            ),
            models.UniqueConstraint(
                fields=["person", "key"],
                condition=Q(person__isnull=False),
                name="selfservice_never_reuse_person",
                violation_error_message="Det er sagt allerede.",
            ),
            models.UniqueConstraint(
                fields=["company", "key"],
                condition=Q(company__isnull=False),
                name="selfservice_never_reuse_company",
                violation_error_message="Det er sagt allerede.",
            ),
        ]

    def __str__(self) -> str:
        return self.key
