"""From now on each delivery has its own name towards the receiver."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messages", "0005_ladders_of_old_messages")]

    operations = [
        migrations.AlterField(
            model_name="delivery",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        )
    ]
