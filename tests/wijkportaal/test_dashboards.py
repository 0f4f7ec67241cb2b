"""What each role sees at a glance: the right sentences, the right numbers, and only its own wijken."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agendas.models import Toezegging
from initiatieven.cijfers import Gehouden, antwoorden_van, stilstaand, tredestanden, werklast, wijkstanden
from initiatieven.levensloop import Nodig, Route, Status
from initiatieven.models import Betrokkene, Gebeurtenis, Heropenverzoek, Initiatief, Uitvraag
from initiatieven.services.schuren import sla_over, sluit_schuring
from kern.models import Gebruiker
from kern.werkdagen import begin_van, min_werkdagen, plus_werkdagen, vandaag
from rollen.models import Rol
from tests.initiatieven.schuring import laat_verlopen, maak_schuring
from tests.inloggen import als_medewerker
from tests.maak import maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
ROLLEN = ("wijkwethouder", "teamleider", "opgaveleider", "wijkwerker")
teller = iter(range(1, 10_000))


def zaak(mensen: Mensen, **velden: Any) -> Initiatief:
    velden.setdefault("kenmerk", f"2026-{next(teller):04d}")
    wijk = velden.pop("wijk", mensen.slotjes)
    return maak_initiatief(wijk, mensen.daan, velden.pop("behandelaar", mensen.amina), **velden)


def om(dag: date) -> datetime:
    return begin_van(dag) + timedelta(hours=12)


def pagina(persoon: Gebruiker, naam: str) -> Any:
    return als_medewerker(Client(), persoon).get(f"/werkbank/overzicht/{naam}/")


def tekst_van(persoon: Gebruiker, naam: str) -> str:
    return " ".join(pagina(persoon, naam).content.decode().split())


# --- Who may see what -------------------------------------------------------------------------------


def test_elk_overzicht_is_voor_een_rol(mensen: Mensen) -> None:
    wie = {
        "wijkwethouder": mensen.bram,
        "teamleider": mensen.teun,
        "opgaveleider": mensen.olga,
        "wijkwerker": mensen.wim,
        "wijkmakelaar": mensen.amina,
        "griffie": mensen.els,
        "inwoner": mensen.daan,
    }
    for naam in ROLLEN:
        for rol, persoon in wie.items():
            nee = 404 if rol == "inwoner" else 403
            assert pagina(persoon, naam).status_code == (200 if rol == naam else nee), (rol, naam)
        assert Client().get(f"/werkbank/overzicht/{naam}/").status_code == 302


@pytest.mark.parametrize(("vanaf", "tot", "status"), [(-9, 0, 404), (1, None, 404), (0, 1, 200)])
def test_alleen_in_de_periode_van_de_rol(mensen: Mensen, vanaf: int, tot: int | None, status: int) -> None:
    dag = vandaag()
    einde = None if tot is None else dag + timedelta(days=tot)
    for persoon, naam in zip((mensen.bram, mensen.teun, mensen.olga, mensen.wim), ROLLEN, strict=True):
        persoon.rolvervullingen.update(vanaf=dag + timedelta(days=vanaf), tot=einde)
        assert pagina(persoon, naam).status_code == status, naam


def test_de_deur_staat_op_de_werkbank_van_wie_erin_mag(mensen: Mensen) -> None:
    for persoon, naam in ((mensen.bram, "wijkwethouder"), (mensen.amina, "")):
        adressen = [d.adres for d in als_medewerker(Client(), persoon).get("/werkbank/").context["deuren"]]
        assert [a for a in adressen if "overzicht" in a] == ([f"/werkbank/overzicht/{naam}/"] if naam else [])
        assert "/werkbank/schuringen/" in adressen
    assert "/werkbank/schuringen/" not in [
        d.adres for d in als_medewerker(Client(), mensen.els).get("/werkbank/").context["deuren"]
    ]


# --- The figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("velden", "reactie"),
    [
        (lambda d: {"reactie_uiterlijk": d, "eerste_reactie_op": om(d)}, (1, 1)),
        (lambda d: {"reactie_uiterlijk": d, "eerste_reactie_op": om(d + timedelta(days=1))}, (0, 1)),
        (lambda d: {"reactie_uiterlijk": d - timedelta(days=1)}, (0, 1)),  # past and not answered
        (lambda d: {"reactie_uiterlijk": d}, (0, 0)),  # today: it can still be kept
        (lambda d: {}, (0, 0)),  # from before the promises were kept on the row
        (
            lambda d: {
                "reactie_uiterlijk": d - timedelta(days=3),
                "status": Status.GESTOPT,
                "afgesloten_op": om(d - timedelta(days=4)),
            },
            (0, 0),  # the residents stopped before the date
        ),
        (
            lambda d: {
                "reactie_uiterlijk": d - timedelta(days=3),
                "status": Status.GESTOPT,
                "afgesloten_op": om(d - timedelta(days=2)),
            },
            (0, 1),
        ),
        (
            lambda d: {
                "reactie_uiterlijk": d,
                "eerste_reactie_op": om(d),
                "ingediend_op": om(d - timedelta(days=366)),
            },
            (0, 0),
        ),
    ],
)
def test_een_belofte_telt_als_men_kan_zeggen_of_zij_gehouden_is(
    mensen: Mensen, velden: Callable[[date], dict[str, Any]], reactie: tuple[int, int]
) -> None:
    dag = vandaag()
    zaak(mensen, **velden(dag))
    [stand] = wijkstanden([mensen.slotjes], op=dag)
    assert stand.reactie == Gehouden(*reactie)


def test_een_besluit_van_voor_de_datum_bewaard_werd_telt_niet(mensen: Mensen) -> None:
    dag = vandaag()
    zaak(
        mensen, besluit_uiterlijk=dag - timedelta(days=2), route=Route.BEGELEIDEN, status=Status.IN_UITVOERING
    )
    zaak(mensen, besluit_uiterlijk=dag - timedelta(days=2))
    zaak(mensen, besluit_uiterlijk=dag - timedelta(days=2), besluit_op=om(dag - timedelta(days=3)))
    [stand] = wijkstanden([mensen.slotjes], op=dag)
    assert stand.besluit == Gehouden(1, 2)


def test_standen_tellen_per_wijk_wat_loopt_laat_is_en_schuurt(mensen: Mensen) -> None:
    dag = vandaag()
    zaak(mensen, uiterlijk=dag - timedelta(days=1))
    midden = zaak(mensen, status=Status.IN_BEHANDELING)
    zaak(mensen, status=Status.GEREALISEERD)
    zaak(mensen, wijk=mensen.vrachelen, behandelaar=mensen.chantal)
    maak_schuring(midden, mensen.amina)
    slotjes, vrachelen = wijkstanden([mensen.slotjes, mensen.vrachelen], op=dag)
    assert (slotjes.lopend, slotjes.over_termijn, slotjes.schuringen) == (2, 1, 1)
    assert (vrachelen.lopend, vrachelen.over_termijn, vrachelen.schuringen) == (1, 0, 0)


def test_de_werklast_noemt_ook_wie_niets_heeft(mensen: Mensen) -> None:
    dag = vandaag()
    zaak(mensen, uiterlijk=dag - timedelta(days=1))
    zaak(mensen, aan_zet="indiener", aan_zet_persoon=mensen.daan, status=Status.WACHT_OP_INDIENER)
    zaak(mensen, status=Status.GESTOPT)
    lasten = {last.persoon: (last.lopend, last.over_termijn, last.zelf) for last in werklast(op=dag)}
    assert lasten == {mensen.amina: (2, 1, 1), mensen.chantal: (0, 0, 0)}


def _schrijf(initiatief: Initiatief, dag: date, soort: str = "notitie") -> None:
    Gebeurtenis.objects.create(initiatief=initiatief, soort=soort, wanneer=om(dag), openbaar=False)


def test_stilstand_is_dertig_werkdagen_zonder_regel(mensen: Mensen) -> None:
    dag = vandaag()
    grens = min_werkdagen(dag, 30)
    assert plus_werkdagen(grens, 30) == dag
    stil, net_niet, wacht, dicht = (
        zaak(mensen, titel=titel, **velden)
        for titel, velden in (
            ("Stil", {}),
            ("Net niet", {}),
            ("Wacht", {"wacht_tot": dag + timedelta(days=9), "uiterlijk": dag + timedelta(days=9)}),
            ("Dicht", {"status": Status.GESTOPT}),
        )
    )
    for initiatief in (stil, wacht, dicht):
        _schrijf(initiatief, grens - timedelta(days=1))
    _schrijf(net_niet, grens)
    _schrijf(stil, dag, soort="termijn")  # the portal reminding is not somebody doing something
    assert list(stilstaand(op=dag)) == [stil]


def test_per_trede_van_onder_naar_boven_ook_lege_en_vroegere(mensen: Mensen) -> None:
    initiatief = zaak(mensen, status=Status.IN_BEHANDELING)
    hoog = maak_schuring(initiatief, mensen.amina)
    sla_over(schuring=hoog, door=mensen.amina, naar=4, reden="Haast.")
    laat_verlopen(hoog)
    oud = maak_schuring(initiatief, mensen.amina)
    type(oud).objects.filter(pk=oud.pk).update(trede_naam="Een trede van vroeger")
    klaar = maak_schuring(initiatief, mensen.amina)
    sluit_schuring(schuring=klaar, door=mensen.amina, uitkomst="maatwerk", toelichting="Klaar.")
    standen = tredestanden(op=vandaag())
    assert [(stand.aantal, stand.over_termijn) for stand in standen] == [
        *((0, 0), (0, 0), (0, 0), (0, 0), (1, 1), (0, 0), (0, 0)),
        (1, 0),
    ]
    assert standen[-1].naam == "Een trede van vroeger"


def uitvraag(mensen: Mensen, dag: date, beantwoord: date | None = None, **velden: Any) -> Uitvraag:
    initiatief = velden.pop("initiatief", None) or zaak(mensen, status=Status.IN_BEHANDELING)
    return Uitvraag.objects.create(
        initiatief=initiatief,
        afdeling=velden.pop("afdeling", mensen.openbare_ruimte),
        vraag="Kan dit hier?",
        gesteld_door=mensen.amina,
        gesteld_op=om(dag),
        uiterlijk=velden.pop("uiterlijk", plus_werkdagen(dag, 5)),
        antwoord="Ja." if beantwoord else "",
        beantwoord_op=om(beantwoord) if beantwoord else None,
        **velden,
    )


def test_antwoorden_tellen_in_werkdagen_van_de_eigen_afdeling(mensen: Mensen) -> None:
    dag = min_werkdagen(vandaag(), 40)
    uitvraag(mensen, dag, plus_werkdagen(dag, 4))
    uitvraag(mensen, dag, plus_werkdagen(dag, 8))
    uitvraag(mensen, dag, plus_werkdagen(dag, 30), afdeling=maak_afdeling("Sport"))
    uitvraag(mensen, dag)
    antwoorden = antwoorden_van([mensen.openbare_ruimte.pk], op=vandaag())
    assert (antwoorden.aantal, antwoorden.op_tijd, antwoorden.gemiddeld) == (2, 1, 6)
    assert antwoorden_van([], op=vandaag()).gemiddeld is None


# --- The pages --------------------------------------------------------------------------------------


def test_de_wijkwethouder_ziet_de_eigen_wijken_en_wat_wacht(mensen: Mensen) -> None:
    dag = vandaag()
    tuin = zaak(mensen, titel="De tuin", status=Status.IN_BEHANDELING, uiterlijk=dag - timedelta(days=1))
    zaak(mensen, titel="Elders gelukt", wijk=mensen.vrachelen, status=Status.GEREALISEERD)
    zaak(mensen, titel="Hier gelukt", status=Status.GEREALISEERD)
    zaak(mensen, titel="Lang geleden", status=Status.GEREALISEERD, afgesloten_op=om(dag - timedelta(days=91)))
    schuring = maak_schuring(tuin, mensen.amina)
    sla_over(schuring=schuring, door=mensen.amina, naar=4, reden="Haast.")
    elders = zaak(mensen, wijk=mensen.vrachelen)
    for kant, wat, voor, waar in (
        ("gemeente", "Een hek plaatsen", dag - timedelta(days=2), tuin),
        ("gemeente", "Pas morgen klaar", dag + timedelta(days=1), tuin),
        ("bewoners", "Zelf planten", dag - timedelta(days=2), tuin),
        ("gemeente", "Elders een hek", dag - timedelta(days=2), elders),
    ):
        Toezegging.objects.create(initiatief=waar, kant=kant, wie="De gemeente", wat=wat, voor=voor)
    tekst = tekst_van(mensen.bram, "wijkwethouder")
    for wel in (
        "In uw wijk loopt 1 initiatief, waarvan 1 over termijn",
        "Op uw trede ligt 1 schuring",
        schuring.regel,
        "Een hek plaatsen",
        "Er is 1 afspraak te laat",
        "Hier gelukt",
    ):
        assert wel in tekst, wel
    for niet in (
        "Elders gelukt",
        "Lang geleden",
        "Pas morgen klaar",
        "Zelf planten",
        "Elders een hek",
        "Vrachelen",
    ):
        assert niet not in tekst, niet


def test_de_teamleider_ziet_open_te_laat_en_hoe_snel(mensen: Mensen) -> None:
    dag = vandaag()
    uitvraag(mensen, dag, initiatief=zaak(mensen, titel="Op tijd", status=Status.IN_BEHANDELING))
    uitvraag(
        mensen,
        min_werkdagen(dag, 9),
        initiatief=zaak(mensen, titel="Te laat", status=Status.IN_BEHANDELING),
        uiterlijk=dag - timedelta(days=1),
    )
    uitvraag(mensen, dag, initiatief=zaak(mensen, titel="Andere afdeling"), afdeling=maak_afdeling("Sport"))
    uitvraag(mensen, dag, initiatief=zaak(mensen, titel="Gestopt", status=Status.GESTOPT))
    uitvraag(mensen, dag, initiatief=zaak(mensen, titel="Niet meer nodig"), ingetrokken_op=timezone.now())
    begin = min_werkdagen(dag, 20)
    uitvraag(mensen, begin, plus_werkdagen(begin, 3), initiatief=zaak(mensen, titel="Beantwoord"))
    tekst = tekst_van(mensen.teun, "teamleider")
    for wel in (
        "Er wachten 2 initiatieven op een antwoord van uw afdeling, waarvan 1 te laat.",
        "Gemiddeld kwam een antwoord na 3 werkdagen.",
        ">Op tijd</a>",
        ">Te laat</a>",
    ):
        assert wel in tekst, wel
    for niet in ("Andere afdeling", "Gestopt", "Niet meer nodig", "Beantwoord"):
        assert niet not in tekst, niet


def test_de_opgaveleider_ziet_werk_termijnen_stilstand_en_gaten(mensen: Mensen) -> None:
    dag = vandaag()
    for dagen in (0, 0, 1):
        zaak(
            mensen,
            reactie_uiterlijk=dag - timedelta(days=3),
            eerste_reactie_op=om(dag - timedelta(days=3 - dagen)),
        )
    stil = zaak(mensen, titel="Al lang stil")
    _schrijf(stil, min_werkdagen(dag, 45))
    dicht = zaak(mensen, titel="Niet af", status=Status.GEREALISEERD)
    Heropenverzoek.objects.create(
        initiatief=dicht, door=mensen.daan, reden="Het hek mist.", behandelaar=mensen.amina, uiterlijk=dag
    )
    mensen.chantal.rolvervullingen.update(tot=dag)
    tekst = tekst_van(mensen.olga, "opgaveleider")
    for wel in (
        "2 van de 3",
        "1 initiatief staat stil.",
        "Al lang stil",
        "Eén wijk heeft nu geen wijkmakelaar: Vrachelen.",
        "1 verzoek om verder te gaan wacht op een besluit.",
        "Niet af",
        "De wijkwethouder hakt de knoop door",
        "Zo tellen wij:",
    ):
        assert wel in tekst, wel


def test_een_wijkmakelaar_voor_alle_wijken_laat_geen_gat(mensen: Mensen) -> None:
    mensen.chantal.rolvervullingen.update(tot=vandaag())
    maak_rol(maak_gebruiker("Noor Hermans"), Rol.WIJKMAKELAAR)
    assert pagina(mensen.olga, "opgaveleider").context["zonder"] == []


def test_de_wijkwerker_ziet_waar_mensen_meedoen_en_waar_hulp_nodig_is(mensen: Mensen) -> None:
    samen = zaak(mensen, titel="Samen koken", aantal_meedoen=3)
    Betrokkene.objects.create(initiatief=samen, gebruiker=mensen.fatima, soort="meedoen")
    zaak(mensen, titel="Speeltuin", groep="Speeltuinvereniging")
    zaak(mensen, titel="Zoekt mensen", nodig=[Nodig.MENSEN, Nodig.GELD])
    zaak(mensen, titel="Alleen geld", nodig=[Nodig.GELD])
    bezig = zaak(mensen, titel="Wim was hier")
    Gebeurtenis.objects.create(initiatief=bezig, soort="notitie", door=mensen.wim, openbaar=False)
    zaak(mensen, titel="Elders", wijk=mensen.vrachelen, nodig=[Nodig.MENSEN], aantal_meedoen=9)
    zaak(mensen, titel="Al klaar", status=Status.GEREALISEERD, nodig=[Nodig.MENSEN], aantal_meedoen=9)
    gegevens = pagina(mensen.wim, "wijkwerker").context
    assert [i.titel for i in gegevens["groepen"]] == ["Samen koken", "Speeltuin"]
    assert [i.titel for i in gegevens["hulp"]] == ["Zoekt mensen"]
    assert [i.titel for i in gegevens["bezig"]] == ["Wim was hier"]
    assert "3 mensen doen mee" in tekst_van(mensen.wim, "wijkwerker")


def test_zonder_iets_nodigt_elk_overzicht_uit_en_valt_niets_om(mensen: Mensen) -> None:
    for persoon, naam in zip((mensen.bram, mensen.teun, mensen.olga, mensen.wim), ROLLEN, strict=True):
        assert pagina(persoon, naam).status_code == 200


QUERIES = {"wijkwethouder": 14, "teamleider": 10, "opgaveleider": 19, "wijkwerker": 11}


@pytest.mark.parametrize("keer", [1, 4])
@pytest.mark.parametrize("naam", ROLLEN)
def test_het_aantal_vragen_aan_de_database_staat_vast(
    mensen: Mensen, django_assert_num_queries: DjangoAssertNumQueries, naam: str, keer: int
) -> None:
    dag = vandaag()
    persoon = {"wijkwethouder": mensen.bram, "teamleider": mensen.teun, "wijkwerker": mensen.wim}.get(
        naam, mensen.olga
    )
    for _nummer in range(keer):
        tuin = zaak(mensen, nodig=[Nodig.MENSEN], aantal_meedoen=2, groep="De tuin")
        _schrijf(tuin, dag - timedelta(days=99))
        Gebeurtenis.objects.create(
            initiatief=tuin,
            soort="notitie",
            door=mensen.wim,
            openbaar=False,
            wanneer=om(dag - timedelta(days=99)),
        )
        schuring = maak_schuring(tuin, mensen.amina)
        type(schuring).objects.filter(pk=schuring.pk).update(eigenaar=persoon)
        Toezegging.objects.create(
            initiatief=tuin, kant="gemeente", wie="De gemeente", wat="Een hek", voor=dag - timedelta(days=2)
        )
        uitvraag(mensen, dag, initiatief=tuin)
        dicht = zaak(mensen, status=Status.GEREALISEERD)
        Heropenverzoek.objects.create(
            initiatief=dicht, door=mensen.daan, reden="Nee.", behandelaar=mensen.amina, uiterlijk=dag
        )
    client = als_medewerker(Client(), persoon)
    with django_assert_num_queries(QUERIES[naam]):
        client.get(f"/werkbank/overzicht/{naam}/")
