"""What staff set up and decided: kaders, standard texts, a merged pair and one that was split."""

from typing import Any

from initiatieven.levensloop import Status
from initiatieven.models import Gebeurtenis, Initiatief, Kader, Samenvoeging, Standaardtekst, Thema
from initiatieven.services.meedoen import neem_betrokkenen_mee
from initiatieven.services.splitsen import splits
from initiatieven.services.volgen import neem_volgers_mee
from kern.profiel import profiel
from rollen.wie import rolnaam
from wijkportaal.demonstratie.inhoud import inrichting

Rij = dict[str, Any]


def maak_besluiten() -> None:
    """Nothing here needs a wijk of a certain name; what belongs to one municipality stays there."""
    gegevens = inrichting()
    themas = {thema.naam: thema for thema in Thema.objects.all()}
    for rij in gegevens["kader"]:
        if rij.get("gemeente", profiel().gemeente.kort) == profiel().gemeente.kort:
            _maak_kader(rij, themas)
    for rij in gegevens["standaardtekst"]:
        Standaardtekst.objects.create(
            titel=rij["titel"],
            tekst=rij["tekst"].strip(),
            status=rij.get("status", ""),
            thema=themas.get(rij.get("thema", "")),
        )
    for initiatief in Initiatief.objects.filter(status=Status.SAMENGEVOEGD).order_by("pk"):
        _maak_samenvoeging_af(initiatief)
    for rij in gegevens["splitsing"]:
        _splits(rij)


def _maak_kader(rij: Rij, themas: dict[str, Thema]) -> None:
    kader = Kader.objects.create(titel=rij["titel"], bron=rij["bron"], tekst=rij["tekst"].strip())
    kader.themas.set([themas[naam] for naam in rij.get("themas", []) if naam in themas])
    if "bij" in rij:
        geweigerd = Initiatief.objects.filter(status=Status.NIET_PASSEND, kader__startswith=rij["bij"])
        geweigerd.update(kader=kader.vindplaats, kader_uit_register=kader)


def _maak_samenvoeging_af(van: Initiatief) -> None:
    """The story told one side of it: the other side hears it too, and people come along."""
    naar, door = van.samengevoegd_met, van.behandelaar
    assert naar is not None  # by constraint, as is the date
    assert van.afgesloten_op is not None
    assert naar.wijk is not None
    assert door is not None
    samenvoeging = Samenvoeging.objects.create(van=van, naar=naar, door=door)
    Samenvoeging.objects.filter(pk=samenvoeging.pk).update(wanneer=van.afgesloten_op)
    Gebeurtenis.objects.create(
        initiatief=naar,
        soort=Gebeurtenis.Soort.SAMENGEVOEGD,
        door=door,
        namens=rolnaam(door, naar.wijk),
        tekst=f"“{van.titel}” ({van.kenmerk}) gaat hier verder. De mensen van dat initiatief horen er nu ook bij.",
        wanneer=van.afgesloten_op,
    )
    neem_volgers_mee(van=van, naar=naar, via=samenvoeging)
    neem_betrokkenen_mee(van=van, naar=naar, via=samenvoeging)


def _splits(rij: Rij) -> None:
    eerste = (
        Initiatief.objects.lopend().select_related("wijk", "behandelaar").filter(titel=rij["van"]).first()
    )
    if eerste is not None and eerste.wijk is not None and eerste.behandelaar is not None:
        splits(
            initiatief=eerste,
            door=eerste.behandelaar,
            titel=rij["titel"],
            verhaal=rij["verhaal"].strip(),
            wijk=eerste.wijk,
            tekst=rij["tekst"],
        )
