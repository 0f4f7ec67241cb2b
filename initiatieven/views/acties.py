"""The acts of the werkbank: what each is called, which right and form it asks, and the service that does it.

Which of them fit the state of an initiative is told by `initiatieven.acties`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from initiatieven.forms.acties import (
    AanpakForm,
    ActieForm,
    NietPassendForm,
    NotitieForm,
    OverdragenForm,
    RedenForm,
    TekstForm,
    VraagForm,
)
from initiatieven.models import Gebeurtenis
from initiatieven.services import behandelen, gesprek

TRIAGEREN, BEANTWOORDEN, LEZEN = (
    "initiatieven.triageren",
    "initiatieven.beantwoorden",
    "initiatieven.lezen",
)


@dataclass(frozen=True)
class Actie:
    """One act: its words on the screen, the right it asks, its form and the service that does it."""

    titel: Promise
    uitleg: Promise
    recht: str
    form: type[ActieForm]
    doe: Callable[..., Gebeurtenis]
    mailt: bool = True  # without a mail there is nothing to preview


ACTIES: dict[str, Actie] = {
    "reactie": Actie(
        gettext_lazy("Geef een eerste reactie"),
        gettext_lazy("De inwoner leest uw reactie in een mail en op de pagina van het initiatief."),
        TRIAGEREN,
        TekstForm,
        behandelen.reageer,
    ),
    "aanpak": Actie(
        gettext_lazy("Kies de aanpak"),
        gettext_lazy("U kiest wie dit doet en vertelt het de inwoner. Iedereen kan uw antwoord lezen."),
        TRIAGEREN,
        AanpakForm,
        behandelen.kies_route,
    ),
    "antwoord": Actie(
        gettext_lazy("Antwoord namens de afdeling"),
        gettext_lazy("De inwoner en de behandelaar krijgen uw antwoord. Daarna gaat de behandelaar verder."),
        BEANTWOORDEN,
        TekstForm,
        gesprek.antwoord_afdeling,
    ),
    "uitvoering": Actie(
        gettext_lazy("Begin met de uitvoering"),
        gettext_lazy("Vertel wat er gaat gebeuren en wie het doet."),
        TRIAGEREN,
        TekstForm,
        behandelen.start_uitvoering,
    ),
    "vraag": Actie(
        gettext_lazy("Stel een vraag aan de inwoner"),
        gettext_lazy("De inwoner is daarna aan zet. Iedereen kan uw vraag lezen."),
        TRIAGEREN,
        VraagForm,
        gesprek.stel_vraag,
    ),
    "nieuws": Actie(
        gettext_lazy("Vertel hoe het gaat"),
        gettext_lazy("Kort nieuws houdt mensen betrokken. Iedereen kan het lezen."),
        BEANTWOORDEN,
        TekstForm,
        gesprek.plaats_voortgang,
    ),
    "gelukt": Actie(
        gettext_lazy("Het is gelukt"),
        gettext_lazy("Het initiatief is klaar. Vertel wat er is bereikt en bedank wie meededen."),
        TRIAGEREN,
        TekstForm,
        behandelen.realiseer,
    ),
    "overdragen": Actie(
        gettext_lazy("Draag over aan een collega"),
        gettext_lazy("De inwoner hoort wie de nieuwe contactpersoon is."),
        TRIAGEREN,
        OverdragenForm,
        behandelen.draag_over,
    ),
    "niet-passend": Actie(
        gettext_lazy("Dit kan niet"),
        gettext_lazy("U zegt nee, met de reden en het kader erbij. Het initiatief wordt afgerond."),
        TRIAGEREN,
        NietPassendForm,
        behandelen.verklaar_niet_passend,
    ),
    "stoppen": Actie(
        gettext_lazy("Stop het initiatief"),
        gettext_lazy("Het gaat niet door, bijvoorbeeld omdat de inwoner ervan afziet. Het wordt afgerond."),
        TRIAGEREN,
        RedenForm,
        behandelen.stop,
    ),
    "notitie": Actie(
        gettext_lazy("Schrijf een notitie"),
        gettext_lazy("Voor uzelf en uw collega's."),
        LEZEN,
        NotitieForm,
        behandelen.noteer,
        mailt=False,
    ),
}
