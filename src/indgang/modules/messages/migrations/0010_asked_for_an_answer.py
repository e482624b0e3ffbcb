from django.db import migrations, models

from indgang.kernel.append_only import StillAppendOnly


class Migration(migrations.Migration):
    """What waits for an answer is found by its day."""

    dependencies = [
        ('messages', '0009_letters_to_many'),
        ('identity', '0006_post_and_notices'),
    ]

    operations = [
        StillAppendOnly("Message"),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(
                condition=models.Q(('direction', 'out'), ('reply_expected', True)),
                fields=['reply_by'],
                name='messages_asked_for_an_answer',
            ),
        ),
        StillAppendOnly("Message"),
    ]
