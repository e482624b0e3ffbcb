from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('channels', '0003_entrance_channels'),
    ]

    operations = [
        migrations.AddField(
            model_name='pricesheet',
            name='meaning',
            field=models.JSONField(default=dict),
        ),
    ]
