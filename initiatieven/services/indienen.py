"""From draft to initiative: send it, prove the address by a button behind a mailed link, and it is there."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Kenmerkteller
from initiatieven.services.accounts import account_van
from initiatieven.services.basis import ga_naar, schrijf, vergrendel
from initiatieven.services.mede import nodig_genoemden_uit
from initiatieven.stappen import CONTROLEREN, eerste_open_stap
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.wie import behandelaar_voor, rolnaam

ZOUT = "initiatieven.bevestigen"
GELDIG = timedelta(days=7)


class LinkVerlopen(DomeinFout):
    """The link is ours but its term has passed."""


class LinkOngeldig(DomeinFout):
    """The link was never ours, or its draft is gone or has another address by now."""


@dataclass(frozen=True)
class Bewijs:
    """What a good link proves: this draft, and the address it was mailed to (as a keyed hash)."""

    sleutel: str
    adres: str


def _afdruk(email: str) -> str:
    return salted_hmac(ZOUT, email.lower(), algorithm="sha256").hexdigest()[:32]


def maak_token(concept: Initiatief) -> str:
    """A signed link part for this draft and its present address; the address itself is not in it."""
    return signing.dumps([concept.sleutel.hex, _afdruk(concept.indiener_email)], salt=ZOUT)


def lees_token(token: str) -> Bewijs:
    """Raises `LinkVerlopen` or `LinkOngeldig`."""
    try:
        sleutel, adres = signing.loads(token, salt=ZOUT, max_age=GELDIG)
    except signing.SignatureExpired as fout:
        raise LinkVerlopen(_("Deze link is verlopen. Hij werkte 7 dagen.")) from fout
    except (signing.BadSignature, ValueError) as fout:
        raise LinkOngeldig(_("Deze link klopt niet. Misschien is hij niet helemaal gekopieerd.")) from fout
    return Bewijs(sleutel, adres)


def vind(bewijs: Bewijs) -> Initiatief:
    """The initiative of a link; raises `LinkOngeldig` when it is gone or its address changed."""
    initiatief = (
        Initiatief.objects.select_related("wijk", "behandelaar").filter(sleutel=bewijs.sleutel).first()
    )
    if initiatief is None:
        raise LinkOngeldig(_("Wij kennen dit initiatief niet meer. U kunt het opnieuw indienen."))
    if not initiatief.is_openbaar:
        _eis_adres(initiatief, bewijs)
    return initiatief


def _eis_adres(concept: Initiatief, bewijs: Bewijs) -> None:
    if not constant_time_compare(_afdruk(concept.indiener_email), bewijs.adres):
        raise LinkOngeldig(
            _("Deze link hoort bij een ander e-mailadres. Gebruik de link in de nieuwste mail die u kreeg.")
        )


@transaction.atomic
def dien_in(*, initiatief: Initiatief, door: Gebruiker | None = None) -> Initiatief:
    """Send a complete draft: it waits for its confirmation, and the address gets the link.

    Somebody who is logged in with the address of the draft has proven it already: then it is confirmed at
    once. Sent twice is sent once. Raises `DomeinFout` when an answer is missing.
    """
    concept = vergrendel(initiatief)
    bewezen = door is not None and door.is_active and door.email == concept.indiener_email.lower()
    if concept.is_openbaar or (concept.status == Status.TE_BEVESTIGEN and not bewezen):
        return concept
    open_stap = eerste_open_stap(concept)
    if open_stap is not CONTROLEREN:
        raise DomeinFout(_("Er ontbreekt nog een antwoord bij “%(stap)s”.") % {"stap": open_stap.titel})
    concept.concept_van = timezone.now()
    if concept.status == Status.CONCEPT:
        ga_naar(concept, Status.TE_BEVESTIGEN)
    if door is not None and bewezen:
        return _maak_openbaar(concept, door)
    _mail_link(concept)
    return concept


@transaction.atomic
def stuur_link_opnieuw(*, initiatief: Initiatief) -> None:
    """Mail a fresh link for a draft that waits for its confirmation; for any other nothing happens."""
    nog = Initiatief.objects.select_for_update(of=("self",)).select_related("wijk").get(pk=initiatief.pk)
    if nog.status == Status.TE_BEVESTIGEN:
        nog.concept_van = timezone.now()  # the link must not outlive the draft
        nog.save(update_fields=["concept_van"])
        _mail_link(nog)


@transaction.atomic
def stuur_links_naar(*, email: str) -> None:
    """Mail a fresh link for the newest draft that waits on this address, if there is one."""
    nieuwste = (
        Initiatief.objects.filter(status=Status.TE_BEVESTIGEN, indiener_email__iexact=email)
        .order_by("-aangemaakt", "-id")
        .first()
    )
    if nieuwste is not None:
        stuur_link_opnieuw(initiatief=nieuwste)


def _mail_link(concept: Initiatief) -> None:
    token = maak_token(concept)
    zet_klaar(
        sleutel=f"bevestigen-{concept.pk}-{hashlib.sha256(token.encode()).hexdigest()[:32]}",
        sjabloon="initiatieven/mail/bevestigen",
        aan=concept.indiener_email,
        vertrouwelijk=True,
        initiatief=concept,
        link=f"/initiatieven/bevestigen/{token}/",
        geldig_tot=timezone.localdate(timezone.now() + GELDIG),
    )


@transaction.atomic
def bevestig(*, bewijs: Bewijs) -> Initiatief:
    """The resident pressed the button behind the mailed link. Pressed twice is pressed once.

    Raises `LinkOngeldig`, or `DomeinFout` when the resident is changing the draft again.
    """
    initiatief = vergrendel(vind(bewijs))
    if initiatief.is_openbaar:
        return initiatief
    _eis_adres(initiatief, bewijs)
    return _maak_openbaar(initiatief, _indiener_van(initiatief))


def _maak_openbaar(initiatief: Initiatief, indiener: Gebruiker) -> Initiatief:
    """It has been confirmed by who tells it: tell both sides, and invite who starts it too. The row is locked."""
    maak_openbaar(initiatief, indiener, door=indiener, namens="")
    assert initiatief.wijk is not None  # `maak_openbaar` sees to it
    assert initiatief.behandelaar is not None
    zet_klaar(
        sleutel=f"ontvangen-{initiatief.pk}",
        sjabloon="initiatieven/mail/ontvangen",
        ontvanger=indiener,
        initiatief=initiatief,
        rol=rolnaam(initiatief.behandelaar, initiatief.wijk),
    )
    nodig_genoemden_uit(initiatief, door=indiener)
    return initiatief


def maak_openbaar(
    initiatief: Initiatief,
    indiener: Gebruiker,
    *,
    door: Gebruiker | None,
    namens: str,
    tekst: str = "",
    afzender: str = "",
) -> None:
    """Give it an owner, a date and a kenmerk, begin its history and tell its owner. The row is locked.

    `door` confirms it: who tells it, or the employee who wrote it down, in the role `namens`. Without `door` it is
    `afzender`, who has no account. Raises `DomeinFout` when it is no complete draft or nobody can pick it up.
    """
    if initiatief.status != Status.TE_BEVESTIGEN or initiatief.wijk is None:
        raise DomeinFout(
            _(
                "U bent dit initiatief nog aan het veranderen. Verstuur het opnieuw; u krijgt dan een nieuwe link."
            )
        )
    dag = vandaag()
    behandelaar = behandelaar_voor(initiatief.wijk, dag)
    initiatief.indiener = indiener
    initiatief.behandelaar = behandelaar
    initiatief.kenmerk = volgend_kenmerk(dag.year)
    initiatief.ingediend_op = timezone.now()
    initiatief.reactie_uiterlijk = plus_werkdagen(dag, profiel().termijnen.eerste_reactie)
    initiatief.besluit_uiterlijk = plus_werkdagen(dag, profiel().termijnen.route)
    initiatief.indiener_email = ""  # from here on the account is the one place that holds it
    initiatief.indiener_naam = ""
    van = ga_naar(
        initiatief,
        Status.INGEDIEND,
        aan_zet=AanZet.MEDEWERKER,
        persoon=behandelaar,
        uiterlijk=initiatief.reactie_uiterlijk,
    )
    schrijf(
        initiatief,
        Gebeurtenis.Soort.INGEDIEND,
        door=door,
        van=van,
        namens=namens,
        tekst=tekst,
        afzender=afzender,
    )
    zet_klaar(
        sleutel=f"nieuw-{initiatief.pk}",
        sjabloon="initiatieven/mail/nieuw",
        ontvanger=behandelaar,
        door=door,
        initiatief=initiatief,
    )


def _indiener_van(initiatief: Initiatief) -> Gebruiker:
    """The account of the address, made when it is new; raises `DomeinFout` when it was closed."""
    return account_van(email=initiatief.indiener_email, naam=initiatief.indiener_naam)


def volgend_kenmerk(jaar: int) -> str:
    """The next number of this year, such as 2026-0042; the row lock lasts until the transaction ends."""
    Kenmerkteller.objects.get_or_create(jaar=jaar)
    teller = Kenmerkteller.objects.select_for_update().get(jaar=jaar)
    teller.laatste += 1
    teller.save(update_fields=["laatste"])
    return f"{jaar}-{teller.laatste:04d}"
