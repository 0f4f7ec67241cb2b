"""What the fragments `initiatieven/delen/deelname.html` and `opmerkingen.html` show to whom.

The numbers stand on the initiative itself: where nobody joined in or said anything a visitor asks no query.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from initiatieven.models import Betrokkene, Initiatief, Opmerking
from kern.models import Gebruiker
from kern.paginering import Pagina, pagineer
from rollen.rechten import Persoon, mag

Soort = Betrokkene.Soort
NAMEN, MEEDOENERS, REACTIES = 30, 100, 20  # shown at most; of the reactions per page


@dataclass(frozen=True)
class Deelname:
    """Who supports an initiative and joins in, as far as this person may know."""

    steun: int
    meedoen: int
    open: bool  # whether one can still support it and join in
    eigen: bool = False  # who started it
    steunt: bool = False
    doet_mee: bool = False
    ingelogd: bool = False
    verder_in: Initiatief | None = None
    voornamen: Sequence[str] = ()  # of those who chose so
    meedoeners: Sequence[Betrokkene] = ()  # with what they bring: for who started it and for staff
    met_adres: bool = False  # staff may read their addresses too
    mag_modereren: bool = False  # and some of them may take a first name off the page

    @property
    def anderen(self) -> int:
        """How many join in beside those whose names are shown."""
        return max(0, self.meedoen - len(self.voornamen))


def deelname(initiatief: Initiatief, persoon: Persoon) -> dict[str, Deelname]:
    """The context of the fragment. No query for a visitor when nobody joined in."""
    eigen, soorten = False, set()
    if isinstance(persoon, Gebruiker):
        rijen = initiatief.betrokkenen.nu().filter(gebruiker=persoon)
        soorten = set(rijen.order_by().values_list("soort", flat=True))
        eigen = initiatief.indiener_id == persoon.pk or Soort.MEDE in soorten
    medewerker = mag(persoon, "initiatieven.lezen", initiatief)
    meedoeners: Sequence[Betrokkene] = ()
    voornamen: Sequence[str] = ()
    if initiatief.aantal_meedoen:
        rijen = initiatief.betrokkenen.meedoen().select_related("gebruiker")
        if eigen or medewerker:
            meedoeners = list(rijen[:MEEDOENERS])
            voornamen = [rij.publieke_naam for rij in meedoeners if rij.publieke_naam][:NAMEN]
        else:
            voornamen = [r.publieke_naam for r in rijen.filter(toon_voornaam=True)[:NAMEN] if r.publieke_naam]
    return {
        "deelname": Deelname(
            steun=initiatief.aantal_steun,
            meedoen=initiatief.aantal_meedoen,
            open=initiatief.is_open,
            eigen=eigen,
            steunt=Soort.STEUN in soorten,
            doet_mee=Soort.MEEDOEN in soorten,
            ingelogd=persoon.is_authenticated,
            verder_in=initiatief.samengevoegd_met if initiatief.samengevoegd_met_id else None,
            voornamen=voornamen,
            meedoeners=meedoeners,
            met_adres=medewerker,
            mag_modereren=medewerker and mag(persoon, "initiatieven.modereren", initiatief),
        )
    }


@dataclass(frozen=True)
class Opmerkingen:
    """One page of the reactions, the newest last."""

    rijen: Sequence[Opmerking]
    aantal: int
    ouder: str = ""  # cursors; empty when there are none
    nieuwer: str = ""
    open: bool = True  # whether one can still say something
    mag_modereren: bool = False
    persoon_id: int | None = None


def opmerkingen(initiatief: Initiatief, persoon: Persoon, vraag: QueryDict) -> dict[str, Any]:
    """The context of the fragment: the newest page, or the one that `?na=` or `?voor=` asks for."""
    pagina: Pagina[Opmerking] | None = None
    if initiatief.aantal_opmerkingen:
        geplaatst = initiatief.opmerkingen.geplaatst().select_related("door")
        pagina = pagineer(geplaatst, vraag, volgorde=("-id",), per=REACTIES)
    return {
        "opmerkingen": Opmerkingen(
            rijen=list(reversed(pagina.rijen)) if pagina else (),
            aantal=initiatief.aantal_opmerkingen,
            ouder=pagina.volgende if pagina else "",
            nieuwer=pagina.vorige if pagina else "",
            open=initiatief.samengevoegd_met_id is None,
            mag_modereren=mag(persoon, "initiatieven.modereren", initiatief),
            persoon_id=persoon.pk,
        )
    }
