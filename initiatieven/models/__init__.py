"""The data of this floor, by subject; import from here."""

from initiatieven.models.besluiten import Heropenverzoek, Samenvoeging, Uitvraag
from initiatieven.models.betrokken import Betrokkene, Melding, Opmerking, TeBevestigen
from initiatieven.models.initiatief import Initiatief, Kenmerkteller
from initiatieven.models.inrichting import Kader, Label, Standaardtekst, Thema
from initiatieven.models.schuring import Schuring, Schuringstap
from initiatieven.models.tijdlijn import Foto, Gebeurtenis, Tekstversie
from initiatieven.models.volgen import Bericht, Ritme, Verspreiding, Volgt
from initiatieven.models.werkbank import Gelezen, Vermelding, Werkbankbezoek, Werkbankfilter

__all__ = [
    "Bericht",
    "Betrokkene",
    "Foto",
    "Gebeurtenis",
    "Gelezen",
    "Heropenverzoek",
    "Initiatief",
    "Kader",
    "Kenmerkteller",
    "Label",
    "Melding",
    "Opmerking",
    "Ritme",
    "Samenvoeging",
    "Schuring",
    "Schuringstap",
    "Standaardtekst",
    "TeBevestigen",
    "Tekstversie",
    "Thema",
    "Uitvraag",
    "Vermelding",
    "Verspreiding",
    "Volgt",
    "Werkbankbezoek",
    "Werkbankfilter",
]
