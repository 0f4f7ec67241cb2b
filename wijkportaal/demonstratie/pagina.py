"""What residents did after submission: news with photos, a corrected text, a request to go on.

These happen today, so the services themselves do them. What was promised is computed for every initiative, with the
terms of the profile; whether it was kept follows from its history.
"""

from django.utils import timezone

from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.fotos import Fotowijziging, NieuweFoto, wijzig_nieuwsfotos
from initiatieven.services.heropenen import vraag_heropenen
from initiatieven.services.nieuws import plaats_nieuws
from initiatieven.services.wijzigen import wijzig_tekst
from kern.fotos import verwerk
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen
from wijkportaal.demonstratie.initiatieven import BESCHRIJVINGEN
from wijkportaal.demonstratie.tekenen import teken


def laat_bewoners_vertellen(initiatieven: dict[str, Initiatief]) -> None:
    """What the pages of these initiatives show beside their history; a story that is not there is left out."""
    _beloof()
    if repareren := initiatieven.get("Repareren in plaats van weggooien"):
        assert repareren.indiener is not None
        plaats_nieuws(
            initiatief=repareren,
            door=repareren.indiener,
            tekst="Zaterdag waren we met achtendertig. Het wijkcentrum is te klein, zo druk was het.",
            fotos=[_foto("werkplaats", "middag"), _foto("tafel", "middag")],
        )
    if leeskast := initiatieven.get("Een leeskast op de hoek"):
        assert leeskast.indiener is not None
        zelf = "Mijn man bouwde de kast. De buurvrouw, haar zoon en ik houden hem netjes."
        wijzig_tekst(initiatief=leeskast, door=leeskast.indiener, antwoorden={"eigen_bijdrage": zelf})
    if speeldag := initiatieven.get("De straatspeeldag is weer terug"):
        gelukt = speeldag.gebeurtenissen.get(soort=Gebeurtenis.Soort.GEREALISEERD)
        assert gelukt.door is not None
        fotos = Fotowijziging(erbij=[_foto("veld", "middag"), _foto("speeltuin", "middag")])
        wijzig_nieuwsfotos(gebeurtenis=gelukt, door=gelukt.door, wijziging=fotos)
    if aed := initiatieven.get("Een AED waar iedereen bij kan"):
        assert aed.indiener is not None
        reden = (
            "De batterij is bijna leeg en niemand weet wie hem vervangt. Zo is de AED er straks voor niets."
        )
        vraag_heropenen(initiatief=aed, door=aed.indiener, reden=reden)


def _beloof() -> None:
    """The dates that were promised on the day each was submitted."""
    termijnen = profiel().termijnen
    for initiatief in Initiatief.objects.openbaar().filter(reactie_uiterlijk=None):
        assert initiatief.ingediend_op is not None  # by constraint
        dag = timezone.localdate(initiatief.ingediend_op)
        initiatief.reactie_uiterlijk = plus_werkdagen(dag, termijnen.eerste_reactie)
        initiatief.besluit_uiterlijk = plus_werkdagen(dag, termijnen.route)
        initiatief.save(update_fields=["reactie_uiterlijk", "besluit_uiterlijk"])


def _foto(onderwerp: str, licht: str) -> NieuweFoto:
    return NieuweFoto(verwerk(teken(onderwerp, licht)), BESCHRIJVINGEN[onderwerp])
