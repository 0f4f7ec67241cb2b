"""After submission residents correct what they told. Everybody sees that; the old words are for them and staff."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import Nodig, Status
from initiatieven.models import Gebeurtenis, Initiatief, Tekstversie
from initiatieven.services.basis import is_indiener, schrijf, vergrendel
from initiatieven.services.post import aan_indiener, aan_medewerker
from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker

# What may be corrected, and how the public line calls it.
VELDEN = {
    "titel": gettext_lazy("de titel"),
    "verhaal": gettext_lazy("het verhaal"),
    "plek": gettext_lazy("de plek"),
    "thema": gettext_lazy("het thema"),
    "nodig": gettext_lazy("wat er nodig is"),
    "nodig_toelichting": gettext_lazy("de toelichting op wat er nodig is"),
    "eigen_bijdrage": gettext_lazy("wat de bewoners zelf doen"),
}


@transaction.atomic
def wijzig_tekst(
    *, initiatief: Initiatief, door: Gebruiker, antwoorden: Mapping[str, Any], gezien: int | None = None
) -> Gebeurtenis:
    """Correct some of `VELDEN`; any other key of `antwoorden` is left alone.

    Raises `GeenRecht` for anybody who did not start it, and `DomeinFout` when nothing changed or when it was
    merged.
    """
    initiatief = eis_wijzigbaar(vergrendel(initiatief, gezien=gezien, door=door), door)
    anders = [veld for veld in VELDEN if veld in antwoorden and antwoorden[veld] != getattr(initiatief, veld)]
    if not anders:
        raise DomeinFout(_("U hebt niets veranderd. Pas eerst iets aan, of ga terug."))
    oud = {veld: _als_tekst(initiatief, veld) for veld in anders}
    for veld in anders:
        setattr(initiatief, veld, antwoorden[veld])
    initiatief.save(update_fields=anders)
    namen = get_text_list([str(VELDEN[veld]) for veld in anders], _("en"))
    gebeurtenis = schrijf(
        initiatief,
        Gebeurtenis.Soort.GEWIJZIGD,
        door=door,
        tekst=_("Aangepast: %(wat)s.") % {"wat": namen},
        namens="",
    )
    Tekstversie.objects.bulk_create(
        Tekstversie(gebeurtenis=gebeurtenis, veld=veld, oud=oud[veld], nieuw=_als_tekst(initiatief, veld))
        for veld in anders
    )
    vertel_wijziging(gebeurtenis)
    return gebeurtenis


def _als_tekst(initiatief: Initiatief, veld: str) -> str:
    if veld == "nodig":
        return ", ".join(str(Nodig(n).label) for n in initiatief.nodig)
    return str(getattr(initiatief, veld) or "")


def vertel_wijziging(gebeurtenis: Gebeurtenis) -> None:
    """Tell the others who started it, and who handles it."""
    aan_indiener(gebeurtenis)
    aan_medewerker(gebeurtenis, gebeurtenis.initiatief.behandelaar)


def eis_wijzigbaar(initiatief: Initiatief, door: Gebruiker) -> Initiatief:
    """The same one, when this person may still correct it; raises `GeenRecht` and `DomeinFout`."""
    if not is_indiener(door, initiatief):
        raise GeenRecht(_("Alleen wie het initiatief begon kan de tekst aanpassen."))
    if initiatief.status == Status.SAMENGEVOEGD:
        raise DomeinFout(
            _("Dit initiatief gaat verder als deel van een ander. De tekst blijft zoals hij is.")
        )
    return initiatief
