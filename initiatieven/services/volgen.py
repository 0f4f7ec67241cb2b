"""Following and stopping: an initiative, a wijk, a theme or a search, at the rhythm that somebody chooses.

`door` is None for whoever holds the link of a mail: that link is the right. See docs/adr/0081.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.models import Bericht, Initiatief, Ritme, Samenvoeging, TeBevestigen, Volgt
from initiatieven.volgbaar import Ding, NietTeVolgen, velden, vind
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from wijken.models import Wijk

HOOGSTENS = 100  # things that one person follows: what is looked up for every event must have an end


def gewoon_ritme(ding: Ding) -> Ritme:
    """How often somebody hears who did not choose: of one initiative sooner than of a whole wijk."""
    return Ritme.DAG if isinstance(ding, Initiatief) else Ritme.WEEK


@transaction.atomic
def volg(*, ding: Ding, door: Gebruiker, ritme: Ritme | None = None) -> Volgt:
    """Follow this from now on. Followed already it only changes the rhythm, when one is given.

    Raises `NietTeVolgen` for what is not public or not in use, and `DomeinFout` for a closed account or after
    `HOOGSTENS` things.
    """
    if isinstance(ding, Initiatief) and not ding.is_openbaar:
        raise NietTeVolgen(_("Dit initiatief is nog niet openbaar. U kunt het nog niet volgen."))
    if isinstance(ding, Wijk) and not ding.actief:
        raise NietTeVolgen(_("Deze wijk is er niet meer. U kunt haar niet volgen."))
    if not door.is_active or not door.email:
        raise DomeinFout(_("Wij kunnen u geen mail sturen. Neem contact op met de gemeente."))
    al_gevolgd = Volgt.objects.filter(gebruiker=door)
    if al_gevolgd.count() >= HOOGSTENS and not al_gevolgd.filter(**velden(ding)).exists():
        raise DomeinFout(
            _("U volgt al %(aantal)s dingen. Stop eerst met iets dat u niet meer leest.")
            % {"aantal": HOOGSTENS}
        )
    volgt, nieuw = Volgt.objects.get_or_create(
        gebruiker=door, **velden(ding), defaults={"ritme": ritme or gewoon_ritme(ding)}
    )
    if nieuw:
        return volgt
    if volgt.via_id is not None:  # it came along with a merge; now it is their own choice and stays
        volgt.via = None
        volgt.save(update_fields=["via"])
    if ritme is not None and ritme != volgt.ritme:
        return verander_ritme(volgt=volgt, ritme=ritme, door=door)
    return volgt


def volg_bevestigd(gebruiker: Gebruiker, te_bevestigen: TeBevestigen) -> None:
    """Somebody pressed the button behind the mailed link; raises as `volg` and `volgbaar.vind` do."""
    gegevens = te_bevestigen.gegevens
    volg(ding=vind(gegevens["soort"], gegevens["wat"]), door=gebruiker, ritme=Ritme(gegevens["ritme"]))


@transaction.atomic
def verander_ritme(*, volgt: Volgt, ritme: Ritme, door: Gebruiker | None) -> Volgt:
    """Hear of this more or less often. Raises `GeenRecht` for what somebody else follows.

    What waits for a daily or weekly mail moves along. Only a change to "at once" leaves it where it is: it would
    become one mail for each line.
    """
    volgt = _vergrendel(volgt, door)
    volgt.ritme = ritme
    volgt.save(update_fields=["ritme"])
    if ritme != Ritme.DIRECT:
        Bericht.objects.filter(volgt=volgt, gemaild_op=None).update(ritme=ritme)
    return volgt


@transaction.atomic
def stop(*, volgers: Collection[Volgt], door: Gebruiker | None) -> None:
    """Hear no more of these, also not of what was waiting. Stopped twice is stopped once.

    Raises `GeenRecht` for what somebody else follows.
    """
    for volgt in volgers:
        if door is not None and volgt.gebruiker_id != door.pk:
            raise GeenRecht(_("Dit volgt iemand anders."))
    _vergeet([volgt.pk for volgt in volgers])


@transaction.atomic
def neem_volgers_mee(*, van: Initiatief, naar: Initiatief, via: Samenvoeging | None = None) -> None:
    """Whoever follows `van` follows `naar` as well, at the same rhythm, until the merge is undone."""
    Volgt.objects.bulk_create(
        [
            Volgt(gebruiker_id=gebruiker_id, initiatief=naar, ritme=ritme, via=via)
            for gebruiker_id, ritme in van.volgers.values_list("gebruiker_id", "ritme")
        ],
        ignore_conflicts=True,  # who followed `naar` already keeps that, also when the merge is undone
    )


@transaction.atomic
def geef_volgers_terug(*, via: Samenvoeging) -> None:
    """The merge is undone: whoever came along with it stops following what it went on in."""
    _vergeet(list(Volgt.objects.filter(via=via).values_list("pk", flat=True)))


def _vergrendel(volgt: Volgt, door: Gebruiker | None) -> Volgt:
    try:
        vers = Volgt.objects.select_for_update(of=("self",)).get(pk=volgt.pk)
    except Volgt.DoesNotExist as weg:
        raise NietTeVolgen(_("U volgt dit niet meer.")) from weg
    if door is not None and vers.gebruiker_id != door.pk:
        raise GeenRecht(_("Dit volgt iemand anders."))
    return vers


def _vergeet(volgers: Collection[int]) -> None:
    """Remove followers, with the lines that wait for them."""
    Bericht.objects.filter(volgt__in=volgers, gemaild_op=None).delete()
    Volgt.objects.filter(pk__in=volgers).delete()
