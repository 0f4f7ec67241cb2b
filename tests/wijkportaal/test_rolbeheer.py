"""The acts on roles, on all floors at once: who gets the open work, who is told, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging, Wijkagenda
from agendas.tasks import verplaats_werk as verplaats_agendawerk
from initiatieven.ladder import treden
from initiatieven.models import Initiatief
from initiatieven.tasks import verplaats_werk
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rollen import tasks
from rollen.models import Rol, Rolvervulling
from rollen.overdracht import GeenOpvolger
from rollen.wie import behandelaar_voor
from tests.initiatieven.schuring import maak_schuring, vers
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen
from wijkportaal import rolbeheer
from wijkportaal.roldaad import Gevolg

pytestmark = pytest.mark.django_db

RedenEinde = Rolvervulling.RedenEinde
DAG = timedelta(days=1)


@pytest.fixture
def noor(db: None) -> Gebruiker:
    """Works elsewhere in the municipality, and can take something on."""
    noor = maak_gebruiker("Noor Hermans")
    maak_rol(noor, Rol.GRIFFIE)
    return noor


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def geef(door: Gebruiker, wie: Gebruiker, **velden: object) -> Gevolg:
    leeg = {"wijk": None, "afdeling": None, "tot": None, "organisatie": "", "mandaatbesluit": ""}
    return rolbeheer.geef_rol(door=door, gebruiker=wie, **{**leeg, **velden})  # type: ignore[arg-type]


def van(persoon: Gebruiker) -> Rolvervulling:
    return persoon.rolvervullingen.get()


def mails_aan(persoon: Gebruiker) -> list[str]:
    return list(Mail.objects.filter(ontvanger=persoon).order_by("pk").values_list("onderwerp", flat=True))


# --- Give -------------------------------------------------------------------------------------------


def test_een_opvolger_begint_op_de_dag_dat_de_ander_stopt(mensen: Mensen, noor: Gebruiker) -> None:
    straks = vandaag() + 40 * DAG
    gevolg = geef(
        mensen.olga,
        noor,
        rol=Rol.WIJKMAKELAAR,
        wijk=mensen.slotjes,
        vanaf=straks,
        mandaatbesluit="Z-12",
        opvolgen=True,
    )
    oud, nieuw = van(mensen.amina), noor.rolvervullingen.get(rol=Rol.WIJKMAKELAAR)
    assert (oud.tot, oud.reden_einde, nieuw.vanaf, nieuw.mandaatbesluit) == (
        straks,
        RedenEinde.ANDER_WERK,
        straks,
        "Z-12",
    )
    assert gevolg.signalen == []
    assert mails_aan(noor) == mails_aan(mensen.amina) == ["Uw rollen in het Wijkportaal veranderen"]
    assert "tot" in Mail.objects.get(ontvanger=mensen.amina).tekst
    wijziging = nieuw.wijzigingen.get()  # type: ignore[attr-defined]
    assert wijziging.pgh_context["user"] == mensen.olga.pk
    assert wijziging.pgh_context["reden"] == "rol gegeven"


def test_een_opvolger_van_vandaag_krijgt_het_werk_meteen(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    gevolg = geef(
        mensen.olga, noor, rol=Rol.WIJKMAKELAAR, wijk=mensen.slotjes, vanaf=vandaag(), opvolgen=True
    )
    zaak.refresh_from_db()
    assert zaak.behandelaar == noor
    assert [(ding.pk, ding.van, ding.naar) for ding in gevolg.werk] == [(zaak.pk, mensen.amina, noor)]


def test_niemand_geeft_of_neemt_zichzelf_een_rol(mensen: Mensen, noor: Gebruiker) -> None:
    with pytest.raises(GeenRecht, match="uw eigen rollen niet"):
        geef(mensen.olga, mensen.olga, rol=Rol.BEHEERDER, vanaf=vandaag())
    with pytest.raises(GeenRecht, match="uw eigen rollen niet"):
        rolbeheer.beeindig_rol(
            door=mensen.olga, rij=van(mensen.olga), tot=vandaag(), reden=RedenEinde.TAAK_KLAAR
        )
    with pytest.raises(GeenRecht, match="uw eigen account niet"):
        rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=mensen.olga, tot=vandaag())
    with pytest.raises(GeenRecht, match="uw eigen rollen niet"):
        rolbeheer.meld_afwezig(
            door=mensen.olga,
            rijen=[van(mensen.amina)],
            vervanger=mensen.olga,
            vanaf=vandaag(),
            tot=vandaag() + DAG,
        )


def test_ook_in_het_beheer_geeft_niemand_zichzelf_een_rol(mensen: Mensen, client: Client) -> None:
    hanneke = maak_gebruiker("Hanneke Mulder", is_staff=True)
    rol = maak_rol(hanneke, Rol.BEHEERDER)
    als_medewerker(client, hanneke)
    velden = {"gebruiker": hanneke.pk, "rol": Rol.OPGAVELEIDER.value, "vanaf": vandaag().isoformat()}
    antwoord = client.post("/beheer/rollen/rolvervulling/add/", velden)
    assert "U kunt uw eigen rollen niet veranderen." in antwoord.content.decode()
    antwoord = client.post(f"/beheer/rollen/rolvervulling/{rol.pk}/change/", {"tot": vandaag().isoformat()})
    assert "U kunt uw eigen rollen niet veranderen." in antwoord.content.decode()
    assert list(hanneke.rolvervullingen.values_list("rol", "tot")) == [(Rol.BEHEERDER, None)]


@pytest.mark.parametrize("wie", ["amina", "bram", "els", "teun", "wim", "daan"])
def test_zonder_recht_gebeurt_er_niets(mensen: Mensen, noor: Gebruiker, wie: str) -> None:
    door = getattr(mensen, wie)
    morgen, rij, voor = vandaag() + DAG, van(mensen.chantal), list(Rolvervulling.objects.values_list())
    daden: list[Callable[[], object]] = [
        lambda: geef(door, noor, rol=Rol.WIJKWERKER, vanaf=vandaag()),
        lambda: rolbeheer.beeindig_rol(door=door, rij=rij, tot=morgen, reden=RedenEinde.FOUT),
        lambda: rolbeheer.meld_afwezig(door=door, rijen=[rij], vervanger=noor, vanaf=vandaag(), tot=morgen),
        lambda: rolbeheer.laat_vertrekken(door=door, gebruiker=mensen.chantal, tot=morgen),
        lambda: rolbeheer.laat_vertrekken(door=door, gebruiker=noor, tot=vandaag()),
        lambda: rolbeheer.voeg_toe(
            door=door,
            naam="Ike Bos",
            email="ike@voorbeeld.example",
            rol=Rol.WIJKWERKER,
            wijk=None,
            afdeling=None,
            vanaf=vandaag(),
            tot=None,
            organisatie="",
            mandaatbesluit="",
        ),
        lambda: rolbeheer.herverdeel(
            door=door,
            rol=Rol.WIJKWETHOUDER,
            vanaf=morgen,
            mandaatbesluit="B",
            verdeling={mensen.slotjes: noor},
        ),
    ]
    for daad in daden:
        with pytest.raises(GeenRecht):
            daad()
    assert list(Rolvervulling.objects.values_list()) == voor
    assert not Mail.objects.exists()


# --- Correct ----------------------------------------------------------------------------------------


def test_wat_gepland_is_krijgt_andere_dagen_of_gaat_niet_door(mensen: Mensen, noor: Gebruiker) -> None:
    straks = vandaag() + 30 * DAG
    rij = maak_rol(noor, Rol.WIJKWERKER, mensen.vrachelen, vanaf=straks)
    rolbeheer.wijzig_gepland(door=mensen.olga, rij=rij, vanaf=straks + DAG, tot=straks + 9 * DAG)
    rij.refresh_from_db()
    assert (rij.vanaf, rij.tot) == (straks + DAG, straks + 9 * DAG)
    rolbeheer.schrap_gepland(door=mensen.olga, rij=rij)
    assert not noor.rolvervullingen.filter(rol=Rol.WIJKWERKER).exists()
    assert "gaat niet door" in Mail.objects.filter(ontvanger=noor).latest("pk").tekst


def test_een_rol_die_begonnen_is_wordt_niet_herschreven(mensen: Mensen) -> None:
    with pytest.raises(DomeinFout, match="al begonnen"):
        rolbeheer.wijzig_gepland(door=mensen.olga, rij=van(mensen.wim), vanaf=vandaag() + DAG, tot=None)
    with pytest.raises(DomeinFout, match="al begonnen"):
        rolbeheer.schrap_gepland(door=mensen.olga, rij=van(mensen.wim))


def test_een_geplande_opvolger_op_wie_gerekend_wordt_gaat_er_niet_af(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    straks = vandaag() + 30 * DAG
    hanneke = maak_gebruiker("Hanneke Mulder")
    maak_rol(hanneke, Rol.BEHEERDER)
    mensen.olga.rolvervullingen.update(tot=straks)
    geef(hanneke, noor, rol=Rol.WIJKMAKELAAR, wijk=mensen.slotjes, vanaf=straks, opvolgen=True)
    with pytest.raises(GeenOpvolger, match=zaak.kenmerk):
        rolbeheer.schrap_gepland(door=hanneke, rij=noor.rolvervullingen.get(rol=Rol.WIJKMAKELAAR))
    with pytest.raises(GeenOpvolger, match=zaak.kenmerk):
        rolbeheer.wijzig_gepland(
            door=hanneke,
            rij=noor.rolvervullingen.get(rol=Rol.WIJKMAKELAAR),
            vanaf=straks + DAG,
            tot=None,
        )


# --- End --------------------------------------------------------------------------------------------


def alles_van_amina(mensen: Mensen, zaak: Initiatief) -> tuple[Probleemeigenaar, Toezegging]:
    """An item of the agenda that she owns and a promise in her name."""
    agenda = Wijkagenda.objects.create(wijk=mensen.slotjes, gestart_op=vandaag())
    punt = Agendapunt.objects.create(agenda=agenda, titel="Meer groen")
    eigenaar = Probleemeigenaar.objects.create(
        punt=punt, soort=Probleemeigenaar.Soort.GEMEENTE, naam="Amina de Wit"
    )
    Probleemeigenaar.objects.create(punt=punt, soort=Probleemeigenaar.Soort.BEWONERS, naam="De straat")
    toezegging = Toezegging.objects.create(
        initiatief=zaak, kant="gemeente", wie="Amina de Wit", wat="Bomen kiezen", voor=vandaag() + 9 * DAG
    )
    return eigenaar, toezegging


def test_alles_wat_openstaat_gaat_naar_wie_het_overneemt(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    eigenaar, toezegging = alles_van_amina(mensen, zaak)
    schuring = maak_schuring(zaak, mensen.amina)
    maak_rol(noor, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=vandaag())
    gevolg = rolbeheer.beeindig_rol(
        door=mensen.olga, rij=van(mensen.amina), tot=vandaag(), reden=RedenEinde.ANDER_WERK
    )
    assert {ding.soort for ding in gevolg.werk} == {
        "initiatief",
        "schuring",
        "punt van de agenda",
        "afspraak",
    }
    assert {ding.naar for ding in gevolg.werk} == {noor}
    for ding in (zaak, eigenaar, toezegging):
        ding.refresh_from_db()
    assert (zaak.behandelaar, vers(schuring).eigenaar) == (noor, noor)
    assert (eigenaar.naam, eigenaar.gebruiker, toezegging.wie) == ("Noor Hermans", noor, "Noor Hermans")
    assert "Noor Hermans neemt een afspraak over" in zaak.gebeurtenissen.latest("pk").tekst


def test_wie_gekozen_is_krijgt_alles_waar_die_het_mag(mensen: Mensen, zaak: Initiatief) -> None:
    eigenaar, toezegging = alles_van_amina(mensen, zaak)
    thea = maak_gebruiker("Thea Kok")
    maak_rol(thea, Rol.WIJKMAKELAAR)  # of the whole municipality
    maak_rol(maak_gebruiker("Noor Hermans"), Rol.WIJKMAKELAAR, mensen.slotjes)
    rolbeheer.beeindig_rol(
        door=mensen.olga,
        rij=van(mensen.amina),
        tot=vandaag() + 30 * DAG,
        reden=RedenEinde.ANDER_WERK,
        naar=thea,
    )
    for ding in (zaak, eigenaar, toezegging):
        ding.refresh_from_db()
    assert (zaak.behandelaar, eigenaar.naam, toezegging.wie) == (thea, "Thea Kok", "Thea Kok")  # today


def test_zonder_keuze_blijft_het_werk_tot_de_dag_zelf(mensen: Mensen, zaak: Initiatief) -> None:
    eigenaar, toezegging = alles_van_amina(mensen, zaak)
    gevolg = rolbeheer.beeindig_rol(
        door=mensen.olga, rij=van(mensen.amina), tot=vandaag() + 30 * DAG, reden=RedenEinde.TERMIJN
    )
    assert [ding.naar for ding in gevolg.werk] == [mensen.olga] * 3
    assert [signaal.zin.split(" heeft ")[0] for signaal in gevolg.signalen] == ["Slotjes"]
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina
    assert verplaats_agendawerk() == verplaats_werk() == 0
    mensen.amina.rolvervullingen.update(tot=vandaag())  # the day has come
    assert verplaats_werk() == 1
    assert verplaats_agendawerk() == 2
    assert verplaats_agendawerk() == 0
    for ding in (zaak, eigenaar, toezegging):
        ding.refresh_from_db()
    assert (zaak.behandelaar, eigenaar.gebruiker, toezegging.wie) == (
        mensen.olga,
        mensen.olga,
        "Olga Brouwers",
    )


def test_wat_bewoners_op_zich_namen_blijft_van_hen(mensen: Mensen, zaak: Initiatief) -> None:
    eigenaar, toezegging = alles_van_amina(mensen, zaak)
    Probleemeigenaar.objects.filter(pk=eigenaar.pk).update(soort=Probleemeigenaar.Soort.BEWONERS)
    Toezegging.objects.filter(pk=toezegging.pk).update(kant=Toezegging.Kant.BEWONERS)
    rolbeheer.beeindig_rol(
        door=mensen.olga, rij=van(mensen.amina), tot=vandaag(), reden=RedenEinde.ANDER_WERK
    )
    eigenaar.refresh_from_db()
    toezegging.refresh_from_db()
    assert (eigenaar.naam, toezegging.wie) == ("Amina de Wit", "Amina de Wit")


def test_als_niemand_het_kan_overnemen_blijft_alles_zoals_het_was(mensen: Mensen, zaak: Initiatief) -> None:
    hanneke = maak_gebruiker("Hanneke Mulder")
    maak_rol(hanneke, Rol.BEHEERDER)
    mensen.olga.rolvervullingen.update(tot=vandaag())
    with pytest.raises(GeenOpvolger) as fout:
        rolbeheer.beeindig_rol(
            door=hanneke, rij=van(mensen.amina), tot=vandaag(), reden=RedenEinde.ANDER_WERK
        )
    assert [ding.pk for ding in fout.value.werk] == [zaak.pk]
    assert van(mensen.amina).tot is None
    assert not Mail.objects.exists()


# --- Absence ----------------------------------------------------------------------------------------


def test_tijdens_een_afwezigheid_gaat_nieuw_werk_naar_de_vervanger(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    tot = vandaag() + 14 * DAG
    rolbeheer.meld_afwezig(
        door=mensen.olga, rijen=[van(mensen.amina)], vervanger=noor, vanaf=vandaag(), tot=tot
    )
    assert behandelaar_voor(mensen.slotjes, vandaag()) == noor
    assert behandelaar_voor(mensen.slotjes, tot) == mensen.amina
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.amina  # the deputy sees it, and the name stays
    assert Initiatief.objects.in_werkbank_van(noor).get() == zaak
    assert "Noor Hermans vervangt u" in Mail.objects.get(ontvanger=mensen.amina).tekst
    assert "U vervangt Amina de Wit" in Mail.objects.get(ontvanger=noor).tekst


def test_lopend_werk_gaat_mee_en_komt_terug(mensen: Mensen, noor: Gebruiker, zaak: Initiatief) -> None:
    schuring = maak_schuring(zaak, mensen.amina)
    maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen)
    maak_initiatief(mensen.vrachelen, mensen.daan, mensen.amina, kenmerk="2026-0002")
    gevolg = rolbeheer.meld_afwezig(
        door=mensen.olga,
        rijen=list(mensen.amina.rolvervullingen.all()),
        vervanger=noor,
        vanaf=vandaag(),
        tot=vandaag() + 14 * DAG,
        neemt_werk_mee=True,
    )
    assert sorted(ding.soort for ding in gevolg.werk) == ["initiatief", "initiatief", "schuring"]
    assert mails_aan(noor).count("U neemt 2 initiatieven over") == 1
    zaak.refresh_from_db()
    assert (zaak.behandelaar, zaak.aan_zet_persoon, vers(schuring).eigenaar) == (noor, noor, noor)
    assert "Amina de Wit is er even niet." in zaak.gebeurtenissen.filter(openbaar=True).latest("pk").tekst
    vervanging = noor.rolvervullingen.get(vervangt__isnull=False, wijk=mensen.slotjes)
    rolbeheer.beeindig_rol(door=mensen.olga, rij=vervanging, tot=vandaag() + DAG, reden=RedenEinde.TERMIJN)
    Rolvervulling.objects.filter(pk=vervanging.pk).update(vanaf=vandaag() - 2 * DAG, tot=vandaag())
    assert verplaats_werk() == 1
    zaak.refresh_from_db()
    assert (zaak.behandelaar, vers(schuring).eigenaar) == (mensen.amina, mensen.amina)


def test_een_afwezigheid_van_later_neemt_het_werk_mee_als_het_zover_is(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    rolbeheer.meld_afwezig(
        door=mensen.olga,
        rijen=[van(mensen.amina)],
        vervanger=noor,
        vanaf=vandaag() + 5 * DAG,
        tot=vandaag() + 14 * DAG,
        neemt_werk_mee=True,
    )
    assert verplaats_werk() == 0
    noor.rolvervullingen.filter(vervangt__isnull=False).update(vanaf=vandaag())
    assert verplaats_werk() == 1
    assert verplaats_werk() == 0
    zaak.refresh_from_db()
    assert zaak.behandelaar == noor


def test_een_vervanger_valt_binnen_de_rol_die_vervangen_wordt(mensen: Mensen, noor: Gebruiker) -> None:
    rij = van(mensen.wim)
    Rolvervulling.objects.filter(pk=rij.pk).update(tot=vandaag() + 7 * DAG)
    rij.refresh_from_db()
    rolbeheer.meld_afwezig(
        door=mensen.olga, rijen=[rij], vervanger=noor, vanaf=vandaag(), tot=vandaag() + 30 * DAG
    )
    assert noor.rolvervullingen.get(vervangt=rij).tot == vandaag() + 7 * DAG


def test_een_rol_die_dan_niet_telt_heeft_geen_vervanger_nodig(mensen: Mensen, noor: Gebruiker) -> None:
    later = maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen, vanaf=vandaag() + 90 * DAG)
    rijen, tot = list(mensen.amina.rolvervullingen.all()), vandaag() + 14 * DAG
    rolbeheer.meld_afwezig(door=mensen.olga, rijen=rijen, vervanger=noor, vanaf=vandaag(), tot=tot)
    assert [rij.wijk for rij in noor.rolvervullingen.filter(vervangt__isnull=False)] == [mensen.slotjes]
    with pytest.raises(DomeinFout, match="in deze dagen telt"):
        rolbeheer.meld_afwezig(door=mensen.olga, rijen=[later], vervanger=noor, vanaf=vandaag(), tot=tot)


# --- Leave ------------------------------------------------------------------------------------------


def test_wie_vertrekt_heeft_geen_rollen_en_geen_account_meer(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief, client: Client
) -> None:
    maak_rol(mensen.amina, Rol.WIJKWERKER, mensen.vrachelen)
    gepland = maak_rol(mensen.amina, Rol.AUDITOR, vanaf=vandaag() + 90 * DAG)
    als_medewerker(client, mensen.amina)
    assert client.get("/werkbank/").status_code == 200
    rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=mensen.amina, tot=vandaag())
    mensen.amina.refresh_from_db()
    assert not mensen.amina.is_active
    assert client.get("/werkbank/").status_code == 302
    assert not UserSession.objects.filter(user=mensen.amina).exists()
    assert not Rolvervulling.objects.filter(pk=gepland.pk).exists()
    assert set(mensen.amina.rolvervullingen.values_list("tot", "reden_einde")) == {
        (vandaag(), RedenEinde.UIT_DIENST)
    }
    zaak.refresh_from_db()
    assert zaak.behandelaar == mensen.olga
    assert len(mails_aan(mensen.amina)) == 1


def test_wie_later_vertrekt_houdt_het_account_tot_die_dag(mensen: Mensen) -> None:
    rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=mensen.wim, tot=vandaag() + 30 * DAG)
    assert tasks.sluit_accounts() == 0
    mensen.wim.rolvervullingen.update(tot=vandaag())
    assert tasks.sluit_accounts() == 1
    assert tasks.sluit_accounts() == 0
    mensen.wim.refresh_from_db()
    assert not mensen.wim.is_active


def test_wie_terugkomt_en_dan_anders_werk_krijgt_houdt_een_account(mensen: Mensen) -> None:
    rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=mensen.wim, tot=vandaag())
    mensen.wim.refresh_from_db()
    geef(mensen.olga, mensen.wim, rol=Rol.WIJKWERKER, wijk=mensen.vrachelen, vanaf=vandaag())
    mensen.wim.refresh_from_db()
    assert mensen.wim.is_active
    assert tasks.sluit_accounts() == 0


def test_het_account_van_technisch_beheer_sluit_niemand_hier(mensen: Mensen) -> None:
    root = Gebruiker.objects.create_superuser("root@voorbeeld.example", naam="Root")
    with pytest.raises(GeenRecht, match="technisch beheer"):
        rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=root, tot=vandaag())


def test_wat_iemand_zelf_indiende_gaat_niet_naar_een_ander(mensen: Mensen) -> None:
    eigen = maak_initiatief(mensen.vrachelen, mensen.wim, mensen.chantal)
    gevolg = rolbeheer.laat_vertrekken(door=mensen.olga, gebruiker=mensen.wim, tot=vandaag())
    assert str(eigen.kenmerk) in gevolg.blijft[0]
    eigen.refresh_from_db()
    assert eigen.indiener == mensen.wim


# --- Divide anew ------------------------------------------------------------------------------------


def test_twee_wethouders_ruilen_van_wijk_in_een_keer(mensen: Mensen) -> None:
    nadia = maak_gebruiker("Nadia Bouzid")
    maak_rol(nadia, Rol.WIJKWETHOUDER, mensen.vrachelen)
    dag = vandaag() + 20 * DAG
    rolbeheer.herverdeel(
        door=mensen.olga,
        rol=Rol.WIJKWETHOUDER,
        vanaf=dag,
        mandaatbesluit="B2026-7",
        verdeling={mensen.slotjes: nadia, mensen.vrachelen: mensen.bram},
    )
    dan = Rolvervulling.objects.filter(rol=Rol.WIJKWETHOUDER).geldig(dag)
    assert set(dan.values_list("wijk", "gebruiker", "mandaatbesluit")) == {
        (mensen.slotjes.pk, nadia.pk, "B2026-7"),
        (mensen.vrachelen.pk, mensen.bram.pk, "B2026-7"),
    }
    oud = Rolvervulling.objects.filter(rol=Rol.WIJKWETHOUDER, vanaf__lt=dag)
    assert set(oud.values_list("tot", "reden_einde")) == {(dag, RedenEinde.HERVERDELING)}


def test_wie_een_wijk_houdt_merkt_niets_van_een_herverdeling(mensen: Mensen, noor: Gebruiker) -> None:
    rolbeheer.herverdeel(
        door=mensen.olga,
        rol=Rol.WIJKWETHOUDER,
        vanaf=vandaag(),
        mandaatbesluit="B2026-7",
        verdeling={mensen.slotjes: mensen.bram, mensen.vrachelen: noor},
    )
    assert (van(mensen.bram).tot, mails_aan(mensen.bram)) == (None, [])
    with pytest.raises(DomeinFout, match="Er verandert niets"):
        rolbeheer.herverdeel(
            door=mensen.olga,
            rol=Rol.WIJKWETHOUDER,
            vanaf=vandaag(),
            mandaatbesluit="B2026-7",
            verdeling={mensen.slotjes: mensen.bram},
        )


def test_een_herverdeling_gaat_voor_wat_al_gepland_was(mensen: Mensen, noor: Gebruiker) -> None:
    straks: date = vandaag() + 60 * DAG
    Rolvervulling.objects.filter(pk=van(mensen.bram).pk).update(tot=straks)
    gepland = maak_rol(maak_gebruiker("Thea Kok"), Rol.WIJKWETHOUDER, mensen.slotjes, vanaf=straks)
    rolbeheer.herverdeel(
        door=mensen.olga,
        rol=Rol.WIJKWETHOUDER,
        vanaf=vandaag() + DAG,
        mandaatbesluit="B2026-7",
        verdeling={mensen.slotjes: noor},
    )
    assert not Rolvervulling.objects.filter(pk=gepland.pk).exists()
    assert van(mensen.bram).tot == vandaag() + DAG


def test_open_schuringen_gaan_mee_bij_een_herverdeling(
    mensen: Mensen, noor: Gebruiker, zaak: Initiatief
) -> None:
    nummer = next(n for n, trede in enumerate(treden()) if trede.houder == Rol.WIJKWETHOUDER)
    schuring = maak_schuring(zaak, mensen.amina)
    type(schuring).objects.filter(pk=schuring.pk).update(
        trede=nummer, trede_naam=treden()[nummer].naam, eigenaar=mensen.bram
    )
    rolbeheer.herverdeel(
        door=mensen.olga,
        rol=Rol.WIJKWETHOUDER,
        vanaf=vandaag(),
        mandaatbesluit="B2026-7",
        verdeling={mensen.slotjes: noor},
    )
    assert vers(schuring).eigenaar == noor


# --- Add --------------------------------------------------------------------------------------------


def test_een_nieuwe_collega_krijgt_een_rol_en_leest_hoe_inloggen_gaat(mensen: Mensen) -> None:
    velden: dict[str, object] = {
        "naam": "Ike Bos",
        "email": "Ike@Voorbeeld.example",
        "rol": Rol.WIJKWERKER,
        "wijk": mensen.slotjes,
        "afdeling": None,
        "vanaf": vandaag(),
        "tot": None,
        "organisatie": "",
        "mandaatbesluit": "",
    }
    rolbeheer.voeg_toe(door=mensen.olga, **velden)  # type: ignore[arg-type]
    ike = Gebruiker.objects.get(email="ike@voorbeeld.example")
    assert (ike.has_usable_password(), ike.is_staff) == (False, False)
    [mail] = Mail.objects.filter(ontvanger=ike)
    assert mail.onderwerp == "Welkom in het Wijkportaal: zo logt u in"
    assert "U bent wijkwerker in Slotjes" in mail.tekst
    with pytest.raises(DomeinFout, match="heeft al een account"):
        rolbeheer.voeg_toe(door=mensen.olga, **velden)  # type: ignore[arg-type]
