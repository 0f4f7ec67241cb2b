"""All that the portal knows of one person, floor by floor: for the page and for the file to take along."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agendas import gegevens as agendas
from budgetten import gegevens as budgetten
from initiatieven import gegevens as initiatieven
from initiatieven.models import Foto, Initiatief
from kern import gegevens as kern
from kern.fotos import breedtes_voor, open_bestand
from kern.gegevens import Onderwerp
from kern.models import Adreswijziging, Gebruiker
from kern.profiel import profiel
from kern.register import hoe_lang
from kern.wissen import Sporen, sporen_van
from kern.zipstroom import STUK
from rapportages import gegevens as rapportages
from rollen import gegevens as rollen

VERSIE = 1  # of the shape of gegevens.json; goes up when a reader must change
OP_DE_PAGINA = 10  # of each subject; the file holds all
ADRES = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
IEMAND = "[iemand anders]"

# The order of the page and of the file.
VOLGORDE = (
    *("account", "initiatieven", "verzoeken_om_verder_te_gaan", "steunen_en_meedoen", "reacties"),
    *("geschreven_bij_anderen", "meldingen", "volgen", "nog_te_bevestigen", "op_de_agenda", "afspraken"),
    *("geld", "leerpunten", "mails", "rollen", "visitekaart", "eigen_lijsten", "genoemd_door_collegas"),
    *("ingelogd_op", "ingezien"),
)


@dataclass(frozen=True)
class Deel:
    """One subject as the page shows it, with how long it stays in words."""

    sleutel: str
    onderwerp: Onderwerp
    bewaard: str

    @property
    def meer(self) -> int:
        """How many more there are than the page shows."""
        return self.onderwerp.aantal - len(self.onderwerp.rijen)


def alles_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Every subject of every floor, in the order of the page. A fixed number of queries."""
    alles: dict[str, Onderwerp] = {}
    for vloer in (kern, rollen, initiatieven, agendas, budgetten, rapportages):
        alles |= vloer.gegevens_van(gebruiker, hoogstens=hoogstens)
    return {sleutel: alles.pop(sleutel) for sleutel in VOLGORDE} | alles


def delen_van(gebruiker: Gebruiker) -> list[Deel]:
    """What the page shows; a subject of which there is nothing is left out."""
    termijnen = profiel().bewaartermijnen
    return [
        Deel(sleutel, onderwerp, hoe_lang(onderwerp.bewaren, getattr(termijnen, onderwerp.bewaren)))
        for sleutel, onderwerp in alles_van(gebruiker, hoogstens=OP_DE_PAGINA).items()
        if onderwerp.aantal
    ]


def bestanden_van(gebruiker: Gebruiker) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the zip. All that is asked of the database is asked before the first is read."""
    fotos = initiatieven.eigen_fotos(gebruiker)
    onderwerpen = alles_van(gebruiker)
    schoon = _zonder_anderen(gebruiker)
    namen = {foto.pk: _fotonaam(foto) for foto in fotos}
    inhoud = {
        "versie": VERSIE,
        "gemeente": profiel().gemeente.naam,
        "gemaakt_op": timezone.now(),
        "bewaard": {
            sleutel: hoe_lang(o.bewaren, getattr(profiel().bewaartermijnen, o.bewaren))
            for sleutel, o in onderwerpen.items()
        },
        **{sleutel: o.rijen for sleutel, o in onderwerpen.items()},
        "fotos": [
            {
                _("bestand"): namen[foto.pk],
                _("initiatief"): foto.initiatief.kenmerk or "",
                _("wat erop staat"): foto.beschrijving,
                _("toegevoegd"): foto.toegevoegd,
            }
            for foto in fotos
        ],
    }
    tekst = json.dumps(_als_json(inhoud, schoon), ensure_ascii=False, indent=2)
    yield "LEESMIJ.txt", [_leesmij().encode()]
    yield "gegevens.json", [tekst.encode()]
    for foto in fotos:
        bestand = open_bestand(foto.sleutel, breedtes_voor(foto.breedte)[-1])
        if bestand is not None:
            yield namen[foto.pk], _stukken(bestand)


def _stukken(bestand: IO[bytes]) -> Iterator[bytes]:
    with bestand:
        while stuk := bestand.read(STUK):
            yield stuk


def _fotonaam(foto: Foto) -> str:
    return f"fotos/{foto.initiatief.kenmerk or 'concept'}-{foto.pk}.webp"


def _als_json(waarde: Any, schoon: "_Zeef") -> Any:
    """Dates in ISO 8601 with their zone, amounts as text; free text without other people."""
    if isinstance(waarde, dict):
        return {_sleutel(str(naam)): _als_json(deel, schoon) for naam, deel in waarde.items()}
    if isinstance(waarde, list):
        return [_als_json(deel, schoon) for deel in waarde]
    if isinstance(waarde, datetime):
        return timezone.localtime(waarde).isoformat(timespec="seconds")
    if isinstance(waarde, date):
        return waarde.isoformat()
    if isinstance(waarde, Decimal):
        return str(waarde)
    return schoon(waarde) if isinstance(waarde, str) else waarde


def _sleutel(naam: str) -> str:
    """A name that a program can use: "laatst ingelogd" becomes "laatst_ingelogd"."""
    return re.sub(r"\W+", "_", naam.lower()).strip("_")


@dataclass(frozen=True)
class _Zeef:
    """Takes addresses of others out of a text, and the names of residents with whom this person dealt."""

    eigen: frozenset[str]
    anderen: re.Pattern[str] | None

    def __call__(self, tekst: str) -> str:
        tekst = ADRES.sub(lambda m: m[0] if m[0].lower() in self.eigen else IEMAND, tekst)
        return self.anderen.sub(IEMAND, tekst) if self.anderen else tekst


def _zonder_anderen(gebruiker: Gebruiker) -> _Zeef:
    """Who takes part in, started or said something under what this person started or takes part in."""
    van_mij = Initiatief.objects.filter(Q(indiener=gebruiker) | Q(betrokkenen__gebruiker=gebruiker)).values(
        "pk"
    )
    erbij = (
        Q(initiatieven__in=van_mij)
        | Q(betrokken_bij__initiatief__in=van_mij)
        | Q(opmerkingen__initiatief__in=van_mij)
    )
    mensen = Gebruiker.objects.filter(erbij).exclude(pk=gebruiker.pk).exclude(naam="").distinct()
    patronen = [patroon for mens in mensen for patroon in _herkenbaar(sporen_van(mens))]
    gevraagd = Adreswijziging.objects.filter(gebruiker=gebruiker).values_list("nieuw", flat=True)
    eigen = {gebruiker.email or "", profiel().gemeente.contact.email.lower(), *gevraagd}
    return _Zeef(
        frozenset(eigen), re.compile("|".join(sorted(set(patronen))), re.IGNORECASE) if patronen else None
    )


def _herkenbaar(sporen: Sporen) -> tuple[str, ...]:
    return (*sporen.voluit, *sporen.namen)


def _leesmij() -> str:
    return _(
        "Dit is alles wat het Wijkportaal van de gemeente %(gemeente)s van u weet, op %(dag)s.\n\n"
        "gegevens.json   uw gegevens, per onderwerp. U opent dit bestand met het kladblok of een browser.\n"
        "fotos           de foto's die u toevoegde, als u dat deed.\n\n"
        "Namen en adressen van andere mensen staan er niet in. Van medewerkers staat er alleen welke rol zij\n"
        "hadden. Waarom wij iets bewaren en hoe lang, leest u op\n%(adres)s\n\n"
        "Klopt er iets niet? Pas het aan op de pagina met uw gegevens, of vraag het ons: %(contact)s\n"
    ) % {
        "gemeente": profiel().gemeente.naam,
        "dag": timezone.localdate().strftime("%d-%m-%Y"),
        "adres": f"{settings.PORTAAL_URL}/privacy/",
        "contact": profiel().gemeente.contact.email,
    }
