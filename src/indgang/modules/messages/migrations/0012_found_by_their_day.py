from django.db import migrations, models

from indgang.kernel.append_only import StillAppendOnly


class Migration(migrations.Migration):
    """SQLite uses a partial index only when the question itself says so, as `reply_by >= today` does."""

    dependencies = [
        ('messages', '0011_found_by_their_time'),
    ]

    operations = [
        StillAppendOnly("Message"),
        migrations.RemoveIndex(
            model_name='message',
            name='messages_asked_for_an_answer',
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(
                condition=models.Q(('reply_by__isnull', False)),
                fields=['reply_by'],
                name='messages_asked_for_an_answer',
            ),
        ),
        StillAppendOnly("Message"),
    ]
