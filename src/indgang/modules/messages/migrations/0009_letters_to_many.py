"""Letters to many: what was wrong in the list, the day of the shared file, and the steps a run may take."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messages", "0008_unread_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulkrun",
            name="pdf_day",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="bulkrun",
            name="rejected",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="bulkrun",
            name="rejected_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="bulkrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came_from", ""), ("state", "draft")),
                    models.Q(("came_from", "draft"), ("state__in", ["ready", "stopped"])),
                    models.Q(("came_from", "ready"), ("state__in", ["running", "stopped"])),
                    models.Q(("came_from", "running"), ("state__in", ["done", "paused", "stopped"])),
                    models.Q(("came_from", "paused"), ("state__in", ["running", "stopped"])),
                    _connector="OR",
                ),
                name="messages_bulk_step_is_allowed",
                violation_error_message="En udsendelse kan ikke gå fra den ene tilstand til den anden.",
            ),
        ),
    ]
