"""Plain builders: each makes one thing in the database, with the least that it needs and no random data."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from initiatieven.levensloop import OPEN, AanZet, Status
from initiatieven.models import Initiatief
from kern.models import Gebruiker
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import ApiSleutel, Rol, Rolvervulling, Sleutelrecht, Vakafdeling
from rollen.sleutels import nieuwe_sleutel
from wijken.models import Pilot, Wijk

BEGIN = date(2020, 9, 22)


def maak_wijk(naam: str = "Slotjes", code: str = "WK082601", **velden: Any) -> Wijk:
    return Wijk.objects.create(naam=naam, code=code, slug=naam.lower().replace(" ", "-"), **velden)


def maak_gebruiker(naam: str = "Daan Jansen", **velden: Any) -> Gebruiker:
    email = velden.pop("email", f"{naam.split()[0].lower()}@voorbeeld.example")
    return Gebruiker.objects.create_user(email, naam=naam, **velden)


def maak_rol(gebruiker: Gebruiker, rol: Rol, wijk: Wijk | None = None, **velden: Any) -> Rolvervulling:
    if rol == Rol.PARTNER:
        velden.setdefault("organisatie", "Thuisvester")
    return Rolvervulling.objects.create(
        gebruiker=gebruiker, rol=rol, wijk=wijk, vanaf=velden.pop("vanaf", BEGIN), **velden
    )


def maak_afdeling(naam: str = "Openbare Ruimte", **velden: Any) -> Vakafdeling:
    return Vakafdeling.objects.create(naam=naam, **velden)


def maak_pilot(wijk: Wijk, vanaf: date, tot: date | None = None, naam: str = "Samen in de wijk") -> Pilot:
    return Pilot.objects.create(wijk=wijk, naam=naam, vanaf=vanaf, tot=tot)


def maak_initiatief(
    wijk: Wijk,
    indiener: Gebruiker,
    behandelaar: Gebruiker,
    *,
    status: Status = Status.INGEDIEND,
    titel: str = "Een buurttuin aan de Zandheuvel",
    kenmerk: str = "2026-0001",
    **velden: Any,
) -> Initiatief:
    """A confirmed initiative; while open the behandelaar is aan zet for five working days."""
    if status in OPEN:
        velden.setdefault("aan_zet", AanZet.MEDEWERKER)
        velden.setdefault("aan_zet_persoon", behandelaar)
        velden.setdefault("uiterlijk", plus_werkdagen(vandaag(), 5))
    else:
        velden.setdefault("afgesloten_op", timezone.now())
    return Initiatief.objects.create(
        wijk=wijk,
        indiener=indiener,
        behandelaar=behandelaar,
        status=status,
        titel=titel,
        kenmerk=kenmerk,
        verhaal=velden.pop("verhaal", "Naast het plein ligt een leeg veldje. Wij willen er een tuin maken."),
        ingediend_op=velden.pop("ingediend_op", timezone.now()),
        **velden,
    )


def maak_sleutel(door: Gebruiker, wijk: Wijk | None = None, **velden: Any) -> tuple[ApiSleutel, str]:
    """A key that works from today for a year, and the text that its partner sends along."""
    nieuw, vanaf = nieuwe_sleutel(), velden.pop("vanaf", vandaag())
    gegevens: dict[str, Any] = {
        "naam": "Overzicht voor de wijkteams",
        "organisatie": "Thuisvester",
        "contact": "api@thuisvester.example",
        "recht": Sleutelrecht.LEZEN,
        "tot": vanaf + timedelta(days=365),
        "aanvraag": uuid4(),
        **velden,
    }
    sleutel = ApiSleutel.objects.create(
        wijk=wijk, vanaf=vanaf, prefix=nieuw.prefix, afdruk=nieuw.afdruk, gemaakt_door=door, **gegevens
    )
    return sleutel, nieuw.geheel
