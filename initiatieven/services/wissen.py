"""What erasing somebody does on this floor: running initiatives get another owner or end, the rest is cut loose.

Called by the roof, in a transaction that holds the locks of `vergrendel_alles`. See docs/adr/0097.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import OPEN, AanZet, Status
from initiatieven.models import (
    Bericht,
    Betrokkene,
    Foto,
    Gebeurtenis,
    Gelezen,
    Heropenverzoek,
    Initiatief,
    Melding,
    Opmerking,
    Schuring,
    Schuringstap,
    Standaardtekst,
    TeBevestigen,
    Tekstversie,
    Uitvraag,
    Vermelding,
    Volgt,
    Werkbankbezoek,
    Werkbankfilter,
)
from initiatieven.services import meedoen
from initiatieven.services.anonimiseren import (
    EIGEN_WOORDEN,
    anonimiseer_indiener,
    leeg_regels,
    leeg_versies,
    schrap_vermeldingen,
    verwijder_fotos,
    wis_betrokkenen,
    wis_reacties,
)
from initiatieven.services.basis import ga_naar, schrijf, vergrendel
from initiatieven.services.behandelen import naar_behandelaar
from initiatieven.services.post import aan_medewerker
from kern.mail import zet_klaar
from kern.models import Gebruiker, Mail
from kern.wissen import Sporen, in_sql, schrap_namen, sporen_van
from kern.wistriggers import GEWISTE_TEKST

Soort = Gebeurtenis.Soort
VAAK = 20  # texts of others in which a name stands: more of them is no longer the name of a resident


@dataclass(frozen=True)
class Gevolg:
    """What erasing does with one initiative that this person started: somebody else goes on, it ends, or stays."""

    initiatief: Initiatief
    gaat_over: bool

    @property
    def stopt(self) -> bool:
        return self.initiatief.is_open and not self.gaat_over


def gevolgen(gebruiker: Gebruiker) -> list[Gevolg]:
    """What would happen to what this person started, newest first. Two queries."""
    mede = Betrokkene.objects.mede().filter(gebruiker__is_active=True)
    eigen = Initiatief.objects.openbaar().filter(indiener=gebruiker)
    eigen = eigen.prefetch_related(Prefetch("betrokkenen", mede, to_attr="mede_indieners"))
    return [
        Gevolg(initiatief, gaat_over=bool(initiatief.mede_indieners))
        for initiatief in eigen.order_by("-ingediend_op", "-pk")
    ]


def open_werk(gebruiker: Gebruiker) -> bool:
    """Whether an open initiative, friction or request still lies with this person as an employee."""
    in_handen = Q(behandelaar=gebruiker) | (Q(aan_zet_persoon=gebruiker) & ~Q(aan_zet=AanZet.INDIENER))
    return (
        Initiatief.objects.lopend().filter(in_handen).exists()
        or Schuring.objects.filter(eigenaar=gebruiker, gesloten_op=None).exists()
        or Heropenverzoek.objects.open().filter(behandelaar=gebruiker).exists()
    )


def sporen_in_initiatieven(gebruiker: Gebruiker) -> Sporen:
    """What to look for: also the telephone numbers with what this person started, and names typed there.

    A name that others have too, or that stands in many texts, is looked for only where this person took part: else
    anybody could wipe the words of others by choosing a name.
    """
    eigen = Initiatief.objects.filter(_van(gebruiker)).values_list("telefoon", "indiener_naam")
    gevonden = list(eigen)
    sporen = sporen_van(
        gebruiker, telefoons=[telefoon for telefoon, _n in gevonden], namen=[naam for _t, naam in gevonden]
    )
    anderen = Gebruiker.objects.exclude(pk=gebruiker.pk)
    van_anderen = Initiatief.objects.exclude(pk__in=geraakt(gebruiker))

    def is_gewoon(patroon: str) -> bool:
        deel = in_sql([patroon])
        regels = Gebeurtenis.objects.filter(initiatief__in=van_anderen, tekst__iregex=deel)
        return (
            anderen.filter(naam__iregex=deel).exists()
            or regels.count() + van_anderen.filter(verhaal__iregex=deel).count() > VAAK
        )

    return replace(sporen, overal=tuple(deel for deel in sporen.overal if not is_gewoon(deel)))


def geraakt(gebruiker: Gebruiker) -> set[int]:
    """The ids of what this person started, takes part in or said something under: what erasing changes."""
    deel = Betrokkene.objects.filter(gebruiker=gebruiker).values("initiatief")
    gezegd = Opmerking.objects.filter(door=gebruiker).values("initiatief")
    gevraagd = Uitvraag.objects.filter(email__iexact=gebruiker.email or "-").values("initiatief")
    alles = _van(gebruiker) | Q(pk__in=deel) | Q(pk__in=gezegd) | Q(pk__in=gevraagd)
    return set(Initiatief.objects.filter(alles).values_list("pk", flat=True))


def vergrendel_alles(ids: Collection[int]) -> None:
    """Lock these initiatives in the order of their ids, before anything else, as every service does."""
    list(Initiatief.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))


def _van(gebruiker: Gebruiker) -> Q:
    van = Q(indiener=gebruiker)
    if gebruiker.email:
        van |= Q(indiener=None, gewist_op=None, indiener_email__iexact=gebruiker.email)
    return van


def wis(*, gebruiker: Gebruiker, sporen: Sporen, ook_teksten_bij: Collection[int]) -> None:
    """Erase this person here. `ook_teksten_bij` are the initiatives of which the words and photos go as well."""
    _wis_concepten(gebruiker)
    _wis_uitvragen(gebruiker)
    eigen = Initiatief.objects.filter(indiener=gebruiker).order_by("pk")
    _wis_mails_over(gebruiker, list(eigen.values_list("pk", flat=True)), sporen)
    for initiatief in eigen:
        opvolger = (
            initiatief.betrokkenen.mede().filter(gebruiker__is_active=True).order_by("sinds", "pk").first()
        )
        if opvolger is not None:
            _geef_door(initiatief, opvolger, sporen)
        elif initiatief.status in OPEN:
            _trek_in(initiatief, sporen, ook_teksten=initiatief.pk in ook_teksten_bij)
        else:
            initiatief.heropenverzoeken.open().delete()
            anonimiseer_indiener(
                initiatief=initiatief, sporen=sporen, ook_teksten=initiatief.pk in ook_teksten_bij
            )
    _wis_deelname(gebruiker, sporen)
    wis_reacties(gebruiker=gebruiker)
    _vergeet(gebruiker)
    _schrap_overal(sporen)


def _geef_door(initiatief: Initiatief, opvolger: Betrokkene, sporen: Sporen) -> None:
    """Who started it too goes on with it, and is told."""
    vers = vergrendel(initiatief)
    nieuw = opvolger.gebruiker
    vers.indiener, vers.toon_voornaam, vers.telefoon = nieuw, opvolger.toon_voornaam, ""
    if vers.aan_zet == AanZet.INDIENER:
        vers.aan_zet_persoon = nieuw
    vers.save(update_fields=["indiener", "toon_voornaam", "telefoon", "aan_zet_persoon"])
    vers.betrokkenen.filter(pk=opvolger.pk).update(gestopt_op=timezone.now())
    schrap_vermeldingen(vers, sporen)
    if not vers.is_open:
        return
    regel = schrijf(
        vers,
        Soort.VOORTGANG,
        door=None,
        tekst=_("Wie dit begon, doet niet meer mee. Een inwoner die dit mee begon, gaat ermee verder."),
    )
    zet_klaar(
        sleutel=f"gebeurtenis-{regel.pk}-{nieuw.pk}",
        sjabloon="initiatieven/mail/doorgegeven",
        ontvanger=nieuw,
        initiatief=vers,
    )
    aan_medewerker(regel, vers.behandelaar)


def _trek_in(initiatief: Initiatief, sporen: Sporen, *, ook_teksten: bool) -> None:
    """It ends with a line that everybody can read, without a name; who handles it is told."""
    vers = vergrendel(initiatief)
    was_aan_zet = vers.aan_zet_persoon if vers.aan_zet != AanZet.INDIENER else None
    vers.reden = _("De inwoner die dit begon, trok het in.")
    van = ga_naar(vers, Status.GESTOPT)
    anonimiseer_indiener(initiatief=vers, sporen=sporen, ook_teksten=ook_teksten)
    vers = vergrendel(vers)
    regel = schrijf(vers, Soort.GESTOPT, door=None, tekst=vers.reden, van=van)
    aan_medewerker(regel, vers.behandelaar, was_aan_zet)


def _wis_concepten(gebruiker: Gebruiker) -> None:
    """Drafts that nobody confirmed, with their photos."""
    if not gebruiker.email:
        return
    for concept in Initiatief.objects.ontwerp().filter(indiener_email__iexact=gebruiker.email):
        verwijder_fotos(concept.fotos.all())
        concept.delete()


def _wis_uitvragen(gebruiker: Gebruiker) -> None:
    """Questions that were mailed to this address: what is still open goes back to who asked it."""
    if not gebruiker.email:
        return
    gevraagd = Uitvraag.objects.filter(email__iexact=gebruiker.email)
    for uitvraag in gevraagd.filter(beantwoord_op=None, ingetrokken_op=None).order_by("initiatief", "pk"):
        vers = vergrendel(uitvraag.initiatief)
        if vers.is_open and uitvraag.is_aan_zet(vers):
            naar_behandelaar(vers)
            tekst = _("Wie hierover een vraag kreeg, doet niet meer mee.")
            aan_medewerker(schrijf(vers, Soort.TERUG, door=None, tekst=tekst), vers.behandelaar)
    gevraagd.filter(beantwoord_op=None, ingetrokken_op=None).update(ingetrokken_op=timezone.now())
    gevraagd.update(email="", antwoord_van="")


def _wis_deelname(gebruiker: Gebruiker, sporen: Sporen) -> None:
    """Who supported what has ended still counts there, without a name; of what runs this person is no part now."""
    rijen = Betrokkene.objects.filter(gebruiker=gebruiker)
    begon_mee = rijen.filter(soort=Betrokkene.Soort.MEDE).order_by("initiatief")
    for rij in begon_mee.select_related("initiatief"):
        schrap_vermeldingen(rij.initiatief, sporen)
    lopend = rijen.nu().filter(initiatief__status__in=OPEN)
    ids = sorted(set(lopend.values_list("initiatief", flat=True)))
    lopend.update(gestopt_op=timezone.now())
    wis_betrokkenen(rijen)
    for initiatief in Initiatief.objects.filter(pk__in=ids).order_by("pk"):
        meedoen.tel(initiatief)


def _vergeet(gebruiker: Gebruiker) -> None:
    """What served this person only."""
    Bericht.objects.filter(gebruiker=gebruiker).delete()
    Volgt.objects.filter(gebruiker=gebruiker).delete()
    wachtend = Q(door=gebruiker)
    if gebruiker.email:
        wachtend |= Q(email__iexact=gebruiker.email)
    TeBevestigen.objects.filter(wachtend).delete()
    for model in (Gelezen, Werkbankbezoek, Werkbankfilter, Vermelding):
        model.objects.filter(gebruiker=gebruiker).delete()


def _wis_mails_over(gebruiker: Gebruiker, eigen: Collection[int], sporen: Sporen) -> None:
    """Mails to others that quote this person or tell what they did; the name itself goes with the account."""
    regels = Gebeurtenis.objects.filter(Q(door=gebruiker, namens="") | Q(initiatief__in=eigen))
    over = {f"gebeurtenis-{pk}-" for pk in regels.order_by().values_list("pk", flat=True)}
    gezegd = Opmerking.objects.filter(door=gebruiker).values_list("initiatief", flat=True)
    over |= {f"opmerkingen-{pk}-" for pk in {*gezegd, *eigen}}
    deel = Betrokkene.objects.filter(gebruiker=gebruiker).values_list("initiatief", flat=True)
    over |= {f"meedoen-{pk}-{gebruiker.pk}-" for pk in deel}
    over |= {f"nieuw-{pk}$" for pk in eigen}
    gaat_over = Q(sleutel__regex=f"^({'|'.join(sorted(over))})") if over else Q(pk__in=[])
    Mail.objects.filter(gaat_over, verzonden__isnull=False).delete()
    # What still has to be told, and all else about what this person started, is told without the name.
    for kenmerk, titel in Initiatief.objects.filter(pk__in=eigen).values_list("kenmerk", "titel"):
        gaat_over |= Q(tekst__contains=kenmerk) | Q(tekst__contains=titel)
    schrap_namen(Mail.objects.filter(gaat_over), sporen, "onderwerp", "tekst", "html", ook_los=True)


def _schrap_overal(sporen: Sporen) -> None:
    """The full name, address and telephone numbers, wherever anybody wrote them down on this floor."""
    for model, velden in (
        (Initiatief, (*EIGEN_WOORDEN, "reden", "aan_zet_derde")),
        (Foto, ("beschrijving", "verborgen_reden")),
        (Opmerking, ("tekst", "verborgen_reden")),
        (Melding, ("reden",)),
        (Betrokkene, ("bijdrage",)),
        (Heropenverzoek, ("reden", "toelichting")),
        (Uitvraag, ("organisatie", "vraag", "antwoord", "antwoord_van")),
        (Schuring, ("regel", "belang", "geprobeerd", "toelichting")),
        (Standaardtekst, ("tekst",)),
    ):
        schrap_namen(model._default_manager.all(), sporen, *velden, ook_los=False)
    leeg_regels(Gebeurtenis.objects.filter(sporen.noemt("tekst", "afzender", ook_los=False)))
    leeg_versies(Tekstversie.objects.filter(sporen.noemt("oud", "nieuw", ook_los=False)))
    for veld in ("verslag", "overgeslagen"):
        Schuringstap.objects.filter(sporen.noemt(veld, ook_los=False)).update(**{veld: GEWISTE_TEKST})
