"""Answers, submissions and notes are never changed afterwards."""

from django.db import migrations

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("selfservice", "0001_initial")]

    operations = [AppendOnly("Answer"), AppendOnly("Submission"), AppendOnly("Note")]
