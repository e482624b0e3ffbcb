from django.db import migrations, models


class Migration(migrations.Migration):
    """When a draft was reminded of."""

    dependencies = [
        ('selfservice', '0009_corrections'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='reminded_for',
            field=models.DateTimeField(null=True),
        ),
    ]
