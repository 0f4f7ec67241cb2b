"""Keys of invented partners: one that is used, one that ends soon and has a successor, and one that was ended."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import F

from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import ApiSleutel, Rol, Rolvervulling, Sleuteleinde, Sleutelrecht
from rollen.services.sleutels import beeindig_sleutel, maak_sleutel
from wijken.models import Wijk


def maak_sleutels() -> None:
    """Made by the beheerder; without one, or without a wijk, there are none. Nobody knows what they open with."""
    beheer = (
        Rolvervulling.objects.geldig(vandaag()).filter(rol=Rol.BEHEERDER).select_related("gebruiker").first()
    )
    wijk = Wijk.objects.actief().order_by(F("inwoners").desc(nulls_last=True)).first()
    if beheer is None or wijk is None:
        return
    door = beheer.gebruiker
    gebruikt = _maak(door, "Woonstichting De Haard", "Overzicht voor de wijkteams", wijk=wijk, dagen=400)
    ApiSleutel.objects.filter(pk=gebruikt.pk).update(laatst_gebruikt=vandaag())
    bijna = _maak(door, "Welzijn Rondom", "Scherm in het buurthuis", wijk=None, dagen=20)
    _maak(door, "Welzijn Rondom", "Scherm in het buurthuis", wijk=None, dagen=365, opvolger_van=bijna)
    _maak(door, "Zorggroep De Linde", "Rapportage per kwartaal", wijk=wijk, dagen=25)
    gelekt = _maak(door, "Woonstichting De Haard", "Proef met een kaart", wijk=wijk, dagen=90)
    beeindig_sleutel(sleutel=gelekt, door=door, reden=Sleuteleinde.GELEKT)


def _maak(door: Gebruiker, organisatie: str, naam: str, *, dagen: int, **velden: Any) -> ApiSleutel:
    dag = vandaag()
    postbus = organisatie.split()[-1].lower()
    sleutel, _geheel = maak_sleutel(
        door=door,
        aanvraag=uuid4(),
        organisatie=organisatie,
        naam=naam,
        contact=f"systemen@{postbus}.example",
        recht=Sleutelrecht.LEZEN,
        vanaf=dag,
        tot=dag + timedelta(days=dagen),
        **velden,
    )
    return sleutel
