"""Keeping the promised dates: what a date that has passed asks for is done once, from the state.

- A resident who was asked something is reminded and gets the same term again; after that nobody waits any more.
- What lies with a vakafdeling or an outside party goes back to the behandelaar.
- What waits for a better moment comes back on its day.
- Anybody else who lets a date pass is reminded, once per date.
"""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatieven.levensloop import BIJ_ANDEREN, AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import ga_naar, schrijf, vergrendel
from initiatieven.services.behandelen import over
from initiatieven.services.gesprek import laatste_vraag, status_voor_vraag
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.uitvragen import geef_te_laat_terug
from initiatieven.services.wachten import keer_terug
from kern.profiel import profiel
from kern.werkdagen import vandaag

Soort = Gebeurtenis.Soort


@transaction.atomic
def bewaak(*, initiatief: Initiatief) -> Gebeurtenis | None:
    """Do the one thing that the date of this initiative asks for today; None when that is nothing.

    Looks at the state under a lock, so it is safe to run twice, late and in two workers at once.
    """
    initiatief = vergrendel(initiatief)
    if not Initiatief.objects.te_bewaken(vandaag()).filter(pk=initiatief.pk).exists():
        return None
    if initiatief.wacht_tot is not None:
        return keer_terug(initiatief)
    if initiatief.aan_zet in BIJ_ANDEREN:
        return geef_te_laat_terug(initiatief)
    if initiatief.status == Status.WACHT_OP_INDIENER:
        return _geen_reactie(initiatief) if _aan_vraag_herinnerd(initiatief) else _herinner_vraag(initiatief)
    return _herinner(initiatief)


def _herinner(initiatief: Initiatief) -> Gebeurtenis:
    """Write down that the date has passed and remind who is aan zet; the behandelaar hears it as well."""
    gebeurtenis = schrijf(initiatief, Soort.TERMIJN, door=None, tekst=_voorbij(initiatief), openbaar=False)
    if initiatief.aan_zet == AanZet.INDIENER:
        aan_indiener(gebeurtenis)
    else:
        aan_medewerker(gebeurtenis, initiatief.aan_zet_persoon)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def _herinner_vraag(initiatief: Initiatief) -> Gebeurtenis:
    """Remind the resident of the question, once, with the same term again."""
    delen = [_voorbij(initiatief)]
    if vraag := laatste_vraag(initiatief):
        delen.append(_("De vraag was:") + f"\n\n{vraag.tekst}")
    if initiatief.indiener is not None and not initiatief.indiener.email:
        delen.append(_("Deze inwoner krijgt geen mail. Het telefoonnummer staat in de werkbank."))
    ga_naar(
        initiatief,
        Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        persoon=initiatief.aan_zet_persoon,
        uiterlijk=over(profiel().termijnen.antwoord_indiener),
    )
    gebeurtenis = schrijf(initiatief, Soort.TERMIJN, door=None, tekst="\n\n".join(delen), openbaar=False)
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def _geen_reactie(initiatief: Initiatief) -> Gebeurtenis:
    """Nobody answered, also not after the reminder: it goes on where it was before the question."""
    van = ga_naar(
        initiatief,
        status_voor_vraag(initiatief),
        aan_zet=AanZet.MEDEWERKER,
        persoon=initiatief.behandelaar,
        uiterlijk=over(profiel().termijnen.eerste_reactie),
    )
    zin = _("Wij kregen geen antwoord op onze vraag. %(wie)s gaat verder met wat wij weten.")
    gebeurtenis = schrijf(
        initiatief, Soort.GEEN_REACTIE, door=None, tekst=zin % {"wie": initiatief.behandelaar}, van=van
    )
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis


def _aan_vraag_herinnerd(initiatief: Initiatief) -> bool:
    """Whether the resident was reminded of the last question: that line stands after it."""
    vraag = laatste_vraag(initiatief)
    sinds = vraag.pk if vraag else 0
    return initiatief.gebeurtenissen.filter(soort=Soort.TERMIJN, pk__gt=sinds).exists()


def _voorbij(initiatief: Initiatief) -> str:
    assert initiatief.uiterlijk is not None  # by constraint, while it is open
    datum = date_format(initiatief.uiterlijk, "l j F Y")
    return _("De afgesproken datum was %(datum)s.") % {"datum": datum}
