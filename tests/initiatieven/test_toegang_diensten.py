"""Every function of the services that is told who acts: tried by each role, or named with why it needs no right.

What is done to one initiative through the werkbank or by who started it stands in test_toegang.py, and what is done
to a friction in test_schuring_toegang.py. The rest is here.
"""

import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from initiatieven import services
from initiatieven.levensloop import Kanaal, Nodig, Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Initiatief,
    Label,
    Opmerking,
    Ritme,
    TeBevestigen,
    Volgt,
    Werkbankfilter,
)
from initiatieven.services import (
    behandelen,
    fotos,
    gesprek,
    inrichten,
    labels,
    mede,
    meedoen,
    modereren,
    namens,
    opmerkingen,
    samen,
    te_bevestigen,
    volgen,
    werklijst,
)
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from tests.initiatieven import test_schuring_toegang, test_toegang
from tests.initiatieven.test_toegang import spelers
from tests.maak import maak_initiatief
from tests.personen import Mensen

pytestmark = pytest.mark.django_db

ELDERS = "wijkmakelaar elders"


@dataclass(frozen=True)
class Dingen:
    """Around one initiative in Slotjes of Daan (the indiener), on which Fatima (the inwoner) left things."""

    mensen: Mensen
    zaak: Initiatief
    label: Label
    reactie: Opmerking
    verborgen: Opmerking
    meedoener: Betrokkene
    volgt: Volgt
    lijst: Werkbankfilter
    nieuws: Gebeurtenis
    nieuwsfoto: Foto
    uitnodiging: TeBevestigen


@pytest.fixture
def dingen(mensen: Mensen) -> Dingen:
    zaak = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.IN_UITVOERING)
    label = labels.plak_label(initiatief=zaak, door=mensen.amina, naam="Speelplekken")
    nieuws = gesprek.plaats_voortgang(initiatief=zaak, door=mensen.amina, tekst="Het hek staat.")
    reactie = opmerkingen.plaats(initiatief=zaak, door=mensen.fatima, tekst="Goed plan.")
    modereren.meld(ding=reactie, reden="Niet waar.")
    verborgen = opmerkingen.plaats(initiatief=zaak, door=mensen.fatima, tekst="Domkop.")
    modereren.verberg(ding=verborgen, door=mensen.amina, reden="Niet aardig.")
    meedoener = meedoen.doe_mee(initiatief=zaak, door=mensen.fatima, toon_voornaam=True)
    mede.nodig_uit(initiatief=zaak, email="buur@voorbeeld.example", door=mensen.daan)
    return Dingen(
        mensen=mensen,
        zaak=zaak,
        label=label,
        reactie=reactie,
        verborgen=verborgen,
        meedoener=meedoener,
        volgt=volgen.volg(ding=zaak, door=mensen.fatima),
        lijst=werklijst.bewaar_filter(door=mensen.amina, naam="Mijn lijst", vraag=""),
        nieuws=nieuws,
        nieuwsfoto=Foto.objects.create(initiatief=zaak, gebeurtenis=nieuws, breedte=768, hoogte=500),
        uitnodiging=TeBevestigen.objects.get(),
    )


def _neem_over(d: Dingen, door: Gebruiker) -> object:
    Initiatief.objects.filter(pk=d.zaak.pk).update(behandelaar=d.mensen.chantal)
    return behandelen.neem_over(initiatief=d.zaak, door=door)


def _voer_in(d: Dingen, door: Gebruiker) -> object:
    verteld = namens.Verteld(
        sleutel=uuid4(),
        kanaal=Kanaal.BALIE,
        titel="Een bankje",
        verhaal="Om te zitten.",
        wijk=d.mensen.slotjes,
        naam="Riet",
        nodig=[Nodig.MATERIAAL],
    )
    Initiatief.objects.filter(pk=d.zaak.pk).update(kenmerk="2025-0001")
    return namens.voer_in(door=door, verteld=verteld)


def _beschrijf(d: Dingen, door: Gebruiker) -> None:
    wijziging = fotos.Fotowijziging(beschrijvingen={d.nieuwsfoto.sleutel: "Een hek"})
    fotos.wijzig_nieuwsfotos(gebeurtenis=d.nieuws, door=door, wijziging=wijziging)


def _trek_in(d: Dingen, door: Gebruiker) -> None:
    mede.trek_uitnodiging_in(initiatief=d.zaak, uitnodiging=d.uitnodiging.pk, door=door)


KADER: dict[str, Any] = {"titel": "Water blijft", "bron": "Waterplan", "tekst": "Dempen mag niet."}
HANDELAARS = {"wijkmakelaar", "opgaveleider"}
INRICHTERS = {*HANDELAARS, "beheerder", ELDERS}
# Function → how it is done, and who may: of the spelers in Slotjes, and the wijkmakelaar of Vrachelen.
DIENSTEN: dict[str, tuple[Callable[[Dingen, Gebruiker], object], set[str]]] = {
    "behandelen.neem_over": (_neem_over, HANDELAARS),
    "samen.vertel": (
        lambda d, door: samen.vertel(initiatief=d.zaak, door=door, tekst="Hallo."),
        {*HANDELAARS, "indiener"},
    ),
    "labels.plak_label": (
        lambda d, door: labels.plak_label(initiatief=d.zaak, door=door, naam="Groen"),
        HANDELAARS,
    ),
    "labels.haal_label_weg": (
        lambda d, door: labels.haal_label_weg(initiatief=d.zaak, door=door, label=d.label),
        HANDELAARS,
    ),
    "labels.hernoem_label": (
        lambda d, door: labels.hernoem_label(label=d.label, door=door, naam="Spelen"),
        INRICHTERS,
    ),
    "labels.verwijder_label": (
        lambda d, door: labels.verwijder_label(label=Label.objects.get(), door=door),
        INRICHTERS,
    ),
    "inrichten.bewaar_kader": (lambda d, door: inrichten.bewaar_kader(door=door, **KADER), INRICHTERS),
    "inrichten.bewaar_standaardtekst": (
        lambda d, door: inrichten.bewaar_standaardtekst(door=door, titel="Dank", tekst="Dank u."),
        INRICHTERS,
    ),
    "namens.voer_in": (_voer_in, {*HANDELAARS, "wijkwerker", ELDERS}),
    "modereren.verberg": (
        lambda d, door: modereren.verberg(ding=d.reactie, door=door, reden="Nee."),
        HANDELAARS,
    ),
    "modereren.laat_staan": (lambda d, door: modereren.laat_staan(ding=d.reactie, door=door), HANDELAARS),
    "modereren.toon_weer": (lambda d, door: modereren.toon_weer(ding=d.verborgen, door=door), HANDELAARS),
    "modereren.verberg_naam": (
        lambda d, door: modereren.verberg_naam(betrokkene=d.meedoener, door=door),
        HANDELAARS,
    ),
    "mede.nodig_uit": (
        lambda d, door: mede.nodig_uit(initiatief=d.zaak, email="neef@voorbeeld.example", door=door),
        {"indiener"},
    ),
    "mede.trek_uitnodiging_in": (_trek_in, {"indiener"}),
    "opmerkingen.trek_in": (
        lambda d, door: opmerkingen.trek_in(opmerking=d.reactie, door=door),
        {"inwoner"},
    ),
    "volgen.verander_ritme": (
        lambda d, door: volgen.verander_ritme(volgt=d.volgt, ritme=Ritme.WEEK, door=door),
        {"inwoner"},
    ),
    "volgen.stop": (lambda d, door: volgen.stop(volgers=[d.volgt], door=door), {"inwoner"}),
    "werklijst.hernoem_filter": (
        lambda d, door: werklijst.hernoem_filter(filter_=d.lijst, door=door, naam="Anders"),
        {"wijkmakelaar"},
    ),
    "werklijst.verwijder_filter": (
        lambda d, door: werklijst.verwijder_filter(filter_=Werkbankfilter.objects.get(), door=door),
        {"wijkmakelaar"},
    ),
    "fotos.wijzig_nieuwsfotos": (_beschrijf, {"wijkmakelaar"}),  # who wrote the news
}
VOOR_IEDEREEN = "everybody may: it is about a public thing and writes a row of the person who asks"
EIGEN_RIJ = "touches only rows of the person who asks, and does nothing when there are none"
ANDERS_GETOETST = "a part of a service: the right was checked by who calls it"
ZONDER_TABEL = {
    "basis.vergrendel": "locks and looks what changed; writes nothing",
    "basis.eis_recht": "is the check itself",
    "basis.is_indiener": "is a question",
    "schuren.mag_treden": "is a question",
    "wijzigen.eis_wijzigbaar": "is the check itself",
    "basis.schrijf": ANDERS_GETOETST,
    "indienen.maak_openbaar": ANDERS_GETOETST,
    "mede.nodig_genoemden_uit": ANDERS_GETOETST,
    "uitvraagpost.zet_uit": ANDERS_GETOETST,
    "schuren.verplaats_schuringen": ANDERS_GETOETST,
    "schuren.geef_schuring": ANDERS_GETOETST,
    "rolwissel.draag_over": ANDERS_GETOETST,
    "rolwissel.neem_werk_mee": ANDERS_GETOETST,
    "te_bevestigen.vraag_bevestiging": "does nothing but mail a link; `door` is who invited",
    "indienen.dien_in": "a draft is for who holds its key: see test_toegang_andermans.py",
    "rolwissel.beeindig_rol": "the floor of the roles checks it: tests/rollen/test_vervulling.py",
    "meedoen.steun": VOOR_IEDEREEN,
    "meedoen.doe_mee": VOOR_IEDEREEN,
    "opmerkingen.plaats": VOOR_IEDEREEN,
    "modereren.meld": VOOR_IEDEREEN,
    "volgen.volg": VOOR_IEDEREEN,
    "meedoen.stop": EIGEN_RIJ,
    "mede.stop_als_mede": EIGEN_RIJ,
    "behandelen.zie_vermeldingen": EIGEN_RIJ,
    "werklijst.markeer_gelezen": EIGEN_RIJ,
    "werklijst.noteer_bezoek": EIGEN_RIJ,
    "werklijst.bewaar_filter": EIGEN_RIJ,
}


def _met_door() -> set[str]:
    """Each public function of all modules of the services that has a parameter `door`, as module.function."""
    gevonden = set()
    for info in pkgutil.iter_modules(services.__path__):
        module = import_module(f"{services.__name__}.{info.name}")
        for naam, ding in vars(module).items():
            eigen = inspect.isfunction(ding) and inspect.unwrap(ding).__module__ == module.__name__
            if eigen and not naam.startswith("_") and "door" in inspect.signature(ding).parameters:
                gevonden.add(f"{info.name}.{naam}")
    return gevonden


def _elders_getoetst() -> set[str]:
    modules = {module.__name__.rpartition(".")[2] for module in test_toegang.MODULES}
    hier = {f"{module}.{naam}" for module in modules for naam in test_toegang.DIENSTEN}
    return (hier | {f"schuren.{naam}" for naam in test_schuring_toegang.DIENSTEN}) & _met_door()


def test_elke_dienst_die_vraagt_wie_het_doet_wordt_geprobeerd() -> None:
    assert _met_door() - _elders_getoetst() == set(DIENSTEN) | set(ZONDER_TABEL)
    assert not set(DIENSTEN) & set(ZONDER_TABEL)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_rol_voor_rol(dingen: Dingen, dienst: str) -> None:
    doe, mogen = DIENSTEN[dienst]
    iedereen = {**spelers(dingen.mensen), ELDERS: dingen.mensen.chantal}
    assert {naam for naam, door in iedereen.items() if _mag_het(doe, dingen, door)} == mogen


def _mag_het(doe: Callable[[Dingen, Gebruiker], object], dingen: Dingen, door: Gebruiker) -> bool:
    """Tries it, and takes it back."""
    with transaction.atomic():
        try:
            doe(dingen, door)
        except GeenRecht:
            return False
        except DomeinFout as fout:  # it was allowed, but does not fit
            pytest.fail(fout.zin)
        finally:
            transaction.set_rollback(True)
    return True


def test_wat_alleen_eigen_rijen_raakt_laat_die_van_een_ander_staan(dingen: Dingen) -> None:
    zaak, chantal = dingen.zaak, dingen.mensen.chantal
    meedoen.stop(initiatief=zaak, door=chantal, soort=Betrokkene.Soort.MEEDOEN)
    assert zaak.betrokkenen.meedoen().count() == 1
    Betrokkene.objects.create(initiatief=zaak, gebruiker=dingen.mensen.els, soort=Betrokkene.Soort.MEDE)
    mede.stop_als_mede(initiatief=zaak, door=chantal)
    assert zaak.betrokkenen.mede().count() == 1
    behandelen.noteer(
        initiatief=zaak, door=dingen.mensen.amina, tekst="Lees dit.", vermeld=[dingen.mensen.wim]
    )
    assert behandelen.zie_vermeldingen(initiatief=zaak, door=chantal) == 0
    assert behandelen.zie_vermeldingen(initiatief=zaak, door=dingen.mensen.wim) == 1
    assert te_bevestigen.vind(te_bevestigen.maak_token(dingen.uitnodiging)) == dingen.uitnodiging
