"""What somebody may see of themselves on this floor: what they started, said, joined in and follow.

Nothing here is internal, and of other people at most the role in which they acted.
"""

from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from initiatieven.filters import wijken_om_te_kiezen
from initiatieven.levensloop import Nodig
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Heropenverzoek,
    Initiatief,
    Melding,
    Opmerking,
    TeBevestigen,
    Tekstversie,
    Vermelding,
    Volgt,
    Werkbankfilter,
)
from initiatieven.volgbaar import van_volger
from kern.gegevens import Onderwerp, Rij, onderwerp
from kern.models import Gebruiker


def gegevens_van(gebruiker: Gebruiker, *, hoogstens: int | None = None) -> dict[str, Onderwerp]:
    """Every subject of this floor; a fixed number of queries, however much there is."""
    return {
        **_initiatieven(gebruiker, hoogstens),
        **_meegedaan(gebruiker, hoogstens),
        **_gezegd(gebruiker, hoogstens),
        **_volgen(gebruiker, hoogstens),
    }


def eigen_fotos(gebruiker: Gebruiker) -> list[Foto]:
    """The photos at what this person started or told, hidden ones too."""
    van = Q(gebeurtenis=None, initiatief__in=_eigen(gebruiker)) | Q(gebeurtenis__door=gebruiker)
    return list(Foto.objects.filter(van).select_related("initiatief").order_by("pk"))


def _eigen(gebruiker: Gebruiker) -> Any:
    """What this person started: also drafts that wait for the button in the mail to this address."""
    van = Q(indiener=gebruiker)
    if gebruiker.email:
        van |= Q(indiener=None, indiener_email__iexact=gebruiker.email)
    return Initiatief.objects.filter(van)


def _initiatieven(gebruiker: Gebruiker, hoogstens: int | None) -> dict[str, Onderwerp]:
    regels = Gebeurtenis.objects.openbaar().order_by("wanneer", "pk")
    eigen = _eigen(gebruiker).select_related("wijk", "thema").order_by("-aangemaakt", "-pk")
    if hoogstens is None:
        eigen = eigen.prefetch_related(
            Prefetch("gebeurtenissen", regels, to_attr="regels"),
            Prefetch("gebeurtenissen__tekstversies", Tekstversie.objects.order_by("pk")),
        )
    return {
        "initiatieven": onderwerp(
            _("Wat u begon"),
            _(
                "Wij behandelen wat u wilt beginnen. Iedereen leest uw verhaal. Uw voornaam staat er alleen bij "
                "als u dat koos."
            ),
            "indiener",
            eigen,
            lambda rij: _initiatief(rij, gebruiker, volledig=hoogstens is None),
            hoogstens,
        ),
        "verzoeken_om_verder_te_gaan": onderwerp(
            _("Wat volgens u nog niet af was"),
            _("U vroeg ons om verder te gaan met een initiatief."),
            "indiener",
            Heropenverzoek.objects.filter(door=gebruiker).select_related("initiatief"),
            lambda rij: {
                _("initiatief"): _welk(rij.initiatief),
                _("wanneer"): rij.gevraagd_op,
                _("wat u schreef"): rij.reden,
                _("besluit"): rij.get_besluit_display(),
                _("uitleg"): rij.toelichting,
            },
            hoogstens,
        ),
    }


def _initiatief(rij: Initiatief, gebruiker: Gebruiker, *, volledig: bool) -> Rij:
    kort: dict[str, Any] = {
        _("titel"): rij.titel,
        _("kenmerk"): rij.kenmerk or _("nog niet ingediend"),
        _("hoe het ervoor staat"): rij.get_status_display(),
        _("begonnen op"): rij.aangemaakt,
        _("uw telefoonnummer"): rij.telefoon,
        _("uw voornaam staat erbij"): rij.toon_voornaam,
    }
    if not volledig:
        return kort
    return kort | {
        _("uw naam bij het formulier"): rij.indiener_naam,
        _("uw e-mailadres bij het formulier"): rij.indiener_email,
        _("groep"): rij.groep,
        _("verhaal"): rij.verhaal,
        _("wijk"): str(rij.wijk or ""),
        _("plek"): rij.plek,
        _("breedtegraad"): rij.lat,
        _("lengtegraad"): rij.lon,
        _("thema"): str(rij.thema or ""),
        _("nodig"): [str(Nodig(ding).label) for ding in rij.nodig],
        _("toelichting"): rij.nodig_toelichting,
        _("eigen bijdrage"): rij.eigen_bijdrage,
        _("hoe het binnenkwam"): rij.get_kanaal_display(),
        _("reden van het besluit"): rij.reden,
        _("ingediend op"): rij.ingediend_op,
        _("afgesloten op"): rij.afgesloten_op,
        _("tijdlijn"): [_regel(regel, gebruiker) for regel in rij.regels],  # type: ignore[attr-defined]
        _("teksten die u veranderde"): [
            {
                _("wat"): versie.veldnaam,
                _("eerst"): versie.oud,
                _("daarna"): versie.nieuw,
                _("wanneer"): regel.wanneer,
            }
            for regel in rij.gebeurtenissen.all()
            for versie in regel.tekstversies.all()
        ],
    }


def _regel(regel: Gebeurtenis, gebruiker: Gebruiker) -> Rij:
    if regel.door_id == gebruiker.pk and not regel.namens:
        wie = _("u")
    else:
        wie = regel.namens or (_("een inwoner") if regel.door_id else _("het portaal"))
    return {
        _("wanneer"): regel.wanneer,
        _("wat"): regel.get_soort_display(),
        _("wie"): wie,
        _("tekst"): regel.tekst,
    }


def _welk(initiatief: Initiatief | None) -> str:
    return f"{initiatief.kenmerk or ''} {initiatief.titel}".strip() if initiatief else ""


def _meegedaan(gebruiker: Gebruiker, hoogstens: int | None) -> dict[str, Onderwerp]:
    return {
        "steunen_en_meedoen": onderwerp(
            _("Wat u steunt en waaraan u meedoet"),
            _("Wie het begon en de gemeente weten dat u meedoet. Van steun is alleen het aantal te zien."),
            "deelname",
            Betrokkene.objects.filter(gebruiker=gebruiker).select_related("initiatief").order_by("-sinds"),
            lambda rij: {
                _("initiatief"): _welk(rij.initiatief),
                _("hoe"): rij.get_soort_display(),
                _("uw bijdrage"): rij.bijdrage,
                _("uw voornaam staat erbij"): rij.toon_voornaam,
                _("sinds"): rij.sinds,
                _("gestopt op"): rij.gestopt_op,
            },
            hoogstens,
        ),
        "nog_te_bevestigen": onderwerp(
            _("Wat wacht op de knop in uw mail"),
            _("U drukte nog niet op de knop in de mail. Daarna wissen wij het."),
            "bevestiging",
            TeBevestigen.objects.filter(Q(email__iexact=gebruiker.email or "-")).select_related("initiatief"),
            lambda rij: {
                _("wat"): rij.get_wat_display(),
                _("initiatief"): _welk(rij.initiatief),
                _("naam"): rij.naam,
                _("e-mailadres"): rij.email,
                _("uw tekst"): str(rij.gegevens.get("tekst") or rij.gegevens.get("bijdrage") or ""),
                _("gevraagd op"): rij.aangemaakt,
            },
            hoogstens,
        ),
    }


def _gezegd(gebruiker: Gebruiker, hoogstens: int | None) -> dict[str, Onderwerp]:
    elders = Gebeurtenis.objects.filter(door=gebruiker, openbaar=True).exclude(initiatief__indiener=gebruiker)
    return {
        "reacties": onderwerp(
            _("Wat u zei"),
            _("Uw reacties zijn voor iedereen te lezen, behalve wat u terugnam of wat wij verborgen."),
            "deelname",
            Opmerking.objects.filter(door=gebruiker).select_related("initiatief").order_by("-pk"),
            lambda rij: {
                _("initiatief"): _welk(rij.initiatief),
                _("reactie"): rij.tekst,
                _("wanneer"): rij.geplaatst_op,
                _("uw voornaam staat erbij"): rij.toon_voornaam,
                _("teruggenomen op"): rij.ingetrokken_op,
                _("verborgen op"): rij.verborgen_op,
                _("waarom verborgen"): rij.verborgen_reden,
            },
            hoogstens,
        ),
        "geschreven_bij_anderen": onderwerp(
            _("Wat u schreef op de tijdlijn van anderen"),
            _("Iedereen kan lezen wat er met een initiatief gebeurt."),
            "indiener",
            elders.select_related("initiatief").order_by("-pk"),
            lambda rij: {
                _("initiatief"): _welk(rij.initiatief),
                _("wat"): rij.get_soort_display(),
                _("tekst"): rij.tekst,
                _("wanneer"): rij.wanneer,
            },
            hoogstens,
        ),
        "meldingen": onderwerp(
            _("Wat u ons meldde"),
            _("U vond dat een reactie of foto hier niet hoort. Wij keken daarnaar."),
            "deelname",
            Melding.objects.filter(door=gebruiker).order_by("-pk"),
            lambda rij: {
                _("wat er mis was"): rij.reden,
                _("gemeld op"): rij.gemeld_op,
                _("afgehandeld op"): rij.afgehandeld_op,
            },
            hoogstens,
        ),
    }


def _volgen(gebruiker: Gebruiker, hoogstens: int | None) -> dict[str, Onderwerp]:
    wijken = list(wijken_om_te_kiezen())
    return {
        "volgen": onderwerp(
            _("Wat u volgt"),
            _("U vroeg ons om nieuws hierover. U kunt altijd stoppen."),
            "volgen",
            Volgt.objects.filter(gebruiker=gebruiker).select_related("initiatief", "wijk", "thema"),
            lambda rij: {
                _("wat"): van_volger(rij, wijken).naam,
                _("hoe vaak"): rij.get_ritme_display(),
                _("sinds"): rij.sinds,
            },
            hoogstens,
        ),
        "eigen_lijsten": onderwerp(
            _("Lijsten die u bewaarde op de werkbank"),
            _("Zo vindt u uw werk snel terug."),
            "rol",
            Werkbankfilter.objects.filter(gebruiker=gebruiker),
            lambda rij: {_("naam"): rij.naam, _("waarop u zoekt"): rij.vraag},
            hoogstens,
        ),
        "genoemd_door_collegas": onderwerp(
            _("Waar collega's u bij riepen"),
            _("Een collega vroeg u om mee te kijken. Wat er stond, is alleen voor het werk."),
            "rol",
            Vermelding.objects.filter(gebruiker=gebruiker).select_related("gebeurtenis__initiatief"),
            lambda rij: {
                _("initiatief"): _welk(rij.gebeurtenis.initiatief),
                _("wanneer"): rij.gebeurtenis.wanneer,
                _("gezien op"): rij.gezien_op,
            },
            hoogstens,
        ),
    }
