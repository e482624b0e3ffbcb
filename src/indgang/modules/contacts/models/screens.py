"""A screen that stands towards the citizen while a contact lasts, and how often codes were tried on one."""

from django.db import models
from django.db.models import Q

from indgang.kernel.append_only import AppendOnlyModel
from indgang.kernel.ids import new_id
from indgang.kernel.privacy import Privacy


class CounterScreen(models.Model):
    """Six digits that let one screen show one contact. Code and token are kept only as an HMAC.

    It is `live` while the code can be used. `token_hash` is what the screen that used it shows from then on.
    `ended_at`: the clerk stopped it, or another screen took its place.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    running = models.ForeignKey("contacts.RunningContact", on_delete=models.CASCADE, related_name="screens")
    code_hash = models.CharField(max_length=64)
    live = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True)

    privacy = Privacy(
        purpose="At lade en borger ved skranken se med på en skærm",
        basis="Databeskyttelsesforordningens artikel 6, stk. 1, litra e",
        days=30,
        since="made_at",
        subjects=("borger", "medarbejder"),
        categories=("hvornår en skærm viste en henvendelse",),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_hash"],
                condition=Q(live=True),
                name="contacts_one_live_screen_code",
                violation_error_message="Koden er i brug.",
            ),
            models.UniqueConstraint(
                fields=["token_hash"],
                condition=~Q(token_hash=""),
                name="contacts_one_screen_a_token",
                violation_error_message="Skærmen er i brug.",
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, token_hash="")
                | (Q(used_at__isnull=False, live=False) & ~Q(token_hash="")),
                name="contacts_a_used_screen_code_is_over",
                violation_error_message="En kode kan kun bruges én gang.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ScreenTry(AppendOnlyModel):
    """Somebody typed a code on a screen, right or wrong. `place` is an HMAC of where from, with a key of the day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.CharField(max_length=64)
    at = models.DateTimeField()
    found = models.BooleanField()

    privacy = Privacy(
        purpose="At opdage og bremse den, der gætter på koder til skærme",
        basis="Databeskyttelsesforordningens artikel 32",
        days=2,
        since="at",
        subjects=("borger", "medarbejder"),
        categories=("forsøg på at forbinde en skærm",),
    )

    class Meta:
        indexes = [models.Index(fields=["found", "-at"], name="contacts_screen_tries")]

    def __str__(self) -> str:
        return f"{self.found} {self.at:%H:%M:%S}"
