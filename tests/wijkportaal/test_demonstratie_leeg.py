"""Demonstration mode before anything was loaded, and in another municipality."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from initiatieven.models import Initiatief
from kern.mail import zet_klaar_tekst
from kern.models import Mail
from rollen.models import Rol
from tests.maak import maak_gebruiker, maak_rol, maak_wijk
from wijkportaal.demonstratie.accounts import code_van
from wijkportaal.demonstratie.inhoud import plannen
from wijkportaal.demonstratie.laden import laad_inhoud

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstratie")]


def test_zonder_wijken_blijft_het_portaal_leeg() -> None:
    assert laad_inhoud() == 0


def test_in_een_andere_gemeente_alleen_wat_overal_past() -> None:
    """No mandates, pilots, departments or wijken of Oosterhout: less to see, and no crash."""
    maak_wijk("Ulft", "WK150901")
    maak_rol(maak_gebruiker("Olga Brouwers"), Rol.OPGAVELEIDER)
    assert laad_inhoud() == sum(plan.overal for plan in plannen()) > 8
    assert not Initiatief.objects.exclude(plek="").openbaar().exists()


def test_wie_geen_code_hoeft_krijgt_er_geen(client: Client) -> None:
    assert "demonstratiecode" not in client.get("/account/login/").content.decode()


def test_een_eigen_wachtwoord_blijft_staan() -> None:
    eigen = maak_gebruiker("Chantal Smulders", password="een heel eigen zin")
    echt = maak_gebruiker("Echt Mens", email="iemand@oosterhout.nl")
    call_command("laad_demonstratie", stdout=StringIO())
    eigen.refresh_from_db()
    echt.refresh_from_db()
    assert eigen.check_password("een heel eigen zin")
    assert not echt.has_usable_password()


def test_de_code_verandert_per_account() -> None:
    assert code_van("een@wijk.example") != code_van("twee@wijk.example")


def test_de_mails_zijn_te_lezen_met_werkende_links(client: Client) -> None:
    for nummer in range(30):
        zet_klaar_tekst(
            sleutel=f"proef-{nummer}",
            aan="daan@wijk.example" if nummer else "fatima@wijk.example",
            onderwerp=f"Mail nummer {nummer}",
            tekst="Dag <b>buur</b>\n\nOpen http://localhost:8000/initiatieven/ voor meer.",
        )
    lijst = client.get("/demonstratie/mail/").content.decode()
    assert lijst.index("Mail nummer 29") < lijst.index("Mail nummer 28")
    assert "Mail nummer 0<" not in lijst
    assert "Mail nummer 0<" in client.get("/demonstratie/mail/?aan=FATIMA@wijk.example").content.decode()
    mail = client.get(f"/demonstratie/mail/{Mail.objects.latest('pk').pk}/").content.decode()
    assert 'href="http://localhost:8000/initiatieven/"' in mail
    assert "&lt;b&gt;buur" in mail


@pytest.mark.parametrize("zoek", ["?aan=%00", "?pagina=abc", "?pagina=99999", "?aan=niemand@wijk.example"])
def test_de_mails_verdragen_elke_vraag(client: Client, zoek: str) -> None:
    assert client.get(f"/demonstratie/mail/{zoek}").status_code == 200


def test_een_onbekende_mail_is_er_niet(client: Client) -> None:
    assert client.get("/demonstratie/mail/1/").status_code == 404
