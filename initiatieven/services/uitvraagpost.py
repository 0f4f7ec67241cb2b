"""Questions to a department or an outside party by mail: who is asked, and the mails with the link to answer by.

Who may ask and what follows is told in `uitvragen` and `behandelen`; here only the question itself and its mails.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy

from initiatieven.levensloop import BIJ_ANDEREN
from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from initiatieven.services.post import sleutel_van
from kern.fouten import DomeinFout
from kern.mail import zet_klaar
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import vandaag
from rollen.models import Vakafdeling
from rollen.wie import rolnaam, teamleider_van

# The subject says what happened. %(titel)s is the initiative, %(gemeente)s the municipality.
VRAAG = gettext_lazy("Vraag van de gemeente %(gemeente)s: %(titel)s")
HERINNERING = gettext_lazy("Wij wachten nog op uw antwoord: %(titel)s")
TE_LAAT = gettext_lazy("De afgesproken datum is voorbij: %(titel)s")
NIET_MEER_NODIG = gettext_lazy("Uw antwoord is niet meer nodig: %(titel)s")


def leider_van(afdeling: Vakafdeling | None) -> Gebruiker | None:
    """The teamleider of today with an account, or the deputy; None when there is nobody."""
    if afdeling is None:
        return None
    try:
        return teamleider_van(afdeling, vandaag())
    except DomeinFout:
        return None


def zet_uit(
    gebeurtenis: Gebeurtenis,
    *,
    door: Gebruiker,
    vraag: str,
    uiterlijk: date,
    afdeling: Vakafdeling | None = None,
    organisatie: str = "",
    email: str = "",
) -> Uitvraag:
    """Ask a department or an organisation, and mail the link to `email`.

    A teamleider with an account hears it by the mail about the line of the timeline. What the same party was
    asked before and did not answer is withdrawn: at most one question is waited for.
    """
    initiatief = gebeurtenis.initiatief
    Uitvraag.objects.wachtend().filter(initiatief=initiatief).update(ingetrokken_op=timezone.now())
    uitvraag = Uitvraag.objects.create(
        initiatief=initiatief,
        afdeling=afdeling,
        organisatie=organisatie,
        email=email,
        vraag=vraag,
        gesteld_door=door,
        uiterlijk=uiterlijk,
    )
    leider = leider_van(afdeling)
    if email and not (leider and leider.email == email.lower()):
        _mail(uitvraag, gebeurtenis, VRAAG, email)
    return uitvraag


def herinner(uitvraag: Uitvraag, gebeurtenis: Gebeurtenis) -> None:
    """Remind who was asked, while there is still time."""
    _mail_allen(uitvraag, gebeurtenis, HERINNERING)


def meld_te_laat(uitvraag: Uitvraag, gebeurtenis: Gebeurtenis) -> None:
    """Tell who was asked that the date has passed, and that an answer is still welcome."""
    _mail_allen(uitvraag, gebeurtenis, TE_LAAT)


def trek_in(gebeurtenis: Gebeurtenis) -> None:
    """Withdraw the question to whoever is no longer aan zet after this act, and tell them so."""
    initiatief = gebeurtenis.initiatief
    wachtend = Uitvraag.objects.wachtend().filter(initiatief=initiatief)
    for uitvraag in wachtend.select_related("afdeling", "gesteld_door"):
        if not uitvraag.is_aan_zet(initiatief):
            uitvraag.ingetrokken_op = timezone.now()
            uitvraag.save(update_fields=["ingetrokken_op"])
            _mail_allen(uitvraag, gebeurtenis, NIET_MEER_NODIG)


def wacht_op_antwoord(initiatief: Initiatief) -> Uitvraag | None:
    """The question that this initiative now waits for, locked; call it after the initiative is."""
    if initiatief.aan_zet not in BIJ_ANDEREN:
        return None
    wachtend = Uitvraag.objects.wachtend().filter(initiatief=initiatief)
    return wachtend.select_for_update(of=("self",)).select_related("afdeling", "gesteld_door").first()


def _mail_allen(uitvraag: Uitvraag, gebeurtenis: Gebeurtenis, onderwerp: object) -> None:
    """To the address that was asked, and to the teamleider who can also answer with an account."""
    leider = leider_van(uitvraag.afdeling)
    adressen = [uitvraag.email.lower(), (leider.email if leider else "") or ""]
    for adres in dict.fromkeys(adres for adres in adressen if adres):
        _mail(uitvraag, gebeurtenis, onderwerp, adres)


def _mail(uitvraag: Uitvraag, gebeurtenis: Gebeurtenis, onderwerp: object, adres: str) -> None:
    initiatief, vrager = gebeurtenis.initiatief, uitvraag.gesteld_door
    gemeente = profiel().gemeente.naam
    zet_klaar(
        sleutel=f"{sleutel_van(gebeurtenis)}uitvraag-{uitvraag.pk}-{adres}",
        sjabloon="initiatieven/mail/uitvraag",
        aan=adres,
        vertrouwelijk=True,  # whoever has the link may answer
        onderwerp=str(onderwerp) % {"titel": initiatief.titel, "gemeente": gemeente},
        uitvraag=uitvraag,
        initiatief=initiatief,
        gemeente=gemeente,
        vrager=vrager,
        rol=rolnaam(vrager, initiatief.wijk) if initiatief.wijk else "",
        is_vraag=onderwerp is VRAAG,
        is_te_laat=onderwerp is TE_LAAT,
        niet_meer_nodig=onderwerp is NIET_MEER_NODIG,
    )
