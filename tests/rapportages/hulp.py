"""What the tests of this floor share: a logged-in member of staff, and a quarter with something in it."""

from datetime import UTC, date, datetime
from time import time
from typing import Any

from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Initiatief
from kern.models import Gebruiker, Mail
from rapportages.inhoud import afdruk, stel_samen
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Leerpunt, Perspectief
from rapportages.services.rapportage import bewerk, bied_aan, maak_kwartaalrapportage
from tests.maak import maak_initiatief, maak_pilot
from tests.personen import Mensen

K2 = Kwartaal(2026, 2)
K3 = Kwartaal(2026, 3)


def op(maand: int, dag: int, uur: int = 10) -> datetime:
    """A moment in 2026."""
    return datetime(2026, maand, dag, uur, tzinfo=UTC)


def medewerker(client: Client, wie: Gebruiker) -> Client:
    """Log in with a second factor, as staff must."""
    client.force_login(wie)
    sessie = client.session
    sessie["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time()}]
    sessie["account_authentication_methods_user"] = str(wie.pk)
    sessie.save()
    return client


def mails_aan(wie: Gebruiker) -> list[Mail]:
    return list(Mail.objects.filter(aan=wie.email).order_by("id"))


def maak_leerpunt(
    mensen: Mensen,
    *,
    perspectief: Perspectief = Perspectief.GEMEENTE,
    tekst: str = "Wie eerst aanbelt, krijgt de buren mee.",
    genoteerd_op: date = date(2026, 8, 12),
    **velden: Any,
) -> Leerpunt:
    velden.setdefault("wijk", mensen.slotjes)
    velden.setdefault("door", mensen.amina)
    return Leerpunt.objects.create(perspectief=perspectief, tekst=tekst, genoteerd_op=genoteerd_op, **velden)


def gerealiseerd(mensen: Mensen, **velden: Any) -> Initiatief:
    """Daan's garden in Slotjes, submitted and answered in July and finished in September 2026."""
    velden.setdefault("ingediend_op", op(7, 6))
    velden.setdefault("eerste_reactie_op", op(7, 8))
    velden.setdefault("afgesloten_op", op(9, 1))
    return maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina, status=Status.GEREALISEERD, **velden)


def maak_concept(mensen: Mensen) -> Kwartaalrapportage:
    """The concept of K3 2026 on the pilot in Slotjes, with both perspectives."""
    maak_pilot(mensen.slotjes, date(2026, 7, 1))
    tuin = gerealiseerd(mensen)
    maak_leerpunt(mensen, initiatief=tuin, verandert="De wijkmakelaar mag zelf tot 500 euro beslissen.")
    maak_leerpunt(
        mensen,
        perspectief=Perspectief.BEWONERS,
        tekst="Eén vast gezicht scheelt tien telefoontjes.",
        initiatief=tuin,
        door=mensen.daan,
    )
    rapportage = maak_kwartaalrapportage(kwartaal=K3)
    assert rapportage is not None
    return rapportage


def schrijf(rapportage: Kwartaalrapportage, mensen: Mensen, **velden: Any) -> Kwartaalrapportage:
    """Save it with a summary, as the opgaveleider does."""
    waarden = {
        "samenvatting": "Bewoners willen weten wie er met hun idee bezig is.",
        "bijstelling": "",
        "portefeuillehouder": "B. Verhoeven",
        "contactpersoon": "Olga Brouwers",
        "registratienummer": "",
        "leerpunten": list(rapportage.leerpunten.all()),
        **velden,
    }
    return bewerk(rapportage=rapportage, door=mensen.olga, **waarden)


def maak_aangeboden(mensen: Mensen) -> Kwartaalrapportage:
    rapportage = schrijf(maak_concept(mensen), mensen)
    return bied_aan(rapportage=rapportage, gezien=afdruk(stel_samen(rapportage)), door=mensen.olga)
