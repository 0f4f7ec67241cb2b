import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('initiatieven', '0009_per_thema'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='initiatief',
            index=django.contrib.postgres.indexes.GistIndex(models.Func('lon', 'lat', function='point', output_field=models.Field()), name='initiatief_dichtbij'),
        ),
    ]
