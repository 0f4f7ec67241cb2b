"""Give somebody a role and end it. History is kept: a role ends by its date, it is not removed."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import IntegrityError as PostgresIntegrityError

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from kern.wistriggers import IS_GEWIST
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.rechten import mag
from wijken.models import Wijk

# The database guards these; each has a sentence for whoever tries.
ZINNEN = {
    "rolvervulling_rol": gettext_lazy("Deze rol bestaat niet."),
    "rolvervulling_periode": gettext_lazy("De laatste dag moet na de eerste dag liggen."),
    "rolvervulling_teamleider_heeft_afdeling": gettext_lazy("Kies bij deze rol ook een vakafdeling."),
    "rolvervulling_wijkwethouder_heeft_wijk": gettext_lazy("Kies bij een wijkwethouder ook een wijk."),
    "rolvervulling_een_wijkwethouder_per_wijk": gettext_lazy(
        "Deze wijk heeft in deze periode al een wijkwethouder. Laat die eerst stoppen, of kies andere dagen."
    ),
    "rolvervulling_niet_dubbel": gettext_lazy("Deze persoon heeft deze rol in deze periode al."),
    "rolvervulling_partner_heeft_organisatie": gettext_lazy("Schrijf bij een partner ook de organisatie op."),
    "rolvervulling_reden_hoort_bij_einde": gettext_lazy("Kies ook de laatste dag van deze rol."),
    "rolvervulling_werk_mee_bij_vervanging": gettext_lazy(
        "Alleen een vervanger met een laatste dag neemt werk over."
    ),
    "rolvervulling_vervanging_binnen_periode": gettext_lazy(
        "Een vervanging valt binnen de periode van wie vervangen wordt."
    ),
    IS_GEWIST: gettext_lazy("Dit account is gewist. Voeg deze persoon opnieuw toe."),
}


@transaction.atomic
def vervul(
    *,
    gebruiker: Gebruiker,
    rol: Rol,
    wijk: Wijk | None = None,
    afdeling: Vakafdeling | None = None,
    vanaf: date,
    tot: date | None = None,
    vervangt: Rolvervulling | None = None,
    neemt_werk_mee: bool = False,
    organisatie: str = "",
    mandaatbesluit: str = "",
    door: Gebruiker | None = None,
) -> Rolvervulling:
    """Give `gebruiker` a role from `vanaf` until, not including, `tot`; `vervangt` makes them a deputy.

    Without `door` it is the system that acts (the gemeenteprofiel). Raises `GeenRecht` when `door` may not
    manage roles, or not this one because it would be their own, and `DomeinFout` when it cannot be given.
    """
    _eis_recht(door, gebruiker)
    if vervangt is not None:
        vervangt = Rolvervulling.objects.select_for_update().get(pk=vervangt.pk)
        _eis_passende_vervanging(vervangt, gebruiker, rol, wijk, afdeling, vanaf, tot)
    vervulling = Rolvervulling(
        gebruiker=gebruiker,
        rol=rol,
        wijk=wijk,
        afdeling=afdeling,
        vanaf=vanaf,
        tot=tot,
        vervangt=vervangt,
        neemt_werk_mee=neemt_werk_mee,
        organisatie=organisatie,
        mandaatbesluit=mandaatbesluit,
    )
    _bewaar(vervulling)
    return vervulling


@transaction.atomic
def beeindig(
    *,
    vervulling: Rolvervulling,
    tot: date,
    reden: Rolvervulling.RedenEinde | None = None,
    door: Gebruiker | None = None,
) -> Rolvervulling:
    """End a role: `tot` is the first day on which it no longer counts. Its deputies end with it.

    A deputy who would have started later never counted and is taken off the list. Raises `GeenRecht`, and
    `DomeinFout` when the role had ended before that day or would end before it began.
    """
    _eis_recht(door, vervulling.gebruiker)
    vervulling = Rolvervulling.objects.select_for_update().get(pk=vervulling.pk)
    if vervulling.tot is not None and vervulling.tot < tot:
        raise DomeinFout(_("Deze rol is al eerder afgelopen."))
    # The deputies first: the database lets none of them outlive whom they replace.
    vervangingen = vervulling.vervangingen.select_for_update()
    vervangingen.filter(vanaf__gte=tot).delete()
    vervangingen.exclude(tot__lte=tot).update(tot=tot)
    vervulling.tot, vervulling.reden_einde = tot, reden or ""
    _bewaar(vervulling)
    return vervulling


@transaction.atomic
def wijzig_gepland(
    *, vervulling: Rolvervulling, vanaf: date, tot: date | None, door: Gebruiker | None = None
) -> Rolvervulling:
    """Other days for a role that has not begun. Deputies keep theirs: `DomeinFout` when those no longer fit."""
    vervulling = _gepland(vervulling, door)
    if vanaf <= vandaag():
        raise DomeinFout(_("Kies als eerste dag een dag na vandaag."))
    ouder = vervulling.vervangt
    if ouder is not None:
        _eis_binnen(ouder, vanaf, tot)
    vervulling.vanaf, vervulling.tot = vanaf, tot
    _bewaar(vervulling)
    return vervulling


@transaction.atomic
def haal_af(*, vervulling: Rolvervulling, door: Gebruiker | None = None) -> None:
    """Take a role that has not begun off the list, with its deputies: it never counted."""
    vervulling = _gepland(vervulling, door)
    vervulling.vervangingen.all().delete()
    vervulling.delete()


def _gepland(vervulling: Rolvervulling, door: Gebruiker | None) -> Rolvervulling:
    """The same one under a lock; raises `DomeinFout` when it has begun."""
    _eis_recht(door, vervulling.gebruiker)
    vers = Rolvervulling.objects.select_for_update(of=("self",)).select_related("vervangt", "gebruiker")
    gelezen = vers.filter(pk=vervulling.pk).first()
    if gelezen is None:
        raise DomeinFout(_("Deze rol staat er niet meer. Iemand anders haalde hem weg."))
    if gelezen.vanaf <= vandaag():
        raise DomeinFout(_("Deze rol is al begonnen. U kunt hem alleen nog beëindigen."))
    return gelezen


def _eis_recht(door: Gebruiker | None, van: Gebruiker) -> None:
    """Nobody changes their own roles: a second pair of eyes for every right."""
    if door is None:
        return
    if not mag(door, "rollen.beheren"):
        raise GeenRecht(_("U mag geen rollen geven of beëindigen."))
    if door == van:
        raise GeenRecht(_("U kunt uw eigen rollen niet veranderen. Vraag een collega die rollen beheert."))


def _eis_passende_vervanging(
    vervangt: Rolvervulling,
    gebruiker: Gebruiker,
    rol: Rol,
    wijk: Wijk | None,
    afdeling: Vakafdeling | None,
    vanaf: date,
    tot: date | None,
) -> None:
    if vervangt.vervangt_id is not None:
        raise DomeinFout(_("Iemand die zelf vervangt, kan niet vervangen worden."))
    if vervangt.gebruiker_id == gebruiker.pk:
        raise DomeinFout(_("Iemand kan zichzelf niet vervangen."))
    if (vervangt.rol, vervangt.wijk, vervangt.afdeling) != (rol, wijk, afdeling):
        raise DomeinFout(_("Een vervanger heeft dezelfde rol en dezelfde plek als wie vervangen wordt."))
    _eis_binnen(vervangt, vanaf, tot)


def _eis_binnen(vervangt: Rolvervulling, vanaf: date, tot: date | None) -> None:
    te_laat = vervangt.tot is not None and (tot is None or tot > vervangt.tot)
    if vanaf < vervangt.vanaf or te_laat:
        raise DomeinFout(_("Een vervanging valt binnen de periode van wie vervangen wordt."))


def _bewaar(vervulling: Rolvervulling) -> None:
    """Save, and answer a broken constraint with its sentence. Two people at once are told apart here too."""
    try:
        with transaction.atomic():
            vervulling.save()
    except IntegrityError as fout:
        naam = (
            fout.__cause__.diag.constraint_name
            if isinstance(fout.__cause__, PostgresIntegrityError)
            else None
        )
        if naam not in ZINNEN:
            raise
        raise DomeinFout(str(ZINNEN[naam])) from fout
