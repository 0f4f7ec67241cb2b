"""Taking a person out of an initiative: used when somebody is erased, and when the term of their data has passed.

What everybody could read stays without the name; what only staff read goes. Every function takes its own locks, in
the order initiative, then person, and is safe to run twice. See docs/adr/0097.
"""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import GESLOTEN
from initiatieven.models import Foto, Gebeurtenis, Initiatief, Melding, Opmerking, Tekstversie
from initiatieven.querysets import BetrokkeneQuerySet, GebeurtenisQuerySet, OpmerkingQuerySet
from initiatieven.services.basis import vergrendel
from kern import fotos as fotowinkel
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.wissen import WEG, Sporen, schrap_namen, sporen_van
from kern.wistriggers import GEWISTE_TEKST

EIGEN_WOORDEN = ("titel", "verhaal", "plek", "nodig_toelichting", "eigen_bijdrage", "groep")


@transaction.atomic
def anonimiseer_indiener(
    *, initiatief: Initiatief, sporen: Sporen | None = None, ook_teksten: bool = False
) -> bool:
    """Cut who started a closed initiative loose from it; False when that was done before.

    Gone are name, address, telephone, internal notes and old versions of texts, and every mention of this person.
    The story and the public lines stay, unless `ook_teksten`: then the words and photos of this person go as well.
    Raises `DomeinFout` for one that is still open: end it or hand it over first.
    """
    vers = vergrendel(initiatief)
    if vers.status not in GESLOTEN:
        raise DomeinFout(_("Dit initiatief loopt nog. Rond het eerst af."))
    if vers.gewist_op is not None:
        return False
    indiener = vers.indiener
    sporen = sporen or sporen_van(indiener, telefoons=[vers.telefoon])
    if ook_teksten:
        _wis_eigen_teksten(vers, indiener)
    vers.indiener = None
    vers.indiener_naam = vers.indiener_email = vers.telefoon = ""
    vers.toon_voornaam = False
    vers.gewist_op = timezone.now()
    vers.save()
    leeg_regels(vers.gebeurtenissen.filter(openbaar=False))
    leeg_versies(Tekstversie.objects.filter(gebeurtenis__initiatief=vers))
    if indiener is not None:
        vers.heropenverzoeken.filter(door=indiener).update(reden="")
    schrap_vermeldingen(vers, sporen)
    return True


@transaction.atomic
def schrap_vermeldingen(initiatief: Initiatief, sporen: Sporen) -> None:
    """Take the names of one person out of all that was written about this initiative.

    In the timeline, which is only appended to, a text with the name goes as a whole.
    """
    rijen = Initiatief.objects.filter(pk=initiatief.pk)
    schrap_namen(rijen, sporen, *EIGEN_WOORDEN, "reden", ook_los=True)
    regels = initiatief.gebeurtenissen.all()
    leeg_regels(regels.filter(sporen.noemt("tekst", "afzender", ook_los=True)))
    versies = Tekstversie.objects.filter(gebeurtenis__initiatief=initiatief)
    leeg_versies(versies.filter(sporen.noemt("oud", "nieuw", ook_los=True)))
    schrap_namen(initiatief.fotos.all(), sporen, "beschrijving", "verborgen_reden", ook_los=True)
    schrap_namen(initiatief.opmerkingen.all(), sporen, "tekst", "verborgen_reden", ook_los=True)
    schrap_namen(initiatief.betrokkenen.all(), sporen, "bijdrage", ook_los=True)
    schrap_namen(initiatief.heropenverzoeken.all(), sporen, "reden", "toelichting", ook_los=True)
    schrap_namen(initiatief.uitvragen.all(), sporen, "vraag", "antwoord", "antwoord_van", ook_los=True)
    schrap_namen(initiatief.schuringen.all(), sporen, "belang", "geprobeerd", "toelichting", ook_los=True)
    for schuring in initiatief.schuringen.all():
        for veld in ("verslag", "overgeslagen"):
            schuring.stappen.filter(sporen.noemt(veld, ook_los=True)).update(**{veld: GEWISTE_TEKST})


@transaction.atomic
def wis_reacties(*, gebruiker: Gebruiker) -> int:
    """Erase all that this person said and reported, taken back or not; returns how many remarks."""
    Melding.objects.filter(door=gebruiker).exclude(afgehandeld_op=None).update(reden=WEG)
    Melding.objects.filter(door=gebruiker).update(door=None)
    return wis_opmerkingen(Opmerking.objects.filter(door=gebruiker))


@transaction.atomic
def wis_opmerkingen(rijen: OpmerkingQuerySet) -> int:
    """Empty these remarks: of each the place stays, with a line that it was erased; returns how many."""
    rijen = rijen.filter(gewist_op=None)
    _vergrendel_alle(rijen.values_list("initiatief", flat=True))
    nu = timezone.now()
    aantal = rijen.update(tekst="", toon_voornaam=False, gewist_op=nu)
    # What was never mailed must not be: there is nothing left to tell.
    Opmerking.objects.filter(gewist_op=nu, gemaild_op=None).update(gemaild_op=nu)
    return aantal


@transaction.atomic
def wis_betrokkenen(rijen: BetrokkeneQuerySet) -> int:
    """Empty what people would bring and show of themselves; who supported it still counts. Returns how many."""
    return rijen.exclude(bijdrage="", toon_voornaam=False).update(bijdrage="", toon_voornaam=False)


def leeg_regels(regels: GebeurtenisQuerySet) -> None:
    """Empty lines of the timeline: that something happened stays."""
    deze = Gebeurtenis.objects.filter(pk__in=list(regels.values_list("pk", flat=True)))
    deze.exclude(tekst__in=("", GEWISTE_TEKST)).update(tekst=GEWISTE_TEKST)
    deze.exclude(afzender="").update(afzender="")


def leeg_versies(versies: QuerySet[Tekstversie]) -> None:
    """Empty what a text was before and after a change."""
    versies.exclude(oud="", nieuw="").update(oud="", nieuw="")


def _wis_eigen_teksten(vers: Initiatief, indiener: Gebruiker | None) -> None:
    """The story, the photos and the lines of who started it. The title says that something was here."""
    for veld in EIGEN_WOORDEN:
        setattr(vers, veld, "")
    vers.titel = _("Gewist initiatief")
    vers.lat = vers.lon = None
    if indiener is not None:
        van_indiener = vers.gebeurtenissen.filter(door=indiener)
        if vers.reden and van_indiener.filter(tekst=vers.reden).exists():
            vers.reden = GEWISTE_TEKST  # why it ended, in the words of who started it
        leeg_regels(van_indiener)
    verwijder_fotos(vers.fotos.filter(Q(gebeurtenis=None) | Q(gebeurtenis__door=indiener)))


def verwijder_fotos(fotos: Iterable[Foto]) -> None:
    """Remove photos; the files go once that is certain."""
    for foto in fotos:
        transaction.on_commit(partial(fotowinkel.verwijder, foto.sleutel))
        foto.delete()


def _vergrendel_alle(ids: Iterable[int]) -> None:
    """Lock these initiatives in the order of their ids, as every service that locks more than one does."""
    list(Initiatief.objects.select_for_update(of=("self",)).filter(pk__in=set(ids)).order_by("pk"))
