"""Somebody who was asked, and whom the letter may not have reached: their silence says nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("selfservice", "0016_licences_end")]

    operations = [
        migrations.RemoveConstraint(model_name="invitation", name="selfservice_invitation_state_is_known"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "answered", "silent", "unreached", "cancelled"])),
                name="selfservice_invitation_state_is_known",
                violation_error_message="Et spørgsmål er åbent, besvaret, udløbet eller aflyst.",
            ),
        ),
    ]
