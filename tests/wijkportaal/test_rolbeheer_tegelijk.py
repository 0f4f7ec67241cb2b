"""Acts on roles while something else happens: another act, a job, erasing, or work of others that lies there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from agendas.tasks import verplaats_werk as verplaats_agendawerk
from initiatieven.models import Schuring
from initiatieven.services.schuren import geef_schuring, sluit_schuring
from initiatieven.tasks import verplaats_werk
from kern.fouten import DomeinFout
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from kern.wissen import maak_grafsteen
from rollen.models import Rol, Rolvervulling
from rollen.services.vervulling import vervul
from rollen.tasks import sluit_accounts
from tests.initiatieven.schuring import maak_schuring, vers
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen, zet_op
from tests.wijkportaal.test_rolbeheer import geef
from wijkportaal import rolbeheer
from wijkportaal.roldaad import doe

pytestmark = pytest.mark.django_db

RedenEinde = Rolvervulling.RedenEinde
DAG = timedelta(days=1)


def test_een_voorbeeld_toont_alleen_de_eigen_mails(mensen: Mensen) -> None:
    """What another request puts in the outbox at this moment is not read by who manages roles."""
    noor = maak_gebruiker("Noor Hermans")
    with doe(mensen.olga, "rol gegeven", vandaag()) as daad:
        Mail.objects.create(sleutel="van-een-ander", aan=mensen.bram.email, ontvanger=mensen.bram)
        daad.geef(noor, Rol.GRIFFIE, vanaf=vandaag())
    assert [mail.ontvanger for mail in daad.gevolg.mails] == [noor]


def test_wie_net_gewist_is_krijgt_geen_rol(mensen: Mensen) -> None:
    noor = maak_gebruiker("Noor Hermans")
    maak_grafsteen(gebruiker=Gebruiker.objects.get(pk=noor.pk))
    for probeer in (
        lambda: geef(mensen.olga, noor, rol=Rol.GRIFFIE, vanaf=vandaag()),
        lambda: vervul(gebruiker=noor, rol=Rol.GRIFFIE, vanaf=vandaag()),
    ):
        with pytest.raises(DomeinFout, match="Dit account is gewist"):
            probeer()
    assert not noor.rolvervullingen.exists()


def test_wie_terugkomt_na_het_openen_van_het_formulier_heeft_een_open_account(mensen: Mensen) -> None:
    noor = maak_gebruiker("Noor Hermans")
    Gebruiker.objects.filter(pk=noor.pk).update(is_active=False)  # by the job, after the form was read
    gevolg = geef(mensen.olga, noor, rol=Rol.GRIFFIE, vanaf=vandaag())
    assert "gaat weer open" in gevolg.regels[0]
    assert Gebruiker.objects.get(pk=noor.pk).is_active


@pytest.mark.parametrize("taak", [verplaats_werk, verplaats_agendawerk])
def test_een_taak_die_werk_verplaatst_wacht_op_een_rolwissel(
    mensen: Mensen, taak: Callable[[], object]
) -> None:
    taak()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND mode = 'ShareRowExclusiveLock'"
            " AND relation = 'rollen_rolvervulling'::regclass"
        )
        assert cursor.fetchone()[0] == 1


def test_wie_iets_overneemt_krijgt_niet_wat_van_een_ander_is(mensen: Mensen) -> None:
    """A friction of somebody else who is gone waits for the job; it was in no preview."""
    noor, weg = maak_gebruiker("Noor Hermans"), maak_gebruiker("Henk Pieters")
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes)
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, noor)
    schuring = maak_schuring(zaak, noor)
    Schuring.objects.filter(pk=schuring.pk).update(eigenaar=weg)
    gevolg = rolbeheer.beeindig_rol(
        door=mensen.olga,
        rij=mensen.amina.rolvervullingen.get(),
        tot=vandaag(),
        reden=RedenEinde.ANDER_WERK,
        naar=noor,
    )
    assert gevolg.werk == []
    assert vers(schuring).eigenaar == weg
    verplaats_werk()
    assert vers(schuring).eigenaar == noor


def test_een_schuring_die_intussen_gesloten_is_wisselt_niet_meer(mensen: Mensen) -> None:
    schuring = maak_schuring(maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina), mensen.amina)
    sluit_schuring(schuring=schuring, door=mensen.amina, uitkomst="regel_wijkt", toelichting="Het past toch.")
    stappen = schuring.stappen.count()
    geef_schuring(schuring=schuring, aan=mensen.bram)
    assert (vers(schuring).eigenaar, schuring.stappen.count()) == (mensen.amina, stappen)


@pytest.mark.django_db(transaction=True)
def test_wie_net_een_rol_krijgt_houdt_het_account() -> None:
    """The job that closes accounts of who left waits for a role that is being given, and then leaves it open."""
    mensen, noor = zet_op(), maak_gebruiker("Noor Hermans")
    maak_rol(noor, Rol.GRIFFIE, vanaf=vandaag() - 10 * DAG, tot=vandaag(), reden_einde=RedenEinde.UIT_DIENST)

    def taak() -> int:
        try:
            return sluit_accounts()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as ander:
        with transaction.atomic():
            geef(mensen.olga, noor, rol=Rol.GRIFFIE, vanaf=vandaag())
            onderweg = ander.submit(taak)
            while not _iemand_wacht():
                assert not onderweg.done(), onderweg.result()
        assert onderweg.result() == 0
    assert Gebruiker.objects.get(pk=noor.pk).is_active


def _iemand_wacht() -> bool:
    """Whether another connection waits for a lock of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])
