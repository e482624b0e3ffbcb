import django.db.models.deletion
import indgang.kernel.ids
from django.db import migrations, models

from indgang.kernel.append_only import AppendOnly, StillAppendOnly


class Migration(migrations.Migration):
    """The party is heard before a no; automatic decisions are drawn by lot for a person to look at."""

    dependencies = [
        ('cases', '0007_arrived'),
        ('contacts', '0010_followed'),
        ('identity', '0006_post_and_notices'),
    ]

    operations = [
        StillAppendOnly('Step'),
        StillAppendOnly('Decision'),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('facts', models.JSONField(default=list)),
                ('reasons', models.TextField()),
                ('message_id', models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name='Sample',
            fields=[
                ('id', models.UUIDField(default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('drawn_at', models.DateTimeField()),
                ('pct', models.DecimalField(decimal_places=2, max_digits=5)),
                ('due', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='SampleAnswer',
            fields=[
                ('id', models.UUIDField(default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('agrees', models.BooleanField()),
                ('reason', models.TextField(blank=True)),
                ('by_name', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='step',
            name='cases_known_step',
        ),
        migrations.AddField(
            model_name='case',
            name='hearing',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='decision',
            name='no_hearing',
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('hearing', False), ('state', 'waiting_for_citizen'), _connector='OR'), name='cases_a_hearing_waits', violation_error_message='Når borgeren bliver hørt, venter sagen på borgeren.'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('goes_against', False), models.Q(('reasons', ''), _negated=True), _connector='OR'), name='cases_no_override_without_reasons', violation_error_message='Går du imod det, reglerne fandt, skal du skrive hvorfor.'),
        ),
        migrations.AddConstraint(
            model_name='step',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['opened', 'taken', 'asked', 'replied', 'forwarded', 'decided', 'reopened', 'task_done', 'review_asked', 'reviewed', 'others_asked', 'others_said', 'withdrawn', 'file_added', 'file_out', 'arrived', 'hearing', 'sampled', 'corrected'])), name='cases_known_step', violation_error_message='Det skridt findes ikke.'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.employee'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='sample',
            name='decision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sample', to='cases.decision'),
        ),
        migrations.AddField(
            model_name='sampleanswer',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='identity.employee'),
        ),
        migrations.AddField(
            model_name='sampleanswer',
            name='sample',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='cases.sample'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['case', 'at'], name='cases_hearings'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='cases_hearing_says_why', violation_error_message='Borgeren skal se, hvorfor vi er på vej til at sige nej.'),
        ),
        migrations.AddIndex(
            model_name='sample',
            index=models.Index(fields=['drawn_at'], name='cases_samples'),
        ),
        migrations.AddConstraint(
            model_name='sample',
            constraint=models.CheckConstraint(condition=models.Q(('pct__gt', 0), ('pct__lte', 100)), name='cases_sample_is_a_share', violation_error_message='En stikprøve er mellem 0 og 100 procent.'),
        ),
        migrations.AddConstraint(
            model_name='sampleanswer',
            constraint=models.CheckConstraint(condition=models.Q(('agrees', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='cases_sample_disagrees_with_reason', violation_error_message='Skriv, hvorfor du er uenig.'),
        ),
        AppendOnly('Hearing'),
        AppendOnly('Sample'),
        AppendOnly('SampleAnswer'),
        StillAppendOnly('Decision'),
        StillAppendOnly('Step'),
    ]
