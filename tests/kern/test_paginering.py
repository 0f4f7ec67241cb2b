"""Keyset paging: every row once, in order, from both sides, whatever the cursor."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kern.models import Mail
from kern.paginering import NA, VOOR, ZOUT, Pagina, pagineer

BEGIN = timezone.now()


def maak_mails(momenten: list[int]) -> None:
    """One mail per number: that many microseconds after BEGIN."""
    Mail.objects.all().delete()
    Mail.objects.bulk_create(
        Mail(
            sleutel=str(n),
            aan="a@b.example",
            onderwerp=str(n),
            tekst="",
            aangemaakt=BEGIN + timedelta(microseconds=m),
        )
        for n, m in enumerate(momenten)
    )


def vraag(sleutel: str = "", cursor: str = "") -> QueryDict:
    gegevens = QueryDict(mutable=True)
    if sleutel:
        gegevens[sleutel] = cursor
    return gegevens


def pagina(gevraagd: QueryDict, volgorde: tuple[str, ...], per: int = 3) -> Pagina[Mail]:
    return pagineer(Mail.objects.all(), gevraagd, volgorde=volgorde, per=per)


VOLGORDES = [("-aangemaakt", "-id"), ("aangemaakt", "id"), ("-aangemaakt", "id"), ("id",)]


@pytest.mark.parametrize("volgorde", VOLGORDES)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(momenten=st.lists(st.integers(0, 4), max_size=14))
def test_heen_en_terug_komt_elke_rij_een_keer_langs(
    db: None, volgorde: tuple[str, ...], momenten: list[int]
) -> None:
    """With many rows on the same microsecond, where only the id breaks the tie."""
    maak_mails(momenten)
    verwacht = list(Mail.objects.order_by(*volgorde))
    heen, bezocht = pagina(vraag(), volgorde), []
    assert heen.vorige == ""
    while True:
        bezocht.append(heen.rijen)
        if not heen.volgende:
            break
        heen = pagina(vraag(NA, heen.volgende), volgorde)
    assert [rij for rijen in bezocht for rij in rijen] == verwacht
    terug = [heen.rijen]
    while heen.vorige:
        heen = pagina(vraag(VOOR, heen.vorige), volgorde)
        terug.append(heen.rijen)
    assert terug == bezocht[::-1]


@pytest.mark.parametrize(
    "cursor",
    [
        "onzin",
        "\x00",
        "é",
        "x" * 5000,
        signing.dumps(["-aangemaakt", "-id"], salt="andere"),
        signing.dumps([["-id"], [1]], salt=ZOUT),
    ],
    ids=["onzin", "nul", "accent", "lang", "ander-zout", "andere-vorm"],  # a signature holds the time
)
@pytest.mark.parametrize("sleutel", [NA, VOOR])
def test_kapotte_cursor_geeft_de_eerste_bladzijde(db: None, sleutel: str, cursor: str) -> None:
    maak_mails([1, 2, 3, 4, 5])
    volgorde = VOLGORDES[0]
    assert pagina(vraag(sleutel, cursor), volgorde).rijen == pagina(vraag(), volgorde).rijen


def test_nieuwe_rij_verschuift_de_volgende_bladzijde_niet(db: None) -> None:
    maak_mails([1, 2, 3, 4, 5])
    eerste = pagina(vraag(), VOLGORDES[0])
    Mail.objects.create(sleutel="nieuw", aan="a@b.example", onderwerp="nieuw", tekst="")
    tweede = pagina(vraag(NA, eerste.volgende), VOLGORDES[0])
    assert [mail.onderwerp for mail in tweede] == ["1", "0"]


def test_als_alles_ervoor_weg_is_begint_het_opnieuw(db: None) -> None:
    maak_mails([1, 2, 3, 4, 5])
    tweede = pagina(vraag(NA, pagina(vraag(), VOLGORDES[0]).volgende), VOLGORDES[0])
    Mail.objects.filter(onderwerp__in=["2", "3", "4"]).delete()
    assert [mail.onderwerp for mail in pagina(vraag(VOOR, tweede.vorige), VOLGORDES[0])] == ["1", "0"]
