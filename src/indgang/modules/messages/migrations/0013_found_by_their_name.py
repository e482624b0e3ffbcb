from django.db import migrations, models


class Migration(migrations.Migration):
    """SQLite uses a partial index only when the question itself says so, which one that asks for a value does not."""

    dependencies = [
        ("messages", "0012_found_by_their_day"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="delivery", name="messages_delivery_transmission"),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["transmission_id", "planned_at"], name="messages_delivery_transmission"
            ),
        ),
        migrations.RemoveIndex(model_name="inbound", name="messages_inbound_sender"),
        migrations.AddIndex(
            model_name="inbound",
            index=models.Index(fields=["sender_key", "got_at"], name="messages_inbound_sender"),
        ),
    ]
