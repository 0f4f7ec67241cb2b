"""What the wijkmakelaars of the demonstration keep in their werkbank: own lists, labels, and lines not read yet."""

from datetime import timedelta

from django.utils import timezone

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Gelezen, Initiatief, Werkbankbezoek
from initiatieven.services.gesprek import plaats_voortgang
from initiatieven.services.labels import plak_label
from initiatieven.services.werklijst import bewaar_filter
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Rolvervulling

LIJSTEN = (
    ("Wij zijn te laat", "termijn=over&zet=medewerker"),
    ("Loslaten: hoe gaat het?", "route=loslaten&sorteer=stil"),
    ("Veel steun", "sorteer=steun&status=in_behandeling"),
)
# A label and the words in a title that ask for it.
LABELS = (
    ("Speelplekken 2027", ("speel", "zandbak", "schommel", "voetbal")),
    ("Groenplan", ("tuin", "bomen", "boom", "groen", "bloem")),
    ("Warme winter", ("koken", "koffie", "tafel")),
)
NIEUWS = "De buren hebben zaterdag meegeholpen. Wij sturen binnenkort foto's."
NIEUW_PER_PERSOON = 2


def vul_werkbank() -> None:
    """Lists and labels for every wijkmakelaar of the demonstration; news of residents since yesterday."""
    wijkmakelaars = Gebruiker.objects.filter(
        rolvervullingen__in=Rolvervulling.objects.filter(rol=Rol.WIJKMAKELAAR).geldig(vandaag())
    ).distinct()
    for wie in wijkmakelaars.order_by("pk"):
        for naam, vraag in LIJSTEN:
            bewaar_filter(door=wie, naam=naam, vraag=vraag)
        _plak_labels(wie)
        _bezoek(wie)
    # After the visits, so that it is new to all of them.
    for wie in wijkmakelaars.order_by("pk"):
        lopend = Initiatief.objects.filter(behandelaar=wie, status=Status.IN_UITVOERING).order_by(
            "-ingediend_op"
        )
        for initiatief in lopend.select_related("indiener")[:NIEUW_PER_PERSOON]:
            if initiatief.indiener:
                plaats_voortgang(initiatief=initiatief, door=initiatief.indiener, tekst=NIEUWS)


def _plak_labels(wie: Gebruiker) -> None:
    for initiatief in Initiatief.objects.filter(behandelaar=wie).openbaar().order_by("pk"):
        for naam, woorden in LABELS:
            if any(woord in initiatief.titel.lower() for woord in woorden):
                plak_label(initiatief=initiatief, door=wie, naam=naam)


def _bezoek(wie: Gebruiker) -> None:
    """Here yesterday until two past five, with everything read but the newest one that waits for an answer."""
    stand = begin = Gebeurtenis.objects.stand()
    gisteren = (timezone.localtime() - timedelta(days=1)).replace(hour=17, minute=2, second=0, microsecond=0)
    nieuwste = (
        Initiatief.objects.filter(behandelaar=wie, status=Status.INGEDIEND, laatste__isnull=False)
        .order_by("-laatste_op", "-pk")
        .first()
    )
    if nieuwste and nieuwste.laatste_id:
        # The list of what is new counts from the first visit on, so that lay before it; all else has been read.
        begin = nieuwste.laatste_id - 1
        gelezen = Initiatief.objects.in_werkbank_van(wie).filter(laatste__gt=begin).exclude(pk=nieuwste.pk)
        Gelezen.objects.bulk_create(
            Gelezen(gebruiker=wie, initiatief=initiatief, tot=stand) for initiatief in gelezen
        )
    Werkbankbezoek.objects.create(
        gebruiker=wie, begin=begin, vorige_op=None, laatste_op=gisteren, laatste_stand=stand
    )
