import django.db.models.deletion
from django.db import migrations, models

import indgang.kernel.ids
from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]
    operations = [
        migrations.AddIndex("Event", models.Index(fields=["at"], name="audit_at")),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=80)),
                ("outcome", models.CharField(max_length=10)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="audit.event"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["event", "-at"], name="audit_checks")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["fine", "ask", "reported"])),
                        name="audit_check_outcome_is_known",
                        violation_error_message="En kontrol har et af de kendte udfald.",
                    )
                ],
            },
        ),
        AppendOnly("Check"),
    ]
