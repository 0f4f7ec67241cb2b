"""The register of processing (AVG, article 30), put together from what the models declare.

The term decides where something stands: what is kept for the same reason is wiped at the same moment. Tables of
packages cannot declare anything themselves; `ELDERS` speaks for them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kern.profiel import Bewaartermijnen
from kern.verwerking import (
    VLOEREN,
    Grondslag,
    Verwerking,
    eigen_modellen,
    kan_persoonlijk_zijn,
    verwerking_van,
)


@dataclass(frozen=True)
class Groep:
    """Processing for one purpose. `uitleg` tells a resident why, `ontvangers` who sees it."""

    naam: str
    uitleg: str
    termijnen: tuple[str, ...]
    ontvangers: str

    @property
    def anker(self) -> str:
        """Its place on the page."""
        return f"bewaren-{self.termijnen[0]}"


GROEPEN = (
    Groep(
        "Uw initiatief",
        "Wij behandelen wat u wilt beginnen, en laten iedereen zien wat ermee gebeurt.",
        ("indiener", "uitvraag"),
        "Iedereen leest uw verhaal. Uw naam en hoe wij u bereiken, zien alleen medewerkers die uw initiatief "
        "behandelen.",
    ),
    Groep(
        "Steunen, meedoen en reageren",
        "Wij laten zien hoeveel mensen iets een goed plan vinden, en brengen mensen bij elkaar.",
        ("deelname", "bevestiging"),
        "Wie het initiatief begon en medewerkers die het behandelen. Iedereen leest uw reactie, zonder uw naam "
        "als u dat wilt.",
    ),
    Groep(
        "Nieuws en mail",
        "Wij sturen u het nieuws waar u om vroeg, en mail over wat u zelf begon.",
        ("volgen", "post"),
        "Alleen u.",
    ),
    Groep(
        "Inloggen",
        "Wij willen zeker weten dat u het bent, en niet iemand anders.",
        ("account", "sessie"),
        "Alleen u. De beheerder ziet uw naam en uw e-mailadres.",
    ),
    Groep(
        "Wie er voor u werkt",
        "U kunt zien wie u helpt, en later nagaan wie wat mocht besluiten.",
        ("rol", "kaart"),
        "Iedereen ziet wie welke rol heeft. Wat een medewerker voor zichzelf bewaart, ziet niemand anders.",
    ),
    Groep(
        "Geld, leren en verslag doen",
        "De gemeente legt uit waar geld heen ging en wat er in de wijken is geleerd.",
        ("geld", "archief"),
        "Iedereen ziet de bedragen en de verslagen. Wie iets opschreef, zien alleen medewerkers.",
    ),
    Groep(
        "Controle",
        "Wij kunnen nagaan of iedereen zorgvuldig met uw gegevens omging.",
        ("logboek",),
        "Alleen wie het werk van de gemeente controleert.",
    ),
)

# From when a term counts: "2 jaar nadat …".
VANAF: dict[str, str] = {
    "account": "nadat iemand voor het laatst inlogde, als er niets meer loopt",
    "indiener": "nadat het initiatief klaar is",
    "deelname": "nadat het initiatief klaar is, of nadat iemand een reactie terugnam",
    "uitvraag": "nadat het initiatief klaar is",
    "volgen": "nadat iemand ging volgen of voor het laatst inlogde",
    "bevestiging": "nadat het is gevraagd, en meestal al na een week",
    "post": "nadat de mail is verstuurd",
    "rol": "nadat de rol of de sleutel eindigde",
    "kaart": "nadat de laatste rol eindigde",
    "geld": "na het jaar van de boeking",
    "logboek": "nadat het is opgeschreven",
    "sessie": "nadat het voor het laatst is gebruikt",
    "archief": "omdat de gemeente er verslag van doet aan de raad",
}

GRONDEN = {
    Grondslag.TAAK: "Dit hoort bij het werk van de gemeente.",
    Grondslag.TOESTEMMING: "U koos hier zelf voor. U kunt daar altijd op terugkomen.",
    Grondslag.PLICHT: "De wet vraagt dit van de gemeente.",
}

_BEIDE = "inwoners en medewerkers met een account"


@dataclass(frozen=True)
class Elders:
    """What a table of a package keeps; `naam` is what that is called here."""

    naam: str
    verwerking: Verwerking

    def niet_verklaard(self, label: str) -> list[str]:
        """Fields of this table that could be personal and are not named here, and named ones that are gone."""
        velden = {veld.name: veld for veld in apps.get_model(label)._meta.local_fields}
        bekend = {*self.verwerking.velden, *self.verwerking.geen}
        nodig = {naam for naam, veld in velden.items() if kan_persoonlijk_zijn(veld)}
        return sorted((nodig - bekend) | (bekend - set(velden)))


def _elders(
    naam: str,
    doel: str,
    van_wie: str,
    grondslag: Grondslag,
    bewaren: str,
    velden: dict[str, str],
    geen: tuple[str, ...] = (),
) -> Elders:
    return Elders(naam, Verwerking(doel, van_wie, grondslag, bewaren, velden, geen))


# What packages keep of people, by model.
ELDERS: dict[str, Elders] = {
    "account.EmailAddress": _elders(
        "e-mailadressen om in te loggen",
        "Weten dat een e-mailadres van u is",
        _BEIDE,
        Grondslag.TAAK,
        "account",
        {"user": "van wie het adres is", "email": "e-mailadres"},
    ),
    "account.EmailConfirmation": _elders(
        "codes om een e-mailadres te bewijzen",
        "Weten dat een e-mailadres van u is",
        _BEIDE,
        Grondslag.TAAK,
        "account",
        {"key": "code uit de mail"},
    ),
    "mfa.Authenticator": _elders(
        "tweede stap bij het inloggen",
        "Inloggen met een tweede stap",
        "medewerkers",
        Grondslag.PLICHT,
        "account",
        {"user": "van wie de tweede stap is", "data": "geheim van de app, of sleutel van het apparaat"},
    ),
    "socialaccount.SocialAccount": _elders(
        "accounts van een andere organisatie om mee in te loggen",
        "Inloggen met het account van de gemeente of met DigiD",
        _BEIDE,
        Grondslag.TAAK,
        "account",
        {
            "user": "wie inlogt",
            "uid": "nummer van het account; van DigiD alleen een afdruk",
            "extra_data": "blijft leeg",
        },
        geen=("provider",),
    ),
    "socialaccount.SocialToken": _elders(
        "bewijzen van inloggen bij een andere organisatie",
        "Inloggen met het account van de gemeente of met DigiD",
        _BEIDE,
        Grondslag.TAAK,
        "account",
        {"token": "wordt niet bewaard", "token_secret": "wordt niet bewaard"},
    ),
    "sessions.Session": _elders(
        "sessies",
        "Ingelogd blijven",
        "wie inlogt of een formulier invult",
        Grondslag.TAAK,
        "sessie",
        {
            "session_key": "nummer van de sessie",
            "session_data": "wie is ingelogd, en wat nog niet is verstuurd",
        },
    ),
    "usersessions.UserSession": _elders(
        "waar iemand is ingelogd",
        "Laten zien waar u bent ingelogd",
        "wie inlogt",
        Grondslag.TAAK,
        "sessie",
        {
            "user": "wie inlogt",
            "ip": "blijft leeg",
            "session_key": "nummer van de sessie",
            "user_agent": "soort apparaat en browser",
            "data": "blijft leeg",
        },
    ),
    "admin.LogEntry": _elders(
        "logboek van het beheer",
        "Kunnen nagaan wat er in het beheer is veranderd",
        "medewerkers met beheer, en over wie zij iets veranderden",
        Grondslag.PLICHT,
        "logboek",
        {
            "user": "wie het deed",
            "object_repr": "naam van wat of wie veranderde",
            "change_message": "wat er veranderde",
        },
        geen=("object_id",),
    ),
}
# Tables of packages that were looked at and are about no person.
BEKEKEN = (
    *("auth.Permission", "auth.Group", "auth.Group_permissions", "contenttypes.ContentType"),
    "socialaccount.SocialApp",  # who can be logged in with, not who does
    *(
        "pghistory.Context",
        "pghistory.Events",
        "pghistory.MiddlewareEvents",
    ),  # not used: see kern.geschiedenis
)
# Every table of row history; what a model declares as personal stays out of it.
GESCHIEDENIS = Verwerking(
    "Kunnen nagaan wie wanneer iets veranderde, en waarom",
    "medewerkers, en over wie zij iets veranderden",
    Grondslag.PLICHT,
    "logboek",
    {"pgh_context": "wie het deed, waarom en met welk verzoek"},
)


@dataclass(frozen=True)
class Regel:
    """One row of the register: what a table keeps, and for how long in words."""

    wat: str
    verwerking: Verwerking
    ontvangers: str
    termijn: str

    @property
    def gegevens(self) -> list[str]:
        """What is kept, each thing once."""
        return list(dict.fromkeys(self.verwerking.velden.values()))

    @property
    def blijft(self) -> list[str]:
        """What of it stays after the term, without a name."""
        return list(dict.fromkeys(self.verwerking.velden[veld] for veld in self.verwerking.blijft))


@dataclass(frozen=True)
class Hoofdstuk:
    """One group with its rows; `termijnen` are the sentences that say how long."""

    groep: Groep
    regels: list[Regel]
    termijnen: list[str]

    @property
    def van_wie(self) -> list[str]:
        return list(dict.fromkeys(regel.verwerking.van_wie for regel in self.regels))

    @property
    def gegevens(self) -> list[str]:
        return list(dict.fromkeys(wat for regel in self.regels for wat in regel.gegevens))

    @property
    def gronden(self) -> list[str]:
        """Why it is allowed, in words for a resident."""
        gebruikt = {regel.verwerking.grondslag for regel in self.regels}
        return [zin for grondslag, zin in GRONDEN.items() if grondslag in gebruikt]


def register(termijnen: Bewaartermijnen) -> list[Hoofdstuk]:
    """The whole register, group by group, with the terms of this municipality."""
    regels = list(_regels(termijnen))
    return [
        Hoofdstuk(
            groep,
            [regel for regel in regels if regel.verwerking.bewaren in groep.termijnen],
            list(dict.fromkeys(hoe_lang(naam, getattr(termijnen, naam)) for naam in groep.termijnen)),
        )
        for groep in GROEPEN
    ]


def _regels(termijnen: Bewaartermijnen) -> Iterator[Regel]:
    ontvangers = {naam: groep.ontvangers for groep in GROEPEN for naam in groep.termijnen}
    for wat, verwerking in verklaringen().items():
        if verwerking.velden:
            termijn = hoe_lang(verwerking.bewaren, getattr(termijnen, verwerking.bewaren))
            yield Regel(wat, verwerking, verwerking.ontvangers or ontvangers[verwerking.bewaren], termijn)


def verklaringen() -> Mapping[str, Verwerking]:
    """What is declared, by the name of what is kept; those of this house first."""
    eigen = {str(model._meta.verbose_name_plural): verwerking_van(model) for model in eigen_modellen()}
    anders = {elders.naam: elders.verwerking for elders in ELDERS.values()}
    return {**eigen, **anders, _("geschiedenis van alle wijzigingen"): GESCHIEDENIS}


def niet_bekeken() -> list[str]:
    """Models of packages that could be about a person, and of which nothing is said."""
    bekend = {*ELDERS, *BEKEKEN}
    return [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in VLOEREN
        and model._meta.label not in bekend
        and any(kan_persoonlijk_zijn(veld) for veld in model._meta.local_fields)
    ]


def hoe_lang(naam: str, maanden: int | None) -> str:
    """A term as a sentence part, such as "2 jaar nadat het initiatief klaar is"."""
    return f"{duur(maanden)}, {VANAF[naam]}" if maanden is None else f"{duur(maanden)} {VANAF[naam]}"


def duur(maanden: int | None) -> str:
    """Months in words: whole years as years, and None as for ever."""
    if maanden is None:
        return _("Voor altijd")
    jaren, rest = divmod(maanden, 12)
    in_maanden = ngettext("%(n)s maand", "%(n)s maanden", rest or maanden) % {"n": rest or maanden}
    if not jaren:
        return in_maanden
    in_jaren = _("%(n)s jaar") % {"n": jaren}
    return _("%(jaren)s en %(maanden)s") % {"jaren": in_jaren, "maanden": in_maanden} if rest else in_jaren
