"""The one table of rights: which role may do what, and within which reach.

Everything that asks "may this person do this?" reads this table: `user.has_perm`, querysets, pages, API, admin.
A role counts only within its period (`Rolvervulling.geldig`).
"""

from enum import Enum

from django.utils.translation import gettext_lazy as _

from rollen.models import Rol, Sleutelrecht


class Bereik(Enum):
    """How far a right reaches."""

    EIGEN_WIJK = "eigen wijk"  # the wijk of the role; a role without wijk covers all wijken
    ALLE_WIJKEN = "alle wijken"
    EIGEN_ZAAK = "eigen zaak"  # what was handed to the person's own department


EIGEN, ALLE, ZAAK = Bereik.EIGEN_WIJK, Bereik.ALLE_WIJKEN, Bereik.EIGEN_ZAAK

REGELS: dict[str, dict[Rol, Bereik]] = {
    # The werkbank: reading what is not public (internal notes, the name of the resident).
    "initiatieven.lezen": {
        Rol.WIJKMAKELAAR: EIGEN,
        Rol.WIJKWERKER: EIGEN,
        Rol.WIJKWETHOUDER: EIGEN,
        Rol.OPGAVELEIDER: ALLE,
        Rol.TEAMLEIDER: ZAAK,
    },
    "initiatieven.triageren": {Rol.WIJKMAKELAAR: EIGEN, Rol.OPGAVELEIDER: ALLE},
    "initiatieven.beantwoorden": {
        Rol.WIJKMAKELAAR: EIGEN,
        Rol.OPGAVELEIDER: ALLE,
        Rol.TEAMLEIDER: ZAAK,
    },
    # Write down what somebody tells at the counter or by phone, for any wijk.
    "initiatieven.invoeren": {Rol.WIJKMAKELAAR: ALLE, Rol.WIJKWERKER: ALLE, Rol.OPGAVELEIDER: ALLE},
    # Hide a remark or a photo, and answer who reported it.
    "initiatieven.modereren": {Rol.WIJKMAKELAAR: EIGEN, Rol.OPGAVELEIDER: ALLE},
    # The register of kaders, standard texts and labels.
    "initiatieven.inrichten": {Rol.WIJKMAKELAAR: ALLE, Rol.OPGAVELEIDER: ALLE, Rol.BEHEERDER: ALLE},
    "schuringen.inzien": {
        Rol.WIJKMAKELAAR: EIGEN,
        Rol.WIJKWERKER: EIGEN,
        Rol.WIJKWETHOUDER: EIGEN,
        Rol.OPGAVELEIDER: ALLE,
        Rol.TEAMLEIDER: ALLE,
    },
    # Register one and take it a step up, whoever holds it.
    "schuringen.behandelen": {Rol.WIJKMAKELAAR: EIGEN, Rol.OPGAVELEIDER: ALLE},
    # Whoever holds a step reads it, reports on it and passes it on, in whatever role: a council clerk as well.
    "schuringen.dragen": dict.fromkeys(Rol, ZAAK),
    # The page on which a role sees how its wijken, its department or the whole municipality stand.
    "initiatieven.overzicht_wijkwethouder": {Rol.WIJKWETHOUDER: EIGEN},
    "initiatieven.overzicht_teamleider": {Rol.TEAMLEIDER: ZAAK},
    "initiatieven.overzicht_opgaveleider": {Rol.OPGAVELEIDER: ALLE},
    "initiatieven.overzicht_wijkwerker": {Rol.WIJKWERKER: EIGEN},
    "agendas.beheren": {Rol.WIJKMAKELAAR: EIGEN, Rol.PLATFORMVOORZITTER: EIGEN, Rol.OPGAVELEIDER: ALLE},
    "budgetten.inzien": {
        Rol.WIJKMAKELAAR: ALLE,
        Rol.WIJKWETHOUDER: ALLE,
        Rol.OPGAVELEIDER: ALLE,
        Rol.AUDITOR: ALLE,
    },
    # Open a budget, feed one from another, lay down a mandate.
    "budgetten.beheren": {Rol.OPGAVELEIDER: ALLE},
    # The amount is limited by the Mandaat of that person on that day.
    "budgetten.toekennen": {Rol.WIJKMAKELAAR: EIGEN, Rol.WIJKWETHOUDER: EIGEN, Rol.OPGAVELEIDER: ALLE},
    "rapportages.leerpunt_noteren": {
        Rol.WIJKMAKELAAR: EIGEN,
        Rol.WIJKWERKER: EIGEN,
        Rol.OPGAVELEIDER: ALLE,
    },
    "rapportages.inzien": {Rol.WIJKMAKELAAR: ALLE, Rol.OPGAVELEIDER: ALLE, Rol.GRIFFIE: ALLE},
    "rapportages.aanbieden": {Rol.OPGAVELEIDER: ALLE},
    "rollen.beheren": {Rol.OPGAVELEIDER: ALLE, Rol.BEHEERDER: ALLE},
    "rollen.inzien": {Rol.OPGAVELEIDER: ALLE, Rol.BEHEERDER: ALLE, Rol.AUDITOR: ALLE},
    # Whom the page of a wijk may introduce, and who therefore has a card; see `rollen.gezichten`.
    "rollen.eigen_kaart": {
        Rol.WIJKMAKELAAR: EIGEN,
        Rol.WIJKWERKER: EIGEN,
        Rol.WIJKWETHOUDER: EIGEN,
        Rol.OPGAVELEIDER: EIGEN,
        Rol.WIJKTEAMLID: EIGEN,
        Rol.PLATFORMVOORZITTER: EIGEN,
        Rol.PLATFORMLID: EIGEN,
    },
    # Keys by which the systems of partners read the API.
    "sleutels.beheren": {Rol.BEHEERDER: ALLE},
    # Who changed what and who read about whom. Not for who administers: nobody audits their own work.
    "logboek.inzien": {Rol.AUDITOR: ALLE},
    # The register of processing (AVG, article 30).
    "verwerkingen.inzien": {Rol.BEHEERDER: ALLE, Rol.AUDITOR: ALLE},
}

# What stands before the point of an action, in words.
ONDERWERPEN = {
    "initiatieven": _("Initiatieven"),
    "schuringen": _("Schuringen"),
    "agendas": _("Agenda's van de wijken"),
    "budgetten": _("Geld"),
    "rapportages": _("Leerpunten en rapportages"),
    "rollen": _("Rollen"),
    "sleutels": _("Sleutels van partners"),
    "logboek": _("Logboek"),
    "verwerkingen": _("Verwerkingen"),
}

# Every action in words, for whoever audits: what somebody with the right does.
UITLEG = {
    "initiatieven.lezen": _("Leest bij een initiatief ook wat niet openbaar is: notities en namen."),
    "initiatieven.triageren": _("Kiest hoe het verder gaat met een initiatief, en wie het behandelt."),
    "initiatieven.beantwoorden": _("Antwoordt op een initiatief namens de gemeente."),
    "initiatieven.invoeren": _("Schrijft een initiatief op dat iemand vertelt, voor elke wijk."),
    "initiatieven.modereren": _("Verbergt een reactie of foto, en antwoordt wie die meldde."),
    "initiatieven.inrichten": _("Beheert de kaders, de standaardteksten en de labels."),
    "schuringen.inzien": _("Leest waar een wens en een regel botsen."),
    "schuringen.behandelen": _("Meldt een schuring en brengt die een trede hoger."),
    "schuringen.dragen": _("Werkt aan een schuring die bij diegene zelf ligt."),
    "initiatieven.overzicht_wijkwethouder": _("Ziet op één pagina hoe het staat in de eigen wijken."),
    "initiatieven.overzicht_teamleider": _("Ziet op één pagina wat de eigen afdeling nog moet beantwoorden."),
    "initiatieven.overzicht_opgaveleider": _("Ziet op één pagina hoe het staat in de hele gemeente."),
    "initiatieven.overzicht_wijkwerker": _("Ziet op één pagina welke groepen in de wijk hulp vragen."),
    "agendas.beheren": _("Schrijft de agenda van de wijk en houdt die bij."),
    "budgetten.inzien": _("Ziet alle budgetten en boekingen."),
    "budgetten.beheren": _("Opent een budget, vult het aan en legt een mandaat vast."),
    "budgetten.toekennen": _("Geeft een initiatief geld, tot het bedrag van het eigen mandaat."),
    "rapportages.leerpunt_noteren": _("Schrijft op wat wij leerden."),
    "rapportages.inzien": _("Leest rapportages voordat de raad ze krijgt."),
    "rapportages.aanbieden": _("Biedt een rapportage aan de raad aan."),
    "rollen.beheren": _("Geeft mensen een rol, en beëindigt die."),
    "rollen.inzien": _("Ziet wie welke rol heeft, had en krijgt, en deze tabel."),
    "rollen.eigen_kaart": _("Vertelt op de pagina van de wijk wie diegene is."),
    "sleutels.beheren": _("Geeft een partner een sleutel voor de computer, en trekt die in."),
    "logboek.inzien": _("Ziet wie iets veranderde, en wie gegevens van inwoners las."),
    "verwerkingen.inzien": _("Ziet wat wij van mensen bewaren, waarom en hoe lang."),
}

# What the key of a partner opens: a key has one of these rights, in its own wijk or, without one, in every wijk. No
# key reads personal data of residents. See `rollen.sleutels` for who asks this.
SLEUTELREGELS: dict[Sleutelrecht, Bereik] = {
    # How initiatives stand: route, department, terms and promises, without anybody's name.
    Sleutelrecht.LEZEN: EIGEN,
    # Write down what a resident told at the counter of the partner.
    Sleutelrecht.INVOEREN: EIGEN,
}
