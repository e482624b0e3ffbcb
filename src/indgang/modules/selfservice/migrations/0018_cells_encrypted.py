from django.db import migrations, models


class Migration(migrations.Migration):
    """A column of another kind: the rows were of files not sent yet, and nothing had been released."""

    dependencies = [
        ('selfservice', '0017_unreached'),
    ]

    operations = [
        migrations.RemoveField(model_name='manyrow', name='cells'),
        migrations.AddField(model_name='manyrow', name='cells', field=models.BinaryField(default=b'')),
    ]
