import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('initiatieven', '0001_initial'),
        ('kern', '0003_afmeldlink'),
        ('rollen', '0002_mail_van_een_afdeling'),
        ('wijken', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Bericht',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ritme', models.CharField(choices=[('direct', 'Meteen'), ('dag', 'Eén keer per dag'), ('week', 'Eén keer per week')], max_length=6)),
                ('wanneer', models.DateTimeField()),
                ('gemaild_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'bericht',
                'verbose_name_plural': 'berichten',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Betrokkene',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('steun', 'steunt dit'), ('meedoen', 'doet mee'), ('mede', 'begon dit mee')], max_length=7)),
                ('bijdrage', models.TextField(blank=True, max_length=500, verbose_name='wat kunt u bijdragen')),
                ('toon_voornaam', models.BooleanField(default=False, verbose_name='toon mijn voornaam')),
                ('sinds', models.DateTimeField(default=django.utils.timezone.now)),
                ('gestopt_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'betrokkene',
                'verbose_name_plural': 'betrokkenen',
                'ordering': ['sinds', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Gelezen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tot', models.BigIntegerField()),
                ('wanneer', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'gelezen initiatief',
                'verbose_name_plural': 'gelezen initiatieven',
            },
        ),
        migrations.CreateModel(
            name='Heropenverzoek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reden', models.TextField(max_length=2000, verbose_name='wat is er niet af')),
                ('gevraagd_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('uiterlijk', models.DateField(verbose_name='uiterlijk')),
                ('besluit', models.CharField(blank=True, choices=[('heropend', 'Wij gaan verder'), ('afgewezen', 'Het blijft afgerond')], max_length=9)),
                ('toelichting', models.TextField(blank=True, max_length=2000)),
                ('besloten_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'verzoek om te heropenen',
                'verbose_name_plural': 'verzoeken om te heropenen',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Kader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titel', models.CharField(max_length=200, verbose_name='titel')),
                ('bron', models.CharField(max_length=300, verbose_name='bron')),
                ('tekst', models.TextField(max_length=4000, verbose_name='wat het zegt')),
                ('adres', models.URLField(blank=True, verbose_name='adres op internet')),
                ('actief', models.BooleanField(default=True, verbose_name='geldt nu')),
            ],
            options={
                'verbose_name': 'kader',
                'verbose_name_plural': 'kaders',
                'ordering': ['titel', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=40, unique=True, verbose_name='naam')),
            ],
            options={
                'verbose_name': 'label',
                'verbose_name_plural': 'labels',
                'ordering': ['naam'],
            },
        ),
        migrations.CreateModel(
            name='Melding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reden', models.CharField(max_length=1000, verbose_name='wat is er mis')),
                ('gemeld_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('afgehandeld_op', models.DateTimeField(blank=True, null=True)),
                ('verborgen', models.BooleanField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'melding',
                'verbose_name_plural': 'meldingen',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Opmerking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tekst', models.TextField(max_length=2000, verbose_name='uw opmerking')),
                ('toon_voornaam', models.BooleanField(default=False, verbose_name='toon mijn voornaam')),
                ('geplaatst_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True)),
                ('verborgen_op', models.DateTimeField(blank=True, null=True)),
                ('verborgen_reden', models.CharField(blank=True, max_length=500)),
                ('gemaild_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'opmerking',
                'verbose_name_plural': 'opmerkingen',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Samenvoeging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanneer', models.DateTimeField(default=django.utils.timezone.now)),
                ('ongedaan_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'samenvoeging',
                'verbose_name_plural': 'samenvoegingen',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Schuring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('regel', models.CharField(max_length=300, verbose_name='welke regel')),
                ('belang', models.TextField(max_length=1000, verbose_name='wiens belang')),
                ('geprobeerd', models.TextField(max_length=2000, verbose_name='wat is er al geprobeerd')),
                ('trede', models.PositiveSmallIntegerField(default=0)),
                ('trede_naam', models.CharField(max_length=200)),
                ('uiterlijk', models.DateField(blank=True, null=True, verbose_name='uiterlijk')),
                ('geopend_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('uitkomst', models.CharField(blank=True, choices=[('regel_wijkt', 'De regel wijkt'), ('maatwerk', 'Maatwerk: een oplossing voor dit geval'), ('wens_past_aan', 'De wens past zich aan'), ('niet_mogelijk', 'Het kan niet'), ('kadervraag', 'Een vraag aan de raad om een ander kader')], max_length=13, verbose_name='uitkomst')),
                ('toelichting', models.TextField(blank=True, max_length=2000, verbose_name='toelichting')),
                ('gesloten_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'schuring',
                'verbose_name_plural': 'schuringen',
                'ordering': ['uiterlijk', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Schuringstap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soort', models.CharField(choices=[('geopend', 'Geopend'), ('verslag', 'Verslag'), ('hoger', 'Naar de volgende trede'), ('overgeslagen', 'Een trede overgeslagen'), ('terug', 'Terug naar een eerdere trede'), ('overgenomen', 'Overgenomen'), ('herinnerd', 'Herinnering gestuurd'), ('gesloten', 'Gesloten met een uitkomst')], max_length=12)),
                ('trede', models.PositiveSmallIntegerField()),
                ('van_trede', models.SmallIntegerField()),
                ('trede_naam', models.CharField(max_length=200)),
                ('uiterlijk', models.DateField(blank=True, null=True)),
                ('verslag', models.TextField(blank=True, max_length=2000)),
                ('overgeslagen', models.TextField(blank=True, max_length=1000, verbose_name='waarom slaat u een trede over')),
                ('wanneer', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'stap van een schuring',
                'verbose_name_plural': 'stappen van schuringen',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Standaardtekst',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titel', models.CharField(max_length=100, verbose_name='titel')),
                ('status', models.CharField(blank=True, choices=[('concept', 'Concept'), ('te_bevestigen', 'Nog te bevestigen'), ('ingediend', 'Ingediend'), ('in_behandeling', 'In behandeling'), ('wacht_op_indiener', 'Wacht op de indiener'), ('in_uitvoering', 'In uitvoering'), ('gerealiseerd', 'Gelukt'), ('gestopt', 'Gestopt'), ('niet_passend', 'Past niet'), ('samengevoegd', 'Samengevoegd')], max_length=20, verbose_name='bij status')),
                ('tekst', models.TextField(max_length=5000, verbose_name='tekst')),
                ('actief', models.BooleanField(default=True, verbose_name='in gebruik')),
            ],
            options={
                'verbose_name': 'standaardtekst',
                'verbose_name_plural': 'standaardteksten',
                'ordering': ['titel', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TeBevestigen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sleutel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('wat', models.CharField(choices=[('steun', 'steunen'), ('meedoen', 'meedoen'), ('opmerking', 'iets zeggen'), ('volgen', 'volgen'), ('mede', 'samen beginnen')], max_length=9)),
                ('email', models.EmailField(max_length=254)),
                ('naam', models.CharField(blank=True, max_length=120)),
                ('gegevens', models.JSONField(default=dict)),
                ('aangemaakt', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'te bevestigen',
                'verbose_name_plural': 'te bevestigen',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Tekstversie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('veld', models.CharField(max_length=20)),
                ('oud', models.TextField(blank=True)),
                ('nieuw', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'tekstversie',
                'verbose_name_plural': 'tekstversies',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Thema',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=60, unique=True, verbose_name='naam')),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('volgorde', models.PositiveSmallIntegerField(default=0, verbose_name='volgorde')),
            ],
            options={
                'verbose_name': 'thema',
                'verbose_name_plural': "thema's",
                'ordering': ['volgorde', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Uitvraag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sleutel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('organisatie', models.CharField(blank=True, max_length=120, verbose_name='organisatie')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mailadres')),
                ('vraag', models.TextField(max_length=5000, verbose_name='vraag')),
                ('gesteld_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('uiterlijk', models.DateField(verbose_name='uiterlijk')),
                ('herinnerd_op', models.DateTimeField(blank=True, null=True)),
                ('te_laat_op', models.DateTimeField(blank=True, null=True)),
                ('antwoord', models.TextField(blank=True, max_length=5000, verbose_name='antwoord')),
                ('antwoord_van', models.CharField(blank=True, max_length=120, verbose_name='uw naam')),
                ('beantwoord_op', models.DateTimeField(blank=True, null=True)),
                ('ingetrokken_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'uitvraag',
                'verbose_name_plural': 'uitvragen',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Vermelding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('gezien_op', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'vermelding',
                'verbose_name_plural': 'vermeldingen',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Verspreiding',
            fields=[
                ('gebeurtenis', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='verspreiding', serialize=False, to='initiatieven.gebeurtenis')),
            ],
            options={
                'verbose_name': 'te verspreiden gebeurtenis',
                'verbose_name_plural': 'te verspreiden gebeurtenissen',
            },
        ),
        migrations.CreateModel(
            name='Volgt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('zoek', models.CharField(blank=True, max_length=300)),
                ('ritme', models.CharField(choices=[('direct', 'Meteen'), ('dag', 'Eén keer per dag'), ('week', 'Eén keer per week')], default='week', max_length=6)),
                ('sleutel', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sinds', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'volger',
                'verbose_name_plural': 'volgers',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Werkbankbezoek',
            fields=[
                ('gebruiker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='werkbankbezoek', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('begin', models.BigIntegerField()),
                ('vorige_op', models.DateTimeField(blank=True, null=True)),
                ('vorige_stand', models.BigIntegerField(blank=True, null=True)),
                ('laatste_op', models.DateTimeField(default=django.utils.timezone.now)),
                ('laatste_stand', models.BigIntegerField()),
            ],
            options={
                'verbose_name': 'bezoek aan de werkbank',
                'verbose_name_plural': 'bezoeken aan de werkbank',
            },
        ),
        migrations.CreateModel(
            name='Werkbankfilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('naam', models.CharField(max_length=60, verbose_name='naam')),
                ('vraag', models.CharField(max_length=500)),
            ],
            options={
                'verbose_name': 'bewaarde lijst',
                'verbose_name_plural': 'bewaarde lijsten',
                'ordering': ['naam'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='initiatief',
            name='initiatief_open_heeft_eigenaar_en_datum',
        ),
        migrations.RemoveIndex(
            model_name='initiatief',
            name='initiatief_zoeken',
        ),
        migrations.AddField(
            model_name='foto',
            name='gebeurtenis',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fotos', to='initiatieven.gebeurtenis'),
        ),
        migrations.AddField(
            model_name='foto',
            name='verborgen_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verborgen_fotos', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='foto',
            name='verborgen_op',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='foto',
            name='verborgen_reden',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='gebeurtenis',
            name='afzender',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='aan_zet_derde',
            field=models.CharField(blank=True, max_length=120, verbose_name='andere organisatie'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='aantal_meedoen',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='aantal_opmerkingen',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='aantal_steun',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='afgesplitst_van',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='afsplitsingen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='besluit_op',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='besluit_uiterlijk',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='domein',
            field=models.CharField(blank=True, choices=[('fysiek', 'De buurt zelf: straat, groen, gebouwen'), ('sociaal', 'De mensen: ontmoeten, helpen, samen doen'), ('beide', 'Allebei')], max_length=7, verbose_name='domein'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='groep',
            field=models.CharField(blank=True, max_length=120, verbose_name='naam van uw groep of organisatie'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='ingevoerd_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ingevoerd', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='kanaal',
            field=models.CharField(choices=[('website', 'Website'), ('telefoon', 'Telefoon'), ('balie', 'Balie'), ('papier', 'Op papier'), ('gesprek', 'In een gesprek')], default='website', max_length=9, verbose_name='hoe kwam het binnen'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='laatste',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='initiatieven.gebeurtenis'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='laatste_op',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='reactie_uiterlijk',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='samengevoegd_met',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='samengevoegde', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='telefoon',
            field=models.CharField(blank=True, max_length=20, verbose_name='telefoonnummer'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='wacht_tot',
            field=models.DateField(blank=True, null=True, verbose_name='wacht tot'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='zoekvector',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector('titel', config='dutch', weight='A'), '||', django.contrib.postgres.search.SearchVector('verhaal', 'plek', config='dutch', weight='B'), django.contrib.postgres.search.SearchConfig('dutch')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AlterField(
            model_name='gebeurtenis',
            name='soort',
            field=models.CharField(choices=[('ingediend', 'Ingediend'), ('reactie', 'Reactie van de gemeente'), ('route', 'Besluit over de aanpak'), ('vraag', 'Vraag van de gemeente'), ('antwoord', 'Antwoord'), ('voortgang', 'Nieuws'), ('doorgeleid', 'Naar een vakafdeling'), ('overgedragen', 'Overgedragen'), ('gerealiseerd', 'Gelukt'), ('gestopt', 'Gestopt'), ('niet_passend', 'Past niet'), ('notitie', 'Interne notitie'), ('termijn', 'Termijn voorbij'), ('geen_reactie', 'Geen antwoord gekregen'), ('uitgezet', 'Naar een andere organisatie'), ('terug', 'Terug bij de wijk'), ('wacht', 'Wacht op een beter moment'), ('gewijzigd', 'Tekst aangepast'), ('samengevoegd', 'Samengevoegd'), ('losgemaakt', 'Weer los van elkaar'), ('gesplitst', 'Gesplitst'), ('verhuisd', 'Naar een andere wijk'), ('heropenverzoek', 'Verzoek om verder te gaan'), ('heropend', 'Weer geopend'), ('niet_heropend', 'Blijft afgerond'), ('schuring', 'Hier schuurt het'), ('betrokken', 'Iemand doet mee'), ('verborgen', 'Iets is verborgen')], max_length=20),
        ),
        migrations.AlterField(
            model_name='initiatief',
            name='aan_zet',
            field=models.CharField(blank=True, choices=[('indiener', 'de indiener'), ('medewerker', 'de gemeente'), ('vakafdeling', 'een afdeling van de gemeente'), ('derde', 'een andere organisatie')], max_length=12),
        ),
        # What stands already fits the new rules. Nothing could merge initiatives before, so what the demonstration
        # called merged goes on nowhere: it has stopped. Each knows its newest line, which the trigger below keeps.
        migrations.RunSQL(
            [
                "UPDATE initiatieven_initiatief SET status = 'gestopt' WHERE status = 'samengevoegd'",
                """
                UPDATE initiatieven_initiatief i SET laatste_id = g.id, laatste_op = g.wanneer
                FROM (
                    SELECT DISTINCT ON (initiatief_id) initiatief_id, id, wanneer FROM initiatieven_gebeurtenis
                    WHERE soort <> 'termijn' ORDER BY initiatief_id, wanneer DESC, id DESC
                ) g WHERE g.initiatief_id = i.id
                """,
                # An index cannot be made while this transaction still has a check of a foreign key to do.
                "SET CONSTRAINTS ALL IMMEDIATE",
            ],
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name='gebeurtenis',
            index=models.Index(models.OrderBy(models.F('wanneer'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('openbaar', True)), name='gebeurtenis_nieuwste'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gebeurtenis',
            trigger=pgtrigger.compiler.Trigger(name='wordt_laatste', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    UPDATE initiatieven_initiatief i SET laatste_id = n.id, laatste_op = n.wanneer\n                    FROM (\n                        SELECT DISTINCT ON (initiatief_id) initiatief_id, id, wanneer FROM nieuwe\n                        WHERE soort <> 'termijn' ORDER BY initiatief_id, wanneer DESC, id DESC\n                    ) n\n                    WHERE i.id = n.initiatief_id AND (i.laatste_id IS NULL OR n.wanneer >= i.laatste_op);\n                    RETURN NULL;\n                ", hash='8248a290ee6a34be23006f881204e8474bcafa15', level='STATEMENT', operation='INSERT', pgid='pgtrigger_wordt_laatste_71123', referencing='REFERENCING NEW TABLE AS nieuwe ', table='initiatieven_gebeurtenis', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiatief',
            trigger=pgtrigger.compiler.Trigger(name='houdt_werklijst', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (pg_trigger_depth() = 0)', func='\n                    NEW.laatste_id = OLD.laatste_id;\n                    NEW.laatste_op = OLD.laatste_op;\n                    RETURN NEW;\n                ', hash='5652bb28c8cafa26dae25d7f8366a152e32a4cc6', operation='UPDATE', pgid='pgtrigger_houdt_werklijst_d1aa9', table='initiatieven_initiatief', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='foto',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verborgen_door', None), ('verborgen_op', None), ('verborgen_reden', '')), models.Q(('verborgen_door__isnull', False), ('verborgen_op__isnull', False), models.Q(('verborgen_reden', ''), _negated=True)), _connector='OR'), name='foto_verborgen_door_iemand_met_reden'),
        ),
        migrations.AddField(
            model_name='bericht',
            name='gebeurtenis',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='berichten', to='initiatieven.gebeurtenis'),
        ),
        migrations.AddField(
            model_name='bericht',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='berichten', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='betrokkene',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='betrokken_bij', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='betrokkene',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='betrokkenen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='gelezen',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gelezen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gelezen',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gelezen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='heropenverzoek',
            name='behandelaar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='te_behandelen_heropenverzoeken', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='heropenverzoek',
            name='besloten_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='besloten_heropenverzoeken', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='heropenverzoek',
            name='door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heropenverzoeken', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='heropenverzoek',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heropenverzoeken', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='kader_uit_register',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatieven', to='initiatieven.kader'),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='labels',
            field=models.ManyToManyField(blank=True, related_name='initiatieven', to='initiatieven.label'),
        ),
        migrations.AddField(
            model_name='melding',
            name='afgehandeld_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='afgehandelde_meldingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='melding',
            name='door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meldingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='melding',
            name='foto',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='meldingen', to='initiatieven.foto'),
        ),
        migrations.AddField(
            model_name='opmerking',
            name='door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opmerkingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='opmerking',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opmerkingen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='opmerking',
            name='verborgen_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verborgen_opmerkingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='melding',
            name='opmerking',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='meldingen', to='initiatieven.opmerking'),
        ),
        migrations.AddField(
            model_name='samenvoeging',
            name='door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='samenvoegingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samenvoeging',
            name='naar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opgenomen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='samenvoeging',
            name='ongedaan_door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='losgemaakt', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='samenvoeging',
            name='van',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opgegaan_in', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='betrokkene',
            name='via',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meegenomen_betrokkenen', to='initiatieven.samenvoeging'),
        ),
        migrations.AddField(
            model_name='schuring',
            name='afdeling',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schuringen', to='rollen.vakafdeling'),
        ),
        migrations.AddField(
            model_name='schuring',
            name='eigenaar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schuringen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schuring',
            name='geopend_door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='geopende_schuringen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schuring',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schuringen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='schuring',
            name='kader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schuringen', to='initiatieven.kader'),
        ),
        migrations.AddField(
            model_name='schuringstap',
            name='door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gezette_schuringstappen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schuringstap',
            name='eigenaar',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schuringstappen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schuringstap',
            name='schuring',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stappen', to='initiatieven.schuring'),
        ),
        migrations.AddField(
            model_name='tebevestigen',
            name='door',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='uitnodigingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='tebevestigen',
            name='initiatief',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='te_bevestigen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='tekstversie',
            name='gebeurtenis',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tekstversies', to='initiatieven.gebeurtenis'),
        ),
        migrations.AddField(
            model_name='standaardtekst',
            name='thema',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='standaardteksten', to='initiatieven.thema'),
        ),
        migrations.AddField(
            model_name='kader',
            name='themas',
            field=models.ManyToManyField(blank=True, related_name='kaders', to='initiatieven.thema', verbose_name="thema's"),
        ),
        migrations.AddField(
            model_name='initiatief',
            name='thema',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='initiatieven', to='initiatieven.thema'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(models.F('thema'), models.OrderBy(models.F('ingediend_op'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status__in', ('concept', 'te_bevestigen')), _negated=True), name='initiatief_openbaar_thema'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=django.contrib.postgres.indexes.GinIndex(fields=['zoekvector'], name='initiatief_zoeken'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=django.contrib.postgres.indexes.GistIndex(models.Func('lon', 'lat', function='point', output_field=models.Field()), name='initiatief_dichtbij'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(condition=models.Q(('status__in', ('ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering'))), fields=['uiterlijk', 'id', 'wijk', 'status', 'aan_zet', 'behandelaar', 'thema', 'domein', 'route', 'kanaal'], name='werklijst_datum'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(condition=models.Q(('status__in', ('ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering'))), fields=['behandelaar', 'wijk'], name='werklijst_behandelaar'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(models.OrderBy(models.F('ingediend_op'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status__in', ('ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering'))), name='werklijst_nieuwste'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(condition=models.Q(('status__in', ('ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering'))), fields=['laatste_op', 'id'], name='werklijst_stil'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(models.OrderBy(models.F('laatste_op'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status__in', ('concept', 'te_bevestigen')), _negated=True), name='werklijst_nieuws'),
        ),
        migrations.AddIndex(
            model_name='initiatief',
            index=models.Index(models.OrderBy(models.F('aantal_steun'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('status__in', ('concept', 'te_bevestigen')), _negated=True), name='werklijst_steun'),
        ),
        migrations.AddConstraint(
            model_name='initiatief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering')), _negated=True), models.Q(('aan_zet__in', ['indiener', 'medewerker', 'vakafdeling', 'derde']), ('aan_zet_persoon__isnull', False), ('behandelaar__isnull', False), ('uiterlijk__isnull', False)), _connector='OR'), name='initiatief_open_heeft_eigenaar_en_datum'),
        ),
        migrations.AddConstraint(
            model_name='initiatief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('aan_zet', 'derde'), models.Q(('aan_zet_derde', ''), _negated=True)), models.Q(models.Q(('aan_zet', 'derde'), _negated=True), ('aan_zet_derde', '')), _connector='OR'), name='initiatief_derde_alleen_als_die_aan_zet_is'),
        ),
        migrations.AddConstraint(
            model_name='initiatief',
            constraint=models.CheckConstraint(condition=models.Q(('wacht_tot', None), models.Q(('aan_zet', 'medewerker'), ('wacht_tot', models.F('uiterlijk'))), _connector='OR'), name='initiatief_wacht_tot_is_uiterlijk'),
        ),
        migrations.AddConstraint(
            model_name='initiatief',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('samengevoegd_met__isnull', False), ('status', 'samengevoegd'), models.Q(('samengevoegd_met', models.F('id')), _negated=True)), models.Q(models.Q(('status', 'samengevoegd'), _negated=True), ('samengevoegd_met', None)), _connector='OR'), name='initiatief_samengevoegd_met_een_ander'),
        ),
        migrations.AddField(
            model_name='uitvraag',
            name='afdeling',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uitvragen', to='rollen.vakafdeling'),
        ),
        migrations.AddField(
            model_name='uitvraag',
            name='gesteld_door',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uitvragen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='uitvraag',
            name='initiatief',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uitvragen', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='vermelding',
            name='gebeurtenis',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vermeldingen', to='initiatieven.gebeurtenis'),
        ),
        migrations.AddField(
            model_name='vermelding',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='vermeldingen', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='volgt',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='volgt', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='volgt',
            name='initiatief',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volgers', to='initiatieven.initiatief'),
        ),
        migrations.AddField(
            model_name='volgt',
            name='thema',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volgers', to='initiatieven.thema'),
        ),
        migrations.AddField(
            model_name='volgt',
            name='via',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meegenomen_volgers', to='initiatieven.samenvoeging'),
        ),
        migrations.AddField(
            model_name='volgt',
            name='wijk',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='volgers', to='wijken.wijk'),
        ),
        migrations.AddField(
            model_name='bericht',
            name='volgt',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='berichten', to='initiatieven.volgt'),
        ),
        migrations.AddField(
            model_name='werkbankfilter',
            name='gebruiker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='werkbankfilters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='gelezen',
            constraint=models.UniqueConstraint(fields=('gebruiker', 'initiatief'), name='gelezen_een_keer'),
        ),
        migrations.AddConstraint(
            model_name='heropenverzoek',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('besloten_door', None), ('besloten_op', None), ('besluit', '')), models.Q(('besloten_door__isnull', False), ('besloten_op__isnull', False), ('besluit__in', ('heropend', 'afgewezen'))), _connector='OR'), name='heropenverzoek_besluit_heeft_beslisser'),
        ),
        migrations.AddConstraint(
            model_name='heropenverzoek',
            constraint=models.UniqueConstraint(condition=models.Q(('besluit', '')), fields=('initiatief',), name='heropenverzoek_een_tegelijk'),
        ),
        migrations.AddIndex(
            model_name='opmerking',
            index=models.Index(condition=models.Q(('gemaild_op', None)), fields=['initiatief', 'id'], name='opmerking_te_mailen'),
        ),
        migrations.AddConstraint(
            model_name='opmerking',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('verborgen_door', None), ('verborgen_op', None), ('verborgen_reden', '')), models.Q(('verborgen_door__isnull', False), ('verborgen_op__isnull', False), models.Q(('verborgen_reden', ''), _negated=True)), _connector='OR'), name='opmerking_verborgen_door_iemand_met_reden'),
        ),
        migrations.AddIndex(
            model_name='melding',
            index=models.Index(condition=models.Q(('afgehandeld_op', None)), fields=['id'], name='melding_open'),
        ),
        migrations.AddConstraint(
            model_name='melding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('foto', None), ('opmerking__isnull', False)), models.Q(('foto__isnull', False), ('opmerking', None)), _connector='OR'), name='melding_over_een_ding'),
        ),
        migrations.AddConstraint(
            model_name='melding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('afgehandeld_door', None), ('afgehandeld_op', None), ('verborgen', None)), models.Q(('afgehandeld_door__isnull', False), ('afgehandeld_op__isnull', False), ('verborgen__isnull', False)), _connector='OR'), name='melding_afgehandeld_door_iemand'),
        ),
        migrations.AddConstraint(
            model_name='samenvoeging',
            constraint=models.CheckConstraint(condition=models.Q(('van', models.F('naar')), _negated=True), name='samenvoeging_met_een_ander'),
        ),
        migrations.AddConstraint(
            model_name='samenvoeging',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ongedaan_door', None), ('ongedaan_op', None)), models.Q(('ongedaan_door__isnull', False), ('ongedaan_op__isnull', False)), _connector='OR'), name='samenvoeging_ongedaan_door_iemand'),
        ),
        migrations.AddConstraint(
            model_name='samenvoeging',
            constraint=models.UniqueConstraint(condition=models.Q(('ongedaan_op', None)), fields=('van',), name='samenvoeging_een_tegelijk'),
        ),
        migrations.AddConstraint(
            model_name='betrokkene',
            constraint=models.CheckConstraint(condition=models.Q(('soort__in', ('steun', 'meedoen', 'mede'))), name='betrokkene_soort'),
        ),
        migrations.AddConstraint(
            model_name='betrokkene',
            constraint=models.UniqueConstraint(condition=models.Q(('gestopt_op', None)), fields=('initiatief', 'gebruiker', 'soort'), name='betrokkene_een_keer'),
        ),
        migrations.AddIndex(
            model_name='schuring',
            index=models.Index(condition=models.Q(('gesloten_op', None)), fields=['uiterlijk', 'id'], name='schuring_open'),
        ),
        migrations.AddConstraint(
            model_name='schuring',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('gesloten_op', None), ('uiterlijk__isnull', False), ('uitkomst', '')), models.Q(('gesloten_op__isnull', False), ('uiterlijk', None), models.Q(('toelichting', ''), _negated=True), ('uitkomst__in', ('regel_wijkt', 'maatwerk', 'wens_past_aan', 'niet_mogelijk', 'kadervraag'))), _connector='OR'), name='schuring_open_heeft_datum_en_dicht_heeft_uitkomst'),
        ),
        migrations.AddConstraint(
            model_name='schuringstap',
            constraint=models.CheckConstraint(condition=models.Q(('soort__in', ('geopend', 'verslag', 'hoger', 'overgeslagen', 'terug', 'overgenomen', 'herinnerd', 'gesloten'))), name='schuringstap_soort'),
        ),
        migrations.AddConstraint(
            model_name='schuringstap',
            constraint=models.CheckConstraint(condition=models.Q(('trede__lte', django.db.models.expressions.CombinedExpression(models.F('van_trede'), '+', models.Value(1))), models.Q(('overgeslagen', ''), _negated=True), _connector='OR'), name='schuringstap_een_trede_tegelijk_of_met_reden'),
        ),
        migrations.AddConstraint(
            model_name='schuringstap',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('soort', 'gesloten'), ('uiterlijk', None)), models.Q(models.Q(('soort', 'gesloten'), _negated=True), ('uiterlijk__isnull', False)), _connector='OR'), name='schuringstap_datum_tot_de_uitkomst'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schuringstap',
            trigger=pgtrigger.compiler.Trigger(name='alleen_toevoegen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='45462132d8b010d66e476850cf32fa3f71ea72e4', operation='UPDATE OR DELETE', pgid='pgtrigger_alleen_toevoegen_fb689', table='initiatieven_schuringstap', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='standaardtekst',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['', 'concept', 'te_bevestigen', 'ingediend', 'in_behandeling', 'wacht_op_indiener', 'in_uitvoering', 'gerealiseerd', 'gestopt', 'niet_passend', 'samengevoegd'])), name='standaardtekst_status'),
        ),
        migrations.AddIndex(
            model_name='uitvraag',
            index=models.Index(condition=models.Q(('beantwoord_op', None), ('herinnerd_op', None), ('ingetrokken_op', None), ('te_laat_op', None)), fields=['uiterlijk'], name='uitvraag_te_herinneren'),
        ),
        migrations.AddConstraint(
            model_name='uitvraag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('afdeling__isnull', False), ('organisatie', '')), models.Q(('afdeling', None), models.Q(('organisatie', ''), _negated=True), models.Q(('email', ''), _negated=True)), _connector='OR'), name='uitvraag_aan_afdeling_of_organisatie'),
        ),
        migrations.AddConstraint(
            model_name='uitvraag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('antwoord', ''), ('beantwoord_op', None)), models.Q(('beantwoord_op__isnull', False), models.Q(('antwoord', ''), _negated=True)), _connector='OR'), name='uitvraag_antwoord_heeft_datum'),
        ),
        migrations.AddConstraint(
            model_name='uitvraag',
            constraint=models.UniqueConstraint(condition=models.Q(('beantwoord_op', None), ('ingetrokken_op', None), ('te_laat_op', None)), fields=('initiatief',), name='uitvraag_een_tegelijk'),
        ),
        migrations.AddConstraint(
            model_name='vermelding',
            constraint=models.UniqueConstraint(fields=('gebeurtenis', 'gebruiker'), name='vermelding_een_keer'),
        ),
        migrations.AddIndex(
            model_name='volgt',
            index=models.Index(condition=models.Q(('zoek', ''), _negated=True), fields=['zoek'], name='volgt_zoek'),
        ),
        migrations.AddConstraint(
            model_name='volgt',
            constraint=models.CheckConstraint(condition=models.Q(('ritme__in', ('direct', 'dag', 'week'))), name='volgt_ritme'),
        ),
        migrations.AddConstraint(
            model_name='volgt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('initiatief__isnull', False), ('thema', None), ('wijk', None), ('zoek', '')), models.Q(('initiatief', None), ('thema', None), ('wijk__isnull', False), ('zoek', '')), models.Q(('initiatief', None), ('thema__isnull', False), ('wijk', None), ('zoek', '')), models.Q(('initiatief', None), ('thema', None), ('wijk', None), models.Q(('zoek', ''), _negated=True)), _connector='OR'), name='volgt_een_ding'),
        ),
        migrations.AddConstraint(
            model_name='volgt',
            constraint=models.UniqueConstraint(fields=('gebruiker', 'initiatief', 'wijk', 'thema', 'zoek'), name='volgt_een_keer', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='bericht',
            index=models.Index(condition=models.Q(('gemaild_op', None)), fields=['gebruiker', 'ritme', 'id'], name='bericht_wachtend'),
        ),
        migrations.AddIndex(
            model_name='bericht',
            index=models.Index(condition=models.Q(('gemaild_op', None)), fields=['ritme', 'wanneer'], name='bericht_aan_de_beurt'),
        ),
        migrations.AddConstraint(
            model_name='bericht',
            constraint=models.CheckConstraint(condition=models.Q(('ritme__in', ('direct', 'dag', 'week'))), name='bericht_ritme'),
        ),
        migrations.AddConstraint(
            model_name='bericht',
            constraint=models.UniqueConstraint(fields=('gebruiker', 'gebeurtenis'), name='bericht_een_keer'),
        ),
        migrations.AddConstraint(
            model_name='werkbankfilter',
            constraint=models.UniqueConstraint(fields=('gebruiker', 'naam'), name='werkbankfilter_een_keer'),
        ),
    ]
