from django.db import migrations, models

from indgang.kernel.append_only import StillAppendOnly

WAITS = ["waiting_for_citizen", "waiting_for_others"]
SETTLED = ["decided", "withdrawn"]


class Migration(migrations.Migration):
    """A case waits for others, or is withdrawn by its party."""

    dependencies = [("cases", "0004_protected")]

    operations = [
        StillAppendOnly("Step"),
        migrations.RemoveConstraint(model_name="case", name="cases_known_state"),
        migrations.RemoveConstraint(model_name="case", name="cases_waiting_has_a_date"),
        migrations.RemoveIndex(model_name="case", name="cases_work_list"),
        migrations.RemoveConstraint(model_name="step", name="cases_known_step"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("state__in", SETTLED), _negated=True),
                fields=["unit", "due", "id"],
                name="cases_work_list",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "new",
                            "open",
                            "waiting_for_citizen",
                            "waiting_for_others",
                            "forwarded",
                            "decided",
                            "withdrawn",
                        ],
                    )
                ),
                name="cases_known_state",
                violation_error_message="Sagen har en tilstand, som ikke findes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("asked_on__isnull", False),
                        ("reply_by__gte", models.F("asked_on")),
                        ("state__in", WAITS),
                    ),
                    models.Q(
                        models.Q(("state__in", WAITS), _negated=True),
                        ("asked_on__isnull", True),
                        ("reply_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="cases_waiting_has_a_date",
                violation_error_message="Når vi venter på et svar, er der en frist for det.",
            ),
        ),
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
                        ],
                    )
                ),
                name="cases_known_step",
                violation_error_message="Det skridt findes ikke.",
            ),
        ),
        StillAppendOnly("Step"),
    ]
