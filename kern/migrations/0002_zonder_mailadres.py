from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kern', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='gebruiker',
            name='email',
            field=models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mailadres'),
        ),
    ]
