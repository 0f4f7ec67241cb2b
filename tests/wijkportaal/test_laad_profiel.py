"""`manage.py laad_profiel`: all of a profile or nothing, and the second time nothing changes."""

from io import StringIO

import pytest
from django.core.management import call_command

from wijken.models import Wijk

pytestmark = pytest.mark.django_db


def laad(naam: str = "oosterhout", **opties: bool) -> str:
    uitvoer = StringIO()
    call_command("laad_profiel", naam, stdout=uitvoer, **opties)
    return uitvoer.getvalue()


def test_oosterhout_laadt() -> None:
    print(laad())
    print(laad())
    assert Wijk.objects.count() == 14
