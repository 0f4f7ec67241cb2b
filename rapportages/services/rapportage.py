"""The quarterly report: made by the clock, written by the opgaveleider, frozen when offered to the council."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kern.fouten import DomeinFout, GeenRecht
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rapportages.inhoud import afdruk, stel_samen
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt
from rollen.models import Rol, Rolvervulling
from rollen.rechten import mag
from wijken.models import Pilot


def ontbrekende_kwartalen(op: date) -> Iterator[Kwartaal]:
    """The quarters that ended before this day, had a running pilot and have no report; oldest first."""
    pilots = list(Pilot.objects.in_periode(date.min, Kwartaal.van(op).vanaf))
    if not pilots:
        return
    gemaakt = set(Kwartaalrapportage.objects.values_list("jaar", "kwartaal"))
    kwartaal = Kwartaal.van(min(pilot.vanaf for pilot in pilots))
    while kwartaal.tot <= op:
        liep = any(p.vanaf < kwartaal.tot and (p.tot is None or p.tot > kwartaal.vanaf) for p in pilots)
        if liep and (kwartaal.jaar, kwartaal.nummer) not in gemaakt:
            yield kwartaal
        kwartaal = kwartaal.volgende


@transaction.atomic
def maak_kwartaalrapportage(*, kwartaal: Kwartaal) -> Kwartaalrapportage | None:
    """Make the concept of a quarter with the learning points noted in it, and mail the opgaveleider.

    Returns None when it was there already: the unique constraint makes two jobs at once make one report.
    """
    op = vandaag()
    opgaveleiders = _mensen(Rol.OPGAVELEIDER, op)
    rapportage, nieuw = Kwartaalrapportage.objects.get_or_create(
        jaar=kwartaal.jaar,
        kwartaal=kwartaal.nummer,
        defaults={"contactpersoon": opgaveleiders[0].naam if opgaveleiders else ""},
    )
    if not nieuw:
        return None
    Leerpunt.objects.te_kiezen_voor(rapportage).in_kwartaal(kwartaal).update(rapportage=rapportage)
    for opgaveleider in opgaveleiders:
        zet_klaar(
            sleutel=f"rapportage-{kwartaal}-concept-{opgaveleider.pk}",
            sjabloon="rapportages/mail/concept",
            ontvanger=opgaveleider,
            rapportage=rapportage,
            inhoud=stel_samen(rapportage),
        )
    return rapportage


@transaction.atomic
def bewerk(
    *,
    rapportage: Kwartaalrapportage,
    samenvatting: str,
    bijstelling: str,
    portefeuillehouder: str,
    contactpersoon: str,
    registratienummer: str,
    leerpunten: Iterable[Leerpunt],
    door: Gebruiker,
) -> Kwartaalrapportage:
    """Save what the opgaveleider wrote and chose. `leerpunten` become exactly those of the report.

    Raises `GeenRecht`, and `DomeinFout` after offering or for a learning point that may not be in it.
    """
    rapportage = _vergrendel_concept(rapportage, door)
    gekozen = {punt.pk for punt in leerpunten}
    kiesbaar = set(
        Leerpunt.objects.te_kiezen_voor(rapportage).select_for_update().values_list("pk", flat=True)
    )
    if not gekozen <= kiesbaar:
        raise DomeinFout(_("Een leerpunt dat u koos staat al in een andere rapportage."))
    rapportage.leerpunten.exclude(pk__in=gekozen).update(rapportage=None)
    Leerpunt.objects.filter(pk__in=gekozen).update(rapportage=rapportage)
    rapportage.samenvatting = samenvatting
    rapportage.bijstelling = bijstelling
    rapportage.portefeuillehouder = portefeuillehouder
    rapportage.contactpersoon = contactpersoon
    rapportage.registratienummer = registratienummer
    rapportage.save()
    return rapportage


@transaction.atomic
def bied_aan(
    *, rapportage: Kwartaalrapportage, gezien: str, door: Gebruiker, wanneer: datetime | None = None
) -> Kwartaalrapportage:
    """Offer the report to the council: freeze it, publish it and mail the griffie.

    `gezien` is the SHA-256 of the document that `door` read on the confirmation page: what was read is what
    is offered. `wanneer` is the moment of an import, now without it. Raises `GeenRecht`, and `DomeinFout`
    when it was offered before, has no summary, or changed since it was read.
    """
    rapportage = _vergrendel_concept(rapportage, door)
    list(rapportage.leerpunten.select_for_update())
    if not rapportage.samenvatting.strip():
        raise DomeinFout(_("Schrijf eerst een samenvatting. Die leest de raad als eerste."))
    inhoud = stel_samen(rapportage)
    sha256 = afdruk(inhoud)
    if sha256 != gezien:
        raise DomeinFout(
            _("De rapportage is veranderd sinds u die las. Lees die nog één keer en bied die dan aan.")
        )
    rapportage.inhoud, rapportage.sha256 = inhoud, sha256
    rapportage.status = Kwartaalrapportage.Status.AANGEBODEN
    rapportage.aangeboden_op, rapportage.aangeboden_door = wanneer or timezone.now(), door
    rapportage.save()
    for griffier in _mensen(Rol.GRIFFIE, vandaag()):
        zet_klaar(
            sleutel=f"rapportage-{rapportage.kenmerk}-aangeboden-{griffier.pk}",
            sjabloon="rapportages/mail/aangeboden",
            ontvanger=griffier,
            door=door,
            rapportage=rapportage,
            inhoud=inhoud,
        )
    return rapportage


def _vergrendel_concept(rapportage: Kwartaalrapportage, door: Gebruiker) -> Kwartaalrapportage:
    if not mag(door, "rapportages.aanbieden"):
        raise GeenRecht(_("Alleen de opgaveleider schrijft deze rapportage en biedt die aan."))
    rapportage = Kwartaalrapportage.objects.select_for_update().get(pk=rapportage.pk)
    if rapportage.is_aangeboden:
        raise DomeinFout(_("Deze rapportage is al aangeboden aan de raad. Zij verandert niet meer."))
    return rapportage


def _mensen(rol: Rol, op: date) -> list[Gebruiker]:
    """Everybody with this role on this day, longest in office first."""
    rijen = Rolvervulling.objects.filter(rol=rol, gebruiker__is_active=True).geldig(op)
    return list({rij.gebruiker_id: rij.gebruiker for rij in rijen.select_related("gebruiker")}.values())
