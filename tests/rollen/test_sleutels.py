"""Keys of partners: made once, shown once, kept as a hash, told in time that they end, and ended at once."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils.crypto import constant_time_compare

from kern.fouten import DomeinFout, GeenRecht
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rollen import sleutels
from rollen.models import ApiSleutel, Rol, Sleuteleinde, Sleutelrecht
from rollen.regels import SLEUTELREGELS, Bereik
from rollen.services.sleutels import (
    AlGemaakt,
    beeindig_sleutel,
    maak_sleutel,
    noteer_gebruik,
    waarschuw_voor_einde,
)
from rollen.sleutels import nieuwe_sleutel, sleutel_mag, sleutelregels, vind_sleutel
from tests import maak
from tests.maak import maak_gebruiker, maak_rol
from tests.personen import Mensen

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanneke(mensen: Mensen) -> Gebruiker:
    beheerder = maak_gebruiker("Hanneke Mulder")
    maak_rol(beheerder, Rol.BEHEERDER)
    return beheerder


def gegevens(door: Gebruiker, **anders: Any) -> dict[str, Any]:
    dag = vandaag()
    return {
        "door": door,
        "aanvraag": uuid4(),
        "naam": "Overzicht voor de wijkteams",
        "organisatie": "Thuisvester",
        "contact": "Api@Thuisvester.example",
        "recht": Sleutelrecht.LEZEN,
        "wijk": None,
        "vanaf": dag,
        "tot": dag + timedelta(days=100),
        **anders,
    }


def alles_in_de_database() -> str:
    """Every value of every table, history and mails included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        rijen = []
        for (tabel,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{tabel}" t')
            rijen += [rij for (rij,) in cursor.fetchall()]
    return "\n".join(rijen)


def test_van_de_sleutel_blijft_alleen_een_afdruk(mensen: Mensen, hanneke: Gebruiker) -> None:
    sleutel, geheel = maak_sleutel(**gegevens(hanneke))
    assert geheel.startswith(f"wpk_{sleutel.prefix}_")
    geheim = geheel.removeprefix(f"wpk_{sleutel.prefix}_")
    assert len(geheim) == 43  # 256 bits
    bewaard = alles_in_de_database()
    assert sleutel.prefix in bewaard
    assert sleutel.afdruk in bewaard
    assert geheim not in bewaard
    assert geheim not in repr(vars(sleutel))


def test_geen_twee_sleutels_zijn_gelijk() -> None:
    assert len({nieuwe_sleutel().geheel for _keer in range(50)}) == 50


def test_de_afdruk_staat_niet_in_de_geschiedenis(mensen: Mensen, hanneke: Gebruiker) -> None:
    sleutel, _geheel = maak_sleutel(**gegevens(hanneke))
    spoor = apps.get_model("rollen", "ApiSleutelWijziging")
    assert not {"afdruk", "contact", "laatst_gebruikt"} & {veld.name for veld in spoor._meta.get_fields()}
    noteer_gebruik(sleutel=sleutel)
    assert spoor.objects.filter(pgh_obj=sleutel).count() == 1  # being used is no change of the key
    beeindig_sleutel(sleutel=sleutel, door=hanneke, reden=Sleuteleinde.GELEKT)
    assert spoor.objects.filter(pgh_obj=sleutel).latest("pgh_id").reden_einde == "gelekt"


def test_wie_de_sleutel_heeft_wordt_gevonden(mensen: Mensen) -> None:
    sleutel, geheel = maak.maak_sleutel(mensen.olga)
    ander, ander_geheel = maak.maak_sleutel(mensen.olga)
    assert vind_sleutel(geheel) == sleutel
    assert vind_sleutel(ander_geheel) == ander
    mis = [
        *("", "wpk_", geheel[:-1], f"{geheel}x", geheel.upper(), geheel.removeprefix("wpk_"), f"{geheel}\n"),
        geheel.replace(sleutel.prefix, ander.prefix),  # a good prefix with the secret of another
        f"wpk_{sleutel.prefix}_{'a' * 43}",
        f"wpk_00000000_{'a' * 43}",
        sleutel.afdruk,  # what stands in the database opens nothing
        f"wpk_{sleutel.prefix}_{sleutel.afdruk[:43]}",
        geheel.replace("_", "\x00"),
        "wpk_" + "é" * 52,
    ]
    assert [geprobeerd for geprobeerd in mis if vind_sleutel(geprobeerd) is not None] == []


def test_ook_zonder_zon_prefix_wordt_vergeleken(mensen: Mensen, monkeypatch: pytest.MonkeyPatch) -> None:
    """In constant time, and as often for a prefix that nobody has: an answer says nothing about what there is."""
    sleutel, _geheel = maak.maak_sleutel(mensen.olga)
    vergeleken: list[tuple[str, str]] = []

    def vergelijk(bewaard: str, gegeven: str) -> bool:
        vergeleken.append((bewaard, gegeven))
        return constant_time_compare(bewaard, gegeven)

    monkeypatch.setattr(sleutels, "constant_time_compare", vergelijk)
    for prefix in (sleutel.prefix, "00000000"):
        assert vind_sleutel(f"wpk_{prefix}_{'a' * 43}") is None
    assert [{len(a), len(b)} for a, b in vergeleken] == [{64}, {64}]


@pytest.mark.parametrize(
    ("vanaf", "tot", "geldt"),
    [(-5, 1, True), (0, 1, True), (1, 9, False), (-9, 0, False), (-9, -1, False)],
)
def test_een_sleutel_werkt_van_de_eerste_tot_en_met_de_laatste_dag(
    mensen: Mensen, vanaf: int, tot: int, geldt: bool
) -> None:
    dag = vandaag()
    sleutel, geheel = maak.maak_sleutel(
        mensen.olga, vanaf=dag + timedelta(days=vanaf), tot=dag + timedelta(days=tot)
    )
    assert (vind_sleutel(geheel) is not None) is geldt
    assert ApiSleutel.objects.geldig(dag).exists() is geldt
    assert sleutel.geldt(dag) is geldt


def test_een_beeindigde_sleutel_werkt_meteen_niet_meer(mensen: Mensen, hanneke: Gebruiker) -> None:
    sleutel, geheel = maak.maak_sleutel(mensen.olga)
    beeindig_sleutel(sleutel=sleutel, door=hanneke, reden=Sleuteleinde.GELEKT)
    assert vind_sleutel(geheel) is None
    sleutel.refresh_from_db()
    assert (sleutel.beeindigd_door, sleutel.reden_einde) == (hanneke, "gelekt")
    with pytest.raises(DomeinFout, match="al niet meer"):
        beeindig_sleutel(sleutel=sleutel, door=hanneke, reden=Sleuteleinde.FOUT)


def test_een_sleutel_opent_een_recht_in_een_wijk(mensen: Mensen) -> None:
    van_slotjes, _geheel = maak.maak_sleutel(mensen.olga, mensen.slotjes)
    overal, _geheel = maak.maak_sleutel(mensen.olga, recht=Sleutelrecht.INVOEREN)
    assert sleutel_mag(van_slotjes, Sleutelrecht.LEZEN, mensen.slotjes)
    assert not sleutel_mag(van_slotjes, Sleutelrecht.LEZEN, mensen.vrachelen)
    assert not sleutel_mag(van_slotjes, Sleutelrecht.INVOEREN, mensen.slotjes)
    assert sleutel_mag(overal, Sleutelrecht.INVOEREN, mensen.vrachelen)
    assert not sleutel_mag(overal, Sleutelrecht.LEZEN)


def test_de_tabel_noemt_elk_recht_van_een_sleutel() -> None:
    assert set(SLEUTELREGELS) == set(Sleutelrecht)
    assert set(SLEUTELREGELS.values()) == {Bereik.EIGEN_WIJK}
    assert [regel.recht for regel in sleutelregels()] == ["initiatieven.lezen", "initiatieven.invoeren"]


# --- Making --------------------------------------------------------------------------------------------


def test_alleen_de_beheerder_maakt_en_beeindigt(mensen: Mensen) -> None:
    sleutel, _geheel = maak.maak_sleutel(mensen.olga)
    for iemand in (mensen.olga, mensen.amina, mensen.daan):
        with pytest.raises(GeenRecht):
            maak_sleutel(**gegevens(iemand))
        with pytest.raises(GeenRecht):
            beeindig_sleutel(sleutel=sleutel, door=iemand, reden=Sleuteleinde.FOUT)
    assert ApiSleutel.objects.count() == 1


def test_hetzelfde_formulier_twee_keer_is_een_sleutel(mensen: Mensen, hanneke: Gebruiker) -> None:
    velden = gegevens(hanneke)
    sleutel, _geheel = maak_sleutel(**velden)
    with pytest.raises(AlGemaakt) as fout:
        maak_sleutel(**velden)
    assert fout.value.sleutel == sleutel
    assert ApiSleutel.objects.count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.parametrize(
    ("vanaf", "tot", "zin"),
    [(-1, 50, "verleden"), (5, 5, "laatste dag ligt voor"), (0, 732, "hoogstens twee jaar")],
)
def test_een_periode_die_niet_kan(mensen: Mensen, hanneke: Gebruiker, vanaf: int, tot: int, zin: str) -> None:
    dag = vandaag()
    periode = {"vanaf": dag + timedelta(days=vanaf), "tot": dag + timedelta(days=tot)}
    with pytest.raises(DomeinFout, match=zin):
        maak_sleutel(**gegevens(hanneke, **periode))
    assert not ApiSleutel.objects.exists()


@pytest.mark.parametrize(
    "velden",
    [
        {"tot": date(2026, 1, 1), "vanaf": date(2026, 1, 1)},
        {"tot": date(2028, 1, 3), "vanaf": date(2026, 1, 1)},
        {"recht": "alles"},
        {"naam": ""},
        {"contact": ""},
        {"reden_einde": "gelekt"},
        {"beeindigd_op": "2026-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_de_database_bewaakt_het_ook(mensen: Mensen, velden: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        maak.maak_sleutel(mensen.olga, **velden)


def test_de_database_bewaart_geen_sleutel_als_afdruk(mensen: Mensen) -> None:
    sleutel, geheel = maak.maak_sleutel(mensen.olga)
    for velden in ({"afdruk": geheel}, {"prefix": "wpk_1234"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ApiSleutel.objects.filter(pk=sleutel.pk).update(**velden)


def test_wie_de_sleutel_maakte_mag_weg(mensen: Mensen, hanneke: Gebruiker) -> None:
    _sleutel, geheel = maak_sleutel(**gegevens(hanneke))
    hanneke.rolvervullingen.update(tot=vandaag())
    Gebruiker.objects.filter(pk=hanneke.pk).update(is_active=False)
    assert vind_sleutel(geheel) is not None


# --- Mail ----------------------------------------------------------------------------------------------


def test_de_partner_krijgt_een_mail_zonder_de_sleutel(mensen: Mensen, hanneke: Gebruiker) -> None:
    sleutel, geheel = maak_sleutel(**gegevens(hanneke, wijk=mensen.slotjes))
    mail = Mail.objects.get()
    assert (mail.aan, mail.ontvanger) == ("api@thuisvester.example", None)
    assert "Overzicht voor de wijkteams" in mail.onderwerp
    for tekst in (mail.tekst, mail.html):
        assert f"wpk_{sleutel.prefix}" in tekst
        assert "Slotjes" in tekst
        assert geheel not in tekst


def waarschuwingen() -> list[str]:
    mails = Mail.objects.filter(sleutel__startswith="sleutel-eindigt").order_by("pk")
    return [mail.sleutel.rpartition("-")[2] for mail in mails]


def test_een_maand_en_een_week_voor_het_einde_een_mail(mensen: Mensen) -> None:
    dag = vandaag()
    maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=60))
    gekregen = {}
    for over in range(61):
        if waarschuw_voor_einde(op=dag + timedelta(days=over)):
            gekregen[60 - over] = waarschuwingen()[-1]
    assert gekregen == {30: "30", 7: "7"}


def test_twee_keer_of_te_laat_kijken_is_een_mail(mensen: Mensen) -> None:
    dag = vandaag()
    maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=60))
    assert [waarschuw_voor_einde(op=dag + timedelta(days=56)) for _keer in range(2)] == [1, 0]
    assert waarschuwingen() == ["7"]


def test_een_korte_sleutel_hoort_niet_meteen_dat_hij_eindigt(mensen: Mensen) -> None:
    """The mail in which it was told that there is a key says until when."""
    dag = vandaag()
    maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=20))
    assert [over for over in range(20) if waarschuw_voor_einde(op=dag + timedelta(days=over))] == [13]
    maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=3))
    assert not any(waarschuw_voor_einde(op=dag + timedelta(days=over)) for over in range(3))


def test_wat_al_beeindigd_is_eindigt_niet_nog_eens(mensen: Mensen, hanneke: Gebruiker) -> None:
    dag = vandaag()
    oud, _geheel = maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=40))
    nieuw, _geheel = maak_sleutel(**gegevens(hanneke, opvolger_van=oud))
    beeindig_sleutel(sleutel=oud, door=hanneke, reden=Sleuteleinde.OPGEVOLGD)
    mail = Mail.objects.get(sleutel=f"sleutel-beeindigd-{oud.pk}")
    assert "de partner gebruikt een nieuwe sleutel" in mail.tekst
    assert f"wpk_{nieuw.prefix}" in mail.tekst
    assert waarschuw_voor_einde(op=dag + timedelta(days=20)) == 0


def test_de_mail_noemt_de_opvolger(mensen: Mensen, hanneke: Gebruiker) -> None:
    dag = vandaag()
    oud, _geheel = maak.maak_sleutel(mensen.olga, tot=dag + timedelta(days=40))
    nieuw, _geheel = maak_sleutel(**gegevens(hanneke, opvolger_van=oud))
    waarschuw_voor_einde(op=dag + timedelta(days=20))
    assert f"wpk_{nieuw.prefix}" in Mail.objects.get(sleutel=f"sleutel-eindigt-{oud.pk}-30").tekst


# --- Use -----------------------------------------------------------------------------------------------


def test_de_dag_van_gebruik_wordt_een_keer_per_dag_geschreven(
    mensen: Mensen, django_assert_num_queries: Any
) -> None:
    sleutel, _geheel = maak.maak_sleutel(mensen.olga)
    with django_assert_num_queries(1):
        noteer_gebruik(sleutel=sleutel)
    sleutel.refresh_from_db()
    assert sleutel.laatst_gebruikt == vandaag()
    with django_assert_num_queries(0):
        noteer_gebruik(sleutel=sleutel)
