"""Reads about initiatives that read like sentences."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Prefetch, Q

from initiatieven.levensloop import BIJ_ANDEREN, ONTWERP, OPEN, AanZet, Status
from kern.werkdagen import begin_van
from rollen.models import Rol, Rolvervulling
from rollen.rechten import Persoon, afdelingen_met, wijk_ids_met
from rollen.regels import REGELS, Bereik
from wijken.models import Wijk

if TYPE_CHECKING:
    from initiatieven.models import Foto, Gebeurtenis, Initiatief  # noqa: F401  names in a string below
    from kern.models import Gebruiker


# The fields that a card of an initiative shows.
KAARTJE = (
    *("kenmerk", "titel", "verhaal", "status", "aan_zet", "uiterlijk"),
    *("aan_zet_derde", "wacht_tot"),
    *("lat", "lon", "ingediend_op", "afgesloten_op"),
    *("aantal_steun", "aantal_meedoen"),
)

# The fields that the public page of one initiative shows or asks; each costs time in a query that is asked most.
PUBLIEK = (
    *("kenmerk", "status", "titel", "verhaal", "wijk", "plek", "lat", "lon"),
    *("nodig", "nodig_toelichting", "eigen_bijdrage", "indiener", "toon_voornaam", "groep", "behandelaar"),
    *("route", "sturingsrol", "reden", "kader", "kader_uit_register", "samengevoegd_met", "afgesplitst_van"),
    *("aan_zet", "aan_zet_persoon", "aan_zet_afdeling", "aan_zet_derde", "uiterlijk", "wacht_tot"),
    *("ingediend_op", "eerste_reactie_op", "besluit_op", "afgesloten_op"),
    *("reactie_uiterlijk", "besluit_uiterlijk", "ingevoerd_door"),
    *("aantal_steun", "aantal_meedoen", "aantal_opmerkingen"),
)


def aan_zet_is(persoon: Persoon) -> Q:
    """This person must act: not only the owner by name while others answer by mail, or while it rests."""
    door_anderen = Q(aan_zet=AanZet.DERDE) | Q(aan_zet=AanZet.VAKAFDELING, aan_zet_persoon=F("behandelaar"))
    return Q(aan_zet_persoon=persoon.pk, wacht_tot=None) & ~door_anderen


class InitiatiefQuerySet(models.QuerySet["Initiatief"]):
    def openbaar(self) -> "InitiatiefQuerySet":
        """What everybody may read: confirmed by the resident."""
        return self.exclude(status__in=ONTWERP)

    def ontwerp(self) -> "InitiatiefQuerySet":
        """Drafts, sent or not: nobody but who holds one may know of it."""
        return self.filter(status__in=ONTWERP)

    def voor_lijst(self) -> "InitiatiefQuerySet":
        """With what a list of cards shows: the photos as `fotolijst`, that asks Django for no set per row, and the
        name of the theme as `thema_naam`, without an object for it.
        """
        zichtbaar = apps.get_model("initiatieven", "Foto").objects.zichtbaar()
        return (
            self.voor_regels()
            .annotate(thema_naam=F("thema__naam"))
            .prefetch_related(Prefetch("fotos", zichtbaar, to_attr="fotolijst"))
        )

    def voor_regels(self) -> "InitiatiefQuerySet":
        """With what a list of lines shows, and no more: outlines of wijken and long answers are heavy."""
        return self.select_related("wijk", "aan_zet_persoon", "aan_zet_afdeling").only(
            *KAARTJE, "wijk__naam", "aan_zet_persoon__naam", "aan_zet_afdeling__naam"
        )

    def voor_pagina(self) -> "InitiatiefQuerySet":
        """With the people and places that the page of one initiative names."""
        rijen = self.select_related("wijk", "indiener", "behandelaar", "aan_zet_persoon", "aan_zet_afdeling")
        return rijen.defer("wijk__omtrek")

    def voor_publieke_pagina(self) -> "InitiatiefQuerySet":
        """With the wijk and the people that the public page may name, and nothing that it does not show."""
        return (
            self.select_related("wijk", "indiener", "aan_zet_persoon")
            .annotate(thema_naam=F("thema__naam"))
            .only(
                *PUBLIEK,
                *("wijk__naam", "wijk__slug", "indiener__naam"),
                *("aan_zet_persoon__naam", "aan_zet_persoon__is_active"),
            )
        )

    def lopend(self) -> "InitiatiefQuerySet":
        return self.filter(status__in=OPEN)

    def gelukt(self) -> "InitiatiefQuerySet":
        return self.filter(status=Status.GEREALISEERD)

    def in_wijk(self, wijk: Wijk) -> "InitiatiefQuerySet":
        return self.filter(wijk=wijk)

    def ingediend_in(self, vanaf: date, tot: date) -> "InitiatiefQuerySet":
        """Those submitted on a day of [vanaf, tot), in Dutch time."""
        return self.filter(ingediend_op__gte=begin_van(vanaf), ingediend_op__lt=begin_van(tot))

    def afgesloten_in(self, vanaf: date, tot: date) -> "InitiatiefQuerySet":
        """Those closed on a day of [vanaf, tot), in Dutch time."""
        return self.filter(afgesloten_op__gte=begin_van(vanaf), afgesloten_op__lt=begin_van(tot))

    def van(self, persoon: Persoon) -> "InitiatiefQuerySet":
        """Those that this resident started."""
        return self.filter(indiener_id=persoon.pk) if persoon.pk else self.none()

    def zichtbaar_voor(self, persoon: Persoon) -> "InitiatiefQuerySet":
        """What this person may know of: all that is public. Drafts are known by their secret key only."""
        return self.openbaar()

    def in_werkbank_van(self, persoon: Persoon) -> "InitiatiefQuerySet":
        """What this person may read behind the public page; mirrors `initiatieven.lezen`."""
        actie = "initiatieven.lezen"
        wijk_ids = wijk_ids_met(persoon, actie)  # ids instead of a subquery: the planner then walks an index
        if wijk_ids is None:
            return self.openbaar()
        van_afdeling = Q(aan_zet_afdeling__in=afdelingen_met(persoon, actie))
        return self.openbaar().filter(Q(wijk__in=wijk_ids) | van_afdeling)

    def genoemd(self, persoon: Persoon) -> "InitiatiefQuerySet":
        """Those in which a note calls this person in that they did not open since."""
        regels = apps.get_model("initiatieven", "Gebeurtenis").objects.filter(
            vermeldingen__gebruiker=persoon.pk, vermeldingen__gezien_op=None
        )
        return self.filter(pk__in=regels.values("initiatief"))

    def over_termijn(self, op: date) -> "InitiatiefQuerySet":
        """Open ones whose next date lies before this day."""
        return self.lopend().filter(uiterlijk__lt=op)

    def te_bewaken(self, op: date) -> "InitiatiefQuerySet":
        """Those whose date asks for something on this day that was not done yet; see `services.termijnen`.

        What waits for a better moment comes back on its day. For the rest the date must have passed: a question to
        the resident and what lies with others then get a new date, and of any other somebody is reminded once.
        Every date is set to today or later, so a reminder written after `uiterlijk` is one for that date.
        """
        herinnerd = FilteredRelation(
            "gebeurtenissen",
            condition=Q(gebeurtenissen__soort="termijn", gebeurtenissen__wanneer__date__gt=F("uiterlijk")),
        )
        krijgt_nieuwe_datum = Q(status=Status.WACHT_OP_INDIENER) | Q(aan_zet__in=BIJ_ANDEREN)
        voorbij = Q(uiterlijk__lt=op) & (krijgt_nieuwe_datum | Q(herinnerd=None))
        rijen = self.lopend().filter(uiterlijk__lte=op).alias(herinnerd=herinnerd)
        return rijen.filter(Q(wacht_tot__isnull=False) | voorbij).distinct()

    def met_eigenaar_zonder_rol(self, op: date) -> "InitiatiefQuerySet":
        """Open ones whose owner or behandelaar has no role on this day by which they may act.

        The behandelaar must be somebody who triages in that wijk. Whoever is aan zet for a department must be its
        teamleider, or triage as well. A resident who is aan zet needs no role.
        """
        in_dienst = Rolvervulling.objects.geldig(op).filter(gebruiker__is_active=True)
        regel = REGELS["initiatieven.triageren"]
        overal = [rol for rol, bereik in regel.items() if bereik is Bereik.ALLE_WIJKEN]
        triage = in_dienst.filter(
            Q(rol__in=overal)
            | Q(rol__in=list(regel), wijk=None)
            | Q(rol__in=list(regel), wijk=OuterRef("wijk"))
        )
        leiders = in_dienst.filter(
            rol=Rol.TEAMLEIDER, gebruiker=OuterRef("aan_zet_persoon"), afdeling=OuterRef("aan_zet_afdeling")
        )
        eigenaar_kan = Exists(triage.filter(gebruiker=OuterRef("aan_zet_persoon"))) | Exists(leiders)
        return self.lopend().filter(
            ~Exists(triage.filter(gebruiker=OuterRef("behandelaar")))
            | (~Q(aan_zet=AanZet.INDIENER) & ~eigenaar_kan)
        )

    def van_eigenaren(self, mensen: "Collection[Gebruiker]") -> "InitiatiefQuerySet":
        """Those that one of these people handles or is aan zet in."""
        return self.filter(Q(behandelaar__in=mensen) | Q(aan_zet_persoon__in=mensen))

    def met_heropenverzoek(self) -> "InitiatiefQuerySet":
        """Closed ones of which residents say that it is not done, and nobody decided yet."""
        verzoeken = apps.get_model("initiatieven", "Heropenverzoek").objects.open()
        return self.filter(Exists(verzoeken.filter(initiatief=OuterRef("pk"))))

    def met_tekst(self, zoek: str) -> "InitiatiefQuerySet":
        """Dutch full text search in title, story and place, on the index `initiatief_zoeken`."""
        return self.filter(zoekvector=SearchQuery(zoek, config="dutch", search_type="websearch"))


class FotoQuerySet(models.QuerySet["Foto"]):
    def zichtbaar(self) -> "FotoQuerySet":
        """Those that staff did not hide."""
        return self.filter(verborgen_op=None)


class GebeurtenisQuerySet(models.QuerySet["Gebeurtenis"]):
    def openbaar(self) -> "GebeurtenisQuerySet":
        return self.filter(openbaar=True)

    def stand(self) -> int:
        """The number of the newest one: everything that happens to an initiative makes it grow."""
        return self.order_by("-id").values_list("id", flat=True).first() or 0
