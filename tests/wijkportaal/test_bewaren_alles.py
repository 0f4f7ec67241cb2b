"""The test that counts: of somebody of whom all terms have passed, nothing is left in any table.

Every field that is declared as personal gets a mark. Then all terms pass, the job runs, and the mark is looked for
in every text column of the database, the history of rows included. A new field joins in by itself; a new model
fails here until `zet_klaar` makes one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pgtrigger
import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging, Wijkagenda
from budgetten.models import Toekenning
from initiatieven.levensloop import Status
from initiatieven.models import (
    Betrokkene,
    Foto,
    Gebeurtenis,
    Heropenverzoek,
    Initiatief,
    Melding,
    Opmerking,
    Schuring,
    Schuringstap,
    TeBevestigen,
    Tekstversie,
    Uitvraag,
    Volgt,
    Werkbankfilter,
)
from kern.bewaren import maanden_terug
from kern.databaserol import logmodellen, ruim_log_op
from kern.models import Adreswijziging, Gebruiker, Inzage, Mail
from kern.profiel import Bewaartermijnen
from kern.register import ELDERS
from kern.verwerking import Verwerking, eigen_modellen, verwerking_van
from kern.werkdagen import begin_van, vandaag
from rollen.models import ApiSleutel, Rol, Visitekaart
from tests.budgetten.geld import maak_budget, maak_mandaat
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol, maak_wijk
from wijken.models import Wijk
from wijkportaal.bewaren import ruim_op

pytestmark = pytest.mark.django_db

MERK, OPENBAAR = "kwartel", "lepelaar"  # short enough for every field, and in lower case for an address
NOOIT_VOORBIJ = "archief"
# Fields that a closed initiative cannot have: the database refuses it.
ONMOGELIJK = {"initiatieven.Initiatief.aan_zet_derde"}
# What may not be changed, but here it must be filled.
OP_SLOT = [
    *(f"initiatieven.{naam}:alleen_wissen" for naam in ("Gebeurtenis", "Tekstversie", "Schuringstap")),
    "kern.Inzage:append_only",
]


@dataclass
class Vol:
    """The rows that were filled, each with whether only staff or its own person could read it."""

    rijen: list[tuple[models.Model, bool]] = field(default_factory=list)

    def erbij(self, *rijen: models.Model, besloten: bool = False) -> None:
        self.rijen += [(rij, besloten) for rij in rijen]


def zet_klaar() -> Vol:
    """A resident and an employee, both gone for long, and one row of everything that is kept of them."""
    lang, vol = timezone.now() - timedelta(days=1), Vol()
    wijk = maak_wijk()
    daan, fatima = maak_gebruiker("Daan Jansen"), maak_gebruiker("Fatima el Amrani")
    amina = maak_gebruiker("Amina de Wit")
    rol = maak_rol(amina, Rol.WIJKMAKELAAR, wijk, tot=vandaag())
    vol.erbij(daan, fatima, amina)
    zaak = maak_initiatief(wijk, daan, amina, status=Status.GESTOPT, afgesloten_op=lang, lat=51.64, lon=4.86)
    vol.erbij(zaak)
    vol.erbij(Gebeurtenis.objects.create(initiatief=zaak, soort="voortgang", door=daan, tekst="-"))
    intern = Gebeurtenis.objects.create(
        initiatief=zaak, soort="notitie", door=amina, tekst="-", openbaar=False
    )
    vol.erbij(intern, besloten=True)
    vol.erbij(Tekstversie.objects.create(gebeurtenis=intern, veld="verhaal"))
    verborgen = {"verborgen_op": lang, "verborgen_door": amina, "verborgen_reden": "-"}
    foto = Foto.objects.create(initiatief=zaak, breedte=9, hoogte=9)
    vol.erbij(foto)
    vol.erbij(Foto.objects.create(initiatief=zaak, breedte=9, hoogte=9, **verborgen), besloten=True)
    for soort in Betrokkene.Soort:
        vol.erbij(Betrokkene.objects.create(initiatief=zaak, gebruiker=fatima, soort=soort))
    vol.erbij(Opmerking.objects.create(initiatief=zaak, door=fatima, tekst="-"))
    terug = Opmerking.objects.create(initiatief=zaak, door=fatima, tekst="-", ingetrokken_op=lang)
    weg = Opmerking.objects.create(initiatief=zaak, door=fatima, tekst="-", **verborgen)
    vol.erbij(terug, weg, besloten=True)
    klaar = {"afgehandeld_op": lang, "afgehandeld_door": amina, "verborgen": False}
    vol.erbij(Melding.objects.create(opmerking=weg, door=daan, reden="-", **klaar))
    vol.erbij(Melding.objects.create(foto=foto, door=fatima, reden="-", **klaar))
    vol.erbij(TeBevestigen.objects.create(wat="steun", email="a@b.example", initiatief=zaak, door=daan))
    vraag = {"initiatief": zaak, "vraag": "-", "gesteld_door": amina, "uiterlijk": vandaag()}
    derde = {"organisatie": "Thuisvester", "email": "a@b.example"}
    vol.erbij(Uitvraag.objects.create(**vraag, **derde, antwoord="-", beantwoord_op=lang))
    vol.erbij(Uitvraag.objects.create(**vraag, **derde, te_laat_op=lang))
    verzoek = {"initiatief": zaak, "door": daan, "reden": "-", "behandelaar": amina, "uiterlijk": vandaag()}
    besluit = {"besluit": "afgewezen", "toelichting": "-", "besloten_op": lang, "besloten_door": amina}
    vol.erbij(Heropenverzoek.objects.create(**verzoek, **besluit))
    trede = {"trede_naam": "Wijk", "eigenaar": amina}
    schuring = Schuring.objects.create(
        initiatief=zaak, regel="Geen", belang="-", geprobeerd="-", geopend_door=amina, toelichting="-",
        uitkomst="maatwerk", gesloten_op=lang, **trede,
    )  # fmt: skip
    stap = {"soort": "hoger", "trede": 2, "van_trede": 0, "uiterlijk": vandaag()}
    vol.erbij(schuring)
    vol.erbij(Schuringstap.objects.create(schuring=schuring, overgeslagen="-", door=amina, **stap, **trede))
    vol.erbij(Volgt.objects.create(gebruiker=fatima, zoek="thema=groen"))
    vol.erbij(Werkbankfilter.objects.create(gebruiker=amina, naam="-", vraag=""))
    vol.erbij(Visitekaart.objects.create(gebruiker=amina, foto="0" * 32, breedte=9, akkoord_op=lang))
    vol.erbij(_sleutel(amina))
    vol.erbij(*_agenda(wijk, zaak, fatima), _toekenning(zaak, wijk, amina))
    vol.erbij(*_van_de_kelder(daan, rol.gebruiker))
    return vol


def _sleutel(door: Gebruiker) -> ApiSleutel:
    return ApiSleutel.objects.create(
        naam="Test", organisatie="Thuisvester", contact="a@b.example", recht="initiatieven.lezen",
        vanaf=vandaag() - timedelta(days=9), tot=vandaag(), prefix="0" * 8, afdruk="0" * 64,
        aanvraag="0" * 32, gemaakt_door=door,
    )  # fmt: skip


def _toekenning(zaak: Initiatief, wijk: Wijk, door: Gebruiker) -> Toekenning:
    mandaat = maak_mandaat(Rol.WIJKMAKELAAR, "1000.00")
    return Toekenning.objects.create(
        initiatief=zaak, budget=maak_budget(), wijk=wijk, bedrag=9, motivering="-", besloten_door=door,
        mandaat=mandaat,
    )  # fmt: skip


def _agenda(wijk: Wijk, zaak: Initiatief, wie: Gebruiker) -> Iterator[models.Model]:
    agenda = Wijkagenda.objects.create(wijk=wijk, gestart_op=vandaag())
    for status, gelukt in ((Agendapunt.Status.GEREALISEERD, vandaag()), (Agendapunt.Status.LOSGELATEN, None)):
        punt = Agendapunt.objects.create(agenda=agenda, titel="Groen", status=status, gerealiseerd_op=gelukt)
        yield Probleemeigenaar.objects.create(punt=punt, soort="bewoners", naam="A", gebruiker=wie)
        yield Probleemeigenaar.objects.create(punt=punt, soort="bewoners", naam="B")
    yield Toezegging.objects.create(initiatief=zaak, kant="bewoners", wie="-", wat="-", voor=vandaag())
    yield Toezegging.objects.create(
        agendapunt=punt, kant="gemeente", wie="-", wat="-", voor=vandaag(), nagekomen=True,
        afgerond_op=vandaag(),
    )  # fmt: skip


def _van_de_kelder(bewoner: Gebruiker, medewerker: Gebruiker) -> Iterator[models.Model]:
    yield Mail.objects.create(sleutel="m", aan="a@b.example", ontvanger=bewoner, onderwerp="-", tekst="-")
    yield Mail.objects.create(
        sleutel="n", aan="c@b.example", onderwerp="-", tekst="-", verzonden=timezone.now()
    )
    yield Adreswijziging.objects.create(gebruiker=bewoner, nieuw="n@b.example", oud="0")
    adres = EmailAddress.objects.create(user=bewoner, email="a@b.example")
    account = SocialAccount.objects.create(user=medewerker, provider="gemeente", uid="1")
    app = SocialApp.objects.create(provider="openid_connect", name="Gemeente")
    sessie = Session.objects.create(session_key="s" * 32, session_data="-", expire_date=timezone.now())
    yield from (adres, EmailConfirmation.objects.create(email_address=adres, key="k"))
    yield from (account, SocialToken.objects.create(app=app, account=account, token="t"))
    yield from (sessie, Authenticator.objects.create(user=medewerker, type="totp", data={}))
    yield Inzage.objects.create(wie=medewerker, van=bewoner, wat="initiatief")
    yield UserSession.objects.create(user=bewoner, ip="10.0.0.1", session_key="u", user_agent="Firefox/9")
    soort = ContentType.objects.get_for_model(Gebruiker)
    yield LogEntry.objects.create(
        user=medewerker, object_repr="-", content_type=soort, object_id=f"{bewoner.pk}", action_flag=CHANGE
    )


# --- Filling ------------------------------------------------------------------------------------------


def verklaard() -> Iterator[tuple[type[models.Model], Verwerking]]:
    """All that is declared and that this job looks after."""
    for model in eigen_modellen():
        yield model, verwerking_van(model)
    for label, elders in ELDERS.items():
        yield apps.get_model(label), elders.verwerking


def tekstvelden(model: type[models.Model], verwerking: Verwerking) -> "Iterator[models.Field[Any, Any]]":
    """The declared fields that can hold a mark."""
    soorten = (models.CharField, models.TextField, models.JSONField)
    for naam in verwerking.velden:
        veld = model._meta.get_field(naam)
        if isinstance(veld, soorten) and f"{model._meta.label}.{naam}" not in ONMOGELIJK:
            yield veld


def vul(vol: Vol) -> set[str]:
    """Write a mark in every declared field of every row, past all services; returns which fields those were."""
    per_model, gevuld = dict(verklaard()), set()
    with pgtrigger.ignore(*OP_SLOT):
        for nummer, (rij, besloten) in enumerate(vol.rijen):
            verwerking = per_model[type(rij)]
            for veld in tekstvelden(type(rij), verwerking):
                blijft = veld.name in verwerking.blijft and not besloten
                tekst = f"{OPENBAAR if blijft else MERK}{nummer}"
                waarde = {"x": tekst} if isinstance(veld, models.JSONField) else _adres(veld, tekst)
                if _schrijf(rij, veld.name, waarde):
                    gevuld.add(f"{type(rij)._meta.label}.{veld.name}")
    return gevuld


def _schrijf(rij: models.Model, veld: str, waarde: Any) -> bool:
    """False for what this row cannot hold, such as a reason to hide what is not hidden."""
    try:
        with transaction.atomic():
            if veld == type(rij)._meta.pk.name:
                rij.pk = waarde
                rij.save(force_insert=True)
            else:
                type(rij)._default_manager.filter(pk=rij.pk).update(**{veld: waarde})
    except IntegrityError:
        return False
    return True


def _adres(veld: "models.Field[Any, Any]", tekst: str) -> str:
    return f"{tekst}@voorbeeld.example" if isinstance(veld, models.EmailField) else tekst


def waar_staat(merk: str) -> list[str]:
    """Every column of every table in which this is to be found, with what stands there."""
    gevonden = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND (data_type IN ('text', 'character varying', 'json',"
            " 'jsonb', 'ARRAY', 'character', 'tsvector', 'inet', 'bytea', 'USER-DEFINED'))"
        )
        for tabel, kolom in cursor.fetchall():
            cursor.execute(
                f'SELECT "{kolom}"::text FROM "{tabel}" WHERE "{kolom}"::text ILIKE %s', [f"%{merk}%"]
            )
            gevonden += [f"{tabel}.{kolom}: {waarde[:80]}" for (waarde,) in cursor.fetchall()]
    return sorted(gevonden)


def na_alle_termijnen() -> date:
    langste = max(v for v in Bewaartermijnen().model_dump().values() if v)
    return maanden_terug(vandaag(), -langste - 12)


def pghistory_regels() -> int:
    """How many lines of row history there are."""
    return sum(model._default_manager.count() for model in logmodellen())


def ontbrekend(gevuld: Iterable[str]) -> set[str]:
    alle = {
        f"{model._meta.label}.{veld.name}"
        for model, verwerking in verklaard()
        if verwerking.velden and verwerking.bewaren != NOOIT_VOORBIJ
        for veld in tekstvelden(model, verwerking)
    }
    return alle - set(gevuld)


def _zonder_zoekvector(regels: list[str]) -> list[str]:
    """The words to search by also hold the place in words, which goes."""
    return [regel for regel in regels if "zoekvector" not in regel]


def test_na_alle_termijnen_staat_er_nergens_meer_iets_persoonlijks() -> None:
    vol = zet_klaar()
    gevuld = vul(vol)
    assert (
        ontbrekend(gevuld) == set()
    )  # a declared field that this test does not fill: make a row in `zet_klaar`
    assert len(waar_staat(MERK)) >= len(gevuld) - 20  # it really stands there
    openbaar = _zonder_zoekvector(waar_staat(OPENBAAR))
    ruim_op(na_alle_termijnen())
    assert [plek for plek in waar_staat(MERK) if not plek.startswith("kern_inzage.")] == []
    assert pghistory_regels() > len(gevuld)  # where nothing was found either
    ruim_log_op(voor=begin_van(na_alle_termijnen()))  # for the owner of the database: see kern.databaserol
    assert waar_staat(MERK) == []
    assert _zonder_zoekvector(waar_staat(OPENBAAR)) == openbaar  # what was for everybody is still there
    assert not Gebruiker.objects.filter(gewist_op=None).exists()


def test_wie_zijn_account_gebruikt_verdwijnt_ook_uit_wat_lang_geleden_afliep() -> None:
    vol = zet_klaar()
    vul(vol)
    op = na_alle_termijnen()
    Gebruiker.objects.update(last_login=timezone.now() + timedelta(days=365 * 99))
    ruim_op(op)
    over = {regel.split(":")[0] for regel in waar_staat(MERK)}
    eigen = {"naam", "sorteernaam", "email", "password"}
    assert {plek for plek in over if not plek.startswith("kern_gebruiker.")} <= {
        "account_emailaddress.email",
        "account_emailconfirmation.key",
        "socialaccount_socialaccount.uid",
        "socialaccount_socialaccount.extra_data",
        "socialaccount_socialtoken.token",
        "socialaccount_socialtoken.token_secret",
        "mfa_authenticator.data",
        "initiatieven_volgt.zoek",
        "kern_inzage.sleutel",
    }
    assert {plek for plek in over if plek.startswith("kern_gebruiker.")} == {
        f"kern_gebruiker.{veld}" for veld in eigen
    }
    for persoon in Gebruiker.objects.filter(gewist_op=None):
        assert not Initiatief.objects.filter(indiener=persoon).exists()
        assert not Opmerking.objects.filter(door=persoon).exists()


def test_een_tweede_keer_is_er_niets_meer_te_doen() -> None:
    vul(zet_klaar())
    op = na_alle_termijnen()
    assert ruim_op(op).total() > 0
    assert ruim_op(op).total() == 0
    assert ruim_op(op, droog=True).total() == 0


def test_droog_verandert_niets_en_telt_hetzelfde() -> None:
    vul(zet_klaar())
    op, voor = na_alle_termijnen(), waar_staat(MERK)
    geteld = ruim_op(op, droog=True)
    assert waar_staat(MERK) == voor
    gedaan = ruim_op(op)
    for soort in geteld:  # what goes because of something else is not counted beforehand
        assert 0 < geteld[soort] <= gedaan[soort]
