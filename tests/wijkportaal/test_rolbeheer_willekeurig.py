"""Whatever is done to roles, by anybody and while days pass: nobody is doubled and nothing is orphaned.

Beside the portal runs a model: a plain list of who has which role from when to when, on which each act is done once
more in its simplest form. After every step both must say the same, the rules are counted out on the model day by
day, and every open thing lies with somebody who has a role for it today, and somebody is there every later day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from agendas.models import Agendapunt, Probleemeigenaar, Wijkagenda
from agendas.tasks import verplaats_werk as verplaats_agendawerk
from initiatieven.levensloop import Status
from initiatieven.models import Heropenverzoek, Initiatief, Schuring
from initiatieven.tasks import verplaats_werk
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol, Rolvervulling
from rollen.tasks import sluit_accounts
from rollen.wie import behandelaar_voor
from tests.initiatieven.schuring import maak_schuring
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen, zet_op
from wijken.models import Wijk
from wijkportaal import rolbeheer

KIJKT = 60  # days ahead that are counted out
MENSEN = ("amina", "bram", "chantal", "olga", "hanneke", "wim", "noor", "thea")
DOOR = ("olga", "hanneke", "olga", "hanneke", "olga", "hanneke", "amina", "daan")
ROLLEN = (Rol.WIJKMAKELAAR, Rol.WIJKWETHOUDER, Rol.WIJKMAKELAAR, Rol.WIJKWERKER, Rol.OPGAVELEIDER)
DAGEN = st.integers(0, 25)
TRIAGE = (Rol.WIJKMAKELAAR, Rol.OPGAVELEIDER)


# The names of methods below; what passes time or makes work comes up too.
DADEN = (
    *("plan", "plan", "beeindig", "beeindig", "vertrek", "afwezig", "afwezig", "herverdeel"),
    *("verander_wat_gepland_is", "dagen_gaan_voorbij", "dagen_gaan_voorbij", "iemand_begint_iets"),
)


@dataclass(frozen=True)
class Keuze:
    """All that was drawn for one step; each act uses what it needs."""

    door: str
    wie: str
    ander: str
    rol: Rol
    wijk: str
    nummer: int
    over: int
    lengte: int
    soms: bool


@dataclass
class Rij:
    """A role in the model."""

    wie: str
    rol: str
    wijk: str
    vanaf: date
    tot: date | None
    vervangt: "Rij | None" = None

    def op(self, dag: date) -> bool:
        return self.vanaf <= dag and (self.tot is None or dag < self.tot)

    def als_regel(self) -> tuple[Any, ...]:
        return (self.wie, self.rol, self.wijk, self.vanaf, self.tot, self.vervangt and self.vervangt.wie)


class Verhaal(RuleBasedStateMachine):
    """One story, in a transaction that is taken back at its end."""

    mensen: Mensen
    personen: dict[str, Gebruiker]
    wijken: dict[str, Wijk]

    def __init__(self) -> None:
        super().__init__()
        self.transactie = transaction.atomic()
        self.transactie.__enter__()
        self.dagen, nu = 0, timezone.now
        self.klok = patch("django.utils.timezone.now", lambda: nu() + timedelta(days=self.dagen))
        self.klok.start()
        self.rijen: list[Rij] = []

    def teardown(self) -> None:
        self.klok.stop()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
        self.transactie.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.mensen = zet_op()
        erbij = {naam: maak_gebruiker(f"{naam.title()} Maas") for naam in ("hanneke", "noor", "thea")}
        maak_rol(erbij["hanneke"], Rol.BEHEERDER)
        namen = {naam: getattr(self.mensen, naam) for naam in (*MENSEN, *DOOR) if naam not in erbij}
        self.personen = {**namen, **erbij}
        self.wijken = {"slotjes": self.mensen.slotjes, "vrachelen": self.mensen.vrachelen}
        self.namen = {persoon.pk: naam for naam, persoon in self.personen.items()}
        self.rijen = [
            Rij(self.namen[r.gebruiker_id], r.rol, r.wijk.slug if r.wijk else "", r.vanaf, r.tot)
            for r in Rolvervulling.objects.filter(gebruiker__in=self.namen).select_related("wijk")
        ]
        self.zaken = 0
        zaak = self._maak_zaak("slotjes")
        self._maak_zaak("vrachelen")
        maak_schuring(zaak, self.mensen.amina)
        dicht = maak_initiatief(
            self.mensen.slotjes,
            self.mensen.daan,
            self.mensen.amina,
            status=Status.GEREALISEERD,
            kenmerk="2025-0999",
        )
        Heropenverzoek.objects.create(
            initiatief=dicht,
            door=self.mensen.daan,
            reden="De bank is weer stuk.",
            behandelaar=self.mensen.amina,
            uiterlijk=plus_werkdagen(vandaag(), 5),
        )
        agenda = Wijkagenda.objects.create(wijk=self.mensen.slotjes, gestart_op=vandaag())
        punt = Agendapunt.objects.create(agenda=agenda, titel="Meer groen")
        Probleemeigenaar.objects.create(
            punt=punt, soort="gemeente", naam="De wijkmakelaar", gebruiker=self.mensen.amina
        )

    def _maak_zaak(self, wijk: str) -> Initiatief:
        self.zaken += 1
        wie = behandelaar_voor(self.wijken[wijk], vandaag())
        kenmerk = f"2025-{self.zaken:04d}"
        return maak_initiatief(self.wijken[wijk], self.mensen.fatima, wie, kenmerk=kenmerk)

    # --- The model ------------------------------------------------------------------------------

    def _vervangers(self, rij: Rij) -> list[Rij]:
        return [ander for ander in self.rijen if ander.vervangt is rij]

    def _eindig(self, rij: Rij, tot: date) -> None:
        for vervanger in self._vervangers(rij):
            if vervanger.vanaf >= tot:
                self.rijen.remove(vervanger)
            elif vervanger.tot is None or vervanger.tot > tot:
                vervanger.tot = tot
        rij.tot = tot

    def _weg(self, rij: Rij) -> None:
        for ander in (*self._vervangers(rij), rij):
            self.rijen.remove(ander)

    def _triageert(self, wijk: str, dag: date) -> set[str]:
        return {r.wie for r in self.rijen if r.rol in TRIAGE and r.wijk in ("", wijk) and r.op(dag)}

    # --- Doing ----------------------------------------------------------------------------------

    def _persoon(self, naam: str) -> Gebruiker:
        """Read anew, as for every request: a person remembers the roles that were read."""
        return Gebruiker.objects.get(pk=self.personen[naam].pk)

    def _kies(self, nummer: int) -> Rij:
        nog = [r for r in self.rijen if r.tot is None or r.tot > vandaag()]
        return nog[nummer % len(nog)]

    def _in_portaal(self, rij: Rij) -> Rolvervulling:
        return Rolvervulling.objects.get(
            gebruiker=self.personen[rij.wie],
            rol=rij.rol,
            wijk=self.wijken.get(rij.wijk),
            vanaf=rij.vanaf,
            vervangt__isnull=rij.vervangt is None,
        )

    def _doe(self, door: str, over: set[str], daad: Callable[[Gebruiker], object]) -> bool:
        """Whether it was done; what is refused changes nothing, and nobody changes their own roles."""
        voor = _alles()
        mag = any(
            r.wie == door and r.rol in (Rol.OPGAVELEIDER, Rol.BEHEERDER) and r.op(vandaag())
            for r in self.rijen
        )
        try:
            with transaction.atomic():
                daad(self._persoon(door))
        except DomeinFout:
            assert _alles() == voor
            return False
        assert mag, door
        assert door not in over
        return True

    @rule(
        wat=st.sampled_from(DADEN),
        door=st.sampled_from(DOOR),
        wie=st.sampled_from(MENSEN),
        ander=st.sampled_from(MENSEN),
        rol=st.sampled_from(ROLLEN),
        wijk=st.sampled_from(("slotjes", "vrachelen")),
        nummer=st.integers(0, 30),
        over=DAGEN,
        lengte=DAGEN,
        soms=st.booleans(),
    )
    def er_gebeurt_iets(self, wat: str, **wie_en_wanneer: Any) -> None:
        getattr(self, wat)(Keuze(**wie_en_wanneer))

    def plan(self, k: Keuze) -> None:
        wie, rol = k.wie, k.rol
        vanaf = vandaag() + timedelta(days=k.over)
        tot = vanaf + timedelta(days=k.lengte) if k.lengte % 2 else None
        waar = "" if rol == Rol.OPGAVELEIDER else k.wijk
        daar = [r for r in self.rijen if (r.rol, r.wijk, r.vervangt) == (rol, waar, None)]
        vorigen = [r for r in daar if k.soms and r.op(vanaf) and r.wie != wie]
        gedaan = self._doe(
            k.door,
            {wie, *(r.wie for r in vorigen)},
            lambda ik: rolbeheer.geef_rol(
                door=ik,
                gebruiker=self._persoon(wie),
                rol=rol,
                wijk=self.wijken.get(waar),
                afdeling=None,
                vanaf=vanaf,
                tot=tot,
                organisatie="",
                mandaatbesluit="",
                opvolgen=k.soms,
            ),
        )
        if gedaan:
            for vorige in vorigen:
                self._eindig(vorige, vanaf)
            self.rijen.append(Rij(wie, rol.value, waar, vanaf, tot))

    def beeindig(self, k: Keuze) -> None:
        rij, tot = self._kies(k.nummer), vandaag() + timedelta(days=k.over)
        gedaan = self._doe(
            k.door,
            {rij.wie},
            lambda ik: rolbeheer.beeindig_rol(
                door=ik,
                rij=self._in_portaal(rij),
                tot=tot,
                reden=Rolvervulling.RedenEinde.ANDER_WERK,
                naar=self._persoon(k.wie) if k.soms else None,
            ),
        )
        if gedaan:
            self._eindig(rij, tot)

    def verander_wat_gepland_is(self, k: Keuze) -> None:
        gepland = [r for r in self.rijen if r.vanaf > vandaag()]
        rij = gepland[k.nummer % len(gepland)] if gepland else self._kies(k.nummer)
        vanaf = vandaag() + timedelta(days=k.over)

        def daad(ik: Gebruiker) -> object:
            if k.soms:
                return rolbeheer.schrap_gepland(door=ik, rij=self._in_portaal(rij))
            return rolbeheer.wijzig_gepland(door=ik, rij=self._in_portaal(rij), vanaf=vanaf, tot=rij.tot)

        if not self._doe(k.door, {rij.wie}, daad):
            return
        assert rij.vanaf > vandaag()
        if k.soms:
            self._weg(rij)
        else:
            rij.vanaf = vanaf

    def afwezig(self, k: Keuze) -> None:
        rij, vervanger = self._kies(k.nummer), k.wie
        vanaf = max(vandaag() + timedelta(days=k.over), rij.vanaf)
        tot = min(vanaf + timedelta(days=k.lengte), rij.tot or date.max)
        gedaan = self._doe(
            k.door,
            {vervanger},
            lambda ik: rolbeheer.meld_afwezig(
                door=ik,
                rijen=[self._in_portaal(rij)],
                vervanger=self._persoon(vervanger),
                vanaf=vanaf,
                tot=tot,
                neemt_werk_mee=k.soms,
            ),
        )
        if gedaan:
            self.rijen.append(Rij(vervanger, rij.rol, rij.wijk, vanaf, tot, rij))

    def vertrek(self, k: Keuze) -> None:
        wie, dag, tot = k.wie, vandaag(), vandaag() + timedelta(days=k.over)
        gedaan = self._doe(
            k.door,
            {wie},
            lambda ik: rolbeheer.laat_vertrekken(door=ik, gebruiker=self._persoon(wie), tot=tot),
        )
        if not gedaan:
            return
        for rij in [r for r in self.rijen if r.wie == wie and (r.tot is None or r.tot > dag)]:
            if rij.vanaf >= tot and rij.vanaf > dag:
                self._weg(rij)
            elif rij.tot is None or rij.tot >= tot:
                self._eindig(rij, tot)

    def herverdeel(self, k: Keuze) -> None:
        dag, vanaf = vandaag(), vandaag() + timedelta(days=k.over)
        rol = rolbeheer.VERDEELBAAR[k.soms]
        verdeling = {"slotjes": k.wie, "vrachelen": k.ander}
        gedaan = self._doe(
            k.door,
            set(),
            lambda ik: rolbeheer.herverdeel(
                door=ik,
                rol=rol,
                vanaf=vanaf,
                mandaatbesluit="B2026-7",
                verdeling={self.wijken[wijk]: self._persoon(wie) for wijk, wie in verdeling.items()},
            ),
        )
        if not gedaan:
            return
        for wijk, wie in verdeling.items():
            hier = [r for r in self.rijen if (r.rol, r.wijk, r.vervangt) == (rol, wijk, None)]
            blijft = next((r for r in hier if r.wie == wie and r.vanaf <= vanaf and r.tot is None), None)
            for rij in hier:
                if rij is blijft or (rij.tot is not None and rij.tot <= vanaf):
                    continue
                if rij.vanaf >= vanaf and rij.vanaf > dag:
                    self._weg(rij)
                else:
                    self._eindig(rij, vanaf)
            if blijft is None:
                self.rijen.append(Rij(wie, rol.value, wijk, vanaf, None))

    def dagen_gaan_voorbij(self, k: Keuze) -> None:
        self.dagen += k.lengte
        verplaats_werk()
        verplaats_agendawerk()
        sluit_accounts()
        assert verplaats_werk() == verplaats_agendawerk() == sluit_accounts() == 0

    def iemand_begint_iets(self, k: Keuze) -> None:
        """Only where somebody is there every day: what begins where a gap is planned, the time line warns of."""
        if self.zaken < 5 and all(self._triageert(k.wijk, dag) for dag in _vooruit()):
            self._maak_zaak(k.wijk)

    # --- What always holds ----------------------------------------------------------------------

    @invariant()
    def het_portaal_zegt_hetzelfde_als_het_model(self) -> None:
        rijen = Rolvervulling.objects.filter(gebruiker__in=self.namen).select_related("wijk", "vervangt")
        portaal = [
            (
                self.namen[r.gebruiker_id],
                r.rol,
                r.wijk.slug if r.wijk else "",
                r.vanaf,
                r.tot,
                self.namen[r.vervangt.gebruiker_id] if r.vervangt else None,
            )
            for r in rijen
        ]
        assert sorted(portaal, key=str) == sorted((r.als_regel() for r in self.rijen), key=str)

    @invariant()
    def niemand_is_dubbel_en_een_vervanger_blijft_binnen_de_rol(self) -> None:
        for dag in _vooruit():
            nu = [r for r in self.rijen if r.op(dag)]
            wethouders = [r.wijk for r in nu if r.rol == Rol.WIJKWETHOUDER and r.vervangt is None]
            assert len(wethouders) == len(set(wethouders)), dag
            plekken = [(r.wie, r.rol, r.wijk) for r in nu]
            assert len(plekken) == len(set(plekken)), dag
            assert all(r.vervangt.op(dag) for r in nu if r.vervangt is not None), dag

    @invariant()
    def alles_wat_openstaat_is_van_iemand_nu_en_straks(self) -> None:
        dag = vandaag()
        met_rol = {r.wie for r in self.rijen if r.op(dag)}
        for zaak in Initiatief.objects.lopend().select_related("wijk"):
            assert zaak.wijk is not None
            assert zaak.behandelaar_id is not None
            assert self.namen[zaak.behandelaar_id] in self._triageert(zaak.wijk.slug, dag), zaak.kenmerk
            for later in _vooruit():
                assert self._triageert(zaak.wijk.slug, later), (zaak.kenmerk, later)
        for verzoek in Heropenverzoek.objects.open().select_related("initiatief__wijk"):
            assert verzoek.initiatief.wijk is not None
            naam = self.namen[verzoek.behandelaar_id]
            assert naam in self._triageert(verzoek.initiatief.wijk.slug, dag)
        for schuring in Schuring.objects.open():
            assert self.namen[schuring.eigenaar_id] in met_rol
        for eigenaar in Probleemeigenaar.objects.all():
            assert eigenaar.gebruiker_id is not None
            assert self.namen[eigenaar.gebruiker_id] in met_rol

    @invariant()
    def een_gesloten_account_heeft_geen_rol_meer(self) -> None:
        dag = vandaag()
        for pk in Gebruiker.objects.filter(pk__in=self.namen, is_active=False).values_list("pk", flat=True):
            assert not [r for r in self.rijen if r.wie == self.namen[pk] and (r.tot is None or r.tot > dag)]


def _vooruit() -> list[date]:
    dag = vandaag()
    return [dag + timedelta(days=n) for n in range(KIJKT)]


def _alles() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values_list())
        for model in (Rolvervulling, Initiatief, Schuring, Heropenverzoek, Probleemeigenaar, Gebruiker)
    ]


@pytest.mark.django_db
def test_wat_er_ook_met_rollen_gebeurt_niemand_is_dubbel_en_niets_is_van_niemand() -> None:
    run_state_machine_as_test(
        Verhaal,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.explicit, Phase.generate, Phase.shrink),  # explaining a failure takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
