"""The cards of the people of the demonstration: what they tell about themselves, and a drawn face."""

import tomllib
from pathlib import Path

from kern.fotos import verwerk
from kern.models import Gebruiker
from rollen.rechten import mag
from rollen.services.visitekaart import Eigenkeuze, Kaarttekst, bewaar_eigen_kaart
from wijkportaal.demonstratie.portretten import Uiterlijk, teken_portret

BESTAND = Path(__file__).parent / "gegevens" / "kaarten.toml"


def maak_kaarten() -> None:
    """Give everybody in the list who has a role with a card today what they would have filled in themselves."""
    kaarten = {kaart["naam"]: kaart for kaart in tomllib.loads(BESTAND.read_text(encoding="utf-8"))["kaart"]}
    mensen = Gebruiker.objects.filter(naam__in=kaarten, email__endswith=".example").order_by("pk")
    for persoon in mensen:
        if not mag(persoon, "rollen.eigen_kaart"):
            continue
        kaart = kaarten[persoon.naam]
        uiterlijk = kaart.get("uiterlijk")
        bewaar_eigen_kaart(
            door=persoon,
            tekst=Kaarttekst(
                waarvoor=kaart.get("waarvoor", ""),
                bereikbaar=kaart.get("bereikbaar", ""),
                telefoon=kaart.get("telefoon", ""),
            ),
            keuze=Eigenkeuze(
                zichtbaar=kaart.get("zichtbaar", False),
                akkoord=uiterlijk is not None,
                beschrijving=kaart.get("beschrijving", ""),
                foto=verwerk(teken_portret(Uiterlijk(**uiterlijk))) if uiterlijk else None,
            ),
        )
