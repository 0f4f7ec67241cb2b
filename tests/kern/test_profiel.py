"""A gemeenteprofiel that is wrong is answered with its line and a sentence; the ones that we ship are right."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import shapely
from pytest_django import Settings

from kern.geo import vlak
from kern.profiel import lees_profiel, profiel, profielbestand
from kern.profielfouten import ProfielFout

GOED = """\
[gemeente]
naam = "Voorbeeldstad"
code = "GM0001"
kort = "voorbeeldstad"
tooi = "https://identifier.overheid.nl/tooi/id/gemeente/gm0001"
contact = { email = "Wijken@Voorbeeldstad.example", website = "https://voorbeeldstad.example" }

[[wijken]]
code = "WK000100"
naam = "Zuid"
soort = "wijk"
inwoners = 1200
omtrek = [[[5.1, 52.1], [5.2, 52.1], [5.2, 52.2]]]

[[wijken]]
code = "WK000101"
naam = "Het Dorp"
soort = "dorp"

[[afdelingen]]
naam = "Groen"
werkt_aan = "bomen en gras"

[[mensen]]
naam = "Els Vos"
email = "els@voorbeeldstad.example"

[[mensen.rollen]]
rol = "wijkwethouder"
wijken = ["Zuid"]
vanaf = 2026-01-01

[[mensen]]
naam = "Tom Bos"
email = "tom@voorbeeldstad.example"

[[mensen.rollen]]
rol = "teamleider"
afdeling = "Groen"
vanaf = 2026-01-01

[[pilots]]
wijk = "Zuid"
naam = "Samen"
vanaf = 2026-01-01

[[budgetten]]
naam = "Fysiek"
jaar = 2026
domein = "fysiek"
bedrag = "150000.50"
dekking = "JOR"
besluit = "Begroting 2026"

[[mandaten]]
rol = "wijkmakelaar"
tot_bedrag = "2500"
vanaf = 2026-01-01
besluit = "Mandaatregeling"

[[ladder]]
naam = "De wijkmakelaar"
rol = "wijkmakelaar"
termijn = 10
"""


def schrijf(tmp_path: Path, tekst: str) -> Path:
    bestand = tmp_path / "profielen" / "voorbeeldstad.toml"
    bestand.parent.mkdir(exist_ok=True)
    bestand.write_text(tekst)
    return bestand


def fout_van(tmp_path: Path, oud: str, nieuw: str) -> list[str]:
    """What is said of the good profile with one thing changed."""
    assert oud in GOED
    with pytest.raises(ProfielFout) as gevangen:
        lees_profiel(schrijf(tmp_path, GOED.replace(oud, nieuw, 1)))
    return gevangen.value.regels


def test_een_goed_profiel(tmp_path: Path) -> None:
    gelezen = lees_profiel(schrijf(tmp_path, GOED))
    assert gelezen.gemeente.slug == "voorbeeldstad"
    assert gelezen.gemeente.contact.email == "wijken@voorbeeldstad.example"
    assert gelezen.budgetten[0].bedrag == Decimal("150000.50")
    assert gelezen.mandaten[0].tot_bedrag == Decimal("2500.00")
    assert gelezen.wijken[1].slug == "het-dorp"
    assert gelezen.mensen[0].rollen[0].vanaf == date(2026, 1, 1)
    assert gelezen.termijnen.eerste_reactie == 5


def test_een_rol_zonder_eigen_titel_heet_zoals_zij_heet(tmp_path: Path) -> None:
    gelezen = lees_profiel(schrijf(tmp_path, GOED + '[roltitels]\nwijkmakelaar = "gebiedsregisseur"\n'))
    assert gelezen.roltitel("wijkmakelaar") == "gebiedsregisseur"
    assert gelezen.roltitel("platformvoorzitter") == "voorzitter van het wijkplatform"
    with pytest.raises(KeyError):
        gelezen.roltitel("burgemeester")


def test_een_gemeente_zegt_zelf_waarvoor_iemand_er_is(tmp_path: Path) -> None:
    gelezen = lees_profiel(schrijf(tmp_path, GOED + '[roluitleg]\nwijkmakelaar = "Vraag mij alles."\n'))
    assert gelezen.waarvoor("wijkmakelaar") == "Vraag mij alles."
    assert gelezen.waarvoor("wijkwerker").startswith("Uw groep wil iets doen")
    with pytest.raises(ProfielFout, match="een rol zijn die op de pagina van een wijk staat"):
        lees_profiel(schrijf(tmp_path, GOED + '[roluitleg]\ngriffie = "Vraag mij alles."\n'))


@pytest.mark.parametrize(
    ("oud", "nieuw", "regel", "zin"),
    [
        (
            "inwoners = 1200",
            'inwoners = "veel"',
            12,
            'wijken[0].inwoners moet een heel getal zijn, niet "veel"',
        ),
        ("inwoners = 1200", "inwoners = -3", 12, "wijken[0].inwoners moet minstens 0 zijn, niet -3"),
        ("inwoners = 1200", "inwoners = true", 12, "wijken[0].inwoners moet een heel getal zijn, niet true"),
        ("inwoners = 1200", "inwonrs = 1200", 12, "wijken[0].inwonrs is geen bekende instelling"),
        ('soort = "dorp"', 'soort = "stad"', 18, "wijken[1].soort moet 'wijk' of 'dorp' zijn, niet \"stad\""),
        ('soort = "dorp"\n', "", 15, "wijken[1].soort ontbreekt"),
        ('naam = "Het Dorp"', 'naam = ""', 17, 'wijken[1].naam mag niet leeg zijn, niet ""'),
        (
            'naam = "Het Dorp"',
            "naam = 7",
            17,
            "wijken[1].naam moet tekst tussen aanhalingstekens zijn, niet 7",
        ),
        ('naam = "Het Dorp"', 'naam = "Zuid"', 17, "wijken[1].naam staat er twee keer"),
        ('naam = "Het Dorp"', 'naam = "!!"', 17, "wijken[1].naam heeft geen letter of cijfer"),
        ('"WK000101"', '"WK000100"', 16, "wijken[1].code staat er twee keer"),
        ('"WK000101"', '"WK082601"', 16, "wijken[1].code moet met WK0001 beginnen, niet WK082601"),
        ("[5.2, 52.1]", "[5.2, 200]", 13, "wijken[0].omtrek[0][1][1] mag hoogstens 180 zijn, niet 200"),
        ("[5.2, 52.1]", "[5.2]", 13, "wijken[0].omtrek[0][1] moet minstens 2 waarden hebben"),
        ("[5.2, 52.1]", "[5.2, nan]", 13, "wijken[0].omtrek[0][1][1] moet een gewoon getal zijn, niet nan"),
        ("[5.2, 52.2]]", "[5.3, 52.1]]", 13, "wijken[0].omtrek[0] is geen vlak: de lijn"),
        (
            "[5.2, 52.2]]",
            "[5.1, 52.3], [5.2, 52.3]]",
            13,
            "wijken[0].omtrek[0] is geen vlak: de lijn kruist of raakt zichzelf bij 5.15, 52.2",
        ),
        (
            'code = "GM0001"',
            'code = "0001"',
            3,
            'gemeente.code heeft niet de goede vorm (^GM\\d{4}$), niet "0001"',
        ),
        ("gm0001", "gm0002", 5, "gemeente.tooi hoort niet bij gemeentecode GM0001"),
        ("els@voorbeeldstad.example", "tom@voorbeeldstad.example", 35, "mensen[1].email staat er twee keer"),
        (
            '["Zuid"]',
            '["Zuid", "Noord"]',
            30,
            'mensen[0].rollen[0].wijken[1] noemt "Noord", maar die wijk bestaat niet',
        ),
        ('["Zuid"]', '["Zuid", "Zuid"]', 30, 'mensen[0].rollen[0].wijken[1] noemt "Zuid" twee keer'),
        (
            'wijken = ["Zuid"]\n',
            "",
            28,
            "mensen[0].rollen[0] is wijkwethouder, maar zegt niet van welke wijken",
        ),
        (
            'afdeling = "Groen"\n',
            "",
            37,
            "mensen[1].rollen[0] is teamleider, maar zegt niet van welke afdeling",
        ),
        ('afdeling = "Groen"', 'afdeling = "Grijs"', 39, 'noemt "Grijs", maar die afdeling bestaat niet'),
        (
            'rol = "teamleider"',
            'rol = "burgemeester"',
            38,
            "mensen[1].rollen[0].rol moet een van de rollen zijn",
        ),
        (
            "vanaf = 2026-01-01\n\n[[mensen]]",
            "vanaf = 2026-01-01\ntot = 2025-01-01\n\n[[mensen]]",
            32,
            "mensen[0].rollen[0].tot moet na 2026-01-01 liggen, niet op 2025-01-01",
        ),
        (
            "vanaf = 2026-01-01\n\n[[mensen]]",
            'vanaf = "1 januari"\n\n[[mensen]]',
            31,
            'moet een datum zijn, zoals 2026-01-31 zonder aanhalingstekens, niet "1 januari"',
        ),
        (
            "vanaf = 2026-01-01\n\n[[mensen]]",
            'vanaf = 2026-01-01\nvervangt = "piet@voorbeeldstad.example"\n\n[[mensen]]',
            32,
            "noemt piet@voorbeeldstad.example, maar dat is niemand anders in de lijst",
        ),
        ('wijk = "Zuid"\nnaam = "Samen"', 'wijk = "Oost"\nnaam = "Samen"', 43, 'noemt "Oost", maar die wijk'),
        (
            'bedrag = "150000.50"',
            "bedrag = 150000.50",
            51,
            "budgetten[0].bedrag moet een bedrag in euro zijn",
        ),
        (
            'bedrag = "150000.50"',
            'bedrag = "150.000,50"',
            51,
            "budgetten[0].bedrag moet een bedrag in euro zijn",
        ),
        ('domein = "fysiek"', 'domein = "sociaal"', 51, 'budgetten[0].bedrag moet "0.00" zijn'),
        ('domein = "fysiek"', 'domein = "groen"', 50, "budgetten[0].domein moet 'fysiek' of 'sociaal' zijn"),
        ("termijn = 10", "termijn = 0", 64, "ladder[0].termijn moet minstens 1 zijn, niet 0"),
        (
            '[[ladder]]\nnaam = "De wijkmakelaar"\nrol = "wijkmakelaar"\ntermijn = 10\n',
            "",
            1,
            "ladder ontbreekt",
        ),
        (
            '"De wijkmakelaar"\nrol = "wijkmakelaar"',
            '"Het college"',
            61,
            "ladder[0] heeft een rol nodig, of een",
        ),
        (
            '"De wijkmakelaar"\n',
            '"De wijkmakelaar"\ndrager = "griffie"\n',
            61,
            "ladder[0] heeft een rol nodig, of een",
        ),
    ],
)
def test_een_fout_heeft_regel_en_reden(tmp_path: Path, oud: str, nieuw: str, regel: int, zin: str) -> None:
    regels = fout_van(tmp_path, oud, nieuw)
    assert regels[0].startswith(f"profielen/voorbeeldstad.toml regel {regel}: ")
    assert zin in regels[0]


@pytest.mark.parametrize(
    ("oud", "nieuw", "plek", "zin"),
    [
        ("inwoners = 1200", "inwoners 1200", "regel 12, teken 10", "hier hoort een =-teken"),
        ("inwoners = 1200", "inwoners = ", "regel 12, teken 12", "hier staat geen geldige waarde"),
        ('naam = "Zuid"', 'naam = "Zuid', "regel 10, teken 13", "er ontbreekt een aanhalingsteken"),
        ("inwoners = 1200", 'naam = "Noord"', "regel 12", "deze naam stond er al"),
        ("[gemeente]", "[gemeente", "regel 1", "er ontbreekt een ]"),
        (
            "inwoners = 1200",
            "inwoners = 1200 mensen",
            "regel 12, teken 17",
            "hier hoort de regel op te houden",
        ),
    ],
)
def test_wat_geen_toml_is_heeft_ook_een_regel(
    tmp_path: Path, oud: str, nieuw: str, plek: str, zin: str
) -> None:
    (regel,) = fout_van(tmp_path, oud, nieuw)
    assert regel.startswith(f"profielen/voorbeeldstad.toml {plek}")
    assert zin in regel


def test_alle_fouten_staan_er_in_een_keer_op_volgorde(tmp_path: Path) -> None:
    tekst = GOED.replace("inwoners = 1200", "inwoners = 1.5").replace('soort = "dorp"', 'soort = "gat"')
    with pytest.raises(ProfielFout) as gevangen:
        lees_profiel(schrijf(tmp_path, tekst.replace("termijn = 10", "termijn = 1000")))
    assert [regel.split(":")[0].split()[-1] for regel in gevangen.value.regels] == ["12", "18", "64"]


def test_een_tweede_wijkwethouder_in_dezelfde_periode(tmp_path: Path) -> None:
    regels = fout_van(
        tmp_path,
        'rol = "teamleider"\nafdeling = "Groen"\nvanaf = 2026-01-01',
        'rol = "wijkwethouder"\nwijken = ["Het Dorp", "Zuid"]\nvanaf = 2026-06-01',
    )
    assert regels == [
        "profielen/voorbeeldstad.toml regel 37: "
        "mensen[1].rollen[0] geeft Zuid een tweede wijkwethouder in dezelfde periode"
    ]


def test_wijkwethouders_na_elkaar_en_een_vervanger_mogen(tmp_path: Path) -> None:
    tekst = GOED.replace(
        "vanaf = 2026-01-01\n\n[[mensen]]", "vanaf = 2026-01-01\ntot = 2026-06-01\n\n[[mensen]]", 1
    ).replace(
        'rol = "teamleider"\nafdeling = "Groen"\nvanaf = 2026-01-01',
        'rol = "wijkwethouder"\nwijken = ["Zuid"]\nvanaf = 2026-02-01\ntot = 2026-03-01\n'
        'vervangt = "els@voorbeeldstad.example"\n\n'
        '[[mensen.rollen]]\nrol = "wijkwethouder"\nwijken = ["Zuid"]\nvanaf = 2026-06-01',
    )
    assert len(lees_profiel(schrijf(tmp_path, tekst)).mensen[1].rollen) == 2


def test_een_rol_dubbel_in_dezelfde_periode(tmp_path: Path) -> None:
    rol = '[[mensen.rollen]]\nrol = "teamleider"\nafdeling = "Groen"\nvanaf = 2026-01-01\n'
    regels = fout_van(tmp_path, rol, rol + rol)
    assert "mensen[1].rollen[1] geeft dezelfde rol twee keer in dezelfde periode" in regels[0]


def test_een_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(ProfielFout, match=r"profielen/niets\.toml bestaat niet"):
        lees_profiel(tmp_path / "profielen" / "niets.toml")


def test_een_bestand_dat_geen_tekst_is(tmp_path: Path) -> None:
    bestand = schrijf(tmp_path, "")
    bestand.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfielFout, match="geen leesbare tekst in UTF-8"):
        lees_profiel(bestand)


@pytest.mark.parametrize("naam", ["../settings", "Oss", "", "oss.toml", "a/b"])
def test_een_naam_die_geen_profiel_kan_zijn(naam: str) -> None:
    with pytest.raises(ProfielFout, match="kan geen naam van een gemeenteprofiel zijn"):
        profielbestand(naam)


@pytest.mark.parametrize("naam", ["oosterhout", "oude-ijsselstreek", "oss", "den-helder"])
def test_de_meegeleverde_profielen_zijn_goed(naam: str) -> None:
    gelezen = lees_profiel(profielbestand(naam))
    assert gelezen.gemeente.kort == naam
    assert gelezen.wijken


def test_oosterhout_is_zoals_de_gemeente_het_besloot(settings: Settings) -> None:
    settings.GEMEENTEPROFIEL = "oosterhout"
    oosterhout = profiel()
    assert oosterhout is profiel()
    assert sum(wijk.inwoners or 0 for wijk in oosterhout.wijken) == 57_920  # CBS rounds each wijk to five
    assert [wijk.naam for wijk in oosterhout.wijken if wijk.soort == "dorp"] == [
        "Den Hout",
        "Oosteind",
        "Dorst",
    ]
    echt = {(b.domein, b.jaar): b.bedrag for b in oosterhout.budgetten if not b.demonstratie}
    assert echt == {("fysiek", 2020): 150_000, ("fysiek", 2021): 300_000, ("sociaal", 2021): 0}
    vandaag = date(2026, 11, 22)
    makelaars = [
        (mens.naam, wijk)
        for mens in oosterhout.mensen
        for rol in mens.rollen
        if rol.rol == "wijkmakelaar" and (rol.tot is None or rol.tot > vandaag)
        for wijk in rol.wijken
    ]
    assert sorted(wijk for _naam, wijk in makelaars) == sorted(wijk.naam for wijk in oosterhout.wijken)
    assert len({naam for naam, _wijk in makelaars}) == 3
    wethouders = [
        w for mens in oosterhout.mensen for r in mens.rollen if r.rol == "wijkwethouder" for w in r.wijken
    ]
    assert sorted(wethouders) == sorted(wijk.naam for wijk in oosterhout.wijken)


def test_de_wijken_van_oosterhout_sluiten_aan_zonder_gaten_of_overlap() -> None:
    vlakken = [vlak(wijk.omtrek) for wijk in lees_profiel(profielbestand("oosterhout")).wijken]
    gemeente = shapely.union_all(vlakken)
    assert isinstance(gemeente, shapely.Polygon)  # in one piece
    assert not gemeente.interiors
    assert sum(deel.area for deel in vlakken) == pytest.approx(gemeente.area, rel=1e-9)
