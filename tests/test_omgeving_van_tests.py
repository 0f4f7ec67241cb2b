"""The surroundings of the tests are real: database, cache, mail server and worker."""

import smtplib
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from tests.diensten import Mailvanger
from tests.hulp import wacht_tot


@pytest.mark.django_db
def test_database_is_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")


def test_cache_werkt(schone_cache: None) -> None:
    assert cache.get("sleutel") is None
    cache.set("sleutel", "waarde")
    assert cache.get("sleutel") == "waarde"


def test_mailvanger_vangt(mailvanger: Mailvanger) -> None:
    bericht = EmailMessage()
    bericht["From"], bericht["To"], bericht["Subject"] = "a@voorbeeld.example", "b@voorbeeld.example", "Dag"
    bericht.set_content("Één regel")
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=5) as verbinding:
        verbinding.send_message(bericht)
    assert mailvanger.wacht_op("b@voorbeeld.example", "dag").get_content().strip() == "Één regel"


def test_wacht_tot_faalt_met_uitleg() -> None:
    with pytest.raises(pytest.fail.Exception, match="nog niet: regen"):
        wacht_tot(lambda: False, "regen", binnen=0)
