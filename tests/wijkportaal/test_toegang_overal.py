"""Every address of the site, asked by every role in its own wijk, elsewhere, before and after its period, by
residents and by nobody; and what the rights table says of it.

`RECHT` names for each address of staff the right that opens it; who that is follows from `rollen.regels`. What the
other tables of access spell out (test_toegang_paginas.py) must agree with it; what they leave out is walked here.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging
from budgetten.services.toekennen import ken_toe
from initiatieven.levensloop import Status
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt
from rollen.models import Rol
from rollen.regels import REGELS, Bereik
from tests.budgetten.geld import zet_klaar
from tests.initiatieven.matrix import (
    BEWONERS,
    BUITEN,
    JA,
    ROLLEN,
    Nee,
    Toneel,
    gaf,
    gelekt,
    zet_op,
)
from tests.maak import maak_initiatief, maak_sleutel
from tests.wijkportaal import test_toegang_paginas as paginas
from tests.wijkportaal.test_adressen import AFWEZIG, ALLE, INLOGGEN, MET_SLEUTEL, OPENBAAR

pytestmark = pytest.mark.django_db

IEDEREEN = "iedereen met een rol"
# Tables that only keep who saw what and when; looking may write there.
BOEKHOUDING = (
    *("kern_inzage", "initiatieven_gelezen", "initiatieven_werkbankbezoek", "initiatieven_vermelding"),
    *("django_session", "usersessions_usersession"),
)


class Recht:
    """One of `acties` opens an address: for what is in Slotjes (`zaak`), or for anything."""

    def __init__(self, *acties: str, zaak: bool = False) -> None:
        self.acties = acties
        self.zaak = zaak

    def wie(self) -> set[str]:
        """Who may, by the table: roles in their own wijk, and elsewhere as "rol elders"."""
        if self.acties == (IEDEREEN,):
            return {*ROLLEN, *(f"{rol} elders" for rol in ROLLEN)}
        bereik = [(rol.value, b) for actie in self.acties for rol, b in REGELS[actie].items()]
        hier = {
            rol for rol, b in bereik if b is not Bereik.EIGEN_ZAAK or rol == Rol.TEAMLEIDER or not self.zaak
        }
        elders = {f"{rol} elders" for rol, b in bereik if b is Bereik.ALLE_WIJKEN or not self.zaak}
        return hier | elders


LEZEN, BEHEREN = Recht("initiatieven.lezen"), Recht("rollen.beheren")
INZIEN, SLEUTELS = Recht("rollen.inzien"), Recht("sleutels.beheren")
AGENDA, TOEKENNEN = Recht("agendas.beheren", zaak=True), Recht("budgetten.toekennen", zaak=True)
MODEREREN, SCHURING = (
    Recht("initiatieven.modereren", zaak=True),
    Recht("schuringen.behandelen", zaak=True),
)
INRICHTEN, RAPPORTAGE = Recht("initiatieven.inrichten"), Recht("rapportages.aanbieden")
RECHT = {
    "werkbank": Recht(IEDEREEN),
    "werkbank-nieuw": Recht("initiatieven.invoeren"),
    "werkbank-initiatief": Recht("initiatieven.lezen", zaak=True),
    "werkbank-paneel": Recht("initiatieven.lezen", zaak=True),
    **{
        f"overzicht-{rol}": Recht(f"initiatieven.overzicht_{rol}")
        for rol in ("wijkwethouder", "teamleider", "opgaveleider", "wijkwerker")
    },
    "initiatieven:bewaar-lijst": LEZEN,
    **{
        f"initiatieven:samen-{wat}": LEZEN
        for wat in ("overdragen", "vertellen", "label-erbij", "label-eraf", "klaar")
    },
    "initiatieven:labels": Recht("initiatieven.lezen", "initiatieven.inrichten"),
    **{
        f"initiatieven:{wat}": INRICHTEN
        for wat in (
            *("label", "kaders", "kader", "kader-nieuw"),
            *("standaardteksten", "standaardtekst", "standaardtekst-nieuw"),
        )
    },
    "initiatieven:meldingen": Recht("initiatieven.modereren"),
    "initiatieven:modereer-reactie": MODEREREN,
    "initiatieven:modereer-foto": MODEREREN,
    "initiatieven:verberg-naam": MODEREREN,
    "initiatieven:schuringen": Recht(IEDEREEN),
    "initiatieven:schuring": Recht("schuringen.inzien", zaak=True),
    **{
        f"initiatieven:schuring-{wat}": SCHURING
        for wat in ("verslag", "hoger", "sluiten", "overslaan", "terug")
    },
    "agendas:werkbank": AGENDA,
    "agendas:nieuw-punt": AGENDA,
    "agendas:punt": AGENDA,
    "agendas:status": AGENDA,
    "agendas:toezeggen-punt": AGENDA,
    "agendas:toezeggen": AGENDA,
    "agendas:afronden": AGENDA,
    "budgetten:werkbank": Recht("budgetten.inzien"),
    "budgetten:dekken": Recht("budgetten.beheren"),
    "budgetten:toekenning": TOEKENNEN,
    "budgetten:toekennen": TOEKENNEN,
    "rapportages:werkbank": Recht("rapportages.inzien"),
    "rapportages:bewerken": RAPPORTAGE,
    "rapportages:aanbieden": RAPPORTAGE,
    "rapportages:leerpunten": Recht("rapportages.leerpunt_noteren", "rapportages.inzien"),
    "rapportages:leerpunt-nieuw": Recht("rapportages.leerpunt_noteren"),
    "rapportages:leerpunt": Recht("rapportages.leerpunt_noteren", zaak=True),
    "rollen": INZIEN,
    "rollen-rechten": INZIEN,
    "rollen-wijk": INZIEN,
    "mensen": INZIEN,
    "mens": INZIEN,
    "rol": INZIEN,
    "rol-nieuw": BEHEREN,
    "mens-nieuw": BEHEREN,
    "rollen-herverdelen": BEHEREN,
    "mens-afwezig": BEHEREN,
    "mens-vertrek": BEHEREN,
    "rol-wijzigen": BEHEREN,
    "rol-einde": BEHEREN,
    "rol-vervanging": BEHEREN,
    "rollen:kaart-van-ander": BEHEREN,
    "verwerkingen": Recht("verwerkingen.inzien"),
    "logboek": Recht("logboek.inzien"),
    "logboek-bestand": Recht("logboek.inzien"),
    "sleutels": SLEUTELS,
    "sleutel-nieuw": SLEUTELS,
    "sleutel": SLEUTELS,
    "sleutel-opvolger": SLEUTELS,
    "sleutel-einde": SLEUTELS,
}
# Of one person or of everybody who is logged in; none of the rights opens them. Their tests:
# test_toegang_paginas.py, test_toegang_andermans.py and those of their subject.
VAN_JEZELF = {naam for naam, rij in paginas.BEWAAKT.items() if rij.nee in (Nee.EIGEN, Nee.SLEUTEL, Nee.LIJST)}
VAN_JEZELF |= {adres.naam for adres in ALLE if adres.pad.startswith("mijn/")} | {"rollen:mijn-kaart"}


def _acties() -> set[str]:
    """The acts of the werkbank; test_toegang_acties.py walks them by the status in which they fit."""
    return {a.naam for a in ALLE if a.naam.startswith("initiatieven:actie-")}


def _beheer() -> set[str]:
    return {a.naam for a in ALLE if a.pad.startswith("beheer/")}


def _van_allauth() -> set[str]:
    """Pages of somebody who is logged in, guarded by the library."""
    return {a.naam for a in ALLE if a.pad.startswith("account/")} - INLOGGEN - AFWEZIG


def test_elk_adres_zegt_welk_recht_het_opent() -> None:
    """A new address fails here until somebody has said who may open it."""
    vrij = OPENBAAR | INLOGGEN | AFWEZIG | MET_SLEUTEL
    genoemd = {*RECHT, *VAN_JEZELF, *_acties(), *_beheer(), *_van_allauth(), *vrij}
    assert {adres.naam for adres in ALLE} - genoemd == set()
    assert set(RECHT) <= {adres.naam for adres in ALLE}


def test_de_uitgeschreven_tabel_zegt_hetzelfde_als_de_rechten() -> None:
    """Two tables, written apart: a right that changes must be meant twice."""
    for naam, rij in paginas.BEWAAKT.items():
        if naam in RECHT:
            uitgeschreven = {wie for wie in paginas._mogen(rij) if wie.partition(" ")[0] in ROLLEN}
            assert uitgeschreven == RECHT[naam].wie(), naam


# --- What the other table leaves out, asked by everybody ----------------------------------------------


@dataclass(frozen=True)
class Vondst:
    """Every walked address with something of Slotjes, and the same with something that is not there."""

    hier: dict[str, str]
    nergens: dict[str, str]


@pytest.fixture
def toneel(db: None) -> Toneel:
    return zet_op()


GEEN = 987654321
# With what the row history puts before a statement.
SCHRIJFT = re.compile(r'(?:SELECT set_config.*?; )?(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.DOTALL)
IN_EN_UIT = {"admin:login", "admin:logout", "admin:jsi18n"}


@pytest.fixture
def vondst(toneel: Toneel) -> Vondst:
    mensen, slotjes = toneel.mensen, toneel.slotjes
    makelaar = mensen["wijkmakelaar"]
    geld = zet_klaar()
    agenda = start_agenda(wijk=slotjes, inleiding="Wat wij willen.", door=makelaar)
    punt = voeg_punt_toe(
        agenda=agenda, titel="Meer groen", tekst="", door=makelaar,
        eigenaren=[Eigenaar(soort="bewoners", naam="De straat")],
    )  # fmt: skip
    afspraak = doe_toezegging(
        agendapunt=punt, kant="gemeente", wie="Groen", wat="Een boom", voor=vandaag(), door=makelaar
    )
    lopend = maak_initiatief(
        slotjes, mensen["indiener"], makelaar, status=Status.IN_UITVOERING, kenmerk="2025-0007"
    )
    toekenning = ken_toe(
        initiatief=lopend, budget=geld.fysiek, bedrag=Decimal(100), motivering="Mooi.", door=makelaar
    )
    rapportage = Kwartaalrapportage.objects.create(jaar=2026, kwartaal=2)
    leerpunt = Leerpunt.objects.create(perspectief="gemeente", tekst="Bel aan.", wijk=slotjes, door=makelaar)
    vervulling = makelaar.rolvervullingen.get()
    sleutel, _geheim = maak_sleutel(mensen["beheerder"], slotjes)
    delen: dict[str, dict[str, Any]] = {
        **{n: {"slug": slotjes.slug} for n in ("agendas:werkbank", "agendas:nieuw-punt", "rollen-wijk")},
        **{
            n: {"slug": slotjes.slug, "pk": punt.pk}
            for n in ("agendas:punt", "agendas:status", "agendas:toezeggen-punt")
        },
        "agendas:toezeggen": {"kenmerk": lopend.kenmerk},
        "agendas:afronden": {"pk": afspraak.pk},
        "budgetten:toekennen": {"kenmerk": lopend.kenmerk},
        "budgetten:toekenning": {"pk": toekenning.pk},
        "rapportages:bewerken": {"kwartaal": rapportage.periode},
        "rapportages:aanbieden": {"kwartaal": rapportage.periode},
        "rapportages:leerpunt": {"pk": leerpunt.pk},
        **{
            n: {"pk": makelaar.pk} for n in ("mens", "mens-afwezig", "mens-vertrek", "rollen:kaart-van-ander")
        },
        **{n: {"pk": vervulling.pk} for n in ("rol", "rol-wijzigen", "rol-einde", "rol-vervanging")},
        **{n: {"pk": sleutel.pk} for n in ("sleutel", "sleutel-opvolger", "sleutel-einde")},
    }
    anders = {"slug": "nergens", "pk": GEEN, "kenmerk": "1999-0001", "kwartaal": Kwartaal(1999, 1)}
    namen = set(RECHT) - set(paginas.BEWAAKT)
    return Vondst(
        {naam: reverse(naam, kwargs=delen.get(naam)) for naam in namen},
        {
            naam: reverse(naam, kwargs={d: anders[d] for d in deel})
            for naam, deel in delen.items()
            if naam in namen
        },
    )


def _iedereen(recht: Recht) -> list[str]:
    """Each role in its own wijk; those with the right also elsewhere and on another day; residents; nobody."""
    rollen = sorted({wie.partition(" ")[0] for wie in recht.wie()})
    buiten = [f"{rol} {waar}" for rol in rollen for waar in ("elders", "straks", "geweest")]
    vast = [] if "wijkmakelaar elders" in buiten else ["wijkmakelaar elders"]
    return [*ROLLEN, *buiten, *vast, *BEWONERS, *BUITEN]


def _geschreven(vragen: CaptureQueriesContext) -> list[str]:
    """The tables in which something was written, but for who saw what."""
    gevonden = [SCHRIJFT.match(vraag["sql"]) for vraag in vragen]
    return sorted({g[1] for g in gevonden if g and g[1] not in BOEKHOUDING})


def test_elk_adres_bij_elke_rol(toneel: Toneel, vondst: Vondst) -> None:
    """The answer follows from the rights table; opening writes nothing; who may not cannot send anything either."""
    mis: list[str] = []
    for naam, adres in sorted(vondst.hier.items()):
        mogen = RECHT[naam].wie()
        for wie in _iedereen(RECHT[naam]):
            hoort = JA if wie in mogen else Nee.WERKBANK.voor(wie)
            with CaptureQueriesContext(connection) as vragen:
                antwoord = toneel.clients[wie].get(adres)
            if gaf(antwoord) not in hoort | {"405"}:
                mis.append(f"{naam}: {wie} kreeg {antwoord.status_code}, verwacht {hoort}")
            if tabellen := _geschreven(vragen):
                mis.append(f"{naam}: bij het lezen door {wie} is geschreven in {tabellen}")
            mis += [f"{naam}: {wie} las “{iets}”" for iets in gelekt(wie, antwoord)]
            if wie in mogen:
                continue
            with CaptureQueriesContext(connection) as vragen:
                antwoord = toneel.clients[wie].post(adres, {"tekst": "Ik probeer het."})
            if gaf(antwoord) not in hoort | {"405"}:
                mis.append(f"{naam}: {wie} stuurde en kreeg {antwoord.status_code}")
            if tabellen := _geschreven(vragen):
                mis.append(f"{naam}: {wie} schreef in {tabellen}")
    assert not mis, "\n".join(mis)


def test_wat_er_niet_is_klinkt_voor_een_buitenstaander_als_wat_verboden_is(
    toneel: Toneel, vondst: Vondst
) -> None:
    for naam, nergens in sorted(vondst.nergens.items()):
        for wie in ("niemand", "inwoner", "indiener"):
            wel, niet = (
                _kaal(toneel.clients[wie].get(adres), adres) for adres in (vondst.hier[naam], nergens)
            )
            assert wel == niet, (naam, wie)


def _kaal(antwoord: Any, adres: str) -> tuple[int, str, str]:
    """What was answered, without what differs every time and without the address itself."""
    tekst = re.sub(r'(nonce|value)="[A-Za-z0-9+/=_-]{16,}"', "", antwoord.content.decode(errors="replace"))
    return antwoord.status_code, antwoord.get("Location", "").replace(adres, "…"), tekst.replace(adres, "…")


def test_in_het_beheer_komt_alleen_wie_daar_een_recht_heeft(toneel: Toneel) -> None:
    """/beheer/ asks two things: that somebody is staff of Django, and a right. Nobody of the stage is the first."""
    namen = {a.naam for a in ALLE if a.pad.startswith("beheer/") and not a.delen} - IN_EN_UIT
    for adres in [reverse(naam) for naam in sorted(namen) if not naam.endswith("None")]:
        for wie in (*ROLLEN, *BEWONERS, *BUITEN):
            antwoord = toneel.clients[wie].get(adres)
            assert antwoord["Location"] == f"/beheer/login/?next={adres}", (adres, wie)
    Gebruiker.objects.filter(rolvervullingen__isnull=False).update(is_staff=True)
    mogen = INZIEN.wie()
    for wie in ROLLEN:
        assert (toneel.clients[wie].get("/beheer/rollen/rolvervulling/").status_code == 200) is (wie in mogen)
        erbij = toneel.clients[wie].get("/beheer/rollen/rolvervulling/add/").status_code == 200
        assert erbij is (wie in BEHEREN.wie()), wie
