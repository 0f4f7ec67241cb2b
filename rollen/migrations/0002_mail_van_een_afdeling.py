from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rollen', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='vakafdeling',
            name='email',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres'),
        ),
    ]
