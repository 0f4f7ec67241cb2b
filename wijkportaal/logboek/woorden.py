"""A line of the log in plain Dutch: who, what, which, and what it was before and is now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.models import Initiatief
from kern.geschiedenis import ANDERS, ERBIJ, INGELOGD, PERSOON, WEG
from kern.models import Gebruiker
from kern.profiel import profiel
from rollen.mensen import collegas
from rollen.models import Rol, Rolvervulling, Vakafdeling
from wijken.models import Wijk
from wijkportaal.logboek.lezen import Regel

LEEG = "–"
# What somebody read, by the word with which `kern.inzage.noteer` is called.
GELEZEN: dict[str, Any] = {
    "initiatief": gettext_lazy("initiatief"),
    "werklijst": gettext_lazy("de werklijst met namen"),
    "deelnemers": gettext_lazy("wie er meedoet aan initiatief"),
    "melding": gettext_lazy("een melding bij initiatief"),
    "mensen": gettext_lazy("de lijst van mensen in het beheer"),
    "mens": gettext_lazy("de gegevens van persoon"),
    "logboek": gettext_lazy("het logboek"),
    "logboek-zoeken": gettext_lazy("in het logboek namen van mensen"),
    "logboek-bestand": gettext_lazy("het logboek als bestand"),
}
DAAD: dict[str, Any] = {
    ERBIJ: gettext_lazy("maakte"),
    ANDERS: gettext_lazy("veranderde"),
    WEG: gettext_lazy("verwijderde"),
    PERSOON: gettext_lazy("veranderde persoonsgegevens in"),
    INGELOGD: gettext_lazy("logde in met"),
}


@dataclass(frozen=True)
class Verschil:
    """One field: its name, and its value before and after."""

    veld: str
    eerder: str
    nu: str


@dataclass(frozen=True)
class Zin:
    """One line as the auditor reads it; the numbers are there to ask further."""

    wanneer: datetime
    wie: str
    door: int | None
    daad: str
    ding: str
    van: str  # the person it is about
    over: int | None
    soort: str  # the name of the table
    nummer: int | None  # of the thing
    kenmerk: str
    verschillen: Sequence[Verschil]
    verzoek: str
    route: str
    reden: str
    is_inzage: bool

    @property
    def kort(self) -> str:
        """ "tot: – → 1 maart 2027", for a list and a file."""
        return "; ".join(
            f"{v.veld}: {v.eerder} → {v.nu}" if v.eerder else f"{v.veld}: {v.nu}" for v in self.verschillen
        )


@dataclass(frozen=True)
class Namen:
    """What the numbers in some lines stand for. Residents stay numbers: who needs a name looks that person up."""

    mensen: Mapping[int, str]
    kenmerken: Mapping[int, str]
    wijken: Mapping[int, str]
    afdelingen: Mapping[int, str]

    def mens(self, nummer: int | None) -> str:
        if nummer is None:
            return ""
        return self.mensen.get(nummer) or _("persoon %(nummer)s") % {"nummer": nummer}

    def van(self, model: type[models.Model] | None, nummer: Any) -> str:
        """What this row of another table is called."""
        if model is Gebruiker:
            return self.mens(nummer)
        if model is Initiatief:
            return self.kenmerken.get(nummer) or str(nummer)
        if model is Wijk:
            return self.wijken.get(nummer) or str(nummer)
        if model is Vakafdeling:
            return self.afdelingen.get(nummer) or str(nummer)
        return str(nummer)


def als_zinnen(regels: Sequence[Regel]) -> list[Zin]:
    """Lines in words. Asks four times what the numbers in them stand for, however many there are."""
    namen = _namen(regels)
    return [_zin(regel, namen) for regel in regels]


def soortnaam(model: type[models.Model]) -> str:
    if model is Rolvervulling:
        return _("rol")
    return str(model._meta.verbose_name)


def _namen(regels: Iterable[Regel]) -> Namen:
    mensen: set[int] = set()
    initiatieven: set[int] = set()
    for regel in regels:
        mensen |= {regel.door} if regel.door else set()
        if regel.over and (regel.bron.is_inzage or regel.bron.model is Gebruiker):
            mensen.add(regel.over)
        if regel.over and regel.bron.model is Initiatief:
            initiatieven.add(regel.over)
        for veld in () if regel.bron.is_inzage else regel.bron.velden:
            waarden = (regel.nu.get(veld.attname), regel.eerder.get(veld.attname))
            nummers = [nummer for nummer in waarden if nummer is not None]
            if veld.related_model is Gebruiker:
                mensen.update(nummers)
            elif veld.related_model is Initiatief:
                initiatieven.update(nummers)
    return Namen(
        mensen={mens.pk: str(mens) for mens in collegas().filter(pk__in=mensen)},
        kenmerken={
            pk: kenmerk
            for pk, kenmerk in Initiatief.objects.filter(pk__in=initiatieven).values_list("pk", "kenmerk")
            if kenmerk
        },
        wijken=dict(Wijk.objects.values_list("pk", "naam")),
        afdelingen=dict(Vakafdeling.objects.values_list("pk", "naam")),
    )


def _zin(regel: Regel, namen: Namen) -> Zin:
    wie = namen.mens(regel.door) or _zonder_mens(regel.context)
    gedeeld: dict[str, Any] = {
        "wanneer": regel.wanneer,
        "wie": wie,
        "door": regel.door,
        "soort": regel.bron.naam,
        "verzoek": regel.context.get("verzoek") or "",
        "route": regel.context.get("route") or "",
        "reden": str(regel.context.get("reden") or ""),
        "is_inzage": regel.bron.is_inzage,
    }
    if regel.bron.is_inzage:
        sleutel = regel.nu.get("sleutel") or ""
        is_mens = regel.wat == "mens"
        return Zin(
            **gedeeld,
            daad=_("las"),
            ding=" ".join(filter(None, (str(GELEZEN.get(regel.wat, regel.wat)), "" if is_mens else sleutel))),
            van=namen.mens(regel.over),
            over=regel.over,
            nummer=None,
            kenmerk=sleutel if not is_mens else "",
            verschillen=(),
        )
    model = regel.bron.model
    kenmerk = namen.kenmerken.get(regel.over or 0, "") if model is Initiatief else ""
    over = _over(regel)
    account = model is Gebruiker
    zelf = regel.wat == INGELOGD and over == regel.door  # not who it was twice in one line
    ding = _("het account van") if account else f"{soortnaam(model)} {kenmerk or regel.over}"
    return Zin(
        **gedeeld,
        daad=_("logde in") if zelf else str(DAAD.get(regel.wat, regel.wat)),
        ding="" if zelf else ding,
        van="" if zelf else namen.mens(over),
        over=None if zelf else over,
        nummer=None if account else regel.over,
        kenmerk=kenmerk,
        verschillen=_verschillen(regel, namen),
    )


def _over(regel: Regel) -> int | None:
    """The one person the thing is about, when there is one."""
    if regel.bron.model is Gebruiker:
        return regel.over
    for naam in ("gebruiker_id", "indiener_id"):
        if regel.nu.get(naam):
            return int(regel.nu[naam])
    return None


def _zonder_mens(context: Mapping[str, Any]) -> str:
    if taak := context.get("taak"):
        return _("Het portaal zelf (taak %(naam)s)") % {"naam": taak}
    if opdracht := context.get("opdracht"):
        return _("Iemand op de server (opdracht %(naam)s)") % {"naam": opdracht}
    if context.get("verzoek"):
        return _("Iemand zonder account")
    return _("Rechtstreeks in de database")


def _verschillen(regel: Regel, namen: Namen) -> list[Verschil]:
    """What changed; for what came or went every value that it has."""
    anders = regel.wat in (ANDERS, PERSOON, INGELOGD)
    gevonden = []
    for veld in regel.bron.velden:
        nu, eerder = regel.nu.get(veld.attname), regel.eerder.get(veld.attname)
        naam = str(veld.verbose_name)
        if anders and regel.eerder and nu != eerder:
            gevonden.append(Verschil(naam, _waarde(veld, eerder, namen), _waarde(veld, nu, namen)))
        elif not anders and nu not in (None, "", [], {}):
            gevonden.append(Verschil(naam, "", _waarde(veld, nu, namen)))
    return gevonden


def _waarde(veld: Any, waarde: Any, namen: Namen) -> str:
    """A value in words: a name for a number, a date as people write it."""
    if waarde is None or waarde in ("", []):
        return LEEG
    if isinstance(waarde, list):
        return ", ".join(str(deel) for deel in waarde)
    if veld.related_model is not None:
        return namen.van(veld.related_model, waarde)
    if veld.name == "rol" and waarde in Rol.values:
        return profiel().roltitel(waarde)
    if veld.choices:
        return str(dict(veld.flatchoices).get(waarde, waarde))
    if isinstance(waarde, bool):
        return _("ja") if waarde else _("nee")
    if isinstance(veld, models.DateTimeField) and (moment := parse_datetime(str(waarde))):
        return date_format(timezone.localtime(moment), "j F Y H:i")
    if isinstance(veld, models.DateField) and (dag := parse_date(str(waarde))):
        return date_format(dag, "j F Y")
    return str(waarde)
