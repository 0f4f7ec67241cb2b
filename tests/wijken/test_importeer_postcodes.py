"""`manage.py importeer_postcodes`: the table of CBS, in all its spellings, and nothing on a mistake."""

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.maak import maak_wijk
from wijken.models import Postcode

pytestmark = pytest.mark.django_db

KOP = "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025"
TABEL = f"""{KOP}
4901AB;1;08260100;082601;0826
4901AB;3;08260100;082601;0826
4901AB;5;08260200;082602;0826
4902XZ;12;08260200;082602;0826
5101AA;1;07660000;076600;0766
"""


@pytest.fixture(autouse=True)
def _wijken() -> None:
    maak_wijk("Slotjes", "WK082601")
    maak_wijk("West", "WK082602")


def schrijf(tmp_path: Path, inhoud: str | bytes, naam: str = "pc6hnr.csv") -> Path:
    bestand = tmp_path / naam
    bestand.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
    return bestand


def importeer(bestand: Path) -> str:
    uitvoer = StringIO()
    call_command("importeer_postcodes", str(bestand), stdout=uitvoer, stderr=StringIO())
    return uitvoer.getvalue()


def fout_van(bestand: Path) -> str:
    with pytest.raises(CommandError) as gevangen:
        importeer(bestand)
    return str(gevangen.value)


def in_de_tabel() -> list[tuple[str, str, bool]]:
    return list(Postcode.objects.order_by("pc6").values_list("pc6", "wijk__naam", "gedeeld"))


GEVONDEN = [("4901AB", "Slotjes", True), ("4902XZ", "West", False)]


def test_de_meeste_adressen_bepalen_de_wijk(tmp_path: Path) -> None:
    uitvoer = importeer(schrijf(tmp_path, TABEL))
    assert in_de_tabel() == GEVONDEN
    assert "4 adressen gelezen" in uitvoer
    assert "2 toegevoegd, 0 gewijzigd, 0 vervallen; 1 liggen in meer dan een wijk" in uitvoer


def test_bij_evenveel_adressen_wint_de_laagste_code(tmp_path: Path) -> None:
    rijen = "4901AB;1;08260200;082602;0826\n4901AB;2;08260100;082601;0826\n"
    importeer(schrijf(tmp_path, f"{KOP}\n{rijen}"))
    assert in_de_tabel() == [("4901AB", "Slotjes", True)]


@pytest.mark.parametrize(
    "tabel",
    [
        TABEL.replace("0826", "826").replace("076", "76").replace("2025", "2019"),
        TABEL.replace(";", ","),
        "".join(";".join(f'"{deel}"' for deel in regel.split(";")) + "\r\n" for regel in TABEL.splitlines()),
        "\ufeff" + TABEL,
        TABEL.replace("4901AB", "4901 ab"),
        TABEL.rstrip("\n"),
        TABEL + "\n\n",
        "\n".join(";".join(reversed(regel.split(";"))) for regel in TABEL.splitlines()),
    ],
    ids=["integers", "commas", "quotes", "bom", "spaties", "geen-einde", "lege-regels", "andere-volgorde"],
)
def test_elke_schrijfwijze_van_cbs(tmp_path: Path, tabel: str) -> None:
    importeer(schrijf(tmp_path, tabel))
    assert in_de_tabel() == GEVONDEN


def test_de_zip_van_cbs(tmp_path: Path) -> None:
    bestand = tmp_path / "pc6hnr.zip"
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("gemeenten.csv", "Gemeentecode2025;Gemeentenaam2025\n0826;Oosterhout\n")
        archief.writestr("pc6hnr20250801_gwb.csv", TABEL)
    importeer(bestand)
    assert in_de_tabel() == GEVONDEN


def test_de_tweede_keer_verandert_er_niets(tmp_path: Path) -> None:
    bestand = schrijf(tmp_path, TABEL)
    importeer(bestand)
    assert "0 toegevoegd, 0 gewijzigd, 0 vervallen" in importeer(bestand)
    assert in_de_tabel() == GEVONDEN


def test_een_nieuwe_tabel_vervangt_de_oude(tmp_path: Path) -> None:
    importeer(schrijf(tmp_path, TABEL))
    nieuw = f"{KOP}\n4901AB;1;08260200;082602;0826\n4903CC;1;08260100;082601;0826\n"
    assert "1 toegevoegd, 1 gewijzigd, 1 vervallen" in importeer(schrijf(tmp_path, nieuw))
    assert in_de_tabel() == [("4901AB", "West", False), ("4903CC", "Slotjes", False)]


def test_wat_er_stond_blijft_na_een_fout(tmp_path: Path) -> None:
    importeer(schrijf(tmp_path, TABEL))
    fout_van(schrijf(tmp_path, TABEL + "4909ZZ;x;08260100;082601;0826\n"))
    assert in_de_tabel() == GEVONDEN


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        ("", "regel 1: verwacht wordt PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025"),
        ("naam;code\n", "regel 1: verwacht wordt"),
        (b"\x00\x01\xff" * 4000, "regel 1: verwacht wordt"),
        (TABEL + "4901AB;7\n", "regel 7: 2 waarden in plaats van 5"),
        (TABEL + "4901AB;7;08260100;082601;Oosterhout\n", 'regel 7: "Oosterhout" is geen gemeentecode'),
        (TABEL + "4901A;7;08260100;082601;0826\n", 'regel 7: "4901A" is geen postcode'),
        (TABEL + "0901AB;7;08260100;082601;0826\n", 'regel 7: "0901AB" is geen postcode'),
        (TABEL + "4901AB;zeven;08260100;082601;0826\n", 'regel 7: "zeven" is geen huisnummer'),
        (TABEL + "4901AB;7;08260100;040001;0826\n", 'regel 7: "040001" is geen wijk van deze gemeente'),
        (TABEL + "4901AB;7;08260100;0826011;0826\n", 'regel 7: "0826011" is geen wijk van deze gemeente'),
        (TABEL + "x" * 5000 + "\n", "regel 7: deze regel is te lang"),
        (
            TABEL + "4909AA;7;08261200;082612;0826\n",
            "het portaal kent WK082612 niet. Lees eerst de wijken in",
        ),
        (f"{KOP}\n5101AA;1;07660000;076600;0766\n", "er staat geen enkel adres van deze gemeente in"),
    ],
)
def test_een_kapotte_tabel_verandert_niets(tmp_path: Path, inhoud: str | bytes, zin: str) -> None:
    assert zin in fout_van(schrijf(tmp_path, inhoud))
    assert in_de_tabel() == []


def test_een_zip_zonder_tabel(tmp_path: Path) -> None:
    bestand = tmp_path / "pc6hnr.zip"
    with zipfile.ZipFile(bestand, "w") as archief:
        archief.writestr("leesmij.txt", "niets")
    assert "geen CSV met postcodes" in fout_van(bestand)


def test_een_afgebroken_zip(tmp_path: Path) -> None:
    bestand = tmp_path / "pc6hnr.zip"
    with zipfile.ZipFile(bestand, "w", zipfile.ZIP_DEFLATED) as archief:
        archief.writestr("pc6hnr.csv", TABEL * 100)
    inhoud = bytearray(bestand.read_bytes())
    inhoud[60:80] = b"\xff" * 20
    assert "het zipbestand is niet heel" in fout_van(schrijf(tmp_path, bytes(inhoud), "kapot.zip"))
    assert in_de_tabel() == []


def test_een_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    assert "het bestand is niet te lezen" in fout_van(tmp_path / "weg.csv")


class Scherm(StringIO):
    """Somebody looks."""

    def isatty(self) -> bool:
        return True


def test_op_een_scherm_loopt_een_balk_mee(tmp_path: Path) -> None:
    rijen = "5101AA;1;07660000;076600;0766\n" * 60_000
    scherm = Scherm()
    call_command(
        "importeer_postcodes", str(schrijf(tmp_path, TABEL + rijen)), stdout=StringIO(), stderr=scherm
    )
    assert " 83%  49.999 rijen" in scherm.getvalue()
    assert scherm.getvalue().endswith("100%  60.005 rijen\n")
