from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('selfservice', '0012_file_of_many'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='manyrow',
            constraint=models.UniqueConstraint(condition=models.Q(('draft__isnull', False)), fields=('mark',), name='selfservice_same_row_once', violation_error_message='Den samme række er sendt.'),
        ),
    ]
