import django.db.models.deletion
import indgang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who does not wish to be offered what they wrote before."""

    dependencies = [
        ("identity", "0006_post_and_notices"),
        ("selfservice", "0010_draft_reminder"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeverReuse",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "company",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.company",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="identity.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", True), ("company__isnull", True), _connector="XOR"
                        ),
                        name="selfservice_never_reuse_one_party",
                        violation_error_message="Ønsket hører til én borger eller én virksomhed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("person__isnull", False)),
                        fields=("person", "key"),
                        name="selfservice_never_reuse_person",
                        violation_error_message="Det er sagt allerede.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("company__isnull", False)),
                        fields=("company", "key"),
                        name="selfservice_never_reuse_company",
                        violation_error_message="Det er sagt allerede.",
                    ),
                ],
            },
        ),
    ]
