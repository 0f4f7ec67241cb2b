"""Take over names, inhabitants and outlines that CBS published."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import slugify

from kern.geo import als_geojson, kader_van
from wijken.cbs_grenzen import Grens
from wijken.models import Wijk


@dataclass
class Verslag:
    """What taking over the borders did, as sentences by subject."""

    toegevoegd: list[str] = field(default_factory=list)
    hernoemd: list[str] = field(default_factory=list)
    omtrek: list[str] = field(default_factory=list)
    inwoners: list[str] = field(default_factory=list)
    ongewijzigd: list[str] = field(default_factory=list)
    niet_meer_in_bestand: list[str] = field(default_factory=list)


@transaction.atomic
def neem_grenzen_over(*, grenzen: list[Grens]) -> Verslag:
    """Bring the wijken in line with the file, by CBS code.

    A slug never changes and nothing is removed: a wijk that is no longer in the file stays in use and is
    reported, for initiatives and roles hang on it.
    """
    verslag = Verslag()
    bestaand = {wijk.code: wijk for wijk in Wijk.objects.select_for_update()}
    for grens in grenzen:
        wijk = bestaand.pop(grens.code, None)
        if wijk is None:
            _voeg_toe(grens)
            verslag.toegevoegd.append(grens.naam)
        else:
            _werk_bij(wijk, grens, verslag)
    verslag.niet_meer_in_bestand = sorted(f"{wijk.code} {wijk.naam}" for wijk in bestaand.values())
    return verslag


def _voeg_toe(grens: Grens) -> None:
    slug = slugify(grens.naam)
    if not slug or Wijk.objects.filter(slug=slug).exists():
        slug = f"{slug[:60]}-{grens.code.lower()}".lstrip("-")
    Wijk.objects.create(
        code=grens.code,
        naam=grens.naam,
        slug=slug,
        inwoners=grens.inwoners,
        omtrek=als_geojson(grens.vorm),
        kader=kader_van(grens.vorm),
        bron=Wijk.Bron.CBS,
    )


def _werk_bij(wijk: Wijk, grens: Grens, verslag: Verslag) -> None:
    omtrek = als_geojson(grens.vorm)
    anders = False
    if wijk.naam != grens.naam:
        verslag.hernoemd.append(f"{wijk.naam} heet nu {grens.naam}")
        anders = True
    if wijk.omtrek != omtrek:
        verslag.omtrek.append(grens.naam)
        anders = True
    if grens.inwoners is not None and wijk.inwoners != grens.inwoners:
        eerst = "onbekend" if wijk.inwoners is None else wijk.inwoners
        verslag.inwoners.append(f"{grens.naam}: van {eerst} naar {grens.inwoners}")
        wijk.inwoners = grens.inwoners
        anders = True
    if not anders:
        verslag.ongewijzigd.append(grens.naam)
    if anders or wijk.bron != Wijk.Bron.CBS:
        wijk.naam, wijk.omtrek, wijk.kader = grens.naam, omtrek, kader_van(grens.vorm)
        wijk.bron = Wijk.Bron.CBS
        wijk.save()
