"""What was said is never changed afterwards."""

from django.db import migrations

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("messages", "0001_initial")]

    operations = [AppendOnly("Message")]
