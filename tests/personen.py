"""The fixed cast of people. Tests say who does what by their first names."""

from dataclasses import dataclass

from kern.models import Gebruiker
from rollen.models import Rol, Vakafdeling
from tests.maak import maak_afdeling, maak_gebruiker, maak_rol, maak_wijk
from wijken.models import Wijk


@dataclass(frozen=True)
class Mensen:
    """Two wijken and the people in and around them."""

    slotjes: Wijk
    vrachelen: Wijk
    openbare_ruimte: Vakafdeling
    amina: Gebruiker  # wijkmakelaar of Slotjes
    bram: Gebruiker  # wijkwethouder of Slotjes
    chantal: Gebruiker  # wijkmakelaar of Vrachelen
    daan: Gebruiker  # resident
    els: Gebruiker  # griffie
    fatima: Gebruiker  # another resident
    olga: Gebruiker  # opgaveleider
    teun: Gebruiker  # teamleider of Openbare Ruimte
    wim: Gebruiker  # wijkwerker of Slotjes


def zet_op() -> Mensen:
    """Put the whole cast on stage."""
    slotjes = maak_wijk("Slotjes", "WK082601", inwoners=8010)
    vrachelen = maak_wijk("Vrachelen", "WK082607", inwoners=7655)
    openbare_ruimte = maak_afdeling("Openbare Ruimte")
    cast = Mensen(
        slotjes=slotjes,
        vrachelen=vrachelen,
        openbare_ruimte=openbare_ruimte,
        amina=maak_gebruiker("Amina de Wit"),
        bram=maak_gebruiker("Bram Verhoeven"),
        chantal=maak_gebruiker("Chantal Smulders"),
        daan=maak_gebruiker("Daan Jansen"),
        els=maak_gebruiker("Els van Dongen"),
        fatima=maak_gebruiker("Fatima el Amrani"),
        olga=maak_gebruiker("Olga Brouwers"),
        teun=maak_gebruiker("Teun Akkermans"),
        wim=maak_gebruiker("Wim Oomen"),
    )
    maak_rol(cast.amina, Rol.WIJKMAKELAAR, slotjes)
    maak_rol(cast.bram, Rol.WIJKWETHOUDER, slotjes)
    maak_rol(cast.chantal, Rol.WIJKMAKELAAR, vrachelen)
    maak_rol(cast.els, Rol.GRIFFIE)
    maak_rol(cast.olga, Rol.OPGAVELEIDER)
    maak_rol(cast.teun, Rol.TEAMLEIDER, afdeling=openbare_ruimte)
    maak_rol(cast.wim, Rol.WIJKWERKER, slotjes)
    return cast
