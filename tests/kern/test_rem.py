"""The brake: so many times in a while, per key."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from kern.rem import TeVaak, adres_van, postbus_van, rem


def test_een_keer_meer_dan_mag_is_te_vaak(schone_cache: None) -> None:
    for _keer in range(3):
        rem("wie", hoogstens=3, per=600)
    with pytest.raises(TeVaak, match="Wacht 10 minuten"):
        rem("wie", hoogstens=3, per=600)
    rem("iemand anders", hoogstens=3, per=600)


def test_na_de_wachttijd_mag_het_weer(schone_cache: None) -> None:
    rem("wie", hoogstens=1, per=600)
    cache.clear()  # what Redis does when the time is over
    rem("wie", hoogstens=1, per=600)


def test_adres_achter_een_proxy_is_wat_de_proxy_zag(settings: Settings) -> None:
    """A visitor can write anything in front of it; only the last part comes from our own proxy."""
    verzoek = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 9.9.9.9", REMOTE_ADDR="10.0.0.1")
    settings.SECURE_PROXY_SSL_HEADER = None
    assert adres_van(verzoek) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert adres_van(verzoek) == "9.9.9.9"


@pytest.mark.parametrize(
    ("gezien", "geteld"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::"),  # the same house with another of its addresses
        ("[2001:db8:1:2::1]:5050", "2001:db8:1:2::"),
        ("::ffff:9.9.9.9", "9.9.9.9"),
        ("9.9.9.9:5050", "9.9.9.9"),  # a proxy that adds the port, another one each time
        ("onzin", "onzin"),
    ],
)
def test_wie_steeds_een_ander_adres_neemt_blijft_dezelfde(
    settings: Settings, gezien: str, geteld: str
) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert adres_van(RequestFactory().get("/", HTTP_X_FORWARDED_FOR=gezien)) == geteld


def test_een_postbus_heeft_veel_namen() -> None:
    assert postbus_van("Jan+tuin@Voorbeeld.example") == postbus_van("jan@voorbeeld.example")
    assert postbus_van("jan@voorbeeld.example") != postbus_van("kee@voorbeeld.example")
