"""When a role ends its open work goes to the deputy or successor at once, or the role does not end."""

from datetime import timedelta

import pytest
from django.test import Client

from initiatieven import tasks
from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief
from initiatieven.services.rolwissel import beeindig_rol, verplaats_werk
from kern.models import Gebruiker, Mail
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol
from rollen.overdracht import GeenOpvolger
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor(mensen: Mensen) -> Gebruiker:
    """The successor of Amina in Slotjes."""
    noor = maak_gebruiker("Noor Hermans")
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=vandaag())
    return noor


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def test_open_werk_gaat_naar_de_opvolger_en_de_inwoner_hoort_het(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    datum = zaak.uiterlijk
    rol = mensen.amina.rolvervullingen.get()
    assert beeindig_rol(vervulling=rol, tot=vandaag(), door=mensen.olga) == 1
    zaak.refresh_from_db()
    assert (zaak.behandelaar, zaak.aan_zet_persoon, zaak.uiterlijk) == (noor, noor, datum)
    regel = zaak.gebeurtenissen.get(soort=Gebeurtenis.Soort.OVERGEDRAGEN)
    assert regel.tekst == "Amina de Wit doet dit werk niet meer. Noor Hermans neemt het over."
    assert regel.door == mensen.olga
    aan = dict(Mail.objects.values_list("aan", "onderwerp"))
    assert aan["daan@voorbeeld.example"].startswith("U krijgt een andere contactpersoon")
    assert aan["noor@voorbeeld.example"] == "U neemt 1 initiatief over"


def test_de_opvolger_krijgt_een_mail_voor_alles_samen(mensen: Mensen, noor: Gebruiker) -> None:
    for nummer in range(4):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-000{nummer}")
    assert beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag()) == 4
    assert [m.onderwerp for m in noor.mails.all()] == ["U neemt 4 initiatieven over"]


def test_zonder_opvolger_in_de_wijk_neemt_de_opgaveleider_het_over(mensen: Mensen, zaak: Initiatief) -> None:
    beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.olga


def test_als_niemand_het_kan_overnemen_eindigt_de_rol_niet(mensen: Mensen, zaak: Initiatief) -> None:
    mensen.olga.rolvervullingen.update(tot=vandaag())
    hanneke = maak_gebruiker("Hanneke Mulder")
    maak_rol(hanneke, Rol.BEHEERDER)  # picks up what is new, but may not act on it
    rol = mensen.amina.rolvervullingen.get()
    for tot in (vandaag(), vandaag() + timedelta(days=40)):
        with pytest.raises(GeenOpvolger, match="2026-0001 Een buurttuin") as fout:
            beeindig_rol(vervulling=rol, tot=tot)
        assert [(ding.soort, ding.pk) for ding in fout.value.werk] == [("initiatief", zaak.pk)]
        rol.refresh_from_db()
        assert rol.tot is None


def test_een_lange_lijst_wordt_genoemd_en_geteld(mensen: Mensen) -> None:
    mensen.olga.rolvervullingen.update(tot=vandaag())
    for nummer in range(7):
        maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk=f"2026-000{nummer}")
    with pytest.raises(GeenOpvolger, match=r"2026-0004.* en nog 2") as fout:
        beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    assert len(fout.value.werk) == 7


def test_het_werk_van_een_vervanger_gaat_terug(mensen: Mensen) -> None:
    noor = maak_gebruiker("Noor Hermans")
    van_amina = mensen.amina.rolvervullingen.get()
    rol = maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes, vervangt=van_amina)
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, noor)
    beeindig_rol(vervulling=rol, tot=vandaag())
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina


def test_met_de_rol_eindigt_ook_de_vervanging_en_haar_werk_gaat_mee(mensen: Mensen) -> None:
    noor = maak_gebruiker("Noor Hermans")
    van_amina = mensen.amina.rolvervullingen.get()
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes, vervangt=van_amina)
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, noor)
    beeindig_rol(vervulling=van_amina, tot=vandaag())
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.olga


def test_wie_nog_een_andere_rol_heeft_houdt_het_werk(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    maak_rol(mensen.amina, Rol.OPGAVELEIDER)
    rol = mensen.amina.rolvervullingen.get(rol=Rol.WIJKMAKELAAR)
    assert beeindig_rol(vervulling=rol, tot=vandaag()) == 0
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina


def test_als_de_inwoner_aan_zet_is_verandert_alleen_de_behandelaar(mensen: Mensen, noor: Gebruiker) -> None:
    zaak = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=mensen.daan,
    )
    beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    zaak.refresh_from_db()
    assert (zaak.behandelaar, zaak.aan_zet_persoon) == (noor, mensen.daan)


def bij_de_afdeling(mensen: Mensen) -> Initiatief:
    return maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.IN_BEHANDELING,
        aan_zet=AanZet.VAKAFDELING,
        aan_zet_persoon=mensen.teun,
        aan_zet_afdeling=mensen.openbare_ruimte,
    )


def test_een_teamleider_wordt_opgevolgd_door_de_volgende(mensen: Mensen) -> None:
    zaak = bij_de_afdeling(mensen)
    thea = maak_gebruiker("Thea Kok")
    maak_rol(thea, Rol.TEAMLEIDER, afdeling=mensen.openbare_ruimte, vanaf=vandaag())
    beeindig_rol(vervulling=mensen.teun.rolvervullingen.get(), tot=vandaag())
    zaak.refresh_from_db()
    assert (zaak.behandelaar, zaak.aan_zet_persoon) == (mensen.amina, thea)
    assert "Teun Akkermans doet dit werk niet meer. Thea Kok" in zaak.gebeurtenissen.get().tekst


def test_een_teamleider_zonder_opvolger_kan_niet_weg_tenzij_de_afdeling_per_mail_antwoordt(
    mensen: Mensen,
) -> None:
    zaak = bij_de_afdeling(mensen)
    rol = mensen.teun.rolvervullingen.get()
    with pytest.raises(GeenOpvolger):
        beeindig_rol(vervulling=rol, tot=vandaag())
    mensen.openbare_ruimte.email = "openbareruimte@gemeente.example"
    mensen.openbare_ruimte.save()
    beeindig_rol(vervulling=rol, tot=vandaag())
    zaak.refresh_from_db()
    assert (zaak.aan_zet, zaak.aan_zet_persoon) == (AanZet.VAKAFDELING, mensen.amina)


def test_de_wijkmakelaar_van_een_zaak_bij_de_afdeling_wordt_ook_opgevolgd(
    mensen: Mensen, noor: Gebruiker
) -> None:
    zaak = bij_de_afdeling(mensen)
    beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    zaak.refresh_from_db()
    assert (zaak.behandelaar, zaak.aan_zet_persoon) == (noor, mensen.teun)
    assert "Amina de Wit doet dit werk niet meer. Noor Hermans" in zaak.gebeurtenissen.get().tekst


def test_een_rol_die_later_eindigt_houdt_haar_werk_tot_die_dag(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    rol = mensen.amina.rolvervullingen.get()
    assert beeindig_rol(vervulling=rol, tot=vandaag() + timedelta(days=3)) == 0
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina
    assert tasks.verplaats_werk() == 0
    mensen.amina.rolvervullingen.update(tot=vandaag())  # the day has come
    assert tasks.verplaats_werk() == 1
    zaak.refresh_from_db()
    assert zaak.behandelaar == noor
    assert tasks.verplaats_werk() == 0


def test_wat_niemand_kan_overnemen_blijft_staan_en_houdt_de_rest_niet_op(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief, caplog: pytest.LogCaptureFixture
) -> None:
    mensen.olga.rolvervullingen.update(tot=vandaag())
    in_vrachelen = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2026-0002")
    mensen.amina.rolvervullingen.update(tot=vandaag())
    mensen.chantal.rolvervullingen.update(tot=vandaag())
    assert tasks.verplaats_werk() == 1
    zaak.refresh_from_db()
    in_vrachelen.refresh_from_db()
    assert (zaak.behandelaar, in_vrachelen.behandelaar) == (noor, mensen.chantal)
    assert "nobody can take over 2026-0002" in caplog.text


def test_wie_niet_meer_actief_is_heeft_geen_werk_meer(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(is_active=False)
    assert verplaats_werk() == (1, [])
    zaak.refresh_from_db()
    assert zaak.behandelaar == noor


def test_afgerond_werk_blijft_op_naam_van_wie_het_deed(mensen: Mensen, noor: Gebruiker) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    assert beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag()) == 0
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina


def test_een_verzoek_om_te_heropenen_gaat_mee(mensen: Mensen, noor: Gebruiker) -> None:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD)
    verzoek = Heropenverzoek.objects.create(
        initiatief=zaak,
        door=mensen.daan,
        reden="De bank is weer stuk.",
        behandelaar=mensen.amina,
        uiterlijk=plus_werkdagen(vandaag(), 5),
    )
    beeindig_rol(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    verzoek.refresh_from_db()
    assert verzoek.behandelaar == noor


def test_in_het_beheer_staat_waarom_een_rol_niet_kan_eindigen(
    client: Client, mensen: Mensen, zaak: Initiatief
) -> None:
    hanneke = maak_gebruiker("Hanneke Mulder", is_staff=True)
    maak_rol(hanneke, Rol.BEHEERDER)
    mensen.olga.rolvervullingen.update(tot=vandaag())
    als_medewerker(client, hanneke)
    rol = mensen.amina.rolvervullingen.get()
    pad = f"/beheer/rollen/rolvervulling/{rol.pk}/change/"
    antwoord = client.post(pad, {"tot": vandaag().isoformat()})
    assert "niemand kan dit overnemen" in antwoord.content.decode()
    mensen.olga.rolvervullingen.update(tot=None)
    assert client.post(pad, {"tot": vandaag().isoformat()}).status_code == 302
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.olga
