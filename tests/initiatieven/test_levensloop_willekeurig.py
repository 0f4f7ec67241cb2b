"""Whatever anybody does, in any order, and whatever happens to their roles: invariant 1 holds.

A state machine lets random people do random things to a few initiatives, legal or not, through the services; it
lets dates pass, roles end and begin, and jobs run. After every step every open initiative has an owner who may act,
and a next date; every change of status stands in the history and in the table; what was refused changed nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from initiatieven import tasks
from initiatieven.levensloop import LEVENSLOOP, OPEN, AanZet, Kanaal, Route, Status, Sturingsrol
from initiatieven.models import Gebeurtenis, Heropenverzoek, Initiatief, Samenvoeging, Schuring, Uitvraag
from initiatieven.services import (
    behandelen,
    gesprek,
    heropenen,
    mede,
    meedoen,
    samenvoegen,
    schuren,
    splitsen,
    uitvragen,
    verhuizen,
    wachten,
    wijzigen,
)
from initiatieven.services.rolwissel import beeindig_rol
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling
from rollen.rechten import mag
from rollen.services.vervulling import vervul
from tests.maak import maak_gebruiker, maak_initiatief
from tests.personen import Mensen, zet_op

Soort = Gebeurtenis.Soort
HOOGSTENS = 6  # initiatives in one story: more would only make it slower
# Those who may do something stand there more than once, so that stories get somewhere.
WIE = (
    *("amina", "amina", "amina", "amina", "olga", "olga", "daan", "daan", "daan", "teun", "chantal", "noor"),
    *("bram", "els", "fatima", "wim"),
)
ANTWOORD: dict[str, Any] = {"sturingsrol": Sturingsrol.NETWERKEND, "antwoord": "Zo doen we het."}

Daad = Callable[["Verhaal", Initiatief, Gebruiker], object]
DADEN: dict[str, Daad] = {
    "reageer": lambda v, i, door: behandelen.reageer(initiatief=i, door=door, tekst="Dank u."),
    "loslaten": lambda v, i, door: behandelen.kies_route(
        initiatief=i, door=door, route=Route.LOSLATEN, **ANTWOORD
    ),
    "begeleiden": lambda v, i, door: behandelen.kies_route(
        initiatief=i, door=door, route=Route.BEGELEIDEN, **ANTWOORD
    ),
    "doorgeleiden": lambda v, i, door: behandelen.kies_route(
        initiatief=i, door=door, route=Route.DOORGELEIDEN, afdeling=v.mensen.openbare_ruimte, **ANTWOORD
    ),
    "start": lambda v, i, door: behandelen.start_uitvoering(initiatief=i, door=door, tekst="Wij beginnen."),
    "nee": lambda v, i, door: behandelen.verklaar_niet_passend(
        initiatief=i, door=door, reden="Hier komt een weg.", kader="Omgevingsplan"
    ),
    "gelukt": lambda v, i, door: behandelen.realiseer(initiatief=i, door=door, tekst="Het is af."),
    "stop": lambda v, i, door: behandelen.stop(initiatief=i, door=door, reden="Te duur."),
    "noteer": lambda v, i, door: behandelen.noteer(
        initiatief=i, door=door, tekst="Even bellen.", vermeld=[v.mensen.wim]
    ),
    "neem_over": lambda v, i, door: behandelen.neem_over(initiatief=i, door=door),
    "draag_over": lambda v, i, door: behandelen.draag_over(initiatief=i, door=door, naar=v.noor),
    "vraag": lambda v, i, door: gesprek.stel_vraag(initiatief=i, door=door, tekst="Hoe groot?"),
    "antwoord": lambda v, i, door: gesprek.beantwoord_vraag(initiatief=i, door=door, tekst="Zo groot."),
    "opgeschreven": lambda v, i, door: gesprek.noteer_antwoord(
        initiatief=i, door=door, tekst="Zo groot.", kanaal=Kanaal.TELEFOON
    ),
    "afdeling": lambda v, i, door: gesprek.antwoord_afdeling(initiatief=i, door=door, tekst="Het mag."),
    "nieuws": lambda v, i, door: gesprek.plaats_voortgang(initiatief=i, door=door, tekst="Bijna."),
    "derde": lambda v, i, door: uitvragen.vraag_derde(
        initiatief=i,
        door=door,
        organisatie="Thuisvester",
        email="wonen@thuisvester.example",
        vraag="Mag het?",
    ),
    "haal_terug": lambda v, i, door: uitvragen.haal_terug(initiatief=i, door=door, reden="Niet meer nodig."),
    "wacht": lambda v, i, door: wachten.wacht(
        initiatief=i, door=door, tot=vandaag() + timedelta(days=90), reden="Eerst het riool."
    ),
    "verhuis": lambda v, i, door: verhuizen.verhuis(
        initiatief=i,
        door=door,
        naar=v.mensen.vrachelen if i.wijk == v.mensen.slotjes else v.mensen.slotjes,
    ),
    "voeg_samen": lambda v, i, door: samenvoegen.voeg_samen(
        initiatief=i, door=door, naar=Initiatief.objects.exclude(pk=i.pk).order_by("pk").last() or i
    ),
    "maak_los": lambda v, i, door: samenvoegen.maak_los(initiatief=i, door=door),
    "vraag_heropenen": lambda v, i, door: heropenen.vraag_heropenen(
        initiatief=i, door=door, reden="De bank is weer stuk."
    ),
    "heropen": lambda v, i, door: heropenen.beslis_heropenen(
        initiatief=i, door=door, besluit=Heropenverzoek.Besluit.HEROPEND, toelichting="Wij gaan verder."
    ),
    "heropen_niet": lambda v, i, door: heropenen.beslis_heropenen(
        initiatief=i, door=door, besluit=Heropenverzoek.Besluit.AFGEWEZEN, toelichting="Het blijft zo."
    ),
    "wijzig": lambda v, i, door: wijzigen.wijzig_tekst(
        initiatief=i, door=door, antwoorden={"titel": i.titel + "!"}
    ),
    "steun": lambda v, i, door: meedoen.steun(initiatief=i, door=door),
    "doe_mee": lambda v, i, door: meedoen.doe_mee(initiatief=i, door=door, bijdrage="Een schop."),
    "niet_meer_mede": lambda v, i, door: mede.stop_als_mede(initiatief=i, door=door),
    "schuring": lambda v, i, door: schuren.open_schuring(
        initiatief=i,
        door=door,
        regel="Geen kabels",
        belang="Bewoners",
        geprobeerd="Gebeld.",
        afdeling=v.mensen.openbare_ruimte,
    ),
}
# Those by whom it is begun or ended come up more often than what only adds a word.
KEUZES = (
    *DADEN,
    "reageer",
    "begeleiden",
    "doorgeleiden",
    "vraag",
    "antwoord",
    "derde",
    "heropen",
    "voeg_samen",
)
# What nobody does to one initiative by a form; the names of methods below.
GEVALLEN = (
    *("splitsing", "antwoord_per_link", "datum_voorbij", "datum_voorbij", "einde_van_een_rol"),
    *("einde_van_een_rol_later", "nieuwe_rol", "vervanging", "verhuisd_werk"),
)


class Verhaal(RuleBasedStateMachine):
    """One story, in a transaction that is taken back at its end."""

    mensen: Mensen
    noor: Gebruiker  # has a role now and then

    def __init__(self) -> None:
        super().__init__()
        self.transactie = transaction.atomic()
        self.transactie.__enter__()

    def teardown(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what the database checks at the end, it checks now
        transaction.set_rollback(True)
        self.transactie.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.mensen = zet_op()
        self.noor = maak_gebruiker("Noor Hermans")
        for nummer, (wijk, door, wie) in enumerate(
            (
                (self.mensen.slotjes, self.mensen.daan, self.mensen.amina),
                (self.mensen.slotjes, self.mensen.fatima, self.mensen.amina),
                (self.mensen.vrachelen, self.mensen.daan, self.mensen.chantal),
            ),
            1,
        ):
            maak_initiatief(wijk, door, wie, kenmerk=f"2025-000{nummer}", titel=f"Een tuin, nummer {nummer}")

    def _iemand(self, naam: str) -> Gebruiker:
        """Read anew, as for every request: a person remembers the roles that were read."""
        persoon = self.noor if naam == "noor" else getattr(self.mensen, naam)
        return Gebruiker.objects.get(pk=persoon.pk)

    def _een(self, nummer: int) -> Initiatief:
        alle = list(Initiatief.objects.order_by("pk"))
        return alle[nummer % len(alle)]

    @rule(naam=st.sampled_from(KEUZES), wie=st.sampled_from(WIE), nummer=st.integers(0, 5))
    def iemand_doet_iets(self, naam: str, wie: str, nummer: int) -> None:
        zaak = self._een(nummer)
        voor = _alles()
        try:
            with transaction.atomic():
                DADEN[naam](self, zaak, self._iemand(wie))
        except DomeinFout:
            assert _alles() == voor
        else:
            # Everything else leaves a line, and `laatste` or a counter tells.
            assert _alles() != voor or naam == "niet_meer_mede"

    @rule(wat=st.sampled_from(GEVALLEN), wie=st.sampled_from(WIE), nummer=st.integers(0, 5))
    def er_gebeurt_iets(self, wat: str, wie: str, nummer: int) -> None:
        with suppress(DomeinFout), transaction.atomic():
            getattr(self, wat)(self._iemand(wie), self._een(nummer))

    def splitsing(self, wie: Gebruiker, zaak: Initiatief) -> None:
        if zaak.wijk is not None and Initiatief.objects.count() < HOOGSTENS:
            splitsen.splits(initiatief=zaak, door=wie, titel="Een deel", verhaal="Apart.", wijk=zaak.wijk)

    def antwoord_per_link(self, wie: Gebruiker, zaak: Initiatief) -> None:
        if uitvraag := Uitvraag.objects.order_by("pk").last():
            uitvragen.beantwoord_uitvraag(uitvraag=uitvraag, naam="Piet", tekst="Dat mag.")

    def datum_voorbij(self, wie: Gebruiker, zaak: Initiatief) -> None:
        gisteren = vandaag() - timedelta(days=1)
        rust = {"wacht_tot": gisteren} if zaak.wacht_tot else {}
        Initiatief.objects.filter(pk=zaak.pk, status__in=OPEN).update(uiterlijk=gisteren, **rust)
        tasks.bewaak_termijnen()
        regels = Gebeurtenis.objects.count()
        tasks.bewaak_termijnen()
        assert Gebeurtenis.objects.count() == regels  # once, however often it runs

    def einde_van_een_rol(self, wie: Gebruiker, zaak: Initiatief) -> None:
        self._beeindig(wie, zaak, vandaag())

    def einde_van_een_rol_later(self, wie: Gebruiker, zaak: Initiatief) -> None:
        self._beeindig(wie, zaak, vandaag() + timedelta(days=30))

    def _beeindig(self, wie: Gebruiker, zaak: Initiatief, tot: date) -> None:
        vervulling = Rolvervulling.objects.geldig(vandaag()).van(wie).first()
        if vervulling is None:
            return
        voor = _alles()
        try:
            with transaction.atomic():
                beeindig_rol(vervulling=vervulling, tot=tot)
        except DomeinFout:
            assert _alles() == voor
            assert Rolvervulling.objects.geldig(vandaag()).filter(pk=vervulling.pk).exists()

    def nieuwe_rol(self, wie: Gebruiker, zaak: Initiatief) -> None:
        gisteren = vandaag() - timedelta(days=1)
        vervul(gebruiker=wie, rol=Rol.WIJKMAKELAAR, wijk=zaak.wijk, vanaf=gisteren)

    def vervanging(self, wie: Gebruiker, zaak: Initiatief) -> None:
        geldig = Rolvervulling.objects.geldig(vandaag()).filter(vervangt=None)
        wie_dan = geldig.filter(rol__in=[Rol.WIJKMAKELAAR, Rol.TEAMLEIDER]).order_by("pk").last()
        if wie_dan is not None:
            vervul(
                gebruiker=wie,
                rol=Rol(wie_dan.rol),
                wijk=wie_dan.wijk,
                afdeling=wie_dan.afdeling,
                vanaf=max(wie_dan.vanaf, vandaag()),
                tot=wie_dan.tot,
                vervangt=wie_dan,
            )

    def verhuisd_werk(self, wie: Gebruiker, zaak: Initiatief) -> None:
        tasks.verplaats_werk()
        assert tasks.verplaats_werk() == 0

    @invariant()
    def elk_open_initiatief_heeft_een_eigenaar_en_een_datum(self) -> None:
        for zaak in Initiatief.objects.select_related("aan_zet_persoon", "indiener", "wijk"):
            if zaak.status not in OPEN:
                assert (zaak.aan_zet, zaak.aan_zet_persoon, zaak.uiterlijk) == ("", None, None)
                assert zaak.afgesloten_op is not None
                continue
            eigenaar = zaak.aan_zet_persoon
            assert eigenaar is not None
            assert zaak.behandelaar is not None
            assert zaak.uiterlijk is not None
            assert zaak.uiterlijk >= vandaag() - timedelta(days=1)
            if zaak.aan_zet == AanZet.INDIENER:
                assert eigenaar == zaak.indiener
            else:
                assert mag(eigenaar, "initiatieven.beantwoorden", zaak), (zaak.aan_zet, eigenaar)

    @invariant()
    def de_geschiedenis_vertelt_het_hele_leven(self) -> None:
        stand: dict[int, str] = {}
        wisselingen = Gebeurtenis.objects.exclude(naar_status="").order_by("id")
        for pk, van, naar in wisselingen.values_list("initiatief", "van_status", "naar_status"):
            if van != Status.TE_BEVESTIGEN:  # with that the second part of a split begins
                assert van == stand.get(pk, Status.INGEDIEND)
            assert naar in LEVENSLOOP[Status(van)]
            stand[pk] = naar
        for pk, status in Initiatief.objects.values_list("pk", "status"):
            assert status == stand.get(pk, Status.INGEDIEND)

    @invariant()
    def wat_erbij_hoort_heeft_ook_een_eigenaar_en_een_datum(self) -> None:
        for verzoek in Heropenverzoek.objects.filter(besluit="").select_related("initiatief", "behandelaar"):
            assert not verzoek.initiatief.is_open
            assert mag(verzoek.behandelaar, "initiatieven.triageren", verzoek.initiatief)
        for schuring in Schuring.objects.filter(gesloten_op=None).select_related("eigenaar"):
            assert Rolvervulling.objects.geldig(vandaag()).van(schuring.eigenaar).exists()
        for paar in Samenvoeging.objects.filter(ongedaan_op=None).select_related("van", "naar"):
            assert paar.van.samengevoegd_met == paar.naar
        wachtend = Uitvraag.objects.filter(beantwoord_op=None, ingetrokken_op=None, te_laat_op=None)
        for uitvraag in wachtend.select_related("initiatief"):
            assert uitvraag.initiatief.aan_zet in (AanZet.VAKAFDELING, AanZet.DERDE)


def _alles() -> list[Any]:
    return list(Initiatief.objects.order_by("pk").values_list())


@pytest.mark.django_db
def test_wat_er_ook_gebeurt_niets_valt_tussen_twee_stoelen() -> None:
    run_state_machine_as_test(
        Verhaal,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),  # explaining a failure takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
