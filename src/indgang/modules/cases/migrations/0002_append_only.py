"""Decisions, steps, notes and filed documents are never changed afterwards."""

from django.db import migrations

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [AppendOnly("Decision"), AppendOnly("Step"), AppendOnly("Note"), AppendOnly("FilingEntry")]
