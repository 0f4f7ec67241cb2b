"""The pages on which the beheerder keeps the keys of partners. The secret is on one answer, and on no other."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from kern.models import Mail
from kern.werkdagen import vandaag
from rollen.models import ApiSleutel, Rol
from rollen.sleutels import vind_sleutel
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol, maak_sleutel
from tests.personen import Mensen
from tests.sleutels import datumvelden, sleutelvelden, vraag

pytestmark = pytest.mark.django_db

LIJST = "/werkbank/sleutels/"


@pytest.fixture
def beheerder(client: Client, mensen: Mensen) -> Client:
    hanneke = maak_gebruiker("Hanneke Mulder")
    maak_rol(hanneke, Rol.BEHEERDER)
    return als_medewerker(client, hanneke)


def tekst_van(antwoord: Any) -> str:
    return " ".join(antwoord.content.decode().split())


def test_maken_tonen_en_daarna_nooit_meer(beheerder: Client, mensen: Mensen) -> None:
    antwoord = beheerder.post(f"{LIJST}nieuw/", sleutelvelden(wijk=mensen.slotjes.pk))
    assert antwoord.status_code == 200
    assert "no-store" in antwoord["Cache-Control"]
    geheel = antwoord.context["geheel"]
    assert tekst_van(antwoord).count(geheel) == 1
    sleutel = vind_sleutel(geheel)
    assert sleutel is not None
    assert (sleutel.wijk, sleutel.gemaakt_door.naam) == (mensen.slotjes, "Hanneke Mulder")
    assert sleutel.laatste_dag == vandaag() + timedelta(days=200)
    assert vraag(geheel).status_code == 200
    for pad in (
        LIJST,
        f"{LIJST}{sleutel.pk}/",
        f"{LIJST}{sleutel.pk}/opvolger/",
        f"{LIJST}{sleutel.pk}/einde/",
    ):
        pagina = beheerder.get(pad).content.decode()
        assert sleutel.organisatie in pagina
        assert geheel not in pagina
        assert sleutel.afdruk not in pagina
    assert not [s for s in Session.objects.all() if geheel in str(s.get_decoded())]
    assert geheel not in Mail.objects.get().tekst


def test_de_deur_staat_op_de_werkbank(beheerder: Client, mensen: Mensen) -> None:
    assert LIJST in beheerder.get("/werkbank/").content.decode()
    assert LIJST not in als_medewerker(Client(), mensen.olga).get("/werkbank/").content.decode()


def test_het_formulier_opnieuw_sturen_maakt_geen_tweede(beheerder: Client) -> None:
    velden = sleutelvelden()
    eerste = beheerder.post(f"{LIJST}nieuw/", velden).context["geheel"]
    nog_eens = beheerder.post(f"{LIJST}nieuw/", velden)
    assert "Deze sleutel is al gemaakt" in tekst_van(nog_eens)
    assert eerste not in nog_eens.content.decode()
    assert ApiSleutel.objects.count() == 1


def test_wat_niet_klopt_staat_bij_het_veld_en_niets_raakt_kwijt(beheerder: Client) -> None:
    dag = vandaag()
    fout = {
        **sleutelvelden(vanaf=dag, laatste_dag=dag + timedelta(days=731), organisatie="Woonlinie"),
        "contact": "geen adres",
        "recht": "alles",
        "wijk": "",
    }
    antwoord = beheerder.post(f"{LIJST}nieuw/", fout)
    assert set(antwoord.context["form"].errors) == {"contact", "recht", "wijk", "laatste_dag"}
    assert "Woonlinie" in tekst_van(antwoord)
    for anders, veld in (
        (datumvelden("vanaf", dag - timedelta(days=1)), "vanaf"),
        (datumvelden("laatste_dag", dag - timedelta(days=1)), "laatste_dag"),
    ):
        antwoord = beheerder.post(f"{LIJST}nieuw/", {**sleutelvelden(), **anders})
        assert set(antwoord.context["form"].errors) == {veld}
    assert not ApiSleutel.objects.exists()


def test_een_sleutel_kan_twee_jaar_werken_en_een_dag_ook(beheerder: Client) -> None:
    dag = vandaag()
    for dagen in (0, 730):
        velden = sleutelvelden(vanaf=dag, laatste_dag=dag + timedelta(days=dagen))
        assert "geheel" in beheerder.post(f"{LIJST}nieuw/", velden).context, dagen


def test_een_opvolger_werkt_naast_de_oude(beheerder: Client, mensen: Mensen) -> None:
    oud, oud_geheel = maak_sleutel(mensen.olga, mensen.slotjes, tot=vandaag() + timedelta(days=20))
    pad = f"{LIJST}{oud.pk}/opvolger/"
    begin = beheerder.get(pad).context["form"].initial
    assert (begin["organisatie"], begin["recht"], begin["wijk"]) == (
        oud.organisatie,
        oud.recht,
        str(mensen.slotjes.pk),
    )
    assert "nog geen opvolger" in tekst_van(beheerder.get(LIJST))
    geheel = beheerder.post(pad, sleutelvelden(wijk=mensen.slotjes.pk)).context["geheel"]
    assert {vraag(geheel).status_code, vraag(oud_geheel).status_code} == {200}
    assert "nog geen opvolger" not in tekst_van(beheerder.get(LIJST))
    assert "heeft een opvolger" in tekst_van(beheerder.get(LIJST))
    nieuw = ApiSleutel.objects.get(opvolger_van=oud)
    assert f"wpk_{nieuw.prefix}" in beheerder.get(f"{LIJST}{oud.pk}/").content.decode()


def test_beeindigen_met_een_reden(beheerder: Client, mensen: Mensen) -> None:
    sleutel, geheel = maak_sleutel(mensen.olga)
    pad = f"{LIJST}{sleutel.pk}/einde/"
    assert "Maak een keuze" in tekst_van(beheerder.post(pad, {}))
    assert vraag(geheel).status_code == 200
    assert beheerder.post(pad, {"reden": "gelekt"})["Location"] == LIJST
    assert vraag(geheel).status_code == 401
    lijst = tekst_van(beheerder.get(LIJST))
    assert "Werkt niet meer" in lijst
    assert "iemand anders kan de sleutel gezien hebben" in lijst
    assert Mail.objects.get().aan == sleutel.contact
    assert "werkte al niet meer" in tekst_van(beheerder.post(pad, {"reden": "fout"}))
    assert "werkte al niet meer" in tekst_van(beheerder.get(pad))


def test_de_lijst_zegt_hoe_elke_sleutel_ervoor_staat(beheerder: Client, mensen: Mensen) -> None:
    dag = vandaag()
    perioden = {"Later": (5, 300), "Binnenkort": (-5, 20), "Lang": (0, 300), "Voorbij": (-50, 0)}
    for naam, (vanaf, tot) in perioden.items():
        maak_sleutel(mensen.olga, naam=naam, vanaf=dag + timedelta(days=vanaf), tot=dag + timedelta(days=tot))
    context = beheerder.get(LIJST).context
    assert {regel.sleutel.naam: regel.stijl for regel in context["regels"]} == {
        "Binnenkort": "vandaag",
        "Lang": "ruim",
        "Later": "klaar",
    }
    assert [sleutel.naam for sleutel in context["voorbij"]] == ["Voorbij"]


def test_wie_hem_maakte_en_beeindigde_kan_gewist_zijn(beheerder: Client, mensen: Mensen) -> None:
    weg = maak_gebruiker("Wim Weg", email="weg@voorbeeld.example")
    sleutel, _geheel = maak_sleutel(weg)
    weg.naam, weg.email, weg.is_active = "", None, False
    weg.save()
    assert beheerder.get(f"{LIJST}{sleutel.pk}/").status_code == 200
    assert beheerder.get(LIJST).status_code == 200


@pytest.mark.parametrize("aantal", [1, 25])
def test_aantal_queries(
    beheerder: Client, mensen: Mensen, django_assert_max_num_queries: Any, aantal: int
) -> None:
    for nummer in range(aantal):
        maak_sleutel(mensen.olga, mensen.slotjes, naam=f"Werkt {nummer}")
        maak_sleutel(mensen.olga, naam=f"Klaar {nummer}", vanaf=vandaag() - timedelta(days=9), tot=vandaag())
    # Session, person, second factor and roles; then what works, and a page of what does not.
    with django_assert_max_num_queries(8):
        beheerder.get(LIJST)


@pytest.mark.parametrize("naam", ["sleutel", "sleutel-opvolger", "sleutel-einde"])
def test_een_sleutel_die_er_niet_is(beheerder: Client, mensen: Mensen, naam: str) -> None:
    assert beheerder.get(reverse(naam, args=[99999])).status_code == 404
    assert als_medewerker(Client(), mensen.olga).get(reverse(naam, args=[99999])).status_code == 403
