"""The one table of rights: which role may do what, and within which reach.

Everything that asks "may this person do this?" reads this table: `user.has_perm`, querysets, pages, API, admin.
A role counts only within its period (`Rolvervulling.geldig`).
"""

from enum import Enum

from rollen.models import Rol


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
    # Keys by which the systems of partners read the API.
    "sleutels.beheren": {Rol.BEHEERDER: ALLE},
    # Who changed what and who read about whom. Not for who administers: nobody audits their own work.
    "logboek.inzien": {Rol.AUDITOR: ALLE},
    # The register of processing (AVG, article 30).
    "verwerkingen.inzien": {Rol.BEHEERDER: ALLE, Rol.AUDITOR: ALLE},
}
