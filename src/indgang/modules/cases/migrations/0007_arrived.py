from django.db import migrations, models

from indgang.kernel.append_only import StillAppendOnly

STEPS = [
    *("opened", "taken", "asked", "replied", "forwarded", "decided", "reopened", "task_done", "review_asked"),
    *("reviewed", "others_asked", "others_said", "withdrawn", "file_added", "file_out", "arrived"),
]


class Migration(migrations.Migration):
    """A decision that arrives late can be complained about later."""

    dependencies = [("cases", "0006_files")]

    operations = [
        StillAppendOnly("Step"),
        migrations.AddField(
            model_name="case", name="complaint_until", field=models.DateField(null=True)
        ),
        migrations.RemoveConstraint(model_name="step", name="cases_known_step"),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", STEPS)),
                name="cases_known_step",
                violation_error_message="Det skridt findes ikke.",
            ),
        ),
        StillAppendOnly("Step"),
    ]
