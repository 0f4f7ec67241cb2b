"""The pages on which roles are given and ended: a preview first, nothing typed is lost, nothing leaks."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.formats import date_format

from initiatieven.models import Initiatief
from kern.models import Gebruiker, Mail
from kern.templatetags.kern import toon_niet_verplicht
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
NIEUW, MENSEN = "/werkbank/rollen/nieuw/", "/werkbank/rollen/mensen/"


@pytest.fixture
def beheerder(client: Client, mensen: Mensen) -> Client:
    hanneke = maak_gebruiker("Hanneke Mulder")
    maak_rol(hanneke, Rol.BEHEERDER)
    return als_medewerker(client, hanneke)


@pytest.fixture
def zaak(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)


def datum(veld: str, dag: date) -> dict[str, int]:
    return {f"{veld}_dag": dag.day, f"{veld}_maand": dag.month, f"{veld}_jaar": dag.year}


def doe(client: Client, pad: str, velden: dict[str, object]) -> str:
    """Look at the preview, and then do it; returns the preview."""
    voor = list(Rolvervulling.objects.order_by("pk").values_list())
    voorbeeld = client.post(pad, velden)
    assert "Klopt dit?" in voorbeeld.content.decode(), voorbeeld.context["form"].errors
    assert list(Rolvervulling.objects.order_by("pk").values_list()) == voor
    assert not Mail.objects.exists()
    stempel = voorbeeld.context["gevolg"].stempel
    klaar = client.post(pad, {**velden, "stap": "doe", "gezien": stempel})
    assert klaar.status_code == 302, klaar.context["form"].errors
    return voorbeeld.content.decode()


def test_een_rol_geven_begint_met_wat_de_tijdlijn_al_weet(beheerder: Client, mensen: Mensen) -> None:
    straks = vandaag() + timedelta(days=40)
    pagina = beheerder.get(f"{NIEUW}?wijk=slotjes&rol=wijkwerker&vanaf={straks.isoformat()}")
    vooraf = pagina.context["form"].initial
    assert vooraf == {"vanaf": straks, "wijk": mensen.slotjes.pk, "rol": "wijkwerker"}
    for onzin in ("?wijk=nergens&rol=keizer&vanaf=31-31&wie=x", "?vanaf=1999-01-01&wie=9999999999999999999"):
        assert beheerder.get(f"{NIEUW}{onzin}").status_code == 200


def test_eerst_zien_dan_doen(beheerder: Client, mensen: Mensen) -> None:
    velden = {"wie": mensen.wim.pk, "rol": "wijkmakelaar", "wijk": mensen.slotjes.pk, "opvolgen": "on"}
    tekst = doe(beheerder, NIEUW, {**velden, **datum("vanaf", vandaag() + timedelta(days=9))})
    assert "Wim Oomen is wijkmakelaar in Slotjes" in tekst
    assert "Amina de Wit is tot" in tekst
    assert mensen.wim.rolvervullingen.filter(rol=Rol.WIJKMAKELAAR).exists()


def test_een_gat_dat_ontstaat_staat_in_het_voorbeeld(beheerder: Client, mensen: Mensen) -> None:
    rol = mensen.amina.rolvervullingen.get()
    velden = {**datum("tot", vandaag() + timedelta(days=9)), "reden": "ander_werk"}
    tekst = doe(beheerder, f"/werkbank/rollen/{rol.pk}/einde/", velden)
    assert "geen wijkmakelaar" in tekst


def test_wie_rollen_beheert_leest_in_het_voorbeeld_niets_over_inwoners(
    beheerder: Client, mensen: Mensen, zaak: Initiatief
) -> None:
    rol = mensen.amina.rolvervullingen.get()
    pad = f"/werkbank/rollen/{rol.pk}/einde/"
    tekst = doe(beheerder, pad, {**datum("tot", vandaag()), "reden": "ander_werk"})
    assert zaak.titel in tekst  # is public
    assert "Olga Brouwers" in tekst
    assert "1 mail naar een inwoner" in tekst
    assert "Daan" not in tekst
    assert zaak.get_werkbank_url() not in tekst


def test_wat_intussen_anders_werd_wordt_eerst_opnieuw_getoond(
    beheerder: Client, mensen: Mensen, zaak: Initiatief
) -> None:
    rol = mensen.amina.rolvervullingen.get()
    pad, velden = f"/werkbank/rollen/{rol.pk}/einde/", {**datum("tot", vandaag()), "reden": "ander_werk"}
    stempel = beheerder.post(pad, velden).context["gevolg"].stempel
    maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, kenmerk="2026-0002")
    antwoord = beheerder.post(pad, {**velden, "stap": "doe", "gezien": stempel})
    assert "Er is intussen iets veranderd." in antwoord.content.decode()
    rol.refresh_from_db()
    assert rol.tot is None


def test_als_niemand_het_overneemt_staat_de_lijst_er_en_wat_getypt_is(
    beheerder: Client, mensen: Mensen, zaak: Initiatief
) -> None:
    mensen.olga.rolvervullingen.update(tot=vandaag())
    rol = mensen.amina.rolvervullingen.get()
    velden = {**datum("tot", vandaag()), "reden": "taak_klaar"}
    antwoord = beheerder.post(f"/werkbank/rollen/{rol.pk}/einde/", velden)
    tekst = antwoord.content.decode()
    assert "Dit kan niemand overnemen" in tekst
    assert f"{zaak.kenmerk} {zaak.titel}" in tekst
    assert '<option value="taak_klaar" selected>' in tekst


def test_een_bewoner_krijgt_een_rol_met_het_adres_en_staat_in_geen_lijst(
    beheerder: Client, mensen: Mensen
) -> None:
    assert "Daan Jansen" not in beheerder.get(NIEUW).content.decode()
    assert "Daan" not in beheerder.get(f"{MENSEN}?zoek=daan").content.decode().split("<main", 1)[1].replace(
        'value="daan"', ""
    )
    assert beheerder.get(f"{MENSEN}{mensen.daan.pk}/").status_code == 404
    velden = {"email": "DAAN@voorbeeld.example", "rol": "platformlid", "wijk": mensen.slotjes.pk}
    doe(beheerder, NIEUW, {**velden, **datum("vanaf", vandaag())})
    assert mensen.daan.rolvervullingen.get().rol == Rol.PLATFORMLID
    onbekend = beheerder.post(NIEUW, {**velden, "email": "niemand@voorbeeld.example"})
    assert "Wij kennen dit adres niet." in onbekend.content.decode()


def test_een_nieuwe_collega(beheerder: Client, mensen: Mensen) -> None:
    velden = {"naam": "Ike Bos", "email": "ike@voorbeeld.example", "rol": "wijkwerker"}
    velden |= {"wijk": str(mensen.slotjes.pk)}
    tekst = doe(beheerder, f"{MENSEN}nieuw/", {**velden, **datum("vanaf", vandaag())})
    assert "Ike Bos krijgt een account." in tekst
    assert "zo logt u in" in tekst
    weer = beheerder.post(f"{MENSEN}nieuw/", {**velden, **datum("vanaf", vandaag())})
    assert "heeft al een account" in weer.content.decode()
    assert 'value="Ike Bos"' in weer.content.decode()


def test_afwezigheid_voor_alle_rollen_of_een(beheerder: Client, mensen: Mensen) -> None:
    tweede = maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen)
    eerste = mensen.amina.rolvervullingen.get(wijk=mensen.slotjes)
    alle = beheerder.get(f"{MENSEN}{mensen.amina.pk}/afwezig/").context["form"]
    assert set(alle.fields["rollen"].initial) == {eerste.pk, tweede.pk}
    pad = f"/werkbank/rollen/{eerste.pk}/vervanging/"
    assert beheerder.get(pad).context["form"].fields["rollen"].initial == [eerste.pk]
    dagen = {**datum("vanaf", vandaag()), **datum("tot", vandaag() + timedelta(days=9))}
    velden = {**dagen, "rollen": [eerste.pk, tweede.pk], "vervanger": mensen.wim.pk, "werk": "mee"}
    doe(beheerder, pad, velden)
    vervangingen = mensen.wim.rolvervullingen.filter(vervangt__isnull=False)
    assert set(vervangingen.values_list("vervangt", "neemt_werk_mee")) == {
        (eerste.pk, True),
        (tweede.pk, True),
    }
    pagina = beheerder.get(f"{MENSEN}{mensen.amina.pk}/").content.decode()
    assert pagina.count("Wim Oomen vervangt, van") == 2


def test_een_rol_van_vandaag_eindigt_op_zijn_vroegst_morgen(beheerder: Client, mensen: Mensen) -> None:
    rol = maak_rol(mensen.wim, Rol.WIJKWERKER, mensen.vrachelen, vanaf=vandaag())
    vertrek = beheerder.post(f"{MENSEN}{mensen.wim.pk}/vertrek/", datum("tot", vandaag()))
    velden = {**datum("tot", vandaag()), "reden": "fout"}
    einde = beheerder.post(f"/werkbank/rollen/{rol.pk}/einde/", velden)
    for antwoord in (vertrek, einde):
        assert "wijkwerker in Vrachelen. Kies een dag daarna." in antwoord.content.decode()


def test_het_voorbeeld_zegt_op_welke_dag_werk_overgaat(
    beheerder: Client, mensen: Mensen, zaak: Initiatief
) -> None:
    pad = f"/werkbank/rollen/{mensen.amina.rolvervullingen.get().pk}/einde/"
    straks = vandaag() + timedelta(days=30)
    velden = {**datum("tot", straks), "reden": "taak_klaar"}
    assert f"Dat gebeurt op {date_format(straks, 'j F Y')}." in beheerder.post(pad, velden).content.decode()
    gekozen = beheerder.post(pad, {**velden, "naar": mensen.olga.pk}).content.decode()
    assert "Wat naar Olga Brouwers gaat, gaat vandaag al over." in gekozen


def test_wat_van_een_ander_veld_afhangt_heet_niet_vrij(beheerder: Client, mensen: Mensen) -> None:
    form = beheerder.get(NIEUW).context["form"]
    vrij = {veld.name for veld in form if toon_niet_verplicht(veld)}
    assert vrij == {"tot", "opvolgen", "mandaatbesluit"}


def test_de_lijst_van_mensen_noemt_een_rol_een_keer(beheerder: Client, mensen: Mensen) -> None:
    maak_rol(mensen.amina, Rol.WIJKMAKELAAR, mensen.vrachelen)
    maak_rol(mensen.amina, Rol.GRIFFIE)
    tekst = beheerder.get(f"{MENSEN}?zoek=amina").content.decode()
    assert "wijkmakelaar in Slotjes, Vrachelen; griffie in de hele gemeente" in tekst


def test_vertrek_en_herverdeling(beheerder: Client, mensen: Mensen) -> None:
    dag = vandaag() + timedelta(days=30)
    velden: dict[str, object] = {**datum("vanaf", dag), "mandaatbesluit": "B2027-1"}
    velden[f"wijk_{mensen.slotjes.pk}"] = mensen.els.pk
    tekst = doe(beheerder, "/werkbank/rollen/herverdelen/", velden)
    assert "Els van Dongen is wijkwethouder in Slotjes" in tekst
    Mail.objects.all().delete()
    doe(beheerder, f"{MENSEN}{mensen.wim.pk}/vertrek/", datum("tot", vandaag()))  # type: ignore[arg-type]
    assert not Gebruiker.objects.get(pk=mensen.wim.pk).is_active


def test_wat_gepland_is_verandert_of_vervalt(beheerder: Client, mensen: Mensen) -> None:
    straks = vandaag() + timedelta(days=30)
    rij = maak_rol(mensen.wim, Rol.WIJKWERKER, mensen.vrachelen, vanaf=straks)
    pad = f"/werkbank/rollen/{rij.pk}/wijzigen/"
    doe(beheerder, pad, {"wat": "dagen", **datum("vanaf", straks + timedelta(days=1))})
    Mail.objects.all().delete()
    doe(beheerder, pad, {"wat": "schrap", **datum("vanaf", straks)})
    assert not Rolvervulling.objects.filter(pk=rij.pk).exists()


def test_de_auditor_leest_en_doet_niets(client: Client, mensen: Mensen) -> None:
    ruben = maak_gebruiker("Ruben Claassen")
    maak_rol(ruben, Rol.AUDITOR)
    als_medewerker(client, ruben)
    rol = mensen.wim.rolvervullingen.get()
    tekst = client.get(f"/werkbank/rollen/{rol.pk}/").content.decode()
    assert "Wim Oomen" in tekst
    assert "einde/" not in tekst
    assert "vertrek/" not in client.get(f"{MENSEN}{mensen.wim.pk}/").content.decode()


def test_een_rol_vertelt_wie_wat_deed_en_waarom(beheerder: Client, mensen: Mensen) -> None:
    rol = mensen.wim.rolvervullingen.get()
    doe(
        beheerder,
        f"/werkbank/rollen/{rol.pk}/einde/",
        {**datum("tot", vandaag() + timedelta(days=9)), "reden": "taak_klaar"},
    )
    tekst = beheerder.get(f"/werkbank/rollen/{rol.pk}/").content.decode()
    assert "door Hanneke Mulder" in tekst
    assert "De taak is klaar" in tekst


def test_de_lijst_van_mensen_vraagt_altijd_even_veel(
    beheerder: Client, mensen: Mensen, django_assert_num_queries: object
) -> None:
    beheerder.get(MENSEN)
    for nummer in range(30):
        wie = maak_gebruiker(f"Mens Nummer{nummer:02d}", email=f"mens{nummer}@voorbeeld.example")
        maak_rol(wie, Rol.WIJKWERKER, mensen.slotjes)
        maak_rol(wie, Rol.WIJKWERKER, mensen.vrachelen)
    eerste = beheerder.get(MENSEN)
    assert len(eerste.context["mensen"]) == 25
    tweede = beheerder.get(f"{MENSEN}?na={eerste.context['pagina'].volgende}")
    namen = [regel["mens"].pk for pagina in (eerste, tweede) for regel in pagina.context["mensen"]]
    assert len(namen) == len(set(namen)) == 38
    with django_assert_num_queries(4):  # type: ignore[operator]
        beheerder.get(MENSEN)
