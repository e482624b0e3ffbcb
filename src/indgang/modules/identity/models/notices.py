"""Where somebody wishes a short notice that there is something to read."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy
from indgang.modules.identity.models.people import Person
from indgang.modules.identity.vocabulary import NoticeKind


class NoticeAddress(models.Model):
    """A mobile number or an e-mail address of one person, encrypted. It counts once its owner has confirmed it.

    `digest`: the HMAC of the value, to find it again. `code_hash`: the HMAC of the code that was sent there, good until
    `code_until`. `told_to`: the key of who wrote it down. Open while `ended_at` is empty, and one of a kind only.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notice_addresses")
    kind = models.CharField(max_length=8)
    value_encrypted = models.BinaryField()
    digest = models.CharField(max_length=64)
    told_at = models.DateTimeField()
    told_to = models.CharField(max_length=80)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=40, blank=True)

    privacy = Privacy(
        purpose="At give besked om, at der er post at læse",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e: borgeren har selv bedt om det",
        days=730,
        since="ended_at",
        subjects=("borger",),
        categories=("mobilnummer eller e-mailadresse, krypteret",),
    )

    class Meta:
        indexes = [models.Index(fields=["digest"], name="identity_notice_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="identity_notice_one_of_a_kind",
                violation_error_message="Vi har allerede en af den slags.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in NoticeKind]),
                name="identity_notice_kind_is_known",
                violation_error_message="Vi kan kun sende SMS og e-mail.",
            ),
        ]

    def __str__(self) -> str:
        return self.kind
