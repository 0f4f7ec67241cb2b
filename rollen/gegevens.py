"""What somebody may see of their own roles, and of who looked at their data."""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kern.gegevens import Onderwerp, Rij, eerste, onderwerp
from kern.models import Gebruiker, Inzage
from kern.profiel import profiel
from rollen.models import Rolvervulling, Visitekaart

# What the reading log calls a kind of page, in words for whom it is about.
WAT = {
    "initiatief": gettext_lazy("uw initiatief"),
    "deelnemers": gettext_lazy("wie meedoet"),
}


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Roles, the card of somebody in a public role, and which roles looked at data of this person."""
    return {
        "rollen": onderwerp(
            _("Uw rollen"),
            _("Zo is te zien wie wat mocht doen, en wanneer."),
            "rol",
            Rolvervulling.objects.filter(gebruiker=gebruiker)
            .select_related("wijk", "afdeling")
            .order_by("-vanaf", "-pk"),
            lambda rol: {
                _("rol"): profiel().roltitel(rol.rol),
                _("waar"): str(rol.wijk or rol.afdeling or _("hele gemeente")),
                _("vanaf"): rol.vanaf,
                _("tot"): rol.tot,
                **({_("organisatie"): rol.organisatie} if rol.organisatie else {}),
            },
            hoogstens,
        ),
        "visitekaart": onderwerp(
            _("Uw kaart bij “Wie is wie”"),
            _("U vertelt daar zelf waarvoor bewoners u kunnen vragen."),
            "kaart",
            Visitekaart.objects.filter(gebruiker=gebruiker),
            lambda kaart: {
                _("waarvoor"): kaart.waarvoor,
                _("bereikbaar"): kaart.bereikbaar,
                _("telefoon van het werk"): kaart.telefoon,
                _("met foto"): kaart.foto is not None,
                _("akkoord met de foto"): kaart.akkoord_op,
            },
            hoogstens,
        ),
        "ingezien": _ingezien(gebruiker, hoogstens),
    }


def _ingezien(gebruiker: Gebruiker, hoogstens: int | None) -> Onderwerp:
    """Who read data of this person, by role: employees are not named. Two queries for all roles together."""
    rijen = Inzage.objects.filter(van=gebruiker).exclude(wie=gebruiker).order_by("-wanneer", "-id")
    gelezen, aantal = eerste(rijen, hoogstens)
    rollen: defaultdict[int, list[Rolvervulling]] = defaultdict(list)
    for vervulling in Rolvervulling.objects.filter(gebruiker__in={inzage.wie_id for inzage in gelezen}):
        rollen[vervulling.gebruiker_id].append(vervulling)
    als_rij: list[Rij] = [
        {
            _("wanneer"): inzage.wanneer,
            _("wie"): _rol_op(rollen[inzage.wie_id], timezone.localdate(inzage.wanneer)),
            _("wat"): " ".join([str(WAT.get(inzage.wat, inzage.wat)), inzage.sleutel]).strip(),
        }
        for inzage in gelezen
    ]
    return Onderwerp(
        _("Wie uw gegevens bekeek"),
        _("Medewerkers zien uw gegevens alleen als dat voor hun werk nodig is. Zo kunt u dat nagaan."),
        "logboek",
        als_rij,
        aantal,
    )


def _rol_op(vervullingen: list[Rolvervulling], dag: date) -> str:
    """The roles of an employee on that day, such as "wijkmakelaar"."""
    namen = dict.fromkeys(
        profiel().roltitel(v.rol) for v in vervullingen if v.vanaf <= dag and (v.tot is None or dag < v.tot)
    )
    return ", ".join(namen) or _("een medewerker van de gemeente")


def heeft_rol(gebruiker: Gebruiker, op: date) -> bool:
    """Whether this person has a role on that day or later."""
    return Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=op), gebruiker=gebruiker).exists()
