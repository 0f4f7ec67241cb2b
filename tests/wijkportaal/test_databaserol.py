"""The log cannot be changed or deleted by the role with which the application works in the database.

Everything here happens as that role: a mistake in the application, and whoever breaks into it, has no more than
this. The role is made in the transaction of the test, and is gone with it; its name holds that of the database,
because roles are of the whole server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pgtrigger
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from initiatieven.levensloop import Status
from initiatieven.services import behandelen
from initiatieven.services.rolwissel import beeindig_rol
from kern.checks import log_is_beschermd
from kern.databaserol import GeenGoedeRol, logtabellen, ruim_log_op, verleen
from kern.models import Gebruiker, Inzage
from rollen.models import Rol, Rolvervulling
from tests.maak import maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ANDEREN = {"kern_gebruiker", "rollen_rolvervulling", "initiatieven_initiatief", "budgetten_boeking"}


def _voer_uit(opdracht: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(opdracht)


@pytest.fixture
def rol(db: None) -> str:
    """A role as the application has it, with its rights; not yet taken on."""
    naam = f"{connection.settings_dict['NAME']}_toepassing"
    _voer_uit(f'CREATE ROLE "{naam}"')
    verleen(naam)
    return naam


@contextmanager
def als(rol: str) -> Iterator[None]:
    """Work with the rights of this role, and no others."""
    _voer_uit(f'SET ROLE "{rol}"')
    try:
        yield
    finally:
        _voer_uit("RESET ROLE")


def _geweigerd(opdracht: str, reden: str = "permission denied|must be (owner|superuser)") -> None:
    with pytest.raises(DatabaseError, match=reden), transaction.atomic():
        _voer_uit(opdracht)


def test_alle_sporen_horen_bij_het_logboek() -> None:
    """Whatever is called a log in the database is known as one here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_id'")
        sporen = {tabel for (tabel,) in cursor.fetchall() if not tabel.endswith("view")}
    assert sporen | {"kern_inzage", "pghistory_context"} == logtabellen()
    assert not logtabellen() & ANDEREN


@pytest.mark.parametrize("tabel", sorted(logtabellen()))
def test_een_logtabel_is_door_het_portaal_niet_te_veranderen(rol: str, tabel: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 1", [tabel]
        )
        kolom = cursor.fetchone()[0]
    with als(rol):
        _geweigerd(f'UPDATE {tabel} SET "{kolom}" = "{kolom}"')
        _geweigerd(f"DELETE FROM {tabel}")
        _geweigerd(f"TRUNCATE {tabel}")
        _geweigerd(f"TRUNCATE {tabel} CASCADE")
        _geweigerd(f"ALTER TABLE {tabel} DISABLE TRIGGER ALL")
        _geweigerd(f'ALTER TABLE {tabel} DROP COLUMN "{kolom}"')
        _geweigerd(f"DROP TABLE {tabel} CASCADE")
        _geweigerd(f"ALTER TABLE {tabel} RENAME TO {tabel}_oud")
        _geweigerd(f"CREATE RULE weg AS ON INSERT TO {tabel} DO INSTEAD NOTHING")
        _geweigerd(f"CREATE TEMPORARY TABLE {tabel} (id int)")  # would take its place in this session
        _geweigerd(f"CREATE TABLE {tabel}_oud (id int)")
        _voer_uit(f"SELECT count(*) FROM {tabel}")  # it may be read


def test_het_portaal_kan_zichzelf_geen_rechten_geven(rol: str) -> None:
    eigenaar = connection.settings_dict["USER"]
    with als(rol):
        _geweigerd("SET session_replication_role = replica")
        _geweigerd(f'GRANT "{eigenaar}" TO "{rol}"')
        _geweigerd(f'ALTER ROLE "{rol}" SUPERUSER')
        _geweigerd("ALTER TABLE kern_gebruiker DISABLE TRIGGER ALL")
        _geweigerd("ALTER TABLE rollen_rolvervulling DISABLE TRIGGER USER")
        _geweigerd("DROP TRIGGER IF EXISTS pgtrigger_append_only_c05bf ON kern_inzage")
        _geweigerd("DELETE FROM django_migrations")
        _geweigerd(
            "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME)"
            " RETURNS BOOLEAN AS 'SELECT TRUE' LANGUAGE sql"
        )
        with connection.cursor() as cursor:  # a warning instead of a refusal: nothing was given
            cursor.execute(f'GRANT UPDATE ON kern_inzage TO "{rol}"')
            cursor.execute("SELECT has_table_privilege('kern_inzage', 'UPDATE')")
            assert cursor.fetchone() == (False,)


def test_wie_het_portaal_zegt_triggers_over_te_slaan_laat_toch_een_spoor_na(rol: str, mensen: Mensen) -> None:
    sporen = apps.get_model("kern", "GebruikerWijziging")._default_manager
    voor = sporen.count()
    Inzage.objects.create(wie=mensen.amina, wat="initiatief")
    with als(rol), pgtrigger.ignore():
        Gebruiker.objects.filter(pk=mensen.wim.pk).update(is_staff=True)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Inzage.objects.all().delete()
    assert sporen.count() == voor + 1
    assert Inzage.objects.count() == 1


def test_het_gewone_werk_gaat_door_als_die_rol(rol: str, mensen: Mensen) -> None:
    """Submit, answer, end a role: with everything that triggers, counters and the ledger do meanwhile."""
    maak_rol(mensen.wim, Rol.WIJKMAKELAAR, mensen.slotjes)
    vervulling = Rolvervulling.objects.get(gebruiker=mensen.amina)
    with als(rol):
        tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
        behandelen.reageer(initiatief=tuin, door=mensen.amina, tekst="Dank u.")
        beeindig_rol(vervulling=vervulling, tot=date(2024, 2, 1), door=mensen.olga)
        tuin.refresh_from_db()
        assert tuin.status == Status.IN_BEHANDELING
        assert tuin.behandelaar == mensen.wim
        Inzage.objects.create(wie=mensen.amina, wat="initiatief")
        assert not connection.needs_rollback
    spoor = apps.get_model("rollen", "RolvervullingWijziging")._default_manager.latest("pgh_id")
    assert spoor.tot == date(2024, 2, 1)


def test_het_portaal_merkt_zelf_of_het_logboek_beschermd_is(rol: str) -> None:
    assert not log_is_beschermd()  # here the tests are the owner
    with als(rol):
        assert log_is_beschermd()


def test_een_controle_voor_de_start_zegt_het(rol: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", "--deploy", "--database", "default", "--tag", "database")
    assert "kern.W001" in capsys.readouterr().err
    with als(rol):
        call_command("check", "--deploy", "--database", "default", "--tag", "database")
    assert "kern.W001" not in capsys.readouterr().err


def test_alleen_de_eigenaar_ruimt_het_logboek_op(rol: str, mensen: Mensen) -> None:
    toen, nu = timezone.now() - timedelta(days=1200), timezone.now()
    for moment in (toen, nu):
        Inzage.objects.create(wie=mensen.amina, wat="initiatief", van=mensen.daan, wanneer=moment)
    with als(rol), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ruim_log_op(voor=nu)
    call_command("ruim_logboek_op")
    assert Inzage.objects.get().wanneer == nu
    sporen = apps.get_model("rollen", "RolvervullingWijziging")._default_manager
    assert sporen.exists()  # of today
    assert ruim_log_op(voor=timezone.now() + timedelta(days=1)) > 1
    assert not sporen.exists()


def test_nog_eens_verlenen_neemt_terug_wat_te_veel_was(rol: str) -> None:
    _voer_uit(f'GRANT ALL ON kern_inzage, django_migrations TO "{rol}"')
    verleen(rol)
    with als(rol):
        _geweigerd("UPDATE kern_inzage SET wat = 'x'")
        _geweigerd("DELETE FROM django_migrations")


def test_een_tabel_van_de_volgende_migratie_is_niet_te_veranderen_voor_er_rechten_zijn(rol: str) -> None:
    _voer_uit("CREATE TABLE proefwijziging (id bigint GENERATED BY DEFAULT AS IDENTITY, wat text)")
    with als(rol):
        _voer_uit("INSERT INTO proefwijziging (wat) VALUES ('x')")
        _geweigerd("DELETE FROM proefwijziging")


def test_een_rol_die_te_veel_mag_krijgt_geen_rechten(rol: str, settings: Settings) -> None:
    eigenaar = connection.settings_dict["USER"]
    for opdracht in (f'GRANT "{eigenaar}" TO "{rol}"', f'ALTER ROLE "{rol}" CREATEROLE'):
        with transaction.atomic():
            _voer_uit(opdracht)
            with pytest.raises(GeenGoedeRol, match="eigenaar of beheerder"):
                verleen(rol)
            transaction.set_rollback(True)
    with pytest.raises(GeenGoedeRol, match="bestaat niet"):
        verleen("wie_is_dit")
    settings.DATABASE_URL = f"postgresql://{eigenaar}@/wijkportaal"
    with pytest.raises(CommandError, match="MIGRATIE_DATABASE_URL"):
        call_command("verleen_rechten")


def test_de_opdracht_maakt_de_rol_met_zijn_wachtwoord(db: None, settings: Settings) -> None:
    naam = f"{connection.settings_dict['NAME']}_nieuw"
    settings.DATABASE_URL = f"postgresql://{naam}:geheim@/wijkportaal"
    for _keer in range(2):
        call_command("verleen_rechten", "--maak")
    with als(naam):
        _geweigerd("DELETE FROM kern_inzage")
        _voer_uit("SELECT count(*) FROM kern_gebruiker")
