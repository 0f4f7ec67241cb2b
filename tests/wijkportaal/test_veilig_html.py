"""What people type is text everywhere: on pages, in fragments that a script puts in, and in mails."""

import pytest
from django.test import Client

from initiatieven.levensloop import Status
from initiatieven.models import Foto, Initiatief, TeBevestigen, Uitvraag
from initiatieven.services.behandelen import noteer
from initiatieven.services.gesprek import beantwoord_vraag, stel_vraag
from initiatieven.services.labels import plak_label
from initiatieven.services.meedoen import doe_mee
from initiatieven.services.modereren import meld
from initiatieven.services.opmerkingen import plaats
from initiatieven.services.te_bevestigen import maak_token
from initiatieven.services.uitvragen import beantwoord_uitvraag, vraag_derde
from initiatieven.services.volgen import volg
from initiatieven.services.wijzigen import wijzig_tekst
from kern.models import Gebruiker, Mail
from tests.initiatieven.schuring import maak_schuring
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen

INSLAG = "\"'><i class=inslag>"
TEKST = f"{INSLAG} tuin {{initiatief.titel}}"


@pytest.fixture
def vol(mensen: Mensen) -> Initiatief:
    """An initiative with something of everybody in every field."""
    Gebruiker.objects.filter(pk__in=[mensen.daan.pk, mensen.fatima.pk]).update(naam=INSLAG)
    for persoon in (mensen.daan, mensen.fatima):
        persoon.refresh_from_db()
    tuin = maak_initiatief(
        mensen.slotjes,
        mensen.daan,
        mensen.amina,
        status=Status.IN_BEHANDELING,
        titel=TEKST,
        verhaal=TEKST,
        **dict.fromkeys(("plek", "groep", "nodig_toelichting", "eigen_bijdrage"), INSLAG),
        toon_voornaam=True,
        lat=51.64,
        lon=4.86,
    )
    Foto.objects.create(initiatief=tuin, breedte=800, hoogte=600, beschrijving=INSLAG)
    volg(ding=tuin, door=mensen.fatima)
    noteer(initiatief=tuin, door=mensen.amina, tekst=TEKST)
    stel_vraag(initiatief=tuin, door=mensen.amina, tekst=TEKST)
    beantwoord_vraag(initiatief=tuin, door=mensen.daan, tekst=TEKST)
    vraag_derde(
        initiatief=tuin, door=mensen.amina, organisatie=INSLAG, email="wijk@thuisvester.example", vraag=TEKST
    )
    beantwoord_uitvraag(uitvraag=Uitvraag.objects.get(), naam=INSLAG, tekst=TEKST)
    plak_label(initiatief=tuin, door=mensen.amina, naam=INSLAG)
    doe_mee(initiatief=tuin, door=mensen.fatima, bijdrage=TEKST, toon_voornaam=True)
    meld(ding=plaats(initiatief=tuin, door=mensen.fatima, tekst=TEKST, toon_voornaam=True), reden=TEKST)
    maak_schuring(tuin, mensen.amina, regel=TEKST, belang=TEKST, geprobeerd=TEKST)
    wijzig_tekst(initiatief=tuin, door=mensen.daan, antwoorden={"plek": f"{INSLAG} 2"})
    return tuin


@pytest.mark.django_db
def test_wat_iemand_typt_blijft_overal_tekst(vol: Initiatief, mensen: Mensen, schone_cache: None) -> None:
    pagina = vol.get_absolute_url()
    Client().post(f"{pagina}reactie/", {"tekst": TEKST, "email": "kee@voorbeeld.example"})
    openbaar = (
        *("/", "/initiatieven/", "/initiatieven/?zoek=tuin", "/wijken/slotjes/", pagina, f"{pagina}meedoen/"),
        *(f"{pagina}reactie/", f"/initiatieven/?zoek={INSLAG}", Uitvraag.objects.get().get_absolute_url()),
        f"/bevestig/{maak_token(TeBevestigen.objects.get())}/",
    )
    van_daan = (
        "/mijn/",
        f"/mijn/initiatieven/{vol.kenmerk}/samen/",
        f"/mijn/initiatieven/{vol.kenmerk}/tekst/",
    )
    werk = f"/werkbank/initiatieven/{vol.kenmerk}/"
    van_amina = (
        *(
            "/werkbank/",
            "/werkbank/?weergave=bord",
            f"/werkbank/?zoek={INSLAG}&status=alles",
            werk,
            f"{werk}paneel/",
        ),
        *("/werkbank/labels/", "/werkbank/schuringen/", "/werkbank/meldingen/", f"{werk}nieuws/"),
    )
    daan, amina = Client(), als_medewerker(Client(), mensen.amina)
    daan.force_login(mensen.daan)
    te_zien = [
        Client().post("/initiatieven/lijkt-op/", {"titel": "tuin inslag", "lat": "51.64", "lon": "4.86"})
    ]
    te_zien += [wie.get(adres) for wie in (Client(), daan, amina) for adres in openbaar]
    te_zien += [daan.get(adres) for adres in van_daan] + [amina.get(adres) for adres in van_amina]
    te_zien += [amina.post(f"{werk}nieuws/", {"tekst": TEKST, "gezien": 10**9})]
    for antwoord in te_zien:
        assert antwoord.status_code == 200, antwoord
        assert "inslag" in antwoord.content.decode() or antwoord.wsgi_request.path == "/", antwoord
        assert "<i class=inslag" not in antwoord.content.decode(), antwoord
    mails = list(Mail.objects.exclude(html=""))
    assert sum("inslag" in mail.html for mail in mails) > 8
    for mail in mails:
        assert "<i class=inslag" not in mail.html, mail.sleutel
        assert "\n" not in mail.onderwerp
