import django.db.models.deletion
import indgang.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0010_followed'),
        ('identity', '0006_post_and_notices'),
        ('selfservice', '0011_never_reuse'),
    ]

    operations = [
        migrations.CreateModel(
            name='ManyFile',
            fields=[
                ('id', models.UUIDField(default=indgang.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('solution', models.SlugField(max_length=60)),
                ('ground', models.CharField(max_length=20)),
                ('mandate', models.CharField(blank=True, max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('columns', models.JSONField(default=list)),
                ('unused', models.JSONField(default=list)),
                ('state', models.CharField(default='checking', max_length=10)),
                ('total', models.PositiveIntegerField(default=0)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('why', models.JSONField(default=dict)),
                ('uploaded_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('sent_by', models.CharField(blank=True, max_length=80)),
                ('sent_by_name', models.CharField(blank=True, max_length=160)),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ManyRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('line', models.PositiveIntegerField()),
                ('cells', models.JSONField(default=dict)),
                ('errors', models.JSONField(default=dict)),
                ('mark', models.CharField(max_length=64)),
                ('state', models.CharField(default='waiting', max_length=8)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='draft',
            name='selfservice_draft_state_is_known',
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'sent', 'deleted', 'expired', 'row'])), name='selfservice_draft_state_is_known', violation_error_message='En kladde er åben, sendt, slettet eller for gammel.'),
        ),
        migrations.AddField(
            model_name='manyfile',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.person'),
        ),
        migrations.AddField(
            model_name='manyfile',
            name='company',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='identity.company'),
        ),
        migrations.AddField(
            model_name='manyfile',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='selfservice.solutionversion'),
        ),
        migrations.AddField(
            model_name='manyrow',
            name='draft',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='many_row', to='selfservice.draft'),
        ),
        migrations.AddField(
            model_name='manyrow',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='selfservice.manyfile'),
        ),
        migrations.AddField(
            model_name='manyrow',
            name='submission',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='many_row', to='selfservice.submission'),
        ),
        migrations.AddIndex(
            model_name='manyfile',
            index=models.Index(fields=['state', 'seen_at'], name='selfservice_many_at_work'),
        ),
        migrations.AddConstraint(
            model_name='manyfile',
            constraint=models.UniqueConstraint(fields=('company', 'solution', 'sha256'), name='selfservice_one_file_once', violation_error_message='Den fil har I lagt op før.'),
        ),
        migrations.AddConstraint(
            model_name='manyfile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['checking', 'checked', 'sending', 'done', 'stopped'])), name='selfservice_many_state_is_known', violation_error_message='En fil bliver læst igennem, venter, bliver sendt, er sendt eller stoppet.'),
        ),
        migrations.AddIndex(
            model_name='manyrow',
            index=models.Index(fields=['file', 'state', 'line'], name='selfservice_many_rows'),
        ),
        migrations.AddIndex(
            model_name='manyrow',
            index=models.Index(fields=['mark'], name='selfservice_many_mark'),
        ),
        migrations.AddConstraint(
            model_name='manyrow',
            constraint=models.UniqueConstraint(fields=('file', 'line'), name='selfservice_one_row_a_line', violation_error_message='Rækken er læst.'),
        ),
        migrations.AddConstraint(
            model_name='manyrow',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'good', 'bad', 'sent'])), name='selfservice_row_state_is_known', violation_error_message='En række venter, er god, er forkert eller er sendt.'),
        ),
    ]
