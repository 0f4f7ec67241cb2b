"""The mails about a line of the timeline: what happened, the text itself, and who is aan zet until when."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.models import Gebeurtenis, Initiatief
from kern.mail import zet_klaar
from kern.models import Gebruiker, Mail

Soort = Gebeurtenis.Soort

# The subject says what happened. %(wie)s is who did it, %(titel)s the initiative.
AAN_INDIENER = {
    Soort.REACTIE: gettext_lazy("%(wie)s reageert op uw initiatief: %(titel)s"),
    Soort.ROUTE: gettext_lazy("Zo gaan we verder met uw initiatief: %(titel)s"),
    Soort.DOORGELEID: gettext_lazy("Een afdeling van de gemeente bekijkt uw initiatief: %(titel)s"),
    Soort.VRAAG: gettext_lazy("%(wie)s heeft een vraag over uw initiatief: %(titel)s"),
    Soort.ANTWOORD: gettext_lazy("Antwoord van de gemeente over uw initiatief: %(titel)s"),
    Soort.VOORTGANG: gettext_lazy("Nieuws over uw initiatief: %(titel)s"),
    Soort.OVERGEDRAGEN: gettext_lazy("U krijgt een andere contactpersoon voor uw initiatief: %(titel)s"),
    Soort.GEREALISEERD: gettext_lazy("Uw initiatief is gelukt: %(titel)s"),
    Soort.GESTOPT: gettext_lazy("Uw initiatief is gestopt: %(titel)s"),
    Soort.NIET_PASSEND: gettext_lazy("Uw initiatief kan niet doorgaan: %(titel)s"),
    Soort.TERMIJN: gettext_lazy("Wij wachten nog op u bij uw initiatief: %(titel)s"),
    Soort.GEEN_REACTIE: gettext_lazy("Wij gaan verder zonder uw antwoord: %(titel)s"),
    Soort.UITGEZET: gettext_lazy("Wij vroegen een andere organisatie om antwoord: %(titel)s"),
    Soort.TERUG: gettext_lazy("Wij gaan weer verder met uw initiatief: %(titel)s"),
    Soort.WACHT: gettext_lazy("Uw initiatief wacht op een beter moment: %(titel)s"),
    Soort.SAMENGEVOEGD: gettext_lazy("Twee initiatieven gaan samen verder: %(titel)s"),
    Soort.LOSGEMAAKT: gettext_lazy("Twee initiatieven gaan weer apart verder: %(titel)s"),
    Soort.GESPLITST: gettext_lazy("Een deel van uw initiatief gaat apart verder: %(titel)s"),
    Soort.VERHUISD: gettext_lazy("Een andere wijk gaat verder met uw initiatief: %(titel)s"),
    Soort.GEWIJZIGD: gettext_lazy("De tekst van uw initiatief is aangepast: %(titel)s"),
    Soort.HEROPENVERZOEK: gettext_lazy("Gevraagd om verder te gaan met uw initiatief: %(titel)s"),
    Soort.HEROPEND: gettext_lazy("Wij gaan verder met uw initiatief: %(titel)s"),
    Soort.NIET_HEROPEND: gettext_lazy("Uw initiatief blijft afgerond: %(titel)s"),
    Soort.SCHURING: gettext_lazy("Hier schuurt het en wij zoeken een oplossing: %(titel)s"),
}
AAN_MEDEWERKER = {
    Soort.DOORGELEID: gettext_lazy("Uw afdeling is aan zet: %(titel)s"),
    Soort.ANTWOORD: gettext_lazy("Antwoord van %(wie)s: %(titel)s"),
    Soort.VOORTGANG: gettext_lazy("Nieuws van %(wie)s: %(titel)s"),
    Soort.OVERGEDRAGEN: gettext_lazy("Een andere behandelaar voor: %(titel)s"),
    Soort.GEREALISEERD: gettext_lazy("Gelukt: %(titel)s"),
    Soort.GESTOPT: gettext_lazy("Gestopt: %(titel)s"),
    Soort.TERMIJN: gettext_lazy("De afgesproken datum is voorbij: %(titel)s"),
    Soort.GEEN_REACTIE: gettext_lazy("Geen antwoord van de inwoner: %(titel)s"),
    Soort.UITGEZET: gettext_lazy("Naar een andere organisatie: %(titel)s"),
    Soort.TERUG: gettext_lazy("Terug bij u: %(titel)s"),
    Soort.WACHT: gettext_lazy("Wacht op een beter moment: %(titel)s"),
    Soort.SAMENGEVOEGD: gettext_lazy("Twee initiatieven gaan samen verder: %(titel)s"),
    Soort.LOSGEMAAKT: gettext_lazy("Twee initiatieven gaan weer apart verder: %(titel)s"),
    Soort.GESPLITST: gettext_lazy("Een nieuw initiatief uit een ander: %(titel)s"),
    Soort.VERHUISD: gettext_lazy("Naar een andere wijk: %(titel)s"),
    Soort.GEWIJZIGD: gettext_lazy("De bewoners pasten de tekst aan: %(titel)s"),
    Soort.HEROPENVERZOEK: gettext_lazy("Dit is niet af, zeggen de bewoners: %(titel)s"),
    Soort.HEROPEND: gettext_lazy("Weer geopend: %(titel)s"),
}


def aan_indiener(gebeurtenis: Gebeurtenis, *, bij: Gebeurtenis | None = None) -> None:
    """Tell the residents who started it, except the one who did this.

    `bij` is the line whose mails these are part of, when one act writes several lines: everybody gets one mail.
    """
    for bewoner in beginners_van(gebeurtenis.initiatief):
        _bericht(gebeurtenis, bewoner, "bericht_indiener", AAN_INDIENER[Soort(gebeurtenis.soort)], bij)


def beginners_van(initiatief: Initiatief) -> list[Gebruiker]:
    """Who started it: the indiener, and those who did so together with the indiener. Everybody once."""
    mede = Gebruiker.objects.filter(is_active=True, betrokken_bij__in=initiatief.betrokkenen.mede())
    alleen = [initiatief.indiener] if initiatief.indiener else []
    return list(dict.fromkeys([*alleen, *mede.order_by("pk")]))


def aan_medewerker(
    gebeurtenis: Gebeurtenis, *medewerkers: Gebruiker | None, bij: Gebeurtenis | None = None
) -> None:
    """Tell these people of the municipality; whoever is named twice is told once. `bij`: see `aan_indiener`."""
    for medewerker in dict.fromkeys(medewerkers):
        if medewerker != gebeurtenis.initiatief.indiener:  # who is mailed as a resident already
            onderwerp = AAN_MEDEWERKER[Soort(gebeurtenis.soort)]
            _bericht(gebeurtenis, medewerker, "bericht_medewerker", onderwerp, bij)


def voorbeeld(doe: Callable[[], Gebeurtenis]) -> list[Mail]:
    """The mails that an act would send: does it, reads the outbox and takes everything back.

    So the preview is the mail itself, and what would be refused is refused before anybody presses "send". Raises
    what `doe` raises.
    """
    with transaction.atomic():
        mails = list(Mail.objects.filter(sleutel__startswith=sleutel_van(doe())).order_by("id"))
        transaction.set_rollback(True)
    return mails


def sleutel_van(gebeurtenis: Gebeurtenis) -> str:
    """What the keys of all mails about this Gebeurtenis begin with."""
    return f"gebeurtenis-{gebeurtenis.pk}-"


def _bericht(
    gebeurtenis: Gebeurtenis,
    ontvanger: Gebruiker | None,
    sjabloon: str,
    onderwerp: Any,
    bij: Gebeurtenis | None,
) -> None:
    if ontvanger is None:
        return
    initiatief = gebeurtenis.initiatief
    is_indiener = gebeurtenis.door_id is not None and gebeurtenis.door_id == initiatief.indiener_id
    wie = gebeurtenis.afzender or str(gebeurtenis.door or _("het portaal"))
    zet_klaar(
        sleutel=f"{sleutel_van(bij or gebeurtenis)}{ontvanger.pk}",
        sjabloon=f"initiatieven/mail/{sjabloon}",
        ontvanger=ontvanger,
        door=gebeurtenis.door,
        onderwerp=onderwerp % {"wie": wie, "titel": initiatief.titel},
        initiatief=initiatief,
        gebeurtenis=gebeurtenis,
        door_indiener=is_indiener,
    )
