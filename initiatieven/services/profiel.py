"""Bring the themes in line with the gemeenteprofiel."""

from django.db import transaction
from django.utils.text import slugify

from initiatieven.models import Thema
from kern.laden import Telling, zet
from kern.profiel import Profiel


@transaction.atomic
def zet_themas(profiel: Profiel) -> Telling:
    """Make or change the themes, by name; one that left the profile stays with the initiatives that have it."""
    telling = Telling("thema's")
    for volgorde, naam in enumerate(profiel.themas):
        zet(
            Thema.objects.all(),
            telling,
            sleutel={"naam": naam},
            velden={"slug": slugify(naam), "volgorde": volgorde},
        )
    return telling
