from django.db import migrations

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_initial")]
    operations = [AppendOnly("Plan"), AppendOnly("PlanEntry"), AppendOnly("Availability")]
