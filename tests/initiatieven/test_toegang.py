"""Who may do what to an initiative: role × act × own or another wijk × before, in and after the role's period.

The expectation is written out here, apart from the rights table, so that a change of the table must be meant.
This is about the services; test_toegang_acties.py and tests/wijkportaal/test_toegang_paginas.py ask the pages.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from initiatieven.levensloop import AanZet, Kanaal, Route, Status, Sturingsrol
from initiatieven.models import Foto, Gebeurtenis, Heropenverzoek, Initiatief
from initiatieven.services import (
    behandelen,
    fotos,
    gesprek,
    heropenen,
    nieuws,
    samenvoegen,
    splitsen,
    uitvragen,
    verhuizen,
    wachten,
    wijzigen,
)
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.inloggen import als_medewerker
from tests.maak import maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

Doe = Callable[[Initiatief, Gebruiker, Mensen], Gebeurtenis]
BEHANDELAARS = {"wijkmakelaar", "opgaveleider"}
OP_SCHRIFT: dict[str, Any] = {"sturingsrol": Sturingsrol.NETWERKEND, "antwoord": "Zo doen we het."}


def maak_foto(initiatief: Initiatief) -> Foto:
    return Foto.objects.create(initiatief=initiatief, breedte=768, hoogte=500)


def maak_ander(mensen: Mensen) -> Initiatief:
    return maak_initiatief(mensen.slotjes, mensen.fatima, mensen.amina, kenmerk="2026-0002")


def los(initiatief: Initiatief, door: Gebruiker, mensen: Mensen) -> Gebeurtenis:
    """Merge it as the opgaveleider, then undo that as `door`."""
    samenvoegen.voeg_samen(initiatief=initiatief, door=mensen.olga, naar=maak_ander(mensen))
    initiatief.refresh_from_db()
    return samenvoegen.maak_los(initiatief=initiatief, door=door)


# Act → in which state it fits, how it is done, and who may do it in their own wijk.
DIENSTEN: dict[str, tuple[dict[str, Any], Doe, set[str]]] = {
    "reageer": (
        {"status": Status.INGEDIEND},
        lambda i, door, m: behandelen.reageer(initiatief=i, door=door, tekst="Dank u."),
        BEHANDELAARS,
    ),
    "kies_route": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: behandelen.kies_route(
            initiatief=i, door=door, route=Route.BEGELEIDEN, **OP_SCHRIFT
        ),
        BEHANDELAARS,
    ),
    "start_uitvoering": (
        {"status": Status.IN_BEHANDELING, "route": Route.DOORGELEIDEN},
        lambda i, door, m: behandelen.start_uitvoering(initiatief=i, door=door, tekst="Wij beginnen."),
        BEHANDELAARS,
    ),
    "stel_vraag": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: gesprek.stel_vraag(initiatief=i, door=door, tekst="Hoe groot?"),
        BEHANDELAARS,
    ),
    "antwoord_afdeling": (
        {"status": Status.IN_BEHANDELING, "aan_zet": AanZet.VAKAFDELING},
        lambda i, door, m: gesprek.antwoord_afdeling(initiatief=i, door=door, tekst="Het mag."),
        {*BEHANDELAARS, "teamleider"},
    ),
    "beantwoord_vraag": (
        {"status": Status.WACHT_OP_INDIENER, "aan_zet": AanZet.INDIENER},
        lambda i, door, m: gesprek.beantwoord_vraag(initiatief=i, door=door, tekst="Zo groot."),
        {"indiener"},
    ),
    "plaats_voortgang": (
        {"status": Status.IN_UITVOERING},
        lambda i, door, m: gesprek.plaats_voortgang(initiatief=i, door=door, tekst="Het hek staat."),
        {*BEHANDELAARS, "indiener"},
    ),
    "noteer_antwoord": (
        {"status": Status.WACHT_OP_INDIENER, "aan_zet": AanZet.INDIENER},
        lambda i, door, m: gesprek.noteer_antwoord(
            initiatief=i, door=door, tekst="Zo groot.", kanaal=Kanaal.TELEFOON
        ),
        BEHANDELAARS,
    ),
    "vraag_derde": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: uitvragen.vraag_derde(
            initiatief=i,
            door=door,
            organisatie="Thuisvester",
            email="wijkbeheer@thuisvester.example",
            vraag="Mag dit op uw grond?",
        ),
        BEHANDELAARS,
    ),
    "haal_terug": (
        {"status": Status.IN_BEHANDELING, "aan_zet": AanZet.VAKAFDELING},
        lambda i, door, m: uitvragen.haal_terug(initiatief=i, door=door, reden="Al opgelost."),
        BEHANDELAARS,
    ),
    "wacht": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: wachten.wacht(
            initiatief=i, door=door, tot=vandaag() + timedelta(days=90), reden="Dan is het lente."
        ),
        BEHANDELAARS,
    ),
    "realiseer": (
        {"status": Status.IN_UITVOERING},
        lambda i, door, m: behandelen.realiseer(initiatief=i, door=door, tekst="Klaar!"),
        {*BEHANDELAARS, "indiener"},
    ),
    "stop": (
        {"status": Status.IN_UITVOERING},
        lambda i, door, m: behandelen.stop(initiatief=i, door=door, reden="Te duur."),
        {*BEHANDELAARS, "indiener"},
    ),
    "verklaar_niet_passend": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: behandelen.verklaar_niet_passend(
            initiatief=i, door=door, reden="Hier komt een weg.", kader="Omgevingsplan"
        ),
        BEHANDELAARS,
    ),
    "noteer": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: behandelen.noteer(initiatief=i, door=door, tekst="Even bellen."),
        {*BEHANDELAARS, "wijkwerker", "wijkwethouder"},
    ),
    "voeg_samen": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: samenvoegen.voeg_samen(initiatief=i, door=door, naar=maak_ander(m)),
        BEHANDELAARS,
    ),
    "maak_los": (
        {"status": Status.IN_BEHANDELING},
        los,
        BEHANDELAARS,
    ),
    "splits": (
        {"status": Status.IN_BEHANDELING, "kenmerk": "2025-0001"},
        lambda i, door, m: splitsen.splits(
            initiatief=i, door=door, titel="Een bankje", verhaal="Bij de vijver.", wijk=m.vrachelen
        ),
        BEHANDELAARS,
    ),
    "verhuis": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: verhuizen.verhuis(initiatief=i, door=door, naar=m.vrachelen),
        BEHANDELAARS,
    ),
    "beslis_heropenen": (
        {"status": Status.GEREALISEERD},
        lambda i, door, m: heropenen.beslis_heropenen(
            initiatief=i, door=door, besluit=Heropenverzoek.Besluit.HEROPEND, toelichting="Toch."
        ),
        BEHANDELAARS,
    ),
    "vraag_heropenen": (
        {"status": Status.GEREALISEERD},
        lambda i, door, m: heropenen.vraag_heropenen(initiatief=i, door=door, reden="Niet af."),
        {"indiener"},
    ),
    "wijzig_tekst": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: wijzigen.wijzig_tekst(initiatief=i, door=door, antwoorden={"titel": "Tuin"}),
        {"indiener"},
    ),
    "wijzig_fotos": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: fotos.wijzig_fotos(
            initiatief=i,
            door=door,
            wijziging=fotos.Fotowijziging(beschrijvingen={maak_foto(i).sleutel: "Een veld"}),
        ),
        {"indiener"},
    ),
    "plaats_nieuws": (
        {"status": Status.IN_UITVOERING},
        lambda i, door, m: nieuws.plaats_nieuws(initiatief=i, door=door, tekst="Het hek staat."),
        {*BEHANDELAARS, "indiener"},
    ),
    "vier": (
        {"status": Status.IN_UITVOERING},
        lambda i, door, m: nieuws.vier(initiatief=i, door=door, tekst="Klaar!"),
        {*BEHANDELAARS, "indiener"},
    ),
    "draag_over": (
        {"status": Status.IN_BEHANDELING},
        lambda i, door, m: behandelen.draag_over(initiatief=i, door=door, naar=m.olga),
        BEHANDELAARS,
    ),
}
NIET_HIER = {
    "Fotowijziging",
    "NietOpen",
    "NieuweFoto",
    "Stand",
    "beantwoord_uitvraag",  # by whoever has the link
    "bewaar_fotos",
    "geef_te_laat_terug",
    "herinner_uitvraag",
    "herinneren_tot",
    "keer_terug",
    "laatste_vraag",
    "stand_van",
    "status_voor_vraag",
    "uiterste_dag",
    "eis_wijzigbaar",
    "herinner_heropenverzoek",
    "vertel_wijziging",
    "wijzig_nieuwsfotos",
    "TRIAGEREN",
    "over",
    "beslist_uiterlijk",
    "onthoud_eerste_reactie",
    "onthoud_besluit",
    "naar_behandelaar",
    "neem_over",
    "zie_vermeldingen",
}


def maak_zaak(mensen: Mensen, staat: dict[str, Any]) -> Initiatief:
    velden = dict(staat)
    if velden.get("aan_zet") == AanZet.VAKAFDELING:
        velden |= {"aan_zet_persoon": mensen.teun, "aan_zet_afdeling": mensen.openbare_ruimte}
    if velden.get("aan_zet") == AanZet.INDIENER:
        velden["aan_zet_persoon"] = mensen.daan
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, **velden)


def mag_het(doe: Doe, initiatief: Initiatief, door: Gebruiker, mensen: Mensen) -> bool:
    """Tries it, and takes it back."""
    with transaction.atomic():
        try:
            doe(initiatief, door, mensen)
        except GeenRecht:
            return False
        except DomeinFout as fout:  # it was allowed, but does not fit
            pytest.fail(fout.zin)
        finally:
            transaction.set_rollback(True)
    return True


def spelers(mensen: Mensen) -> dict[str, Gebruiker]:
    """One person per role in Slotjes, and who started it."""
    iedereen = {
        "wijkmakelaar": mensen.amina,
        "wijkwethouder": mensen.bram,
        "wijkwerker": mensen.wim,
        "opgaveleider": mensen.olga,
        "teamleider": mensen.teun,
        "griffie": mensen.els,
        "indiener": mensen.daan,
        "inwoner": mensen.fatima,
    }
    for rol in Rol:
        if rol.value not in iedereen and rol != Rol.VAKMEDEWERKER:
            iedereen[rol.value] = maak_gebruiker(f"{rol.value.title()} Smit")
            maak_rol(iedereen[rol.value], rol, mensen.slotjes)
    iedereen["vakmedewerker"] = maak_gebruiker("Vera Smit")
    maak_rol(iedereen["vakmedewerker"], Rol.VAKMEDEWERKER, afdeling=mensen.openbare_ruimte)
    return iedereen


# Of these modules everything is in the table; test_toegang_diensten.py looks at the others.
MODULES = (
    *(behandelen, fotos, gesprek, heropenen, samenvoegen, splitsen, verhuizen, nieuws, wijzigen),
    *(uitvragen, wachten),
)


def test_elke_dienst_staat_in_de_tabel() -> None:
    for module in MODULES:
        openbaar = {
            naam
            for naam, ding in vars(module).items()
            if getattr(ding, "__module__", "") == module.__name__ and not naam.startswith("_")
        }
        assert openbaar - NIET_HIER <= set(DIENSTEN)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_rol_voor_rol_in_de_eigen_wijk(mensen: Mensen, dienst: str) -> None:
    staat, doe, mogen = DIENSTEN[dienst]
    zaak = maak_zaak(mensen, staat)
    uitkomst = {naam for naam, persoon in spelers(mensen).items() if mag_het(doe, zaak, persoon, mensen)}
    assert uitkomst == mogen


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_in_een_andere_wijk_of_buiten_de_periode(mensen: Mensen, dienst: str) -> None:
    staat, doe, mogen = DIENSTEN[dienst]
    zaak = maak_zaak(mensen, staat)
    dag = vandaag()
    for rol in (Rol.WIJKMAKELAAR, Rol.WIJKWERKER):
        elders = maak_gebruiker(f"Elders {rol}", email=f"elders-{rol}@voorbeeld.example")
        maak_rol(elders, rol, mensen.vrachelen)
        assert not mag_het(doe, zaak, elders, mensen), f"{rol} of another wijk"
        vroeger = maak_gebruiker(f"Vroeger {rol}", email=f"vroeger-{rol}@voorbeeld.example")
        maak_rol(vroeger, rol, mensen.slotjes, tot=dag)
        assert not mag_het(doe, zaak, vroeger, mensen), f"{rol} whose last day was yesterday"
        later = maak_gebruiker(f"Later {rol}", email=f"later-{rol}@voorbeeld.example")
        maak_rol(later, rol, mensen.slotjes, vanaf=dag + timedelta(days=1))
        assert not mag_het(doe, zaak, later, mensen), f"{rol} who starts tomorrow"
        nog = maak_gebruiker(f"Nog {rol}", email=f"nog-{rol}@voorbeeld.example")
        maak_rol(nog, rol, mensen.slotjes, vanaf=dag, tot=dag + timedelta(days=1))
        assert mag_het(doe, zaak, nog, mensen) is (rol.value in mogen), f"{rol} of just today"


def test_een_andere_afdeling_antwoordt_niet(mensen: Mensen) -> None:
    staat, doe, _mogen = DIENSTEN["antwoord_afdeling"]
    zaak = maak_zaak(mensen, staat)
    ander = maak_gebruiker("Sjoerd Dekkers")
    maak_rol(ander, Rol.TEAMLEIDER, afdeling=maak_afdeling("Sport"))
    assert not mag_het(doe, zaak, ander, mensen)


def test_een_pagina_van_niets(mensen: Mensen) -> None:
    client = als_medewerker(Client(), mensen.amina)
    for adres in ("/werkbank/initiatieven/2026-9999/", "/werkbank/initiatieven/2026-9999/reactie/"):
        assert client.get(adres).status_code == 404
    concept = Initiatief.objects.create(titel="Nog niet verstuurd", wijk=mensen.slotjes)
    assert client.get(f"/werkbank/initiatieven/{concept.kenmerk}/").status_code == 404
