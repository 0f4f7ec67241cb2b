"""Every page about initiatives, beside the acts of the werkbank: who may open it and who may do what it asks.

One row per address, by its name. The table is written out here, apart from the rights table, so that a change of a
right must be meant. A new address fails until it has a row.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from initiatieven.levensloop import Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Initiatief,
    Kader,
    Label,
    Opmerking,
    Standaardtekst,
    TeBevestigen,
    Werkbankfilter,
)
from initiatieven.services import gesprek, meedoen, opmerkingen, schuren, te_bevestigen, uitvragen, volgen
from initiatieven.services.concept import begin_concept, maak_verder_token
from initiatieven.services.indienen import maak_token
from kern.werkdagen import vandaag
from rollen.models import Rol
from tests.initiatieven.matrix import (
    BEWONERS,
    BUITEN,
    INGELOGD,
    JA,
    ROLLEN,
    Nee,
    Toneel,
    gaf,
    gelekt,
    met_foto,
    probeer,
    stand,
    wie_mogen,
    wie_probeert,
    zet_op,
)
from tests.initiatieven.schuring import maak_schuring
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol, maak_sleutel
from tests.sleutels import sleutelvelden
from tests.wijkportaal import test_adressen
from tests.wijkportaal.test_adressen import ALLE, INLOGGEN

pytestmark = pytest.mark.django_db

MEDEWERKERS = " ".join(ROLLEN)
LEZERS_VAN_DE_WIJK = "wijkmakelaar wijkwerker wijkwethouder opgaveleider"
INRICHTERS = "wijkmakelaar opgaveleider beheerder"
BEHANDELAARS = "wijkmakelaar opgaveleider"
ROLBEHEERDERS = "opgaveleider beheerder"


@dataclass(frozen=True)
class Rij:
    """`wie` may open it and send its form; `doet` are those for whom something then happens, if not all of them."""

    wie: str
    nee: Nee = Nee.WERKBANK
    overal: bool = False  # not only in the own wijk
    form: bool = False  # it takes a form: see `formulieren`
    get: bool = True  # it can be opened
    doet: str | None = None


BEWAAKT = {
    # The werkbank.
    "werkbank": Rij(MEDEWERKERS, overal=True),
    "werkbank-nieuw": Rij("wijkmakelaar wijkwerker opgaveleider", overal=True, form=True),
    "werkbank-initiatief": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider"),
    "werkbank-paneel": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider"),
    "overzicht-wijkwethouder": Rij("wijkwethouder", overal=True),
    "overzicht-teamleider": Rij("teamleider", overal=True),
    "overzicht-opgaveleider": Rij("opgaveleider", overal=True),
    "overzicht-wijkwerker": Rij("wijkwerker", overal=True),
    "initiatieven:bewaar-lijst": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider", overal=True, form=True),
    "initiatieven:bewaarde-lijst": Rij("wijkmakelaar", Nee.LIJST, form=True),
    "initiatieven:samen-overdragen": Rij(
        f"{LEZERS_VAN_DE_WIJK} teamleider", overal=True, form=True, doet=BEHANDELAARS
    ),
    "initiatieven:samen-vertellen": Rij(
        # A teamleider may tell news of what lies with the department.
        f"{LEZERS_VAN_DE_WIJK} teamleider",
        overal=True,
        form=True,
        doet=f"{BEHANDELAARS} teamleider",
    ),
    "initiatieven:samen-label-erbij": Rij(
        f"{LEZERS_VAN_DE_WIJK} teamleider", overal=True, form=True, doet=BEHANDELAARS
    ),
    "initiatieven:samen-label-eraf": Rij(
        f"{LEZERS_VAN_DE_WIJK} teamleider", overal=True, form=True, doet=BEHANDELAARS
    ),
    "initiatieven:samen-klaar": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider", overal=True),
    # What the municipality sets up.
    "initiatieven:labels": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider beheerder", overal=True),
    "initiatieven:label": Rij(INRICHTERS, overal=True, form=True),
    "initiatieven:kaders": Rij(INRICHTERS, overal=True),
    "initiatieven:kader-nieuw": Rij(INRICHTERS, overal=True, form=True),
    "initiatieven:kader": Rij(INRICHTERS, overal=True, form=True),
    "initiatieven:standaardteksten": Rij(INRICHTERS, overal=True),
    "initiatieven:standaardtekst-nieuw": Rij(INRICHTERS, overal=True, form=True),
    "initiatieven:standaardtekst": Rij(INRICHTERS, overal=True, form=True),
    # Keys of partners.
    "sleutels": Rij("beheerder", overal=True),
    "sleutel-nieuw": Rij("beheerder", overal=True, form=True),
    "sleutel": Rij("beheerder", overal=True),
    "sleutel-opvolger": Rij("beheerder", overal=True, form=True),
    "sleutel-einde": Rij("beheerder", overal=True, form=True),
    # Reports.
    "initiatieven:meldingen": Rij(BEHANDELAARS, overal=True),
    "initiatieven:modereer-reactie": Rij(BEHANDELAARS, form=True),
    "initiatieven:modereer-foto": Rij(BEHANDELAARS, form=True),
    "initiatieven:verberg-naam": Rij(BEHANDELAARS, form=True, get=False),
    # Frictions. A teamleider reads those of all wijken, to help solve them.
    "initiatieven:schuringen": Rij(MEDEWERKERS, overal=True),
    "initiatieven:schuring": Rij(f"{LEZERS_VAN_DE_WIJK} teamleider |teamleider elders"),
    "initiatieven:schuring-verslag": Rij(BEHANDELAARS, form=True),
    "initiatieven:schuring-hoger": Rij(BEHANDELAARS, form=True),
    "initiatieven:schuring-sluiten": Rij(BEHANDELAARS, form=True),
    "initiatieven:schuring-overslaan": Rij(BEHANDELAARS, form=True),
    "initiatieven:schuring-terug": Rij(BEHANDELAARS, form=True),
    # Roles: who reads them, and who gives and ends them.
    "rollen": Rij("opgaveleider beheerder auditor", overal=True),
    "rollen-wijk": Rij("opgaveleider beheerder auditor", overal=True),
    "rollen-rechten": Rij("opgaveleider beheerder auditor", overal=True),
    "rol": Rij(f"{ROLBEHEERDERS} auditor", overal=True),
    "mensen": Rij(f"{ROLBEHEERDERS} auditor", overal=True),
    "mens": Rij(f"{ROLBEHEERDERS} auditor", overal=True),
    # A form alone shows a preview, and changes nothing: see test_rolbeheer_paginas.py.
    "rol-nieuw": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "rol-wijzigen": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "rol-einde": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "rol-vervanging": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "mens-nieuw": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "mens-afwezig": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "mens-vertrek": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "rollen-herverdelen": Rij(ROLBEHEERDERS, overal=True, form=True, doet=""),
    "verwerkingen": Rij("beheerder auditor", overal=True),
    "logboek": Rij("auditor", overal=True),
    "logboek-bestand": Rij("auditor", overal=True, form=True, get=False, doet=""),
    # Of everybody with an account.
    "mijn": Rij(INGELOGD, Nee.EIGEN),
    "initiatieven:mijn-volgen": Rij(INGELOGD, Nee.EIGEN),
    "initiatieven:stoppen": Rij(INGELOGD, Nee.EIGEN, form=True, doet="inwoner"),
    "gegevens": Rij(INGELOGD, Nee.EIGEN),
    "gegevens-download": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "gegevens-code": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "gegevens-verbeteren": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "gegevens-verbergen": Rij(INGELOGD, Nee.EIGEN, form=True, get=False, doet=""),
    "gegevens-adres": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "gegevens-wissen": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "gegevens-wissen-bevestigen": Rij(INGELOGD, Nee.EIGEN, form=True, doet=""),
    "mijn-inloggen": Rij(INGELOGD, Nee.EIGEN),
    "mijn-sessies": Rij(INGELOGD, Nee.EIGEN),
    "mijn-elders-uit": Rij(INGELOGD, Nee.EIGEN, form=True, get=False, doet=""),
    # Of nobody in this cast: DigiD is switched off, and nobody logged in by the pages that keep sessions.
    "mijn-digid-los": Rij("", Nee.EIGEN, form=True, get=False),
    "mijn-sessie-uit": Rij("", Nee.EIGEN, form=True, get=False),
    # Of one person.
    "mijn-mail": Rij("indiener", Nee.EIGEN),
    "initiatieven:mijn-volgen-wijzigen": Rij("inwoner", Nee.EIGEN, form=True, get=False),
    "initiatieven:terugnemen": Rij("inwoner", Nee.EIGEN, form=True),
    "initiatieven:nieuwsfotos": Rij("indiener", Nee.EIGEN, form=True),
    # Of who started it, alone or with others.
    "initiatieven:eigen-tekst": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    "initiatieven:eigen-gelukt": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    "initiatieven:eigen-stoppen": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    "initiatieven:eigen-heropenen": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    "initiatieven:eigen-fotos": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    "initiatieven:mede": Rij("indiener mede-indiener", Nee.EIGEN, form=True),
    # A draft is for the browser that holds it: not for staff, not by its key, not by an account.
    "initiatieven:stap": Rij("", Nee.SLEUTEL, form=True),
    "initiatieven:verstuurd": Rij("", Nee.SLEUTEL, form=True),
    "initiatieven:later": Rij("", Nee.SLEUTEL, form=True),
    # One that staff hid; one of a draft is in the next test.
    "initiatieven:foto": Rij(LEZERS_VAN_DE_WIJK, Nee.SLEUTEL),
}
# What everybody may open, because it is public or because the address itself is the key.
OPENBAAR = {
    *("home", "wijken", "wijk-zoeken", "wijk", "initiatief", "api-initiatieven", "api-initiatief"),
    *("api-wijken", "api-wijk"),
    *("initiatieven:lijst", "initiatieven:kaart", "initiatieven:nieuw", "initiatieven:ontvangen"),
    *("initiatieven:feed", "initiatieven:feed-wijk", "initiatieven:feed-initiatief"),
    *("initiatieven:steunen", "initiatieven:meedoen", "initiatieven:reageren"),
    *("initiatieven:meld-reactie", "initiatieven:meld-foto", "initiatieven:volgen"),
    *("initiatieven:nieuwe-link", "initiatieven:uitvraag", "initiatieven:bevestig"),
    *("initiatieven:verder", "initiatieven:bevestigen"),
    *("initiatieven:volgen-instellen", "initiatieven:volgen-stoppen"),
}
ALLEEN_POST = {"lijkt-op"}
# Addresses without a name space that are not about initiatives.
ANDERS = {
    *("gegevens-adres-bevestigen", "gegevens-gewist"),
    *("toegankelijkheid", "privacy", "security-txt", "robots-txt", "favicon", "na-inloggen"),
    *("api-openapi", "api-onbekend", "api-werkvoorraad", "api-werk"),
}


def test_elk_adres_staat_in_de_tabel() -> None:
    acties = {a.naam for a in ALLE if a.naam.startswith("initiatieven:actie-")}  # test_toegang_acties.py
    dak = {a.naam for a in ALLE if ":" not in a.naam and not a.pad.startswith("account/")} - INLOGGEN - ANDERS
    van_de_vloer = {a.naam for a in ALLE if a.naam.startswith("initiatieven:")}
    assert (dak | van_de_vloer) - acties == set(BEWAAKT) | OPENBAAR | ALLEEN_POST


def test_de_tabel_zegt_hetzelfde_als_de_lijst_van_adressen() -> None:
    """Where one needs no login there, there is none here: it is public, or the address is the key."""
    zonder_login = {naam for naam, rij in BEWAAKT.items() if rij.nee is Nee.SLEUTEL} | OPENBAAR | ALLEEN_POST
    assert zonder_login == test_adressen.OPENBAAR & (set(BEWAAKT) | zonder_login)


@dataclass(frozen=True)
class Vondst:
    """What there is to find: the address of each page, and a form that is good for it."""

    adressen: dict[str, str]
    formulieren: dict[str, dict[str, Any]]
    concept: Initiatief
    conceptfoto: Foto


@pytest.fixture
def toneel(db: None) -> Toneel:
    return zet_op()


def _van_dezelfde(toneel: Toneel, kenmerk: str, status: Status) -> Initiatief:
    """Another one of the same two residents."""
    mensen = toneel.mensen
    gemaakt = maak_initiatief(
        toneel.slotjes, mensen["indiener"], mensen["wijkmakelaar"], status=status, kenmerk=kenmerk
    )
    Betrokkene.objects.create(
        initiatief=gemaakt, gebruiker=mensen["mede-indiener"], soort=Betrokkene.Soort.MEDE
    )
    return gemaakt


@pytest.fixture
def vondst(toneel: Toneel) -> Vondst:
    mensen, zaak = toneel.mensen, toneel.zaak
    makelaar, inwoner = mensen["wijkmakelaar"], mensen["inwoner"]
    lopend = _van_dezelfde(toneel, "2025-0001", Status.IN_UITVOERING)
    gestopt = _van_dezelfde(toneel, "2025-0002", Status.GESTOPT)
    gevraagd = _van_dezelfde(toneel, "2025-0003", Status.IN_BEHANDELING)
    uitvraag = uitvragen.vraag_derde(
        initiatief=gevraagd, door=makelaar, organisatie="Thuisvester", email="t@t.example", vraag="Mag dit?"
    ).initiatief.uitvragen.get()
    nieuws = gesprek.plaats_voortgang(initiatief=lopend, door=mensen["indiener"], tekst="Het hek staat.")
    nieuwsfoto = met_foto(lopend, gebeurtenis=nieuws)
    foto, gewone_foto = met_foto(lopend), met_foto(zaak)
    verborgen_foto = met_foto(
        zaak, verborgen_op=zaak.ingediend_op, verborgen_door=makelaar, verborgen_reden="Een kind."
    )
    verborgen = Opmerking.objects.get(initiatief=zaak)
    reactie = opmerkingen.plaats(initiatief=zaak, door=inwoner, tekst="Wat een goed plan.")
    meedoener = zaak.betrokkenen.meedoen().get()
    Betrokkene.objects.filter(pk=meedoener.pk).update(toon_voornaam=True)
    meedoen.steun(initiatief=zaak, door=inwoner)
    volgt = volgen.volg(ding=zaak, door=inwoner)
    label = Label.objects.create(naam="Speelplekken 2027")
    zaak.labels.add(label)
    kader = Kader.objects.create(titel="Water blijft", bron="Waterplan", tekst="Dempen mag niet.")
    tekst = Standaardtekst.objects.create(titel="Dank", tekst="Dank u.")
    lijst = Werkbankfilter.objects.create(gebruiker=makelaar, naam="Mijn speelplekken", vraag="thema=groen")
    schuring = maak_schuring(zaak, makelaar)
    schuren.sla_over(schuring=schuring, door=makelaar, naar=3, reden="Drie afdelingen.")
    steun = te_bevestigen.vraag_bevestiging(
        wat=TeBevestigen.Wat.STEUN, email="nieuw@voorbeeld.example", initiatief=zaak
    )
    concept = begin_concept(titel="Nog niet verstuurd", verhaal="Geheim plan.", wijk=toneel.slotjes)
    conceptfoto = met_foto(concept)
    te_bevestigen_concept = Initiatief.objects.create(
        titel="Wacht op de knop", wijk=toneel.slotjes, status=Status.TE_BEVESTIGEN,
        indiener_email="zwaluw@voorbeeld.example",
    )  # fmt: skip

    def van(naam: str, initiatief: Initiatief, **meer: Any) -> str:
        return reverse(naam, kwargs={"kenmerk": initiatief.kenmerk, **meer})

    stap = {"gezien": schuring.stappen.latest("pk").pk, "stap": "verstuur"}
    kies = {"kies": [zaak.kenmerk], "gezien": zaak.gebeurtenissen.stand(), "stap": "verstuur"}
    beslis = {"wat": "toon", "reden": "Toch goed.", "stap": "verstuur"}
    kadervelden = {"titel": "Lucht", "bron": "Nota", "tekst": "Schoon.", "actief": "on"}
    op_kenmerk = {
        zaak: ("werkbank-initiatief", "werkbank-paneel", "initiatief", "api-initiatief"),
        lopend: ("initiatieven:eigen-tekst", "initiatieven:eigen-gelukt", "initiatieven:eigen-stoppen"),
        gestopt: ("initiatieven:eigen-heropenen",),
    }
    adressen = {naam: van(naam, i) for i, namen in op_kenmerk.items() for naam in namen}
    adressen |= {
        naam: van(naam, zaak)
        for naam in (
            *("initiatieven:stoppen", "initiatieven:ontvangen", "initiatieven:feed-initiatief"),
            *("initiatieven:steunen", "initiatieven:meedoen", "initiatieven:reageren"),
        )
    }
    op_pk = {
        "initiatieven:bewaarde-lijst": lijst.pk,
        "initiatieven:label": label.pk,
        "initiatieven:kader": kader.pk,
        "initiatieven:standaardtekst": tekst.pk,
        "initiatieven:modereer-reactie": verborgen.pk,
        "initiatieven:verberg-naam": meedoener.pk,
        "initiatieven:terugnemen": reactie.pk,
        "initiatieven:meld-reactie": reactie.pk,
        "initiatieven:mijn-volgen-wijzigen": volgt.pk,
        "mijn-mail": mensen["indiener"].mails.filter(vertrouwelijk=False)[0].pk,
        **{naam: schuring.pk for naam in BEWAAKT if naam.startswith("initiatieven:schuring")},
    }
    del op_pk["initiatieven:schuringen"]
    apisleutel, _geheel = maak_sleutel(mensen["beheerder"], toneel.slotjes)
    op_pk |= dict.fromkeys(("sleutel", "sleutel-opvolger", "sleutel-einde"), apisleutel.pk)
    adressen |= {naam: reverse(naam, args=[pk]) for naam, pk in op_pk.items()}
    # Of a colleague who is none of those who try.
    wim = maak_gebruiker("Wim Oomen")
    rol = maak_rol(wim, Rol.WIJKWERKER, toneel.slotjes)
    gepland = maak_rol(wim, Rol.WIJKWERKER, toneel.vrachelen, vanaf=vandaag() + timedelta(days=30))
    adressen |= {naam: reverse(naam, args=[rol.pk]) for naam in ("rol", "rol-einde", "rol-vervanging")}
    adressen |= {naam: reverse(naam, args=[wim.pk]) for naam in ("mens", "mens-afwezig", "mens-vertrek")}
    dag, later = vandaag(), vandaag() + timedelta(days=9)
    vanaf = {"vanaf_dag": dag.day, "vanaf_maand": dag.month, "vanaf_jaar": dag.year}
    tot = {"tot_dag": later.day, "tot_maand": later.month, "tot_jaar": later.year}
    vervanging = {**vanaf, **tot, "rollen": [rol.pk], "vervanger": makelaar.pk, "werk": "blijft"}
    adressen["mijn-sessie-uit"] = reverse("mijn-sessie-uit", args=[1])
    adressen["rol-wijzigen"] = reverse("rol-wijzigen", args=[gepland.pk])
    adressen |= {
        "initiatieven:eigen-fotos": van("initiatieven:eigen-fotos", lopend),
        "initiatieven:mede": van("initiatieven:mede", lopend),
        "initiatieven:nieuwsfotos": van("initiatieven:nieuwsfotos", lopend, pk=nieuws.pk),
        "initiatieven:foto": verborgen_foto.klein,
        "initiatieven:modereer-foto": reverse("initiatieven:modereer-foto", args=[verborgen_foto.sleutel]),
        "initiatieven:meld-foto": reverse("initiatieven:meld-foto", args=[gewone_foto.sleutel]),
        "initiatieven:stap": reverse("initiatieven:stap", args=[concept.sleutel, "wat"]),
        "initiatieven:verstuurd": reverse("initiatieven:verstuurd", args=[te_bevestigen_concept.sleutel]),
        "initiatieven:later": reverse("initiatieven:later", args=[concept.sleutel]),
        "initiatieven:verder": reverse("initiatieven:verder", args=[maak_verder_token(concept)]),
        "initiatieven:bevestigen": reverse(
            "initiatieven:bevestigen", args=[maak_token(te_bevestigen_concept)]
        ),
        "initiatieven:uitvraag": uitvraag.get_absolute_url(),
        "initiatieven:bevestig": reverse("initiatieven:bevestig", args=[te_bevestigen.maak_token(steun)]),
        "initiatieven:volgen": f"/volgen/?soort=initiatief&wat={zaak.kenmerk}",
        "initiatieven:volgen-instellen": reverse("initiatieven:volgen-instellen", args=[volgt.sleutel]),
        "initiatieven:volgen-stoppen": reverse("initiatieven:volgen-stoppen", args=[volgt.sleutel]),
        "wijk": toneel.slotjes.get_absolute_url(),
        "rollen-wijk": reverse("rollen-wijk", args=[toneel.slotjes.slug]),
        "initiatieven:feed-wijk": f"{toneel.slotjes.get_absolute_url()}feed.xml",
        "api-wijk": reverse("api-wijk", args=[toneel.slotjes.code]),
    }
    for naam in {*BEWAAKT, *OPENBAAR, *ALLEEN_POST} - set(adressen):
        adressen[naam] = reverse(naam)
    formulieren: dict[str, dict[str, Any]] = {
        "logboek-bestand": {},
        "werkbank-nieuw": {
            "sleutel": uuid4().hex,
            "kanaal": "telefoon",
            "titel": "Een bankje",
            "verhaal": "Om te zitten.",
            "domein": "fysiek",
            "wijk": toneel.slotjes.pk,
            "nodig": ["materiaal"],
            "naam": "Riet van Gils",
            "verteld": "on",
            "stap": "bewaar",
        },
        "sleutel-nieuw": sleutelvelden(),
        "sleutel-opvolger": sleutelvelden(),
        "sleutel-einde": {"reden": "niet_nodig"},
        "initiatieven:bewaar-lijst": {"naam": "Nieuwe lijst", "vraag": ""},
        "initiatieven:bewaarde-lijst": {"naam": "Andere naam", "vraag": ""},
        "initiatieven:samen-overdragen": {**kies, "naar": mensen["opgaveleider"].pk},
        "initiatieven:samen-vertellen": {**kies, "tekst": "Wij kijken ernaar."},
        "initiatieven:samen-label-erbij": {**kies, "nieuw": "Een nieuw label"},
        "initiatieven:samen-label-eraf": {**kies, "label": label.pk},
        "initiatieven:label": {"naam": "Andere naam"},
        "initiatieven:kader-nieuw": kadervelden,
        "initiatieven:kader": kadervelden,
        "initiatieven:standaardtekst-nieuw": {"titel": "Hallo", "tekst": "Hallo.", "actief": "on"},
        "initiatieven:standaardtekst": {"titel": "Hallo", "tekst": "Hallo.", "actief": "on"},
        "initiatieven:modereer-reactie": beslis,
        "initiatieven:modereer-foto": beslis,
        "initiatieven:verberg-naam": {},
        "initiatieven:schuring-verslag": {**stap, "verslag": "Gebeld."},
        "initiatieven:schuring-hoger": {**stap, "verslag": "Verder."},
        "initiatieven:schuring-sluiten": {**stap, "uitkomst": "maatwerk", "toelichting": "Zo kan het."},
        "initiatieven:schuring-overslaan": {**stap, "naar": 6, "reden": "Haast."},
        "initiatieven:schuring-terug": {**stap, "naar": 0, "reden": "Kan nu."},
        "initiatieven:stoppen": {"soort": "steun"},
        "initiatieven:mijn-volgen-wijzigen": {"stop": "1"},
        # Without what they ask for they change nothing: test_gegevens.py and test_wissen.py send them whole.
        **{naam: {} for naam in BEWAAKT if naam.startswith("gegevens-")},
        "mijn-elders-uit": {},
        "mijn-digid-los": {},
        "mijn-sessie-uit": {},
        "initiatieven:terugnemen": {},
        "initiatieven:nieuwsfotos": {f"beschrijving_{nieuwsfoto.sleutel.hex}": "Een hek"},
        "initiatieven:eigen-tekst": {"titel": "Een tuin", "verhaal": "Voor iedereen.", "nodig": ["geld"]},
        "initiatieven:eigen-gelukt": {"tekst": "Het is klaar."},
        "initiatieven:eigen-stoppen": {"reden": "Geen tijd."},
        "initiatieven:eigen-heropenen": {"reden": "Het hek staat er niet."},
        "initiatieven:eigen-fotos": {f"beschrijving_{foto.sleutel.hex}": "Een veldje"},
        "initiatieven:mede": {"email": "buur@voorbeeld.example"},
        "rol-nieuw": {**vanaf, "wie": wim.pk, "rol": "auditor"},
        "rol-wijzigen": {**vanaf, "wat": "schrap"},
        "rol-einde": {**tot, "reden": "taak_klaar"},
        "rol-vervanging": vervanging,
        "mens-nieuw": {**vanaf, "naam": "Ike Bos", "email": "ike@voorbeeld.example", "rol": "auditor"},
        "mens-afwezig": vervanging,
        "mens-vertrek": tot,
        "rollen-herverdelen": {**vanaf, "mandaatbesluit": "B1", f"wijk_{toneel.slotjes.pk}": wim.pk},
        "initiatieven:stap": {"titel": "Van mij", "verhaal": "Nu.", "domein": "fysiek"},
        "initiatieven:verstuurd": {},
        "initiatieven:later": {"email": "dief@voorbeeld.example"},
    }
    return Vondst(adressen, formulieren, concept, conceptfoto)


def _mogen(rij: Rij) -> set[str]:
    rollen, _streep, erbij = rij.wie.partition("|")
    return wie_mogen(rollen, overal=rij.overal) | ({erbij} if erbij else set())


def _doen(rij: Rij) -> set[str]:
    return _mogen(rij) if rij.doet is None else wie_mogen(rij.doet)


def test_de_formulieren_horen_bij_de_tabel(vondst: Vondst) -> None:
    assert set(vondst.formulieren) == {naam for naam, rij in BEWAAKT.items() if rij.form}


def test_elke_bewaakte_pagina_bij_elke_rol(toneel: Toneel, vondst: Vondst) -> None:
    """Opening it, and sending a form that is good: whoever may not, changes nothing and reads nothing."""
    mis: list[str] = []
    for naam, rij in BEWAAKT.items():
        mogen, doen, formulier = _mogen(rij), _doen(rij), vondst.formulieren.get(naam)
        adres, voor = vondst.adressen[naam], stand() if rij.form else None
        for wie in wie_probeert(rij.wie.partition("|")[0]):
            hoort = JA if wie in mogen else rij.nee.voor(wie)
            fouten, gedaan = probeer(toneel, wie, adres, hoort, formulier, voor=voor, get=rij.get)
            mis += [f"{naam}: {fout}" for fout in fouten]
            if rij.form and gedaan is not (wie in doen):
                mis.append(f"{naam}: {wie} {'deed iets' if gedaan else 'deed niets'}")
        if rij.form and stand() != voor:
            mis.append(f"{naam} veranderde iets voor wie het niet mag")
        if not rij.form and toneel.clients["wijkmakelaar"].post(adres, {}).status_code not in (403, 404, 405):
            mis.append(f"{naam} neemt een formulier aan")
    assert not mis, "\n".join(mis)


def test_wat_openbaar_is_geeft_iedereen_hetzelfde_en_niets_van_binnen(toneel: Toneel, vondst: Vondst) -> None:
    mis: list[str] = []
    voor = stand()
    for naam in sorted(OPENBAAR):
        for wie in (*ROLLEN, "wijkmakelaar elders", *BEWONERS, *BUITEN):
            antwoord = toneel.clients[wie].get(vondst.adressen[naam])
            if gaf(antwoord) != "ja":
                mis.append(f"{naam}: {wie} kreeg {antwoord.status_code}")
            mis += [f"{naam}: {wie} las “{iets}”" for iets in gelekt(wie, antwoord)]
    assert not mis, "\n".join(mis)
    assert stand() == voor  # looking changes nothing


def test_lijkt_op_toont_niets_van_binnen(toneel: Toneel) -> None:
    for wie in ("niemand", "inwoner", "wijkmakelaar elders"):
        antwoord = toneel.clients[wie].post("/initiatieven/lijkt-op/", {"titel": "Een buurttuin"})
        assert toneel.zaak.titel in antwoord.content.decode()
        assert gelekt(wie, antwoord) == []


def test_een_bericht_op_de_openbare_pagina_is_van_wie_het_begon(toneel: Toneel) -> None:
    adres, mis = toneel.zaak.get_absolute_url(), []
    voor = stand()
    for wie in (*ROLLEN, "wijkmakelaar elders", *BEWONERS, *BUITEN):
        hoort = JA if wie in ("indiener", "mede-indiener") else {"404"}
        fouten, gedaan = probeer(
            toneel, wie, adres, hoort, {"tekst": "Wij zijn begonnen."}, voor=voor, get=False
        )
        mis += fouten
        assert gedaan is (hoort == JA), wie
    assert not mis, "\n".join(mis)
    assert stand() == voor


def test_een_foto_van_een_concept_is_van_niemand_anders(toneel: Toneel, vondst: Vondst) -> None:
    adres = vondst.conceptfoto.klein
    for wie in (*ROLLEN, *BEWONERS, *BUITEN):
        assert toneel.clients[wie].get(adres).status_code == 404, wie
