"""Standing grants that were worked out again, a row for each grant and month; never changed afterwards."""

import django.db.models.deletion
from django.db import migrations, models

import indgang.kernel.ids
from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("selfservice", "0013_same_row_once")]

    operations = [
        migrations.CreateModel(
            name="Recalculation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                ("at", models.DateTimeField()),
                ("result", models.CharField(max_length=10)),
                ("before", models.BigIntegerField(null=True)),
                ("now", models.BigIntegerField(null=True)),
                ("inputs", models.JSONField()),
                ("finding", models.JSONField()),
                ("follow_ups", models.JSONField(default=list)),
                ("case_id", models.UUIDField(null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recalculations",
                        to="selfservice.submission",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="selfservice.solutionversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RecalculationRun",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("solution", models.SlugField(max_length=60)),
                ("month", models.DateField()),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("cursor", models.UUIDField(null=True)),
                ("failed", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="recalculationrun",
            constraint=models.UniqueConstraint(
                fields=("solution", "month"), name="selfservice_one_run_a_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="recalculation",
            constraint=models.UniqueConstraint(
                fields=("submission", "month"),
                name="selfservice_recalculated_once_a_month",
                violation_error_message="Der er allerede regnet igen for den måned.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recalculation",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["same", "better", "worse", "unknown", "person", "over"])),
                name="selfservice_recalculation_result_is_known",
                violation_error_message="Det resultat findes ikke.",
            ),
        ),
        AppendOnly("Recalculation"),
    ]
