"""The gemeenteprofiel: everything that differs between municipalities, in one TOML file.

`profiel()` is the profile of this deployment. How to write one: docs/gemeenteprofiel.md.
"""

import re
import tomllib
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from django.conf import settings
from django.utils.text import slugify
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from kern.profielfouten import ProfielFout, meld, syntaxfout
from kern.profielregels import onsamenhangend
from kern.toml_lines import line_numbers, line_of

# Every role of the domain with the title that it has when a municipality says nothing else.
ROLTITELS = {
    "wijkmakelaar": "wijkmakelaar",
    "wijkwerker": "wijkwerker",
    "wijkwethouder": "wijkwethouder",
    "opgaveleider": "opgaveleider",
    "teamleider": "teamleider",
    "vakmedewerker": "vakmedewerker",
    "wijkteamlid": "lid van het wijkteam",
    "partner": "partner",
    "platformlid": "lid van het wijkplatform",
    "platformvoorzitter": "voorzitter van het wijkplatform",
    "griffie": "griffie",
    "raadslid": "raadslid",
    "beheerder": "beheerder",
    "auditor": "auditor",
}

# What you can ask who is introduced on the page of a wijk, when neither they nor the municipality say otherwise.
ROLUITLEG = {
    "wijkmakelaar": "U hebt een idee voor uw wijk, of u weet niet wie u moet hebben. Ik denk met u mee.",
    "wijkwerker": "Uw groep wil iets doen en kan hulp gebruiken. Ik help u op weg.",
    "wijkwethouder": "U wilt het bestuur iets vertellen, of u komt er met de gemeente niet uit.",
    "opgaveleider": "U wilt weten hoe de gemeente met bewoners samenwerkt, of u hebt een vraag over de wijk.",
    "wijkteamlid": "U hebt een vraag over wonen, zorg of veiligheid in uw buurt.",
    "platformvoorzitter": "U wilt iets op de agenda van de wijk zetten, of met ons meedoen.",
    "platformlid": "U wilt weten wat bewoners hier samen doen, of u wilt meedoen.",
}

# What initiatives are about when a municipality says nothing else.
THEMAS = [
    "Groen en natuur",
    "Spelen en bewegen",
    "Ontmoeten en helpen",
    "Verkeer en parkeren",
    "Veilig in de wijk",
    "Schoon en heel",
    "Kunst, cultuur en feest",
    "Duurzaam wonen",
    "Iets anders",
]


def _bekende_rol(rol: str) -> str:
    if rol not in ROLTITELS:
        raise ValueError(f"moet een van de rollen zijn ({', '.join(ROLTITELS)})")
    return rol


def _rol_met_uitleg(rol: str) -> str:
    if rol not in ROLUITLEG:
        raise ValueError(f"moet een rol zijn die op de pagina van een wijk staat ({', '.join(ROLUITLEG)})")
    return rol


def _euro(waarde: Any) -> Decimal:
    """An amount as text with a point, so that no euro passes through a binary fraction."""
    if not isinstance(waarde, str) or not re.fullmatch(r"\d{1,10}(\.\d{2})?", waarde):
        raise ValueError('moet een bedrag in euro zijn, als tekst met een punt: "1500.00"')
    return Decimal(waarde).quantize(Decimal("0.01"))


def _kleine_letters(adres: str) -> str:
    return adres.lower()


Tekst = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Rolnaam = Annotated[str, AfterValidator(_bekende_rol)]
Gezichtsrol = Annotated[str, AfterValidator(_rol_met_uitleg)]
Bedrag = Annotated[Decimal, BeforeValidator(_euro)]
Werkdagen = Annotated[int, Field(ge=1, le=260)]
Email = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$"), AfterValidator(_kleine_letters)
]
Graden = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
Punt = Annotated[list[Graden], Field(min_length=2, max_length=2)]
Ring = Annotated[list[Punt], Field(min_length=3)]
Pc6 = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}[A-Z]{2}$")]


class Deel(BaseModel):
    """A part of the profile: no unknown keys, no silent conversion of types."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Contact(Deel):
    email: Email
    telefoon: Tekst | None = None
    website: Annotated[str, Field(pattern=r"^https://\S+$")]


class Gemeente(Deel):
    """`kort` names the municipality in addresses, files and the house style; `tooi` is its official URI."""

    naam: Tekst
    code: Annotated[str, Field(pattern=r"^GM\d{4}$")]
    kort: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    tooi: Annotated[str, Field(pattern=r"^https://identifier\.overheid\.nl/tooi/id/gemeente/gm\d{4}$")]
    contact: Contact

    @property
    def slug(self) -> str:
        return self.kort


class Termijnen(Deel):
    """How long each step may take, in working days."""

    eerste_reactie: Werkdagen = 5
    route: Werkdagen = 10
    antwoord_indiener: Werkdagen = 5
    vakafdeling: Werkdagen = 15
    derde: Werkdagen = 15
    heropenverzoek: Werkdagen = 5
    loslaten: Werkdagen = 60
    uitvoering: Werkdagen = 20


Maanden = Annotated[int, Field(ge=1, le=1200)]


class Bewaartermijnen(Deel):
    """How many months personal data stays after what it was for is over; then the nightly job wipes it.

    The names are those of `kern.verwerking.Verwerking.bewaren`. The defaults follow the selectielijst of
    municipalities where it names a term; a municipality lays down its own.
    """

    account: Maanden = 24  # after the last login, when nothing runs any more
    indiener: Maanden = 24  # after an initiative ended
    deelname: Maanden = 12  # after an initiative ended, or a reaction was taken back
    uitvraag: Maanden = 24  # after an initiative ended
    volgen: Maanden = 24  # after the last login, as an account
    bevestiging: Maanden = 1  # after it was asked
    post: Maanden = 12  # after it was sent
    rol: Maanden = 84  # after the role ended
    kaart: Maanden = 1  # after the last public role ended
    geld: Maanden = 84  # after the year of the booking
    logboek: Maanden = 36  # after it was written
    sessie: Maanden = 1  # after it was last used
    archief: Maanden | None = None  # for ever: what was laid before the council


class Afdeling(Deel):
    """A vakafdeling; at `email` it gets a link to answer by when it has no teamleider with an account."""

    naam: Annotated[Tekst, Field(max_length=100)]
    werkt_aan: Tekst
    email: Email | None = None


class ProfielWijk(Deel):
    """A wijk or dorp. `omtrek` has one ring of [lon, lat] points in WGS84 per separate area; none is allowed."""

    code: Annotated[str, Field(pattern=r"^WK\d{6}$")]
    naam: Annotated[Tekst, Field(max_length=80)]
    soort: Literal["wijk", "dorp"]
    inwoners: Annotated[int, Field(ge=0)] | None = None
    karakter: Annotated[str, Field(max_length=200)] = ""
    omtrek: list[Ring] = []

    @property
    def slug(self) -> str:
        return slugify(self.naam)


class ProfielRol(Deel):
    """A role of a person: in some `wijken` (by name), for an `afdeling`, or for the whole municipality.

    `tot` is the first day after it. `vervangt` is the e-mail address of the person whose deputy this is. A partner
    speaks for an `organisatie`; `mandaatbesluit` names the decision that gave the role.
    """

    rol: Rolnaam
    wijken: list[Tekst] = []
    afdeling: Tekst | None = None
    vanaf: date
    tot: date | None = None
    vervangt: Email | None = None
    organisatie: Annotated[Tekst, Field(max_length=120)] | None = None
    mandaatbesluit: Tekst | None = None


class Mens(Deel):
    """A person of the demonstration: somebody with roles, or a resident without."""

    naam: Annotated[Tekst, Field(max_length=120)]
    email: Email
    rollen: list[ProfielRol] = []


class ProfielPilot(Deel):
    """A pilot in one wijk; `tot` is the first day after it. `demonstratie` marks an invented one."""

    wijk: Tekst
    naam: Annotated[Tekst, Field(max_length=120)]
    doel: Annotated[str, Field(max_length=1000)] = ""
    vanaf: date
    tot: date | None = None
    demonstratie: bool = False


class ProfielBudget(Deel):
    """A budget of one year in euro. `demonstratie` marks one that no council decided."""

    naam: Annotated[Tekst, Field(max_length=120)]
    jaar: Annotated[int, Field(ge=2000, le=2100)]
    domein: Literal["fysiek", "sociaal"]
    bedrag: Bedrag
    dekking: Tekst
    besluit: Tekst
    demonstratie: bool = False


class ProfielMandaat(Deel):
    """Up to which amount in euro a role may decide, from which day, by which decision or as an example."""

    rol: Rolnaam
    tot_bedrag: Bedrag
    vanaf: date
    besluit: Tekst
    demonstratie: bool = False


class Trede(Deel):
    """A step of the ladder that a friction climbs, held by who has `rol`.

    A body such as the college has no role: there `drager` is the role of who brings it in and keeps hold of it.
    """

    naam: Tekst
    rol: Rolnaam | None = None
    drager: Rolnaam | None = None
    termijn: Werkdagen

    @property
    def houder(self) -> str:
        """The role of who holds a friction on this step; one of the two is there, which reading has checked."""
        return self.rol or self.drager or ""


class Profiel(Deel):
    """The whole profile. What refers to something else in the file has been checked too."""

    gemeente: Gemeente
    roltitels: dict[Rolnaam, Tekst] = {}
    roluitleg: dict[Gezichtsrol, Tekst] = {}
    termijnen: Termijnen = Termijnen()
    bewaartermijnen: Bewaartermijnen = Bewaartermijnen()
    themas: list[Annotated[Tekst, Field(max_length=60)]] = THEMAS
    afdelingen: list[Afdeling] = []
    wijken: Annotated[list[ProfielWijk], Field(min_length=1)]
    mensen: list[Mens] = []
    pilots: list[ProfielPilot] = []
    budgetten: list[ProfielBudget] = []
    mandaten: list[ProfielMandaat] = []
    ladder: Annotated[list[Trede], Field(min_length=1)]
    demonstratiepostcodes: dict[Tekst, list[Pc6]] = {}

    def roltitel(self, rol: str) -> str:
        """How this municipality calls a role; raises KeyError for a role that does not exist."""
        return self.roltitels.get(rol) or ROLTITELS[rol]

    def waarvoor(self, rol: str) -> str:
        """What you can ask who has this role; raises KeyError for a role that no wijk page shows."""
        return self.roluitleg.get(rol) or ROLUITLEG[rol]


def lees_profiel(bestand: Path) -> Profiel:
    """Read and check a profile; raises `ProfielFout` with file, line and reason of everything that is wrong."""
    try:
        tekst = bestand.read_text(encoding="utf-8")
    except FileNotFoundError as fout:
        raise ProfielFout([f"{_kort(bestand)} bestaat niet"]) from fout
    except (OSError, UnicodeDecodeError) as fout:
        raise ProfielFout([f"{_kort(bestand)} is geen leesbare tekst in UTF-8"]) from fout
    try:
        gegevens = tomllib.loads(tekst)
    except tomllib.TOMLDecodeError as fout:
        raise ProfielFout([f"{_kort(bestand)} {syntaxfout(fout, tekst)}"]) from fout
    try:
        gelezen = Profiel.model_validate(gegevens)
        fouten = list(onsamenhangend(gelezen))
    except ValidationError as fout:
        fouten = [meld(melding) for melding in fout.errors(include_url=False)]
    if fouten:
        regels = line_numbers(tekst)
        geplaatst = sorted((line_of(regels, pad), zin) for pad, zin in fouten)
        raise ProfielFout([f"{_kort(bestand)} regel {regel}: {zin}" for regel, zin in geplaatst])
    return gelezen


def profielbestand(naam: str) -> Path:
    """The file of the profile called `naam`; raises `ProfielFout` for a name that cannot be one."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", naam):
        raise ProfielFout([f'"{naam}" kan geen naam van een gemeenteprofiel zijn, zoals oude-ijsselstreek'])
    return Path(settings.PROFIELMAP) / f"{naam}.toml"


@lru_cache(maxsize=8)
def _bewaard(bestand: Path) -> Profiel:
    return lees_profiel(bestand)


def profiel() -> Profiel:
    """The profile of this deployment (setting GEMEENTEPROFIEL), read once per process."""
    return _bewaard(profielbestand(settings.GEMEENTEPROFIEL))


def _kort(bestand: Path) -> str:
    return f"{bestand.parent.name}/{bestand.name}"
