"""Noting what was learned."""

import pytest
from django.db import IntegrityError, transaction

from initiatieven.levensloop import Status
from kern.fouten import DomeinFout, GeenRecht
from rapportages.models import Leerpunt, Perspectief
from rapportages.services.leerpunten import noteer_leerpunt, wijzig_leerpunt
from tests.maak import maak_initiatief
from tests.personen import Mensen
from tests.rapportages.hulp import gerealiseerd, maak_aangeboden, maak_leerpunt

pytestmark = pytest.mark.django_db
GEMEENTE, BEWONERS = Perspectief.GEMEENTE, Perspectief.BEWONERS


def test_de_wijkmakelaar_noteert_wat_de_gemeente_leerde(mensen: Mensen) -> None:
    punt = noteer_leerpunt(
        wijk=mensen.slotjes,
        perspectief=GEMEENTE,
        tekst="Bel eerst aan.",
        verandert="Wij gaan eerst langs.",
        door=mensen.amina,
    )
    assert (punt.perspectief, punt.opgetekend, punt.verandert) == (GEMEENTE, False, "Wij gaan eerst langs.")


def test_wat_de_gemeente_voor_bewoners_opschrijft_is_zo_gemerkt(mensen: Mensen) -> None:
    punt = noteer_leerpunt(wijk=mensen.slotjes, perspectief=BEWONERS, tekst="Te traag.", door=mensen.wim)
    assert punt.opgetekend


def test_de_indiener_vertelt_zelf(mensen: Mensen) -> None:
    tuin = gerealiseerd(mensen)
    punt = noteer_leerpunt(
        wijk=mensen.slotjes, initiatief=tuin, perspectief=BEWONERS, tekst="Fijn contact.", door=mensen.daan
    )
    assert not punt.opgetekend
    with pytest.raises(DomeinFout, match="al verteld"):
        noteer_leerpunt(
            wijk=mensen.slotjes, initiatief=tuin, perspectief=BEWONERS, tekst="Nog iets.", door=mensen.daan
        )


def test_een_medewerker_vertelt_over_het_eigen_initiatief_als_inwoner(mensen: Mensen) -> None:
    """Also with the mailed key, which asks for no login: it gives the right of a resident and no more."""
    tuin = gerealiseerd(mensen)
    tuin.indiener = mensen.wim
    tuin.save()
    punt = noteer_leerpunt(
        wijk=mensen.slotjes, initiatief=tuin, perspectief=BEWONERS, tekst="Fijn contact.", door=mensen.wim
    )
    assert not punt.opgetekend
    with pytest.raises(DomeinFout, match="al verteld"):
        noteer_leerpunt(
            wijk=mensen.slotjes, initiatief=tuin, perspectief=BEWONERS, tekst="Nog iets.", door=mensen.wim
        )


def test_een_indiener_wacht_tot_het_initiatief_klaar_is(mensen: Mensen) -> None:
    tuin = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.INGEDIEND)
    with pytest.raises(DomeinFout, match="gelukt of gestopt"):
        noteer_leerpunt(
            wijk=mensen.slotjes, initiatief=tuin, perspectief=BEWONERS, tekst="Fijn.", door=mensen.daan
        )


@pytest.mark.parametrize("perspectief", [GEMEENTE, BEWONERS])
@pytest.mark.parametrize("naam", ["bram", "chantal", "els", "fatima", "teun"])
def test_wie_er_niet_over_gaat_noteert_niets(mensen: Mensen, naam: str, perspectief: Perspectief) -> None:
    tuin = gerealiseerd(mensen)
    with pytest.raises(GeenRecht):
        noteer_leerpunt(
            wijk=mensen.slotjes,
            initiatief=tuin,
            perspectief=perspectief,
            tekst="Iets.",
            door=getattr(mensen, naam),
        )
    assert not Leerpunt.objects.exists()


def test_de_indiener_spreekt_niet_namens_de_gemeente(mensen: Mensen) -> None:
    with pytest.raises(GeenRecht):
        noteer_leerpunt(
            wijk=mensen.slotjes,
            initiatief=gerealiseerd(mensen),
            perspectief=GEMEENTE,
            tekst="Wij leerden veel.",
            door=mensen.daan,
        )


def test_een_initiatief_hoort_bij_zijn_wijk(mensen: Mensen) -> None:
    with pytest.raises(DomeinFout, match="andere wijk"):
        noteer_leerpunt(
            wijk=mensen.vrachelen,
            initiatief=gerealiseerd(mensen),
            perspectief=GEMEENTE,
            tekst="Iets.",
            door=mensen.olga,
        )


@pytest.mark.parametrize(
    "tekst",
    [
        "Bel mij op 06-12345678.",
        "Bel 0031 6 12345678",
        "Mail daan@voorbeeld.example voor meer.",
        "+31612345678",
    ],
)
def test_contactgegevens_komen_er_niet_in(mensen: Mensen, tekst: str) -> None:
    with pytest.raises(DomeinFout, match="Iedereen kan dit lezen"):
        noteer_leerpunt(wijk=mensen.slotjes, perspectief=GEMEENTE, tekst=tekst, door=mensen.amina)


def test_gewone_getallen_mogen_wel(mensen: Mensen) -> None:
    tekst = "Besluit ZN199156 van 22-09-2020: 1.000 euro voor 2026-0042, kosten 150.000."
    assert noteer_leerpunt(wijk=mensen.slotjes, perspectief=GEMEENTE, tekst=tekst, door=mensen.amina).pk


def test_een_tikfout_is_te_herstellen(mensen: Mensen) -> None:
    punt = maak_leerpunt(mensen, tekst="Jan van nummer 4 hielp.")
    wijzig_leerpunt(leerpunt=punt, tekst="Een buurman hielp.", verandert="", door=mensen.amina)
    punt.refresh_from_db()
    assert punt.tekst == "Een buurman hielp."
    with pytest.raises(GeenRecht):
        wijzig_leerpunt(leerpunt=punt, tekst="Iets anders.", verandert="", door=mensen.chantal)


def test_wat_de_raad_las_wijzigt_niet(mensen: Mensen) -> None:
    punt = maak_aangeboden(mensen).leerpunten.first()
    assert punt is not None
    with pytest.raises(DomeinFout, match="verandert niet meer"):
        wijzig_leerpunt(leerpunt=punt, tekst="Toch anders.", verandert="", door=mensen.olga)


@pytest.mark.parametrize("velden", [{"tekst": ""}, {"perspectief": "raad"}, {"opgetekend": True}])
def test_de_database_bewaakt_een_leerpunt(mensen: Mensen, velden: dict[str, object]) -> None:
    punt = maak_leerpunt(mensen)
    with pytest.raises(IntegrityError), transaction.atomic():
        Leerpunt.objects.filter(pk=punt.pk).update(**velden)
