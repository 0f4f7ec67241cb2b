"""The register of kaders and the standard texts, and how they come back in a decision and an answer."""

from typing import Any

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief, Kader, Standaardtekst, Thema
from initiatieven.services.behandelen import verklaar_niet_passend
from initiatieven.services.inrichten import bewaar_kader, bewaar_standaardtekst, vul_in
from kern.fouten import DomeinFout, GeenRecht
from rollen.models import Rol
from tests.initiatieven.hulp import mails_aan
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
WATER: dict[str, Any] = {
    "titel": "Water blijft in de wijk",
    "bron": "Waterplan, hoofdstuk 2",
    "tekst": "Dempen mag niet.",
}


@pytest.fixture
def groen(db: None) -> Thema:
    return Thema.objects.create(naam="Groen en natuur", slug="groen-en-natuur")


@pytest.fixture
def tuin(mensen: Mensen, groen: Thema) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, thema=groen)


@pytest.fixture
def amina(client: Client, mensen: Mensen) -> Client:
    return als_medewerker(client, mensen.amina)


# --- Kaders ----------------------------------------------------------------------------------------


def test_een_besluit_houdt_de_tekst_van_het_kader(mensen: Mensen, tuin: Initiatief) -> None:
    kader = bewaar_kader(door=mensen.amina, **WATER)
    verklaar_niet_passend(initiatief=tuin, door=mensen.amina, reden="De vijver blijft.", uit_register=kader)
    tuin.refresh_from_db()
    assert tuin.kader == "Water blijft in de wijk (Waterplan, hoofdstuk 2)"
    assert "Water blijft in de wijk (Waterplan, hoofdstuk 2)" in mails_aan(mensen.daan)[0].tekst

    nieuw = bewaar_kader(door=mensen.amina, kader=kader, **{**WATER, "tekst": "Dempen mag soms."})
    tuin.refresh_from_db()
    assert nieuw != kader
    assert tuin.kader_uit_register == kader
    assert tuin.kader_uit_register.tekst == "Dempen mag niet."
    assert list(Kader.objects.geldend()) == [nieuw]


def test_een_kader_zonder_besluit_wordt_gewoon_gewijzigd(mensen: Mensen, groen: Thema) -> None:
    kader = bewaar_kader(door=mensen.amina, **WATER)
    anders = bewaar_kader(door=mensen.amina, kader=kader, themas=[groen], **{**WATER, "tekst": "Anders."})
    assert anders == kader
    assert Kader.objects.get().tekst == "Anders."
    assert list(kader.themas.all()) == [groen]


def test_een_gebruikt_kader_houdt_zijn_plaats_als_alleen_het_thema_verandert(
    mensen: Mensen, tuin: Initiatief, groen: Thema
) -> None:
    kader = bewaar_kader(door=mensen.amina, **WATER)
    verklaar_niet_passend(initiatief=tuin, door=mensen.amina, reden="De vijver blijft.", uit_register=kader)
    assert bewaar_kader(door=mensen.amina, kader=kader, themas=[groen], **WATER) == kader
    assert Kader.objects.count() == 1


def test_een_vervallen_kader_is_geen_reden_meer(mensen: Mensen, tuin: Initiatief) -> None:
    kader = bewaar_kader(door=mensen.amina, actief=False, **WATER)
    with pytest.raises(DomeinFout, match="geldt niet meer"):
        verklaar_niet_passend(initiatief=tuin, door=mensen.amina, reden="De vijver.", uit_register=kader)


def test_welke_kaders_kunnen_gelden(mensen: Mensen, tuin: Initiatief, groen: Thema) -> None:
    verkeer = Thema.objects.create(naam="Verkeer", slug="verkeer")
    overal = bewaar_kader(door=mensen.amina, titel="Altijd", bron="Verordening", tekst="Voor iedereen.")
    bij_groen = bewaar_kader(door=mensen.amina, themas=[groen], **WATER)
    bewaar_kader(door=mensen.amina, themas=[verkeer], titel="Parkeren", bron="Nota", tekst="Eén tarief.")
    assert list(Kader.objects.voor(tuin)) == [bij_groen, overal]
    tuin.thema = None
    assert list(Kader.objects.voor(tuin)) == [overal]


def test_wie_mag_het_register_bijhouden(mensen: Mensen) -> None:
    beheerder = maak_gebruiker("Hanneke Mulder")
    maak_rol(beheerder, Rol.BEHEERDER)
    for persoon in (mensen.amina, mensen.chantal, mensen.olga, beheerder):
        bewaar_kader(door=persoon, **WATER)
    for persoon in (mensen.daan, mensen.bram, mensen.wim, mensen.teun, mensen.els):
        with pytest.raises(GeenRecht):
            bewaar_kader(door=persoon, **WATER)
        with pytest.raises(GeenRecht):
            bewaar_standaardtekst(door=persoon, titel="Dank", tekst="Dank u.")


def test_nee_zeggen_met_een_kader_uit_het_register(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    kader = bewaar_kader(door=mensen.amina, **WATER)
    adres = f"{tuin.get_werkbank_url()}niet-passend/"
    gegevens = {"gezien": "0", "reden": "De vijver blijft.", "stap": "verstuur"}
    for kort in ({}, {"uit_register": kader.pk, "kader": "Een ander"}):
        assert amina.post(adres, {**gegevens, **kort}).context["form"].errors
    assert amina.post(adres, {**gegevens, "uit_register": kader.pk}).status_code == 302
    tekst = Client().get(tuin.get_absolute_url()).content.decode()
    for zin in ("Water blijft in de wijk", "Waterplan, hoofdstuk 2", "Dempen mag niet."):
        assert zin in tekst


def test_een_kader_dat_niet_in_het_register_staat(amina: Client, tuin: Initiatief) -> None:
    gegevens = {"gezien": "0", "reden": "Hier komt een weg.", "kader": "Omgevingsplan", "stap": "verstuur"}
    assert amina.post(f"{tuin.get_werkbank_url()}niet-passend/", gegevens).status_code == 302
    tuin.refresh_from_db()
    assert (tuin.kader, tuin.kader_uit_register) == ("Omgevingsplan", None)
    assert "Omgevingsplan" in Client().get(tuin.get_absolute_url()).content.decode()


# --- Standard texts --------------------------------------------------------------------------------


def test_de_velden_worden_ingevuld(mensen: Mensen, tuin: Initiatief) -> None:
    tekst = bewaar_standaardtekst(
        door=mensen.amina,
        titel="Dank",
        tekst="Beste {voornaam}, dank voor {titel} ({kenmerk}) in {wijk}. {behandelaar}, {datum}.",
    )
    ingevuld = vul_in(tekst, tuin)
    assert ingevuld.startswith(
        f"Beste inwoner, dank voor {tuin.titel} (2026-0001) in Slotjes. Amina de Wit, "
    )
    assert "{" not in ingevuld
    tuin.toon_voornaam = True
    assert vul_in(tekst, tuin).startswith("Beste Daan,")


def test_een_titel_met_accolades_is_geen_veld(mensen: Mensen, tuin: Initiatief) -> None:
    tekst = bewaar_standaardtekst(door=mensen.amina, titel="Dank", tekst="Over {titel}.")
    tuin.titel = "Een {kenmerk} tuin"
    assert vul_in(tekst, tuin) == "Over Een {kenmerk} tuin."


def test_een_veld_dat_niet_bestaat_wordt_geweigerd(amina: Client, mensen: Mensen) -> None:
    with pytest.raises(DomeinFout, match=r"\{adres\}, \{\}"):
        bewaar_standaardtekst(door=mensen.amina, titel="Dank", tekst="{adres} en {} en {titel}")
    antwoord = amina.post("/werkbank/standaardteksten/nieuw/", {"titel": "Dank", "tekst": "Op {adres}."})
    assert "Deze velden bestaan niet: {adres}." in antwoord.content.decode()
    assert not Standaardtekst.objects.exists()


def test_welke_teksten_passen(mensen: Mensen, tuin: Initiatief, groen: Thema) -> None:
    def bewaar(titel: str, **velden: object) -> None:
        bewaar_standaardtekst(door=mensen.amina, titel=titel, tekst="Dag.", **velden)  # type: ignore[arg-type]

    bewaar("altijd")
    bewaar("thema", thema=groen)
    bewaar("status", status=Status.INGEDIEND)
    bewaar("beide", status=Status.INGEDIEND, thema=groen)
    bewaar("later", status=Status.IN_UITVOERING)
    bewaar("elders", thema=Thema.objects.create(naam="Verkeer", slug="verkeer"))
    bewaar("oud", actief=False)
    assert [str(t) for t in Standaardtekst.objects.voor(tuin)] == ["beide", "thema", "status", "altijd"]


def test_beginnen_met_een_standaardtekst(amina: Client, mensen: Mensen, tuin: Initiatief) -> None:
    tekst = bewaar_standaardtekst(door=mensen.amina, titel="Dank", tekst="Dank voor {titel}.")
    adres = f"{tuin.get_werkbank_url()}aanpak/"
    assert "Begin met een standaardtekst" in amina.get(adres).content.decode()
    gegevens = {"gezien": "0", "route": "begeleiden", "antwoord": "", "standaardtekst": tekst.pk}
    antwoord = amina.post(adres, {**gegevens, "stap": "standaardtekst"})
    form = antwoord.context["form"]
    assert form["antwoord"].value() == f"Dank voor {tuin.titel}."
    assert form["route"].value() == "begeleiden"
    assert not form.errors  # nothing was sent yet
    assert not tuin.gebeurtenissen.exists()


def test_getypte_tekst_wordt_niet_zomaar_overschreven(
    amina: Client, mensen: Mensen, tuin: Initiatief
) -> None:
    tekst = bewaar_standaardtekst(door=mensen.amina, titel="Dank", tekst="Dank u.")
    adres = f"{tuin.get_werkbank_url()}reactie/"
    gegevens = {"gezien": "0", "tekst": "Mijn eigen woorden.", "standaardtekst": tekst.pk}

    def na(stap: str) -> tuple[str, str]:
        antwoord = amina.post(adres, {**gegevens, "stap": stap})
        return antwoord.context["form"]["tekst"].value(), antwoord.content.decode()

    staat, pagina = na("standaardtekst")
    assert staat == "Mijn eigen woorden."
    assert "U hebt al iets getypt." in pagina
    assert na("standaardtekst-eronder")[0] == "Mijn eigen woorden.\n\nDank u."
    assert na("standaardtekst-vervang")[0] == "Dank u."


@pytest.mark.parametrize("nummer", ["", "999", "x", "\x00"])
def test_zonder_keuze_blijft_alles_staan(
    amina: Client, mensen: Mensen, tuin: Initiatief, nummer: str
) -> None:
    bewaar_standaardtekst(door=mensen.amina, titel="Dank", tekst="Dank u.")
    gegevens = {"gezien": "0", "tekst": "Van mij.", "stap": "standaardtekst", "standaardtekst": nummer}
    antwoord = amina.post(f"{tuin.get_werkbank_url()}reactie/", gegevens)
    assert antwoord.context["form"]["tekst"].value() == "Van mij."
    assert "Kies eerst een tekst uit de lijst." in antwoord.content.decode()


# --- Pages -----------------------------------------------------------------------------------------


def test_een_kader_toevoegen_en_wijzigen(amina: Client, groen: Thema) -> None:
    assert "nog geen kaders" in amina.get("/werkbank/kaders/").content.decode()
    gegevens = {**WATER, "actief": "on", "themas": [groen.pk], "adres": "voorbeeld.example/waterplan"}
    assert amina.post("/werkbank/kaders/nieuw/", gegevens)["Location"] == "/werkbank/kaders/"
    kader = Kader.objects.get()
    assert (kader.adres, list(kader.themas.all())) == ("https://voorbeeld.example/waterplan", [groen])
    assert amina.get(f"/werkbank/kaders/{kader.pk}/").context["form"]["themas"].value() == [groen.pk]
    gegevens.pop("actief")
    amina.post(f"/werkbank/kaders/{kader.pk}/", gegevens)
    assert amina.get("/werkbank/kaders/").context["vervallen"] == [kader]
    assert amina.post("/werkbank/kaders/nieuw/", {**gegevens, "tekst": ""}).context["form"].errors


def test_een_standaardtekst_toevoegen_en_wijzigen(amina: Client) -> None:
    assert "nog geen standaardteksten" in amina.get("/werkbank/standaardteksten/").content.decode()
    gegevens = {"titel": "Dank", "tekst": "Dank voor {titel}.", "status": "ingediend", "actief": "on"}
    assert amina.post("/werkbank/standaardteksten/nieuw/", gegevens).status_code == 302
    tekst = Standaardtekst.objects.get()
    pagina = amina.get(f"/werkbank/standaardteksten/{tekst.pk}/").content.decode()
    assert "Dank voor {titel}." in pagina
    amina.post(f"/werkbank/standaardteksten/{tekst.pk}/", {**gegevens, "titel": "Bedankt"})
    assert Standaardtekst.objects.get().titel == "Bedankt"


@pytest.mark.parametrize("deel", ["kaders", "standaardteksten"])
def test_wie_niet_inricht_komt_er_niet_in(mensen: Mensen, deel: str) -> None:
    for pad in (f"/werkbank/{deel}/", f"/werkbank/{deel}/nieuw/"):
        assert als_medewerker(Client(), mensen.wim).get(pad).status_code == 403
        assert als_medewerker(Client(), mensen.chantal).get(pad).status_code == 200
    assert als_medewerker(Client(), mensen.amina).get(f"/werkbank/{deel}/99/").status_code == 404
