"""Content as loaded: which generation, whose municipality, which parameters."""

from django.db import models

from indgang.kernel.privacy import no_personal_data


class Generation(models.Model):
    """One row: the number that every process compares with its own."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
    loaded_at = models.DateTimeField(null=True)

    privacy = no_personal_data("Hvilket indhold der gælder")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="identity_one_generation")]

    def __str__(self) -> str:
        return str(self.number)


class Municipality(models.Model):
    """The pack that is served: name, phone, colour, and the choices it makes."""

    id = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=4)
    demo = models.BooleanField(default=False)
    profile = models.JSONField(default=dict)

    privacy = no_personal_data("Kommunens egne oplysninger")

    def __str__(self) -> str:
        return self.name


class Parameter(models.Model):
    """A dated parameter as loaded (kernel/parameters.py says what the status means)."""

    key = models.CharField(max_length=100)
    value = models.JSONField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=600, blank=True)
    status = models.CharField(max_length=10)
    confirmed_by = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=300, blank=True)

    privacy = no_personal_data("Beløb, grænser og frister")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="identity_parameter_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="identity_parameter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.key
