"""Which next step an initiative asks of the municipality, and which acts its status allows."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import BIJ_ANDEREN, AanZet, Route, Status
from initiatieven.models import Initiatief
from kern.templatetags.kern import datum

S = Status
# Act (its word in the address) → the statuses in which it makes sense. The services check it once more.
BIJ_STATUS: dict[str, tuple[Status, ...]] = {
    "reactie": (S.INGEDIEND,),
    "aanpak": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "antwoord": (S.IN_BEHANDELING,),
    "uitvoering": (S.IN_BEHANDELING, S.WACHT_OP_INDIENER),
    "vraag": (S.INGEDIEND, S.IN_BEHANDELING, S.IN_UITVOERING),
    "antwoord-inwoner": (S.WACHT_OP_INDIENER,),
    "derde": (S.INGEDIEND, S.IN_BEHANDELING, S.IN_UITVOERING),
    "terughalen": (S.IN_BEHANDELING, S.IN_UITVOERING),
    "wachten": (S.INGEDIEND, S.IN_BEHANDELING, S.IN_UITVOERING),
    "nieuws": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "gelukt": (S.IN_UITVOERING,),
    "overdragen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "overnemen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "verhuizen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "samenvoegen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER),
    "losmaken": (S.SAMENGEVOEGD,),
    "splitsen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "schuring": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "niet-passend": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER),
    "stoppen": (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING),
    "heropenen": (S.GEREALISEERD, S.GESTOPT, S.NIET_PASSEND),
    "notitie": tuple(status for status in S if status not in (S.CONCEPT, S.TE_BEVESTIGEN)),
}


# The acts as a person thinks of them: to talk, to decide, to pass it on, to put it in order.
GROEPEN: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Antwoorden"), ("reactie", "vraag", "antwoord", "antwoord-inwoner", "nieuws")),
    (
        gettext_lazy("Besluiten"),
        ("aanpak", "uitvoering", "gelukt", "wachten", "heropenen", "niet-passend", "stoppen"),
    ),
    (gettext_lazy("Doorgeven"), ("overdragen", "overnemen", "derde", "terughalen", "verhuizen")),
    (gettext_lazy("Opruimen"), ("samenvoegen", "losmaken", "splitsen")),
    (gettext_lazy("Vastleggen"), ("notitie", "schuring")),
)


@dataclass(frozen=True)
class Stap:
    """The one thing to do now: `actie` (empty when there is only waiting) and why, in a sentence."""

    actie: str
    zin: str


def volgende_stap(initiatief: Initiatief, vandaag: date) -> Stap:
    """What to do first with this initiative today, from its state alone."""
    te_laat = initiatief.uiterlijk is not None and initiatief.uiterlijk < vandaag
    wie = {"wie": initiatief.aan_zet_persoon or ""}
    if initiatief.samengevoegd_met is not None:
        titel = initiatief.gaat_verder_in.titel
        return Stap(
            "", _("Dit gaat verder in “%(titel)s”. Klopt dat niet? Maak het weer los.") % {"titel": titel}
        )
    if not initiatief.is_open:
        return _na_de_afronding(initiatief)
    if initiatief.status == S.INGEDIEND:
        return Stap("reactie", _("Laat de inwoner weten dat u het gelezen heeft en wat u ervan vindt."))
    if initiatief.wacht_tot is not None:
        dag = date_format(initiatief.wacht_tot, "l j F Y")
        zin = _("Dit wacht tot %(dag)s. Dan komt het vanzelf terug bij %(wie)s.")
        return Stap("", zin % {"dag": dag, **wie})
    if initiatief.aan_zet == AanZet.DERDE:
        return _bij_een_derde(initiatief, te_laat=te_laat)
    if initiatief.aan_zet == AanZet.VAKAFDELING:
        if te_laat:
            zin = _("De afdeling is te laat met haar antwoord. Vraag ernaar, of kies een andere aanpak.")
            return Stap("antwoord", zin)
        if initiatief.aan_zet_persoon == initiatief.behandelaar:
            zin = _("Wacht op de afdeling %(afdeling)s. Die antwoordt met de link in de mail.")
            return Stap("", zin % {"afdeling": initiatief.aan_zet_afdeling})
        return Stap("antwoord", _("%(wie)s geeft antwoord namens de afdeling.") % wie)
    if initiatief.status == S.WACHT_OP_INDIENER:
        if initiatief.aan_zet_persoon is not None and not initiatief.aan_zet_persoon.email:
            zin = _("%(wie)s krijgt geen mail. Bel of ga langs, en schrijf het antwoord op.") % wie
            return Stap("antwoord-inwoner", zin)
        if not te_laat:
            return Stap("", _("Wacht op het antwoord van %(wie)s.") % wie)
        verder = "nieuws" if initiatief.route else "aanpak"
        return Stap(verder, _("%(wie)s heeft niet geantwoord. Ga verder met wat u weet.") % wie)
    if initiatief.status == S.IN_BEHANDELING:
        if initiatief.route == Route.DOORGELEIDEN:
            return _na_de_afdeling(initiatief)
        return Stap("aanpak", _("Kies hoe wij dit aanpakken en vertel het de inwoner."))
    if initiatief.aan_zet == AanZet.INDIENER:
        if not te_laat:
            return Stap("", _("%(wie)s is bezig. U hoeft nu niets te doen.") % wie)
        return Stap("vraag", _("U hoorde lang niets van %(wie)s. Vraag hoe het gaat.") % wie)
    return Stap("nieuws", _("Vertel de inwoner hoe het ermee staat."))


def _bij_een_derde(initiatief: Initiatief, *, te_laat: bool) -> Stap:
    wie = {"wie": initiatief.aan_zet_derde}
    if te_laat:
        zin = _("%(wie)s is te laat met het antwoord. Vraag ernaar, of haal de vraag terug.") % wie
        return Stap("terughalen", zin)
    return Stap("", _("Wacht op het antwoord van %(wie)s.") % wie)


def _na_de_afdeling(initiatief: Initiatief) -> Stap:
    """It was handed over and came back: with an answer, too late, or because it was taken back."""
    uitvraag = initiatief.uitvragen.filter(afdeling__isnull=False).first()
    if uitvraag is None or uitvraag.beantwoord_op:
        return Stap("uitvoering", _("De afdeling heeft geantwoord. Vertel wat er nu gaat gebeuren."))
    if uitvraag.te_laat_op:
        return Stap("aanpak", _("De afdeling gaf geen antwoord. Vraag ernaar, of kies een andere aanpak."))
    return Stap("aanpak", _("De vraag aan de afdeling is teruggehaald. Kies hoe wij dit nu aanpakken."))


def _na_de_afronding(initiatief: Initiatief) -> Stap:
    verzoek = initiatief.heropenverzoeken.open().select_related("behandelaar").first()
    if verzoek is None:
        return Stap("", _("Dit initiatief is afgerond. Wat leerden wij ervan?"))
    zin = _("De bewoners zeggen dat het niet af is. %(wie)s beslist uiterlijk %(dag)s of wij verdergaan.")
    return Stap("heropenen", zin % {"wie": verzoek.behandelaar, "dag": datum(verzoek.uiterlijk)})


def mogelijk(initiatief: Initiatief) -> list[str]:
    """The acts that fit the state of this initiative, in the order in which they are offered."""
    status, bij_anderen = Status(initiatief.status), initiatief.aan_zet in BIJ_ANDEREN
    past_niet: set[str] = set()
    if initiatief.aan_zet != AanZet.VAKAFDELING:
        past_niet.add("antwoord")
    if not initiatief.route or bij_anderen:
        past_niet.add("uitvoering")
    # Who was asked something answers first, or the question is taken back.
    past_niet |= {"vraag", "derde", "wachten"} if bij_anderen else {"terughalen"}
    return [
        actie for actie, statussen in BIJ_STATUS.items() if status in statussen and actie not in past_niet
    ]
