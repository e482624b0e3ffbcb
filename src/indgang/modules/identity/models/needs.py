"""How a citizen wishes to be helped, told once and kept until they say otherwise."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.identity.models.people import Person
from indgang.modules.identity.vocabulary import Need


class DeclaredNeed(models.Model):
    """One wish of one person. Open while `ended_at` is empty, and open once only.

    It holds the wish and never the cause: `detail` is empty, but for an interpreter, where it is the language.
    `told_to` is the key of who wrote it down (`employee:<id>`), or of the citizen; `ended_by` likewise.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(max_length=20)
    detail = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField()
    told_to = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True)

    privacy = Privacy(
        purpose="Ikke at spørge to gange om, hvordan en borger gerne vil have hjælp",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e, og forvaltningslovens § 7",
        days=730,
        since="ended_at",
        subjects=("borger",),
        categories=("ønske om papir, stor skrift, en person eller tolk", "sprog"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "need"],
                condition=models.Q(ended_at__isnull=True),
                name="identity_need_is_told_once",
                violation_error_message="Det ønske har vi allerede.",
            ),
            models.CheckConstraint(
                condition=models.Q(need__in=[need.value for need in Need]),
                name="identity_need_is_known",
                violation_error_message="Det ønske findes ikke.",
            ),
            models.CheckConstraint(
                condition=models.Q(need=Need.INTERPRETER.value) | models.Q(detail=""),
                name="identity_need_without_a_cause",
                violation_error_message="Vi skriver kun ønsket ned, ikke hvorfor.",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) ^ ~models.Q(ended_by=""),
                name="identity_ended_need_says_who",
                violation_error_message="Et ønske, der er slut, siger hvem der sluttede det.",
            ),
        ]

    def __str__(self) -> str:
        return self.need
