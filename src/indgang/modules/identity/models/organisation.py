"""The municipality's own people and places of work."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy, no_personal_data


class Department(models.Model):
    """One of the administrations (forvaltning)."""

    id = models.SlugField(primary_key=True, max_length=20)
    code = models.CharField(max_length=10)
    name = models.JSONField()
    task = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=0)

    privacy = no_personal_data("Kommunens forvaltninger")

    def __str__(self) -> str:
        return self.code


class Unit(models.Model):
    """A part of a department that answers contacts or decides cases."""

    id = models.SlugField(primary_key=True, max_length=60)
    department = models.ForeignKey(Department, on_delete=models.PROTECT)
    name = models.JSONField()
    phone = models.CharField(max_length=20)
    decides = models.BooleanField(default=False)

    privacy = no_personal_data("Kommunens enheder")

    def __str__(self) -> str:
        return self.id


class Employee(models.Model):
    """A member of staff, known by the staff client's subject; roles come with each login."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True)
    roles = models.JSONField(default=list)
    seen_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At lade medarbejdere logge ind med netop deres rettigheder",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og artikel 32",
        kept_because="Sager og notater skal vise, hvem der har skrevet dem, så længe de gemmes",
        subjects=("medarbejder",),
        categories=("navn", "enhed", "rolle"),
    )

    def __str__(self) -> str:
        return self.name
