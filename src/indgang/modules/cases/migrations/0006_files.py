from django.db import migrations, models

from indgang.kernel.append_only import StillAppendOnly


class Migration(migrations.Migration):
    """A file comes to a case, or is taken out because it was filed wrongly."""

    dependencies = [("cases", "0005_others")]

    operations = [
        StillAppendOnly("Step"),
        migrations.RemoveConstraint(model_name="step", name="cases_known_step"),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "opened",
                            "taken",
                            "asked",
                            "replied",
                            "forwarded",
                            "decided",
                            "reopened",
                            "task_done",
                            "review_asked",
                            "reviewed",
                            "others_asked",
                            "others_said",
                            "withdrawn",
                            "file_added",
                            "file_out",
                        ],
                    )
                ),
                name="cases_known_step",
                violation_error_message="Det skridt findes ikke.",
            ),
        ),
        StillAppendOnly("Step"),
    ]
