"""The stage of the access matrix: everybody who could try something, what there is to find, and how it is asked.

The tables themselves stand in test_toegang_acties.py and tests/wijkportaal/test_toegang_paginas.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any

from django.apps import apps
from django.db import transaction
from django.test import Client

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Betrokkene, Foto, Initiatief
from initiatieven.services import behandelen, meedoen, modereren, opmerkingen
from kern.fotos import geplaatst, verwerk
from kern.models import Gebruiker
from kern.werkdagen import vandaag
from rollen.models import Rol, Vakafdeling
from tests.initiatieven.beelden import bestand, jpeg
from tests.inloggen import als_medewerker
from tests.maak import BEGIN, maak_afdeling, maak_gebruiker, maak_initiatief, maak_rol, maak_wijk
from wijken.models import Wijk

BIJ_EEN_AFDELING = (Rol.TEAMLEIDER, Rol.VAKMEDEWERKER)  # their "own" is what lies with their department
ROLLEN = tuple(rol.value for rol in Rol)
BEWONERS = ("indiener", "mede-indiener", "inwoner")
JA = {"ja"}
BUITEN = ("niemand", "wijkmakelaar met een gesloten account")

# Who may read a note, a name or a phone number of an initiative in Slotjes that lies with Openbare Ruimte.
LEZERS = {"wijkmakelaar", "wijkwerker", "wijkwethouder", "opgaveleider", "opgaveleider elders", "teamleider"}
BEGINNERS = {"indiener", "mede-indiener"}
GEHEIM_VOOR_BEWONERS = ("Bel eerst de buurman van nummer acht.", "06-12345678", "Wat een onzin, domkop.")
GEHEIM_VOOR_COLLEGAS = ("Zwaluwenburg", "zwaluw@voorbeeld.example", "Kiekendief", "Ik heb een betonmolen.")


@dataclass
class Toneel:
    """Slotjes, where it happens; Vrachelen, which is elsewhere; and people by what they are."""

    slotjes: Wijk
    vrachelen: Wijk
    openbare_ruimte: Vakafdeling
    mensen: dict[str, Gebruiker]
    zaak: Initiatief
    clients: dict[str, Client]  # the browser of each, past login and second factor; "niemand" has no login


def zet_op() -> Toneel:
    """Everybody of `ROLLEN` in Slotjes just today; elsewhere; from tomorrow; until yesterday; and residents."""
    slotjes, vrachelen = maak_wijk("Slotjes", "WK082601"), maak_wijk("Vrachelen", "WK082607")
    afdeling, andere_afdeling = maak_afdeling("Openbare Ruimte"), maak_afdeling("Sport")
    dag = vandaag()
    morgen = dag + timedelta(days=1)
    perioden: dict[str, tuple[date, date | None]] = {
        "": (dag, morgen),
        " elders": (BEGIN, None),
        " straks": (morgen, None),
        " geweest": (BEGIN, dag),
    }
    mensen: dict[str, Gebruiker] = {}
    for rol in Rol:
        for achter, (vanaf, tot) in perioden.items():
            wie = mensen[f"{rol.value}{achter}"] = maak_gebruiker(
                f"{rol.value.title()} Smit", email=f"{rol.value}{achter.replace(' ', '-')}@voorbeeld.example"
            )
            elders = achter == " elders"
            plek: dict[str, Any] = {"wijk": vrachelen if elders else slotjes}
            if rol in BIJ_EEN_AFDELING:
                plek = {"afdeling": andere_afdeling if elders else afdeling}
            maak_rol(wie, rol, vanaf=vanaf, tot=tot, **plek)
    mensen["indiener"] = maak_gebruiker("Daan Zwaluwenburg", email="zwaluw@voorbeeld.example")
    mensen["mede-indiener"] = maak_gebruiker("Mo Kiekendief", email="mo@voorbeeld.example")
    mensen["inwoner"] = maak_gebruiker("Fatima el Amrani")
    gesloten = maak_gebruiker("Gesloten Smit", email="gesloten@voorbeeld.example")
    maak_rol(gesloten, Rol.WIJKMAKELAAR, slotjes, vanaf=dag)
    Gebruiker.objects.filter(pk=gesloten.pk).update(is_active=False)
    mensen["wijkmakelaar met een gesloten account"] = gesloten
    zaak = maak_initiatief(
        slotjes,
        mensen["indiener"],
        mensen["wijkmakelaar"],
        status=Status.IN_BEHANDELING,
        kenmerk="2024-0001",
        telefoon="06-12345678",
        **bij_de_afdeling(mensen, afdeling),
    )
    _vul(zaak, mensen)
    clients = {wie: als_medewerker(Client(), persoon) for wie, persoon in mensen.items()}
    clients["niemand"] = Client()
    for client in clients.values():
        client.raise_request_exception = False  # a mistake of ours is a 500, and a line in the list
    return Toneel(slotjes, vrachelen, afdeling, mensen, zaak, clients)


def bij_de_afdeling(mensen: dict[str, Gebruiker], afdeling: Vakafdeling) -> dict[str, Any]:
    return {
        "aan_zet": AanZet.VAKAFDELING,
        "aan_zet_persoon": mensen["teamleider"],
        "aan_zet_afdeling": afdeling,
    }


def _vul(zaak: Initiatief, mensen: dict[str, Gebruiker]) -> None:
    """What only some may read: a note, who started it too, what somebody brings, and a remark that was hidden."""
    notitie, _telefoon, lelijk = GEHEIM_VOOR_BEWONERS
    makelaar, mede = mensen["wijkmakelaar"], mensen["mede-indiener"]
    Betrokkene.objects.create(initiatief=zaak, gebruiker=mede, soort=Betrokkene.Soort.MEDE)
    meedoener = maak_gebruiker("Sjaak van der Valk", email="sjaak@voorbeeld.example")
    meedoen.doe_mee(initiatief=zaak, door=meedoener, bijdrage=GEHEIM_VOOR_COLLEGAS[3])
    reactie = opmerkingen.plaats(initiatief=zaak, door=meedoener, tekst=lelijk)
    modereren.verberg(ding=reactie, door=makelaar, reden="Dit is niet aardig.")
    behandelen.noteer(initiatief=zaak, door=makelaar, tekst=notitie)


def met_foto(initiatief: Initiatief, **velden: Any) -> Foto:
    """A photo with its files."""
    verwerkt = verwerk(bestand(jpeg(800, 500)))
    with geplaatst([verwerkt]) as [sleutel]:
        return Foto.objects.create(initiatief=initiatief, sleutel=sleutel, breedte=768, hoogte=480, **velden)


# --- Asking -----------------------------------------------------------------------------------------


INGELOGD = "ingelogd"


def wie_probeert(mogen: str) -> list[str]:
    """Everybody whose answer can differ: each role in its own wijk, and those that may also elsewhere and outside
    their period. Who has no right in the own wijk today has none elsewhere or on another day; one test asks all.
    """
    rollen = [naam for naam in mogen.split() if naam in ROLLEN]
    buiten = [f"{rol} {waar}" for rol in rollen for waar in ("elders", "straks", "geweest")]
    vast = [] if "wijkmakelaar elders" in buiten else ["wijkmakelaar elders"]
    return [*ROLLEN, *buiten, *vast, *BEWONERS, *BUITEN]


def wie_mogen(mogen: str, *, overal: bool = False) -> set[str]:
    """`mogen` names roles in their own wijk, and residents; or "ingelogd". An opgaveleider is one of all wijken."""
    namen = set(mogen.split())
    if INGELOGD in namen:
        return {*ROLLEN, *BEWONERS, "wijkmakelaar elders"}
    ook_elders = {naam for naam in namen if naam in ROLLEN and (overal or naam == "opgaveleider")}
    return namen | {f"{naam} elders" for naam in ook_elders}


class Nee(Enum):
    """How those are answered who may not."""

    WERKBANK = "403 for staff, 404 for anybody else, the login page without a login"
    LIJST = "as WERKBANK, and 404 for staff who might have had one of their own"
    EIGEN = "404, as if it is not there; the login page without a login"
    SLEUTEL = "404 for everybody"

    def voor(self, wie: str) -> set[str]:
        if self is Nee.SLEUTEL:
            return {"404"}
        if wie in BUITEN:
            return {"inloggen"}
        if self is Nee.EIGEN or not is_medewerker_nu(wie):
            return {"404"}
        return {"403", "404"} if self is Nee.LIJST else {"403"}


def is_medewerker_nu(wie: str) -> bool:
    return wie.split()[0] in ROLLEN and not wie.endswith((" straks", " geweest", " account"))


def gaf(antwoord: Any) -> str:
    """What was answered, in a word; "ja" for a page, or a redirect to one."""
    if antwoord.status_code == 302 and antwoord["Location"].startswith("/account/login/"):
        return "inloggen"
    return "ja" if antwoord.status_code in (200, 302) else str(antwoord.status_code)


def gelekt(wie: str, antwoord: Any) -> list[str]:
    """What this person should not have been able to read in the answer."""
    inhoud = antwoord.getvalue() if antwoord.streaming else antwoord.content
    if wie in LEZERS or not inhoud:
        return []
    tekst = inhoud.decode(errors="ignore")
    geheim: tuple[str, ...] = (
        GEHEIM_VOOR_BEWONERS if wie in BEGINNERS else GEHEIM_VOOR_BEWONERS + GEHEIM_VOOR_COLLEGAS
    )
    if wie == "indiener" and antwoord.request["PATH_INFO"] == "/mijn/gegevens/":
        geheim = tuple(iets for iets in geheim if iets != "06-12345678")  # one's own number
    return [iets for iets in geheim if iets in tekst]


def probeer(
    toneel: Toneel,
    wie: str,
    adres: str,
    hoort: set[str],
    formulier: Any = None,
    *,
    voor: Any = None,
    get: bool = True,
) -> tuple[list[str], bool]:
    """Open it, and send `formulier` when there is one. Returns what was wrong, and for whoever may
    whether `voor`, what `stand` told, was changed by it; that is taken back.
    """
    client, mis, gedaan = toneel.clients[wie], [], False
    antwoorden = {"GET": client.get(adres)} if get else {}
    if formulier is not None and hoort == JA:
        with teruggedraaid():
            antwoorden["POST"] = client.post(adres, formulier)
            gedaan = stand() != voor
    elif formulier is not None:
        antwoorden["POST"] = client.post(adres, formulier)
    for hoe, antwoord in antwoorden.items():
        if gaf(antwoord) not in hoort:
            mis.append(
                f"{wie}: {hoe} {adres} gaf {antwoord.status_code}, verwacht {' of '.join(sorted(hoort))}"
            )
        mis += [f"{wie}: {hoe} {adres} toonde “{iets}”" for iets in gelekt(wie, antwoord)]
    return mis, gedaan


def stand() -> dict[str, list[Any]]:
    """All that this floor keeps, except who read what and when; and the mails."""
    modellen = apps.get_app_config("initiatieven").get_models()
    rijen = {
        model.__name__: list(model._default_manager.order_by("pk").values_list())
        for model in modellen
        if model.__name__ not in ("Gelezen", "Werkbankbezoek")
    }
    labels = Initiatief.labels.through._default_manager.order_by("pk").values_list()
    mails = apps.get_model("kern", "Mail")._default_manager.order_by("pk").values_list("pk", "sleutel")
    return {**rijen, "labels": list(labels), "Mail": list(mails)}


@contextmanager
def teruggedraaid() -> Iterator[None]:
    """What happens in here did not happen afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
