"""What happened to an initiative, in a few words: for the mails to followers and the feeds."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief, Ritme

Soort = Gebeurtenis.Soort

TITEL = 60  # characters of a title in a subject: what a phone shows, with room for what happened
# Public lines that are no news to who follows it.
GEEN_NIEUWS = (Soort.VERBORGEN,)

# How often, inside a sentence.
HOE_VAAK = {
    Ritme.DIRECT: gettext_lazy("meteen"),
    Ritme.DAG: gettext_lazy("één keer per dag"),
    Ritme.WEEK: gettext_lazy("één keer per week"),
}

# %(wie)s is who did it, as the public page names them.
WAT = {
    Soort.INGEDIEND: gettext_lazy("%(wie)s begint dit"),
    Soort.REACTIE: gettext_lazy("%(wie)s reageerde"),
    Soort.ROUTE: gettext_lazy("de gemeente besloot hoe het verder gaat"),
    Soort.VRAAG: gettext_lazy("%(wie)s stelde een vraag"),
    Soort.ANTWOORD: gettext_lazy("%(wie)s gaf antwoord"),
    Soort.VOORTGANG: gettext_lazy("%(wie)s vertelt hoe het gaat"),
    Soort.DOORGELEID: gettext_lazy("een afdeling van de gemeente kijkt ernaar"),
    Soort.OVERGEDRAGEN: gettext_lazy("er is een andere contactpersoon"),
    Soort.GEREALISEERD: gettext_lazy("het is gelukt"),
    Soort.GESTOPT: gettext_lazy("het is gestopt"),
    Soort.NIET_PASSEND: gettext_lazy("het kan niet doorgaan"),
    Soort.NOTITIE: gettext_lazy("er is iets bij geschreven"),
    Soort.TERMIJN: gettext_lazy("de afgesproken datum is voorbij"),
    Soort.GEEN_REACTIE: gettext_lazy("er kwam geen antwoord"),
    Soort.UITGEZET: gettext_lazy("een andere organisatie kijkt ernaar"),
    Soort.TERUG: gettext_lazy("de gemeente gaat er weer mee verder"),
    Soort.WACHT: gettext_lazy("het wacht op een beter moment"),
    Soort.GEWIJZIGD: gettext_lazy("de tekst is aangepast"),
    Soort.SAMENGEVOEGD: gettext_lazy("een ander initiatief gaat hier verder"),
    Soort.LOSGEMAAKT: gettext_lazy("twee initiatieven gaan weer apart verder"),
    Soort.GESPLITST: gettext_lazy("een deel gaat apart verder"),
    Soort.VERHUISD: gettext_lazy("het hoort nu bij een andere wijk"),
    Soort.HEROPENVERZOEK: gettext_lazy("gevraagd is om verder te gaan"),
    Soort.HEROPEND: gettext_lazy("het gaat weer verder"),
    Soort.NIET_HEROPEND: gettext_lazy("het blijft afgerond"),
    Soort.SCHURING: gettext_lazy("een wens botst met een regel"),
    Soort.BETROKKEN: gettext_lazy("iemand doet mee"),
    Soort.VERBORGEN: gettext_lazy("er is iets verborgen"),
}


def wie(gebeurtenis: Gebeurtenis) -> str:
    """Who did it, as the public page names them: staff by name, a resident only when they chose so."""
    if gebeurtenis.namens:
        return str(gebeurtenis.door)
    if gebeurtenis.afzender:
        return gebeurtenis.afzender
    if gebeurtenis.door_id is None:
        return _("het Wijkportaal")
    if gebeurtenis.door_id == gebeurtenis.initiatief.indiener_id:
        return gebeurtenis.initiatief.indiener_openbaar
    return _("Een inwoner")


def wat(gebeurtenis: Gebeurtenis) -> str:
    """What happened: "Amina de Wit reageerde"."""
    if gebeurtenis.naar_status == Status.SAMENGEVOEGD:
        return _("het gaat verder in een ander initiatief")
    return str(WAT[Soort(gebeurtenis.soort)]) % {"wie": wie(gebeurtenis)}


def kort(initiatief: Initiatief) -> str:
    """Its title, cut where a subject becomes too long to read."""
    return Truncator(initiatief.titel).chars(TITEL)


def onderwerp(gebeurtenis: Gebeurtenis) -> str:
    """The subject of a mail about it: "Nieuws over “Een buurttuin”: Amina de Wit reageerde"."""
    initiatief = gebeurtenis.initiatief
    titel = kort(initiatief)
    if gebeurtenis.soort == Soort.INGEDIEND:
        return _("Nieuw in %(wijk)s: %(titel)s") % {"wijk": initiatief.wijk, "titel": titel}
    return _("Nieuws over “%(titel)s”: %(wat)s") % {"titel": titel, "wat": wat(gebeurtenis)}
