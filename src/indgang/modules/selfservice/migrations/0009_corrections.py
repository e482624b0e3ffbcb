import django.db.models.deletion
import indgang.kernel.ids
from django.db import migrations, models

from indgang.kernel.append_only import AppendOnly


class Migration(migrations.Migration):
    """What a draft corrects."""

    dependencies = [
        ('selfservice', '0008_payments'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('draft', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='selfservice.draft')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='selfservice.submission')),
            ],
            options={
                'abstract': False,
            },
        ),
        AppendOnly('Correction'),
    ]
