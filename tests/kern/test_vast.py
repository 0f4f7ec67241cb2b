"""Parts of a page that are rendered once: they follow what they are given, and nothing of somebody else."""

import pytest
from django.template import engines
from django.test import Client

MENUS = '{% load kern %}{% vast "kern/delen/menus.html" deel=deel is_medewerker=is_medewerker ingelogd=ingelogd %}'


def menu(deel: str, *, is_medewerker: bool, ingelogd: bool) -> str:
    gegevens = {"deel": deel, "is_medewerker": is_medewerker, "ingelogd": ingelogd}
    return engines["django"].from_string(MENUS).render(gegevens)


def test_het_menu_van_een_medewerker_is_niet_dat_van_een_bezoeker() -> None:
    for _keer in range(2):  # the second time it comes from memory
        bezoeker = menu("wijken", is_medewerker=False, ingelogd=False)
        medewerker = menu("wijken", is_medewerker=True, ingelogd=True)
        assert "Werkbank" in medewerker
        assert "Uitloggen" in medewerker
        assert "Werkbank" not in bezoeker
        assert "Inloggen" in bezoeker


@pytest.mark.parametrize("pad", ["/initiatieven/", "/agendas/"])
def test_het_menu_wijst_aan_waar_u_bent(client: Client, db: None, pad: str) -> None:
    for _keer in range(2):
        html = client.get(pad).content.decode()
        assert html.count(f'<a href="{pad}" aria-current="true">') == 2  # the row and the button


def test_een_verzonnen_pad_maakt_geen_menu_van_zichzelf(client: Client, db: None) -> None:
    assert client.get("/verzonnen/").context["deel"] == ""
