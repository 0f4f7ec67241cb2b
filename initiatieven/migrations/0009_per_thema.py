from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatieven", "0008_steun_staat_er_al"),
        ("rollen", "0002_mail_van_een_afdeling"),
        ("wijken", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="initiatief",
            index=models.Index(
                models.F("thema"),
                models.OrderBy(models.F("ingediend_op"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("status__in", ("concept", "te_bevestigen")), _negated=True),
                name="initiatief_openbaar_thema",
            ),
        ),
    ]
