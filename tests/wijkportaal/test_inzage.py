"""Whoever of staff reads personal data of a resident leaves a line of it, wherever that is (BIO2).

The walk opens every address for every kind of staff. A page that shows a name, an address or a phone number of a
resident and leaves no line fails, also when it is new.
"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from initiatieven.services import gesprek
from kern.models import Gebruiker, Inzage
from tests.initiatieven.matrix import Toneel
from tests.inloggen import als_medewerker
from tests.maak import maak_initiatief
from tests.personen import Mensen
from tests.wijkportaal.test_adressen import ALLE, VOORBEELD
from tests.wijkportaal.test_toegang_paginas import Vondst, toneel, vondst

__all__ = ["toneel", "vondst"]  # fixtures of the access tables: the same stage

pytestmark = pytest.mark.django_db

# What stands on the stage about residents and what none of them chose to show.
PERSOONLIJK = (
    "Zwaluwenburg",
    "Kiekendief",
    "van der Valk",
    "06-12345678",
    "sjaak@",
    "zwaluw@",
    "mo@voorbeeld",
)
LEZERS = ("wijkmakelaar", "wijkwerker", "wijkwethouder", "teamleider", "opgaveleider", "beheerder", "auditor")
# Somebody's own mail: reading again what was sent to you is not reading about somebody else.
EIGEN = {"mijn", "mijn-mail", "gegevens"}


def _adressen(vondst: Vondst, toneel: Toneel, vraag: str) -> Iterator[tuple[str, str]]:
    """Every address of the site with an object that is there."""
    wie = toneel.mensen["indiener"]
    for adres in ALLE:
        if adres.naam in EIGEN or adres.naam.endswith("None"):
            continue
        if adres.naam in vondst.adressen:
            yield adres.naam, vondst.adressen[adres.naam]
            continue
        delen = {deel: VOORBEELD[deel] for deel in adres.delen}
        if "kenmerk" in delen:
            delen["kenmerk"] = toneel.zaak.kenmerk
        if "object_id" in delen:
            delen["object_id"] = str(wie.pk)
        if "pk" in delen:
            delen["pk"] = wie.pk
        try:
            yield adres.naam, reverse(adres.naam, kwargs=delen)
        except NoReverseMatch:
            continue
    yield "werkbank", "/werkbank/?weergave=bord"
    yield "werkbank", f"/werkbank/?zoek={vraag}"
    yield "initiatieven:actie-nieuws", f"/werkbank/initiatieven/{vraag}/nieuws/"
    yield "admin:kern_gebruiker_changelist", "/beheer/kern/gebruiker/?q=zwaluw"
    kies = "term=zwaluw&app_label=rollen&model_name=rolvervulling&field_name=gebruiker"
    yield "admin:autocomplete", f"/beheer/autocomplete/?{kies}"


def test_elke_pagina_die_een_inwoner_toont_laat_een_regel_na(toneel: Toneel, vondst: Vondst) -> None:
    beheerders = Gebruiker.objects.filter(pk__in=[toneel.mensen[wie].pk for wie in ("beheerder", "auditor")])
    beheerders.update(is_staff=True)
    wachtend = maak_initiatief(toneel.slotjes, toneel.mensen["indiener"], toneel.mensen["wijkmakelaar"])
    gesprek.stel_vraag(initiatief=wachtend, door=toneel.mensen["wijkmakelaar"], tekst="Waar precies?")
    mis, gezien = [], set()
    for naam, adres in _adressen(vondst, toneel, wachtend.kenmerk or ""):
        for wie in LEZERS:
            antwoord = toneel.clients[wie].get(adres)
            if antwoord.streaming or antwoord.status_code != 200:
                continue
            tekst = antwoord.content.decode(errors="ignore")
            persoonlijk = [iets for iets in PERSOONLIJK if iets in tekst]
            if not persoonlijk:
                continue
            gezien.add(naam)
            regels = Inzage.objects.filter(wie=toneel.mensen[wie], verzoek=antwoord["X-Request-ID"])
            if regels.count() != 1:
                mis.append(f"{naam}: {wie} las {persoonlijk} op {adres}, {regels.count()} regels")
            break  # one reader tells enough of a page
    assert not mis, "\n".join(mis)
    assert gezien >= {
        "werkbank",
        "werkbank-initiatief",
        "initiatief",
        "initiatieven:actie-nieuws",
        "initiatieven:modereer-reactie",
        "admin:kern_gebruiker_changelist",
        "admin:kern_gebruiker_change",
        "admin:autocomplete",
    }


def _regels() -> list[tuple[str, str, str | None]]:
    return [(i.wat, i.sleutel, i.van.naam if i.van else None) for i in Inzage.objects.order_by("id")]


def test_een_regel_zegt_wie_wat_van_wie_en_bij_welk_verzoek(mensen: Mensen) -> None:
    kenmerk = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina).kenmerk
    antwoord = als_medewerker(Client(), mensen.amina).get(f"/werkbank/initiatieven/{kenmerk}/paneel/")
    regel = Inzage.objects.get()
    assert (regel.wie, regel.van, regel.wat, regel.sleutel) == (
        mensen.amina,
        mensen.daan,
        "initiatief",
        kenmerk,
    )
    assert regel.verzoek == antwoord["X-Request-ID"]


def test_niemand_zag_het_zonder_inhoud(mensen: Mensen) -> None:
    kenmerk = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina).kenmerk
    als_medewerker(Client(), mensen.amina).head(f"/werkbank/initiatieven/{kenmerk}/")
    assert _regels() == []


def test_niemand_leest_ongezien_door_te_zeggen_dat_het_voor_later_is(mensen: Mensen) -> None:
    """Curious staff: a header that anybody can send, or a form that is wrong, gets the same page."""
    kenmerk = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina).kenmerk
    client, adres = als_medewerker(Client(), mensen.amina), f"/werkbank/initiatieven/{kenmerk}/"
    for kop in ("Sec-Purpose", "Purpose"):
        assert "Daan" in client.get(adres, headers={kop: "prefetch"}).content.decode()
    client.post(f"{adres}nieuws/", {})
    assert _regels() == [("initiatief", kenmerk, mensen.daan.naam)] * 3


def test_wie_over_zichzelf_leest_laat_geen_regel_na(mensen: Mensen) -> None:
    kenmerk = maak_initiatief(mensen.slotjes, mensen.wim, mensen.amina).kenmerk
    als_medewerker(Client(), mensen.wim).get(f"/werkbank/initiatieven/{kenmerk}/")
    assert _regels() == []


def test_wie_het_niet_mag_zien_heeft_het_niet_gezien(mensen: Mensen) -> None:
    kenmerk = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina).kenmerk
    for wie in (mensen.chantal, mensen.els, mensen.fatima):
        als_medewerker(Client(), wie).get(f"/werkbank/initiatieven/{kenmerk}/")
    Gebruiker.objects.filter(pk=mensen.els.pk).update(is_staff=True)
    als_medewerker(Client(), mensen.els).get(f"/beheer/kern/gebruiker/{mensen.daan.pk}/change/")
    assert _regels() == []


def test_een_regel_is_niet_te_veranderen_of_te_verwijderen(mensen: Mensen) -> None:
    Inzage.objects.create(wie=mensen.amina, wat="initiatief", van=mensen.daan)
    for doe in (lambda: Inzage.objects.update(wie=mensen.wim), lambda: Inzage.objects.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            doe()


def test_een_inwoner_die_zijn_eigen_initiatief_opent_laat_geen_regel_na(mensen: Mensen) -> None:
    initiatief = maak_initiatief(mensen.slotjes, mensen.daan, mensen.amina)
    client = Client()
    client.force_login(mensen.daan)
    client.get(initiatief.get_absolute_url())
    assert _regels() == []
