"""One act for several initiatives: each by its own service; what is refused says why and stays chosen."""

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from initiatieven.levensloop import Domein, Status
from initiatieven.models import Gebeurtenis, Initiatief, Label
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.labels import plak_label
from initiatieven.services.samen import HOOGSTENS, doe_samen, vertel
from initiatieven.views.samen import SAMEN
from kern.models import Mail
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
Soort = Gebeurtenis.Soort


@pytest.fixture
def amina(client: Client, mensen: Mensen) -> Client:
    return als_medewerker(client, mensen.amina)


@pytest.fixture
def drie(mensen: Mensen) -> list[Initiatief]:
    """One that waits for a first reaction, one that is being handled and one that is closed."""
    statussen = (Status.INGEDIEND, Status.IN_BEHANDELING, Status.GEREALISEERD)
    return [
        maak_initiatief(
            mensen.slotjes,
            mensen.daan,
            mensen.amina,
            titel=f"Tuin {nummer}",
            kenmerk=f"2026-000{nummer}",
            status=status,
        )
        for nummer, status in enumerate(statussen, 1)
    ]


def keuze(client: Client, initiatieven: list[Initiatief], **velden: Any) -> dict[str, Any]:
    """What the form of the queue sends."""
    stand = client.get("/werkbank/").context["stand"]
    return {
        "kies": [i.kenmerk for i in initiatieven],
        "vraag": "domein=fysiek&na=hier",
        "gezien": stand,
        **velden,
    }


def test_een_bericht_aan_alle_indieners(amina: Client, mensen: Mensen, drie: list[Initiatief]) -> None:
    adres = "/werkbank/samen/vertellen/"
    assert "U koos 3 initiatieven" in amina.post(adres, keuze(amina, drie)).content.decode()

    gegevens = keuze(amina, drie, tekst="Vrijdag zijn wij dicht.", stap="bekijk")
    voorbeeld = amina.post(adres, gegevens)
    assert voorbeeld.context["proef"].mails == 2
    assert len(voorbeeld.context["proef"].voorbeeld) == 1
    assert [u.initiatief for u in voorbeeld.context["proef"].geweigerd] == [drie[2]]
    assert not Gebeurtenis.objects.exists()
    assert not Mail.objects.exists()

    antwoord = amina.post(adres, {**gegevens, "stap": "verstuur"})
    assert antwoord["Location"] == "/werkbank/samen/klaar/"
    assert [list(i.gebeurtenissen.values_list("soort", flat=True)) for i in drie] == [
        [Soort.REACTIE],
        [Soort.VOORTGANG],
        [],
    ]
    assert mensen.daan.mails.count() == 2
    klaar = amina.get("/werkbank/samen/klaar/")
    assert [u.initiatief for u in klaar.context["gelukt"]] == drie[:2]
    assert "Dit initiatief is afgerond" in klaar.content.decode()
    terug = QueryDict(klaar.context["terug"].partition("?")[2])
    assert terug.dict() == {"domein": "fysiek", "na": "hier", "kies": "2026-0003"}


def test_na_afloop_staat_wat_geweigerd_is_nog_aangevinkt(
    amina: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    tekst = amina.get("/werkbank/?status=ingediend&kies=2026-0001&kies=2026-0003").content.decode()
    assert 'value="2026-0001" checked' in tekst
    assert 'name="kies" value="2026-0003" checked' in tekst
    assert "op een andere bladzijde" in tekst


def test_overdragen_zegt_per_initiatief_waarom_het_niet_kan(
    amina: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    elders = maak_initiatief(mensen.vrachelen, mensen.daan, mensen.chantal, kenmerk="2026-0009")
    adres = "/werkbank/samen/overdragen/"
    gekozen = keuze(amina, [*drie, elders])
    form = amina.post(adres, gekozen)
    assert form.context["initiatieven"] == drie, "what she may not read is not hers to choose"
    assert list(form.context["form"].fields["naar"].queryset) == [mensen.amina, mensen.olga]

    zelf = amina.post(adres, {**gekozen, "naar": mensen.amina.pk, "stap": "bekijk"}).content.decode()
    assert "Dit kan nu niet" in zelf
    assert "Verstuur bij" not in zelf
    amina.post(adres, {**gekozen, "naar": mensen.olga.pk, "tekst": "Tot later.", "stap": "verstuur"})
    klaar = amina.get("/werkbank/samen/klaar/")
    assert [u.initiatief for u in klaar.context["gelukt"]] == drie[:2]
    drie[0].refresh_from_db()
    elders.refresh_from_db()
    assert drie[0].behandelaar == mensen.olga
    assert elders.behandelaar == mensen.chantal


def test_wat_er_intussen_gebeurde_wordt_eerst_gelezen(
    amina: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    gegevens = keuze(amina, drie[:2], tekst="Wij wachten op u.", stap="verstuur")
    plaats_voortgang(initiatief=drie[1], door=mensen.daan, tekst="Het is al klaar!")
    amina.post("/werkbank/samen/vertellen/", gegevens)
    klaar = amina.get("/werkbank/samen/klaar/")
    assert [u.initiatief for u in klaar.context["geweigerd"]] == [drie[1]]
    assert "Er is intussen iets veranderd" in klaar.context["geweigerd"][0].fout


def test_een_label_erbij_en_eraf(amina: Client, mensen: Mensen, drie: list[Initiatief]) -> None:
    adres = "/werkbank/samen/label-erbij/"
    leeg = amina.post(adres, keuze(amina, drie, stap="bekijk"))
    assert "Kies een label of typ een nieuw." in leeg.content.decode()
    amina.post(adres, keuze(amina, drie, stap="bekijk", nieuw="Zomer"))
    label = Label.objects.get()
    assert label.initiatieven.count() == 3
    assert not Mail.objects.exists()

    amina.post("/werkbank/samen/label-eraf/", keuze(amina, drie[:1], stap="bekijk", label=label.pk))
    assert label.initiatieven.count() == 2


def test_alles_in_de_lijst_kiezen_volgt_het_filter(
    amina: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    drie[1].domein = Domein.SOCIAAL
    drie[1].save()
    gegevens = {"alles": "ja", "vraag": "domein=sociaal", "gezien": "0"}
    gekozen = amina.post("/werkbank/samen/vertellen/", gegevens)
    assert gekozen.context["initiatieven"] == [drie[1]]
    assert 'name="kies" value="2026-0002"' in gekozen.content.decode()


def test_meer_dan_tweehonderd_tegelijk_kan_niet(amina: Client, mensen: Mensen) -> None:
    Initiatief.objects.bulk_create(
        Initiatief(
            **{
                **{f.attname: getattr(eerste, f.attname) for f in VELDEN},
                "kenmerk": f"2026-{nummer:04}",
            }
        )
        for eerste in [maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)]
        for nummer in range(2, HOOGSTENS + 5)
    )
    gekozen = amina.post("/werkbank/samen/vertellen/", {"alles": "ja", "vraag": "", "gezien": "0"})
    assert len(gekozen.context["initiatieven"]) == HOOGSTENS
    assert "Dit zijn de eerste 200" in gekozen.content.decode()


VELDEN = [
    veld
    for veld in Initiatief._meta.concrete_fields
    if veld.name not in ("id", "sleutel", "kenmerk") and not veld.generated
]


def test_niets_gekozen_zegt_hoe_het_verder_gaat(amina: Client, mensen: Mensen) -> None:
    for naam in SAMEN:
        antwoord = amina.post(f"/werkbank/samen/{naam}/", {"vraag": "status=ingediend"})
        assert "U koos nog niets" in antwoord.content.decode()
        assert amina.get(f"/werkbank/samen/{naam}/")["Location"] == "/werkbank/"
    assert amina.get("/werkbank/samen/klaar/")["Location"] == "/werkbank/"


def test_wie_niet_mag_krijgt_per_initiatief_nee(
    client: Client, mensen: Mensen, drie: list[Initiatief]
) -> None:
    als_medewerker(client, mensen.wim)
    client.post("/werkbank/samen/vertellen/", keuze(client, drie[:2], tekst="Hoi.", stap="verstuur"))
    geweigerd = client.get("/werkbank/samen/klaar/").context["geweigerd"]
    assert [u.fout for u in geweigerd] == ["U mag dit niet doen bij dit initiatief."] * 2
    assert not Gebeurtenis.objects.exists()


@pytest.mark.parametrize(("wie", "status"), [("els", 403), ("daan", 404)])
def test_wie_geen_initiatieven_leest_komt_hier_niet(
    client: Client, mensen: Mensen, wie: str, status: int
) -> None:
    als_medewerker(client, getattr(mensen, wie))
    for adres in ("samen/vertellen/", "samen/klaar/", "lijsten/nieuw/", "labels/"):
        assert client.get(f"/werkbank/{adres}").status_code == status, adres


def test_een_weigering_laat_de_anderen_met_rust(mensen: Mensen, drie: list[Initiatief]) -> None:
    plak_label(initiatief=drie[0], door=mensen.amina, naam="Zomer")
    uitkomsten = doe_samen(drie, lambda i: vertel(initiatief=i, door=mensen.amina, tekst="Dank u."))
    assert [bool(u.fout) for u in uitkomsten] == [False, False, True]
    assert Gebeurtenis.objects.count() == 2
