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
from initiatieven.forms.heropenen import HeropenenForm
from initiatieven.forms.schuringen import SchuringForm
from initiatieven.forms.uitvragen import AntwoordInwonerForm, DerdeForm, TerughalenForm, WachtenForm
from initiatieven.forms.verplaatsen import (
    LosmakenForm,
    OvernemenForm,
    SamenvoegenForm,
    SplitsenForm,
    VerhuizenForm,
)
from initiatieven.models import Gebeurtenis
from initiatieven.services import (
    behandelen,
    gesprek,
    heropenen,
    samenvoegen,
    schuren,
    splitsen,
    uitvragen,
    verhuizen,
    wachten,
)

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
    "antwoord-inwoner": Actie(
        gettext_lazy("Schrijf op wat de inwoner antwoordde"),
        gettext_lazy("Voor een inwoner die belde, langskwam of schreef. Daarna bent u weer aan zet."),
        TRIAGEREN,
        AntwoordInwonerForm,
        gesprek.noteer_antwoord,
    ),
    "derde": Actie(
        gettext_lazy("Vraag een andere organisatie"),
        gettext_lazy(
            "Bijvoorbeeld de woningcorporatie, het waterschap of de politie. Zij antwoorden met een link, zonder "
            "account. Hun antwoord komt bij u; u vertelt het de inwoner."
        ),
        TRIAGEREN,
        DerdeForm,
        uitvragen.vraag_derde,
    ),
    "terughalen": Actie(
        gettext_lazy("Haal de vraag terug"),
        gettext_lazy("Wie u het vroeg, hoort dat het niet meer nodig is. U bent weer aan zet."),
        TRIAGEREN,
        TerughalenForm,
        uitvragen.haal_terug,
    ),
    "wachten": Actie(
        gettext_lazy("Wacht op een beter moment"),
        gettext_lazy("Het initiatief rust tot een dag die u kiest. Dan komt het vanzelf bij u terug."),
        TRIAGEREN,
        WachtenForm,
        wachten.wacht,
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
    "overnemen": Actie(
        gettext_lazy("Neem zelf over"),
        gettext_lazy("U wordt de contactpersoon. De inwoner en uw collega horen het. De datum blijft staan."),
        TRIAGEREN,
        OvernemenForm,
        behandelen.neem_over,
    ),
    "verhuizen": Actie(
        gettext_lazy("Verhuis naar een andere wijk"),
        gettext_lazy(
            "De mensen van die wijk gaan ermee verder, met een nieuwe termijn. Wat wij de inwoner beloofden, "
            "blijft staan."
        ),
        TRIAGEREN,
        VerhuizenForm,
        verhuizen.verhuis,
    ),
    "samenvoegen": Actie(
        gettext_lazy("Voeg samen met een ander"),
        gettext_lazy(
            "Dit initiatief gaat verder in een ander. Wie het volgt, steunt of meedoet gaat mee, en wie het begon "
            "hoort daar bij de beginners. Beide pagina's blijven staan. U kunt het later weer losmaken."
        ),
        TRIAGEREN,
        SamenvoegenForm,
        samenvoegen.voeg_samen,
    ),
    "losmaken": Actie(
        gettext_lazy("Maak weer los"),
        gettext_lazy(
            "Dit initiatief krijgt weer een eigen behandelaar en een datum. Wie meeging, hoort weer alleen hier."
        ),
        TRIAGEREN,
        LosmakenForm,
        samenvoegen.maak_los,
    ),
    "splitsen": Actie(
        gettext_lazy("Splits in twee"),
        gettext_lazy(
            "Een deel wordt een nieuw initiatief van dezelfde inwoner, met een eigen kenmerk en eigen termijnen. "
            "De foto's en de plek blijven hier. Wie dit volgt, volgt daarna beide."
        ),
        TRIAGEREN,
        SplitsenForm,
        splitsen.splits,
    ),
    "schuring": Actie(
        gettext_lazy("Hier schuurt het"),
        gettext_lazy(
            "Leg vast waar de wens en een regel botsen. Het begint op de onderste trede van de ladder, met een "
            "datum."
        ),
        "schuringen.behandelen",
        SchuringForm,
        schuren.open_schuring,
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
    "heropenen": Actie(
        gettext_lazy("Ga verder of niet"),
        gettext_lazy(
            "U beslist of wij verdergaan met dit initiatief. Zo ja, dan krijgt het weer een behandelaar en een "
            "datum."
        ),
        TRIAGEREN,
        HeropenenForm,
        heropenen.beslis_heropenen,
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
