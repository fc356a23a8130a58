import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Contacts of before keep belonging to whoever has their case."""

    dependencies = [("cases", "0003_user_keys")]

    operations = [
        migrations.AddField(
            model_name="interaction",
            name="brought_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="interactions_brought",
                to="cases.team",
            ),
        ),
    ]
