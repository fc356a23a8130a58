from django.db import migrations, models


class Migration(migrations.Migration):
    """Large files are read, checked and imported in the background."""

    dependencies = [
        ('assist', '0003_written_once'),
    ]

    operations = [
        # Uploads that wait for a person live a day; those of before know nothing of their columns.
        migrations.RunSQL("DELETE FROM assist_upload", migrations.RunSQL.noop),
        migrations.AddField(
            model_name='dataset',
            name='upload_number',
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='asked',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='upload',
            name='beat_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='begun_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='upload',
            name='checked',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='upload',
            name='failed',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='upload',
            name='sealed',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name='upload',
            name='seen',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='upload',
            name='share',
            field=models.FloatField(default=0),
        ),
        migrations.AddField(
            model_name='upload',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='upload',
            name='wanted',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='upload',
            name='words',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='upload',
            name='work',
            field=models.CharField(blank=True, choices=[('read', 'Reading the file'), ('check', 'Checking every row'), ('import', 'Importing')], max_length=8),
        ),
        migrations.AlterField(
            model_name='upload',
            name='row_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='upload',
            name='rows',
            field=models.BinaryField(default=bytes),
        ),
    ]
