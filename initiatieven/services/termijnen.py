"""Keeping the promised dates: whoever lets one pass is reminded, once per date."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import schrijf, vergrendel
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.werkdagen import vandaag


@transaction.atomic
def herinner(*, initiatief: Initiatief) -> Gebeurtenis | None:
    """Write down that the date has passed and remind who is aan zet; the behandelaar hears it as well.

    Looks at the state under a lock, so it is safe to run twice and late; None when there is nothing to say.
    """
    initiatief = vergrendel(initiatief)
    te_laat = Initiatief.objects.te_herinneren(vandaag()).filter(pk=initiatief.pk).exists()
    if initiatief.uiterlijk is None or not te_laat:
        return None
    datum = date_format(initiatief.uiterlijk, "l j F Y")
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.TERMIJN,
        door=None,
        tekst=_("De afgesproken datum was %(datum)s.") % {"datum": datum},
        openbaar=False,
    )
    if initiatief.aan_zet == AanZet.INDIENER:
        aan_indiener(gebeurtenis)
    else:
        aan_medewerker(gebeurtenis, initiatief.aan_zet_persoon)
    aan_medewerker(gebeurtenis, initiatief.behandelaar)
    return gebeurtenis
