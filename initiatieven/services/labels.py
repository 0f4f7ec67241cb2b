"""Labels: words that staff stick on initiatives to find them together. Residents do not see them."""

from django.db import transaction
from django.utils.translation import gettext as _

from initiatieven.models import Initiatief, Label
from initiatieven.services.basis import eis_recht, vergrendel
from initiatieven.werklijst import vergeet
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker
from rollen.rechten import mag

TRIAGEREN, INRICHTEN = "initiatieven.triageren", "initiatieven.inrichten"


@transaction.atomic
def plak_label(*, initiatief: Initiatief, door: Gebruiker, naam: str) -> Label:
    """Stick a label on an initiative; a word that is not there yet becomes a new label.

    Raises `GeenRecht` for who does not handle initiatives in this wijk.
    """
    initiatief = vergrendel(initiatief)
    eis_recht(door, TRIAGEREN, initiatief)
    naam = _schoon(naam)
    label = Label.objects.filter(naam__iexact=naam).first()
    if label is None:
        label, _nieuw = Label.objects.get_or_create(naam=naam)
    initiatief.labels.add(label)
    vergeet(door)
    return label


@transaction.atomic
def haal_label_weg(*, initiatief: Initiatief, door: Gebruiker, label: Label) -> None:
    """Take a label off an initiative; raises `GeenRecht` like `plak_label`."""
    initiatief = vergrendel(initiatief)
    eis_recht(door, TRIAGEREN, initiatief)
    if not initiatief.labels.filter(pk=label.pk).exists():
        raise DomeinFout(_("Dit initiatief heeft het label “%(label)s” niet.") % {"label": label})
    initiatief.labels.remove(label)
    vergeet(door)


@transaction.atomic
def hernoem_label(*, label: Label, door: Gebruiker, naam: str) -> Label:
    """Give a label another name everywhere. Raises `DomeinFout` when another label has it."""
    _eis_inrichten(door)
    naam = _schoon(naam)
    label = Label.objects.select_for_update().get(pk=label.pk)
    if Label.objects.filter(naam__iexact=naam).exclude(pk=label.pk).exists():
        raise DomeinFout(_("Er is al een label met deze naam. Kies een andere naam."))
    label.naam = naam
    label.save(update_fields=["naam"])
    vergeet(door)
    return label


@transaction.atomic
def verwijder_label(*, label: Label, door: Gebruiker) -> None:
    """Take a label off everything and throw it away; the initiatives stay."""
    _eis_inrichten(door)
    label.initiatieven.clear()
    label.delete()
    vergeet(door)


def _eis_inrichten(door: Gebruiker) -> None:
    if not mag(door, INRICHTEN):
        raise GeenRecht(_("U mag de labels niet beheren."))


def _schoon(naam: str) -> str:
    naam = " ".join(naam.split())
    if not naam:
        raise DomeinFout(_("Typ een woord voor het label."))
    return naam
