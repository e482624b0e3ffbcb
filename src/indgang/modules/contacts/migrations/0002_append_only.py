from django.db import migrations

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [AppendOnly("Contact"), AppendOnly("Measurement")]
