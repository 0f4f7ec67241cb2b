from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatieven", "0002_werkbank"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="bericht", name="bericht_wachtend"),
        migrations.RenameField(model_name="bericht", old_name="aangemaakt", new_name="wanneer"),
        migrations.AlterField(model_name="bericht", name="wanneer", field=models.DateTimeField()),
        migrations.AddIndex(
            model_name="bericht",
            index=models.Index(
                condition=models.Q(("gemaild_op", None)),
                fields=["gebruiker", "ritme", "id"],
                name="bericht_wachtend",
            ),
        ),
        migrations.AddIndex(
            model_name="bericht",
            index=models.Index(
                condition=models.Q(("gemaild_op", None)),
                fields=["ritme", "wanneer"],
                name="bericht_aan_de_beurt",
            ),
        ),
        migrations.AddIndex(
            model_name="gebeurtenis",
            index=models.Index(
                models.OrderBy(models.F("wanneer"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("openbaar", True)),
                name="gebeurtenis_nieuwste",
            ),
        ),
        migrations.AddIndex(
            model_name="volgt",
            index=models.Index(
                condition=models.Q(("zoek", ""), _negated=True), fields=["zoek"], name="volgt_zoek"
            ),
        ),
    ]
