import django.db.models.deletion
from django.db import migrations, models

from indgang.kernel.append_only import AppendOnly, StillAppendOnly


class Migration(migrations.Migration):
    """How a licence ends, what its holder was told, what waits for a register, and payment in another way."""

    dependencies = [
        ('identity', '0006_post_and_notices'),
        ('selfservice', '0015_sharing_out'),
    ]

    operations = [
        StillAppendOnly('Proof'),
        StillAppendOnly('ProofEnd'),
        StillAppendOnly('PaymentEvent'),
        migrations.CreateModel(
            name='ProofNotice',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=100)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ProofWaiting',
            fields=[
                ('submission', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='proof_waiting', serialize=False, to='selfservice.submission')),
                ('solution', models.SlugField(max_length=60)),
                ('kind', models.CharField(max_length=12)),
                ('plate', models.CharField(blank=True, max_length=20)),
                ('address', models.CharField(blank=True, max_length=80)),
                ('valid_from', models.DateField(null=True)),
                ('valid_until', models.DateField(null=True)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='payment',
            name='selfservice_payment_state_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='paymentevent',
            name='selfservice_payment_event_is_known',
        ),
        migrations.AddField(
            model_name='proof',
            name='replaces',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='proofend',
            name='note',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(condition=models.Q(('state', 'reserved'), ('submission__isnull', False)), fields=['changed_at'], name='selfservice_payment_held'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(condition=models.Q(('replaces__isnull', False)), fields=['valid_from'], name='selfservice_proof_replaces'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(condition=models.Q(('kind', 'licence')), fields=['valid_until'], name='selfservice_proof_until'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['begun', 'open', 'reserved', 'to_charge', 'charged', 'to_let_go', 'let_go', 'to_refund', 'refunded', 'closed', 'stuck', 'billed', 'elsewhere'])), name='selfservice_payment_state_is_known', violation_error_message='En betaling er i en tilstand, som vi ikke kender.'),
        ),
        migrations.AddConstraint(
            model_name='paymentevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['begun', 'opened', 'notice', 'reserved', 'kept', 'charged', 'let_go', 'refunded', 'closed', 'stuck', 'asked_back', 'billed', 'elsewhere'])), name='selfservice_payment_event_is_known', violation_error_message='En betaling har kun kendte hændelser.'),
        ),
        migrations.AddField(
            model_name='proofnotice',
            name='proof',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='selfservice.proof'),
        ),
        migrations.AddField(
            model_name='proofwaiting',
            name='company',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.company'),
        ),
        migrations.AddField(
            model_name='proofwaiting',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.person'),
        ),
        migrations.AddConstraint(
            model_name='proofnotice',
            constraint=models.UniqueConstraint(fields=('proof', 'what'), name='selfservice_proof_notice_once', violation_error_message='Det er sagt i forvejen.'),
        ),
        migrations.AddIndex(
            model_name='proofwaiting',
            index=models.Index(fields=['person'], name='selfservice_waiting_person'),
        ),
        migrations.AddIndex(
            model_name='proofwaiting',
            index=models.Index(condition=models.Q(('plate', ''), _negated=True), fields=['plate'], name='selfservice_waiting_plate'),
        ),
        StillAppendOnly('Proof'),
        StillAppendOnly('ProofEnd'),
        StillAppendOnly('PaymentEvent'),
        AppendOnly('ProofNotice'),
    ]
