"""The themes that people choose from today: those of the gemeenteprofiel. One that left it stays where it is."""

from django.db.models import QuerySet
from django.utils.text import slugify

from initiatieven.models import Thema
from kern.profiel import profiel


def te_kiezen() -> QuerySet[Thema]:
    """What a new initiative may be about, in the order of the profile."""
    return Thema.objects.filter(naam__in=profiel().themas)


def keuzes() -> list[tuple[str, str]]:
    """Slug and name of each, as `zet_themas` made them; read from the profile, so without a query."""
    return [(slugify(naam), naam) for naam in profiel().themas]
