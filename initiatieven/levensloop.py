"""The life of an initiative: one table of statuses and what may follow.

`LEVENSLOOP` is the only place that says which status may follow which. Services call `ga_naar` and nothing
else changes `Initiatief.status`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    CONCEPT = "concept", _("Concept")
    TE_BEVESTIGEN = "te_bevestigen", _("Nog te bevestigen")
    INGEDIEND = "ingediend", _("Ingediend")
    IN_BEHANDELING = "in_behandeling", _("In behandeling")
    WACHT_OP_INDIENER = "wacht_op_indiener", _("Wacht op de indiener")
    IN_UITVOERING = "in_uitvoering", _("In uitvoering")
    GEREALISEERD = "gerealiseerd", _("Gelukt")
    GESTOPT = "gestopt", _("Gestopt")
    NIET_PASSEND = "niet_passend", _("Past niet")
    SAMENGEVOEGD = "samengevoegd", _("Samengevoegd")


class AanZet(models.TextChoices):
    """Whose move it is in an open initiative."""

    INDIENER = "indiener", _("de indiener")
    MEDEWERKER = "medewerker", _("de gemeente")
    VAKAFDELING = "vakafdeling", _("een afdeling van de gemeente")
    DERDE = "derde", _("een andere organisatie")


class Route(models.TextChoices):
    """What the municipality does with an initiative, chosen at triage (vision Wijkgericht werken)."""

    LOSLATEN = "loslaten", _("Loslaten: de inwoners doen het zelf, wij volgen")
    BEGELEIDEN = "begeleiden", _("Begeleiden: wij helpen mee")
    DOORGELEIDEN = "doorgeleiden", _("Doorgeleiden: een vakafdeling pakt het op")


class Sturingsrol(models.TextChoices):
    """The four steering roles of government (NSOB, Van der Steen)."""

    RECHTMATIG = "rechtmatig", _("Rechtmatig: de wet en zorgvuldigheid staan voorop")
    PRESTEREND = "presterend", _("Presterend: de gemeente levert een resultaat")
    NETWERKEND = "netwerkend", _("Netwerkend: samen met anderen naar één doel")
    PARTICIPEREND = "participerend", _("Participerend: ruimte voor het initiatief van inwoners")


class Nodig(models.TextChoices):
    """What a resident needs."""

    GELD = "geld", _("Geld")
    ADVIES = "advies", _("Advies")
    MATERIAAL = "materiaal", _("Materiaal")
    VERGUNNING = "vergunning", _("Een vergunning")
    MENSEN = "mensen", _("Mensen die meedoen")
    CONTACT = "contact", _("Contact met iemand")
    NIETS = "niets", _("Niets, ik laat het u alleen weten")


class Domein(models.TextChoices):
    """Which side of life in the wijk it is about (vision Wijkgericht werken)."""

    FYSIEK = "fysiek", _("De buurt zelf: straat, groen, gebouwen")
    SOCIAAL = "sociaal", _("De mensen: ontmoeten, helpen, samen doen")
    BEIDE = "beide", _("Allebei")


class Kanaal(models.TextChoices):
    """How an initiative came in."""

    WEBSITE = "website", _("Website")
    TELEFOON = "telefoon", _("Telefoon")
    BALIE = "balie", _("Balie")
    PAPIER = "papier", _("Op papier")
    GESPREK = "gesprek", _("In een gesprek")


BIJ_ANDEREN = (AanZet.VAKAFDELING, AanZet.DERDE)  # somebody beside behandelaar and indiener works on it

S = Status
# Tuples, not sets: they stand in constraints, and a migration must come out the same every time.
ONTWERP = (S.CONCEPT, S.TE_BEVESTIGEN)
OPEN = (S.INGEDIEND, S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING)
GESLOTEN = (S.GEREALISEERD, S.GESTOPT, S.NIET_PASSEND, S.SAMENGEVOEGD)

LEVENSLOOP: dict[Status, frozenset[Status]] = {
    S.CONCEPT: frozenset({S.TE_BEVESTIGEN}),
    S.TE_BEVESTIGEN: frozenset({S.CONCEPT, S.INGEDIEND}),
    S.INGEDIEND: frozenset(
        {S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.IN_UITVOERING, S.NIET_PASSEND, S.SAMENGEVOEGD, S.GESTOPT}
    ),
    S.IN_BEHANDELING: frozenset(
        {S.WACHT_OP_INDIENER, S.IN_UITVOERING, S.NIET_PASSEND, S.SAMENGEVOEGD, S.GESTOPT}
    ),
    S.WACHT_OP_INDIENER: frozenset(
        {S.IN_BEHANDELING, S.IN_UITVOERING, S.NIET_PASSEND, S.SAMENGEVOEGD, S.GESTOPT}
    ),
    S.IN_UITVOERING: frozenset({S.IN_BEHANDELING, S.WACHT_OP_INDIENER, S.GEREALISEERD, S.GESTOPT}),
    S.GEREALISEERD: frozenset({S.IN_BEHANDELING}),
    S.GESTOPT: frozenset({S.IN_BEHANDELING}),
    S.NIET_PASSEND: frozenset({S.IN_BEHANDELING}),
    S.SAMENGEVOEGD: frozenset({S.IN_BEHANDELING}),
}
