"""Prepared letters, as the content gave them."""

from django.db import models

from indgang.kernel.ids import new_id
from indgang.kernel.privacy import no_personal_data


class Template(models.Model):
    """One version of one prepared letter. A new text is a new row; the old ones are kept for old decisions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.SlugField(max_length=60)
    name = models.SlugField(max_length=60)
    hash = models.CharField(max_length=64)
    letter = models.JSONField()
    placeholders = models.JSONField(default=list)
    actions = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    registered_at = models.DateTimeField()

    privacy = no_personal_data("Skabeloner til breve")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name", "hash"], name="messages_template_version_once"),
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=models.Q(current=True),
                name="messages_one_current_template",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner}/{self.name}"
