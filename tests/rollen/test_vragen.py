"""A visitor asks somebody of a wijk a question: without a login, and without reading an address."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kern.fouten import DomeinFout
from kern.mail import verstuur_wachtende
from kern.models import Gebruiker, Mail
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.gezichten import wie_is_wie
from rollen.models import Rol, Rolvervulling, Visitekaart
from rollen.services.vervulling import beeindig
from rollen.services.vragen import stel_vraag
from rollen.views.vraag import PER_BEZOEKER, PER_ONTVANGER, PER_POSTBUS
from tests.diensten import Mailvanger
from tests.inloggen import als_medewerker
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db
VRAAG = {
    "vraag": "Wie maait het gras bij de vijver?",
    "email": "Sanne@Voorbeeld.example",
    "naam": "Sanne Bos",
}


def adres(persoon: Gebruiker, slug: str = "slotjes") -> str:
    return f"/wijken/{slug}/vraag/{persoon.rolvervullingen.get().pk}/"


def vervang(mensen: Mensen, door: Gebruiker) -> Rolvervulling:
    """The wijkmakelaar of Slotjes is away this week."""
    dag = vandaag()
    return maak_rol(
        door,
        Rol.WIJKMAKELAAR,
        mensen.slotjes,
        vanaf=dag,
        tot=dag + timedelta(days=7),
        vervangt=mensen.amina.rolvervullingen.get(),
    )


def test_een_vraag_gaat_per_mail_naar_de_medewerker(client: Client, mensen: Mensen) -> None:
    antwoord: Any = client.post(adres(mensen.amina), VRAAG, follow=True)
    [mail] = Mail.objects.all()
    assert (mail.aan, mail.ontvanger) == (mensen.amina.email, mensen.amina)
    for tekst in (mail.tekst, mail.html):
        for deel in (VRAAG["vraag"], "sanne@voorbeeld.example", "Sanne Bos", "Slotjes"):
            assert deel in tekst
    pagina = antwoord.content.decode()
    assert antwoord.redirect_chain[-1][0] == f"{adres(mensen.amina)}verstuurd/"
    assert "Amina antwoordt per mail, uiterlijk" in pagina
    assert 'href="/initiatieven/nieuw/?wijk=slotjes"' in pagina
    assert "sanne@" not in pagina


def test_de_vrager_krijgt_ongevraagd_niets(client: Client, mensen: Mensen) -> None:
    client.post(adres(mensen.amina), {**VRAAG, "kopie": "on"})
    assert list(Mail.objects.values_list("aan", flat=True)) == [mensen.amina.email]


def test_wie_is_ingelogd_hoeft_geen_adres_te_typen_en_kan_een_kopie_vragen(
    client: Client, mensen: Mensen
) -> None:
    client.force_login(mensen.daan)
    assert 'name="email"' not in client.get(adres(mensen.amina)).content.decode()
    client.post(adres(mensen.amina), {"vraag": "Mag ik langskomen?", "kopie": "on"})
    mails = {mail.aan: mail.tekst for mail in Mail.objects.all()}
    assert set(mails) == {mensen.amina.email, mensen.daan.email}
    assert mensen.daan.email in mails[mensen.amina.email]
    assert "Daan Jansen" in mails[mensen.amina.email]
    assert mensen.amina.email not in mails[mensen.daan.email]


def test_twee_keer_drukken_is_een_mail(client: Client, mensen: Mensen) -> None:
    for _keer in range(2):
        assert client.post(adres(mensen.amina), VRAAG).status_code == 302
    assert Mail.objects.count() == 1


def test_bij_afwezigheid_krijgt_de_vervanger_de_vraag(client: Client, mensen: Mensen) -> None:
    """Also by an address that somebody opened before the absence began."""
    oud = adres(mensen.amina)
    nieuw = vervang(mensen, mensen.els)
    pagina = client.get(oud).content.decode()
    assert "Amina de Wit is er nu niet. Els van Dongen neemt dit werk waar." in pagina
    client.post(oud, VRAAG)
    client.post(f"/wijken/slotjes/vraag/{nieuw.pk}/", {**VRAAG, "vraag": "En wie ruimt op?"})
    assert {mail.aan for mail in Mail.objects.all()} == {mensen.els.email}
    assert all("omdat u Amina de Wit vervangt" in mail.tekst for mail in Mail.objects.all())


def test_een_rol_die_intussen_eindigde_wijst_de_weg_en_houdt_de_tekst(client: Client, mensen: Mensen) -> None:
    oud = adres(mensen.amina)
    beeindig(vervulling=mensen.amina.rolvervullingen.get(), tot=vandaag())
    opvolger = maak_rol(mensen.chantal, Rol.WIJKMAKELAAR, mensen.slotjes, vanaf=vandaag())
    antwoord = client.post(oud, VRAAG)
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 404
    assert "Amina" not in pagina
    assert "Stel uw vraag aan Chantal Smulders" in pagina
    assert VRAAG["vraag"] in pagina
    assert f'action="/wijken/slotjes/vraag/{opvolger.pk}/"' in pagina
    assert not Mail.objects.exists()


def test_een_wijk_zonder_iemand_geeft_het_adres_van_de_gemeente(client: Client, mensen: Mensen) -> None:
    Rolvervulling.objects.all().delete()
    antwoord = client.post("/wijken/slotjes/vraag/1/", VRAAG)
    pagina = antwoord.content.decode()
    assert antwoord.status_code == 404
    assert profiel().gemeente.contact.email in pagina
    assert VRAAG["vraag"] in pagina


def test_een_rol_die_niet_openbaar_is_bestaat_niet(client: Client, mensen: Mensen) -> None:
    """The same answer for a role that is not for the public, of elsewhere, and one that was never there."""
    lid = maak_rol(mensen.fatima, Rol.PLATFORMLID, mensen.slotjes)
    nummers = [mensen.els.rolvervullingen.get().pk, mensen.chantal.rolvervullingen.get().pk, lid.pk, 10**30]
    antwoorden = {client.get(f"/wijken/slotjes/vraag/{nummer}/").content.decode() for nummer in nummers}
    codes = {client.get(f"/wijken/slotjes/vraag/{nummer}/").status_code for nummer in nummers}
    assert codes == {404}
    assert len({pagina.split("csrfmiddlewaretoken")[0] for pagina in antwoorden}) == 1
    assert "Fatima" not in "".join(antwoorden)
    Visitekaart.objects.create(gebruiker=mensen.fatima, zichtbaar=True)
    assert client.get(f"/wijken/slotjes/vraag/{lid.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("fout", "zin"),
    [
        ({"vraag": ""}, "Schrijf hier uw vraag."),
        ({"vraag": "x" * 2001}, "1 teken te lang"),
        ({"vraag": "Hoi\x00"}, "een teken dat wij niet kunnen bewaren"),
        ({"email": "geen adres"}, "Dit is geen goed e-mailadres"),
        ({"email": "a@b.example\nBcc: x@y.example"}, "Dit is geen goed e-mailadres"),
        ({"email": ""}, "Vul uw e-mailadres in."),
        ({"naam": "n" * 121}, "1 teken te lang"),
    ],
)
def test_een_fout_houdt_wat_er_getypt_is(
    client: Client, mensen: Mensen, fout: dict[str, str], zin: str
) -> None:
    velden = {**VRAAG, **fout}
    pagina = client.post(adres(mensen.amina), velden).content.decode()
    assert zin in pagina
    for naam in set(VRAAG) - set(fout):
        assert velden[naam] in pagina
    assert not Mail.objects.exists()


def test_wat_iemand_typt_komt_niet_in_de_kop_van_de_mail(
    client: Client, mensen: Mensen, mailvanger: Mailvanger
) -> None:
    """Defends against header injection: nothing of a visitor stands in a header."""
    kwaad = "Sanne\r\nBcc: iedereen@voorbeeld.example"
    client.post(adres(mensen.amina), {**VRAAG, "naam": kwaad, "vraag": f"{kwaad}\r\n\r\n<b>Hoi</b>"})
    assert verstuur_wachtende() == 1
    [bericht] = mailvanger.berichten
    assert (bericht["To"], bericht["Cc"], bericht["Bcc"]) == (mensen.amina.email, None, None)
    koppen = str(bericht).partition("\n\n")[0]
    assert "iedereen@" not in koppen
    assert "Sanne" not in koppen
    assert "&lt;b&gt;Hoi&lt;/b&gt;" in Mail.objects.get().html


def test_uzelf_een_vraag_stellen_kan_niet(client: Client, mensen: Mensen) -> None:
    als_medewerker(client, mensen.amina)
    pagina = client.post(adres(mensen.amina), {"vraag": "Hoe gaat het?"}).content.decode()
    assert "Dit bent u zelf" in pagina
    assert not Mail.objects.exists()


def test_wie_geen_mail_kan_krijgen_krijgt_geen_vraag_die_verdwijnt(mensen: Mensen) -> None:
    Gebruiker.objects.filter(pk=mensen.amina.pk).update(email=None)
    aan = wie_is_wie(mensen.slotjes, vandaag()).mensen[0]
    with pytest.raises(DomeinFout, match="Amina de Wit kan geen mail krijgen"):
        stel_vraag(aan=aan, wijk=mensen.slotjes, vraag="Hoi", email="sanne@voorbeeld.example")


def test_de_rem_per_bezoeker(client: Client, mensen: Mensen) -> None:
    for nummer in range(PER_BEZOEKER):
        velden = {**VRAAG, "email": f"nr{nummer}@voorbeeld.example"}
        assert client.post(adres(mensen.amina), velden).status_code == 302
    pagina = client.post(adres(mensen.amina), {**VRAAG, "email": "nog@voorbeeld.example"}).content.decode()
    assert "U deed dit in korte tijd vaak" in pagina
    assert VRAAG["vraag"] in pagina
    assert Mail.objects.count() == PER_BEZOEKER


def test_de_rem_per_postbus_telt_een_plusje_niet_als_een_ander(mensen: Mensen) -> None:
    for nummer in range(PER_POSTBUS + 1):
        velden = {"vraag": f"Vraag {nummer}", "email": f"sanne+{nummer}@voorbeeld.example"}
        Client(REMOTE_ADDR=f"192.0.2.{nummer}").post(adres(mensen.amina), velden)
    assert Mail.objects.count() == PER_POSTBUS


def test_een_medewerker_wordt_niet_bedolven(mensen: Mensen) -> None:
    for nummer in range(PER_ONTVANGER):
        velden = {"vraag": f"Vraag {nummer}", "email": f"nr{nummer}@voorbeeld.example"}
        Client(REMOTE_ADDR=f"192.0.2.{nummer}").post(adres(mensen.amina), velden)
    antwoord = Client(REMOTE_ADDR="198.51.100.1").post(adres(mensen.amina), VRAAG)
    assert "Er komen nu heel veel vragen binnen" in antwoord.content.decode()
    assert Mail.objects.filter(aan=mensen.amina.email).count() == PER_ONTVANGER


def test_een_formulier_van_een_andere_site_wordt_geweigerd(mensen: Mensen) -> None:
    assert Client(enforce_csrf_checks=True).post(adres(mensen.amina), VRAAG).status_code == 403
    assert not Mail.objects.exists()


def test_van_een_vrijwilliger_beloven_wij_geen_dag(client: Client, mensen: Mensen) -> None:
    lid = maak_gebruiker("Rik Maas")
    maak_rol(lid, Rol.PLATFORMVOORZITTER, mensen.slotjes)
    Visitekaart.objects.create(gebruiker=lid, zichtbaar=True)
    pagina = client.get(adres(lid)).content.decode()
    assert "in eigen tijd" in pagina
    assert "uiterlijk" not in pagina
    client.post(adres(lid), VRAAG)
    assert "beloofden" not in Mail.objects.get(aan=lid.email).tekst


def test_op_het_scherm_staat_wanneer_er_antwoord_komt(client: Client, mensen: Mensen) -> None:
    dag = plus_werkdagen(vandaag(), profiel().termijnen.eerste_reactie)
    antwoord = client.get(adres(mensen.amina))
    assert antwoord.context["uiterlijk"] == dag
    assert "bewaart die mail 12 maanden" in antwoord.content.decode()
