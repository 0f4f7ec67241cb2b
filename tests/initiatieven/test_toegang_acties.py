"""Every act of the werkbank: who may open it and who may do it, by role, wijk and day.

The tables are written out here, apart from the rights table, so that a change of a right must be meant.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from initiatieven.levensloop import AanZet, Route, Status
from initiatieven.models import Initiatief
from initiatieven.services import samenvoegen
from initiatieven.views.acties import ACTIES
from kern.werkdagen import vandaag
from tests.initiatieven.matrix import (
    BEWONERS,
    BUITEN,
    JA,
    LEZERS,
    ROLLEN,
    Nee,
    Toneel,
    gaf,
    gelekt,
    probeer,
    stand,
    teruggedraaid,
    wie_mogen,
    wie_probeert,
    zet_op,
)
from tests.maak import maak_initiatief

pytestmark = pytest.mark.django_db

# Who may do it: in the own wijk or, for a teamleider, while it lies with the own department. The opgaveleider is of
# all wijken. Whoever is not named here may not.
WIE_MAG = {
    "reactie": "wijkmakelaar opgaveleider",
    "aanpak": "wijkmakelaar opgaveleider",
    "antwoord": "wijkmakelaar opgaveleider teamleider",
    "uitvoering": "wijkmakelaar opgaveleider",
    "vraag": "wijkmakelaar opgaveleider",
    "antwoord-inwoner": "wijkmakelaar opgaveleider",
    "derde": "wijkmakelaar opgaveleider",
    "terughalen": "wijkmakelaar opgaveleider",
    "wachten": "wijkmakelaar opgaveleider",
    "nieuws": "wijkmakelaar opgaveleider teamleider",
    "gelukt": "wijkmakelaar opgaveleider",
    "overdragen": "wijkmakelaar opgaveleider",
    "overnemen": "wijkmakelaar opgaveleider",
    "verhuizen": "wijkmakelaar opgaveleider",
    "samenvoegen": "wijkmakelaar opgaveleider",
    "losmaken": "wijkmakelaar opgaveleider",
    "splitsen": "wijkmakelaar opgaveleider",
    "schuring": "wijkmakelaar opgaveleider",
    "niet-passend": "wijkmakelaar opgaveleider",
    "stoppen": "wijkmakelaar opgaveleider",
    "heropenen": "wijkmakelaar opgaveleider",
    "notitie": "wijkmakelaar opgaveleider wijkwerker wijkwethouder teamleider",
}
# Acts that do not fit while a department is aan zet; the others are tried in that state.
BIJ_DE_WIJK: dict[str, Any] = {"aan_zet": AanZet.MEDEWERKER, "aan_zet_afdeling": None}
NIET_OPEN: dict[str, Any] = {
    "aan_zet": "",
    "aan_zet_persoon": None,
    "aan_zet_afdeling": None,
    "uiterlijk": None,
}
STAAT: dict[str, dict[str, Any]] = {
    "reactie": {"status": Status.INGEDIEND, **BIJ_DE_WIJK},
    "uitvoering": {"route": Route.BEGELEIDEN, **BIJ_DE_WIJK},
    "vraag": BIJ_DE_WIJK,
    "antwoord-inwoner": {"status": Status.WACHT_OP_INDIENER, **BIJ_DE_WIJK, "aan_zet": AanZet.INDIENER},
    "derde": BIJ_DE_WIJK,
    "wachten": BIJ_DE_WIJK,
    "gelukt": {"status": Status.IN_UITVOERING, **BIJ_DE_WIJK},
    "heropenen": {"status": Status.GESTOPT, "afgesloten_op": timezone.now(), **NIET_OPEN},
}


def formulier(naam: str, toneel: Toneel, ander: Initiatief) -> dict[str, Any]:
    """What the page of this act sends, with only what it must have."""
    lente = vandaag() + timedelta(days=90)
    velden: dict[str, dict[str, Any]] = {
        "aanpak": {"route": "begeleiden", "sturingsrol": "netwerkend", "antwoord": "Zo doen we het."},
        "antwoord-inwoner": {"tekst": "Zo groot.", "kanaal": "telefoon"},
        "derde": {"organisatie": "Thuisvester", "email": "wijk@thuisvester.example", "vraag": "Mag dit?"},
        "terughalen": {"reden": "Al opgelost."},
        "wachten": {
            "tot_dag": lente.day,
            "tot_maand": lente.month,
            "tot_jaar": lente.year,
            "reden": "Dan groeit het.",
        },
        "overdragen": {"naar": toneel.mensen["opgaveleider"].pk},
        "overnemen": {},
        "verhuizen": {"naar": toneel.vrachelen.pk},
        "samenvoegen": {"kenmerk": ander.kenmerk},
        "losmaken": {},
        "splitsen": {"titel": "Een bankje", "verhaal": "Bij de vijver.", "wijk": toneel.slotjes.pk},
        "schuring": {
            "regel": "Geen bouwwerken",
            "belang": "Het uitzicht.",
            "geprobeerd": "Een lagere schuur.",
            "afdeling": toneel.openbare_ruimte.pk,
        },
        "niet-passend": {"reden": "Hier komt een weg.", "kader": "Omgevingsplan"},
        "stoppen": {"reden": "Te duur."},
        "heropenen": {"toelichting": "Toch."},
    }
    gezien = toneel.zaak.gebeurtenissen.stand()
    return {**velden.get(naam, {"tekst": "Een bericht."}), "gezien": gezien, "stap": "verstuur"}


@pytest.fixture
def toneel(db: None) -> Toneel:
    return zet_op()


@pytest.fixture
def ander(toneel: Toneel) -> Initiatief:
    """With which it can be merged."""
    mensen = toneel.mensen
    return maak_initiatief(toneel.slotjes, mensen["inwoner"], mensen["wijkmakelaar"], kenmerk="2025-0001")


def zet_in_staat(naam: str, toneel: Toneel, ander: Initiatief) -> None:
    if naam == "losmaken":
        samenvoegen.voeg_samen(initiatief=toneel.zaak, door=toneel.mensen["opgaveleider"], naar=ander)
    staat = dict(STAAT.get(naam, {}))
    if staat.get("aan_zet") == AanZet.MEDEWERKER:
        staat["aan_zet_persoon"] = toneel.mensen["wijkmakelaar"]
    if naam == "overnemen":  # of somebody else
        staat["behandelaar"] = toneel.mensen["wijkmakelaar elders"]
    if staat.get("aan_zet") == AanZet.INDIENER:
        staat["aan_zet_persoon"] = toneel.mensen["indiener"]
    if staat:
        Initiatief.objects.filter(pk=toneel.zaak.pk).update(**staat)


def test_de_tabel_noemt_elke_act() -> None:
    assert set(WIE_MAG) == set(ACTIES)


def test_elke_act_bij_elke_rol(toneel: Toneel, ander: Initiatief) -> None:
    """Opening it, and sending a form that is good: whoever may not, changes nothing and reads nothing."""
    mis: list[str] = []
    for naam, namen in WIE_MAG.items():
        adres, mogen = f"{toneel.zaak.get_werkbank_url()}{naam}/", wie_mogen(namen)
        with teruggedraaid():
            zet_in_staat(naam, toneel, ander)
            gegevens, voor = formulier(naam, toneel, ander), stand()
            for wie in wie_probeert(namen):
                hoort = JA if wie in mogen else Nee.WERKBANK.voor(wie)
                fouten, gedaan = probeer(toneel, wie, adres, hoort, gegevens, voor=voor)
                mis += fouten
                if gedaan is not (wie in mogen):
                    mis.append(f"{wie} mag {naam}, maar er gebeurde niets")
            if stand() != voor:
                mis.append(f"{naam} veranderde iets voor wie het niet mag")
    assert not mis, "\n".join(mis)


def test_elke_rol_elders_en_buiten_zijn_periode(toneel: Toneel) -> None:
    """All of them, on the page with the most and on the act that most may do."""
    mogen = wie_mogen(WIE_MAG["notitie"])
    mis = []
    for wie, client in toneel.clients.items():
        for pad in ("", "paneel/", "notitie/"):
            antwoord = client.get(toneel.zaak.get_werkbank_url() + pad)
            if gaf(antwoord) not in (JA if wie in mogen else Nee.WERKBANK.voor(wie)):
                mis.append(f"{wie}: {pad or 'het scherm'} gaf {antwoord.status_code}")
            mis += [f"{wie}: {pad} toonde “{iets}”" for iets in gelekt(wie, antwoord)]
    assert not mis, "\n".join(mis)
    assert set(toneel.mensen) >= {*ROLLEN, *BEWONERS, BUITEN[1], *LEZERS}
