"""Retention on this floor: what initiatives that ended, and people who went quiet, leave behind (docs/adr/0092).

Whatever is open is never touched, nor what went on in something that is open.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest

from initiatieven.levensloop import GESLOTEN, ONTWERP, OPEN
from initiatieven.models import (
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
    TeBevestigen,
    Tekstversie,
    Uitvraag,
    Vermelding,
    Volgt,
    Werkbankbezoek,
    Werkbankfilter,
)
from initiatieven.querysets import InitiatiefQuerySet
from initiatieven.services.anonimiseren import (
    anonimiseer_indiener,
    leeg_regels,
    leeg_versies,
    verwijder_fotos,
    wis_opmerkingen,
)
from initiatieven.services.volgen import stop
from kern.bewaren import Taak, grens, leidt_naar, maanden_terug, naamloos, verwijder, voer_uit
from kern.profiel import Bewaartermijnen, profiel
from kern.wissen import WEG
from kern.wistriggers import GEWISTE_TEKST
from rollen.models import Rolvervulling


def ruim_op(op: date, *, droog: bool = False, tot: float | None = None) -> Counter[str]:
    """Wipe what is over its term on this day; returns how many rows per term. See `kern.bewaren.voer_uit`."""
    return voer_uit(taken(op, profiel().bewaartermijnen), droog=droog, tot=tot)


def voorbij(voor: datetime) -> InitiatiefQuerySet:
    """Initiatives that ended before this moment. One that was merged ends with what it goes on in."""
    klaar = Initiatief.objects.filter(status__in=GESLOTEN, afgesloten_op__lt=voor)
    verder = Initiatief.objects.filter(samengevoegd_met__isnull=False)
    loopt = list(verder.exclude(samengevoegd_met__in=klaar).values_list("pk", flat=True))
    laag = loopt
    while laag:
        laag = list(verder.filter(samengevoegd_met__in=laag).values_list("pk", flat=True))
        loopt += laag
    return klaar.exclude(pk__in=loopt) if loopt else klaar


def taken(op: date, termijnen: Bewaartermijnen) -> list[Taak]:
    """What of this floor is over its term on this day, in the order in which it goes."""
    gevraagd = TeBevestigen.objects.filter(aangemaakt__lt=grens(op, termijnen.bevestiging))
    return [
        # Mostly gone long before, with their link; whom a draft names goes with that draft.
        Taak("bevestiging", gevraagd.exclude(initiatief__status__in=ONTWERP), verwijder(TeBevestigen)),
        *_deelname(grens(op, termijnen.deelname)),
        *_uitvraag(grens(op, termijnen.uitvraag)),
        *_indiener(grens(op, termijnen.indiener)),
        *_volgen(grens(op, termijnen.volgen)),
        *_werkbank(maanden_terug(op, termijnen.kaart)),
    ]


# --- Who took part ------------------------------------------------------------------------------------


def _deelname(voor: datetime) -> list[Taak]:
    """Who supported and joined in goes, their number stays. Remarks stay, of nobody; what was taken back goes."""
    klaar = voorbij(voor).values("pk")
    van_iemand = Opmerking.objects.exclude(door__gewist_op__isnull=False)
    terug = Opmerking.objects.filter(ingetrokken_op__lt=voor, gewist_op=None)
    verborgen = Opmerking.objects.filter(verborgen_op__isnull=False, gewist_op=None, initiatief__in=klaar)
    over = Q(initiatief__in=klaar) | Q(ingetrokken_op__lt=voor) | Q(gewist_op__lt=voor)
    meldingen = Melding.objects.filter(
        Q(opmerking__initiatief__in=klaar) | Q(foto__initiatief__in=klaar), afgehandeld_op__isnull=False
    )
    return [
        Taak(
            "deelname",
            Betrokkene.objects.filter(Q(initiatief__in=klaar) | Q(gestopt_op__lt=voor)),
            verwijder(Betrokkene),
        ),
        Taak("deelname", terug, _leeg_opmerkingen),
        Taak("deelname", verborgen, _leeg_opmerkingen),
        Taak("deelname", van_iemand.filter(over), _maak_naamloos),
        Taak("deelname", meldingen.exclude(door=None, reden=WEG), _leeg_meldingen),
    ]


def _leeg_opmerkingen(pks: Sequence[int]) -> None:
    rijen = Opmerking.objects.filter(pk__in=pks)
    wis_opmerkingen(rijen)
    rijen.exclude(verborgen_reden="").update(verborgen_reden=GEWISTE_TEKST)


def _maak_naamloos(pks: Sequence[int]) -> None:
    Opmerking.objects.filter(pk__in=pks).update(door=naamloos(), toon_voornaam=False)


def _leeg_meldingen(pks: Sequence[int]) -> None:
    Melding.objects.filter(pk__in=pks).update(door=None, reden=WEG)


# --- Who was asked ------------------------------------------------------------------------------------


def _uitvraag(voor: datetime) -> list[Taak]:
    """That somebody was asked stays; by which name and address, and what was written, goes."""
    over = Uitvraag.objects.filter(initiatief__in=voorbij(voor).values("pk"))
    return [Taak("uitvraag", over.exclude(email="", antwoord_van="", vraag=GEWISTE_TEKST), _leeg_uitvragen)]


def _leeg_uitvragen(pks: Sequence[int]) -> None:
    rijen = Uitvraag.objects.filter(pk__in=pks)
    # The initiative ended without it: nobody waits for an answer, and there must be none to wait for.
    rijen.filter(beantwoord_op=None, ingetrokken_op=None).update(
        ingetrokken_op=Coalesce("te_laat_op", "gesteld_op")
    )
    rijen.exclude(organisatie="").update(organisatie=WEG)
    rijen.exclude(antwoord="").update(antwoord=GEWISTE_TEKST)
    rijen.update(email="", antwoord_van="", vraag=GEWISTE_TEKST)
    # Only an answer by the link has a sender without an account.
    regels = Gebeurtenis.objects.filter(initiatief__in=rijen.values("initiatief"))
    regels.exclude(afzender="").update(afzender="")


# --- Who started it -----------------------------------------------------------------------------------


def _indiener(voor: datetime) -> list[Taak]:
    """What only staff read goes, and who started it; then the story is nobody's."""
    over = voorbij(voor)
    klaar = over.values("pk")
    verzoeken = Heropenverzoek.objects.exclude(besluit="").filter(initiatief__in=klaar)
    intern = Gebeurtenis.objects.filter(openbaar=False, initiatief__in=klaar)
    versies = Tekstversie.objects.filter(gebeurtenis__initiatief__in=klaar)
    return [
        Taak("indiener", verzoeken.exclude(reden=WEG, toelichting=WEG), _leeg_verzoeken),
        Taak(
            "indiener",
            Schuring.objects.filter(initiatief__in=klaar, gesloten_op__isnull=False).exclude(
                toelichting=GEWISTE_TEKST
            ),
            _leeg_schuringen,
        ),
        Taak("indiener", Foto.objects.filter(initiatief__in=klaar, verborgen_op__isnull=False), _leeg_fotos),
        Taak("indiener", intern.exclude(tekst__in=("", GEWISTE_TEKST)), _leeg_regels),
        Taak("indiener", versies.exclude(oud="", nieuw=""), _leeg_versies),
        Taak("indiener", over.filter(~Q(plek="") | Q(gewist_op=None)), _maak_van_niemand),
    ]


def _leeg_verzoeken(pks: Sequence[int]) -> None:
    Heropenverzoek.objects.filter(pk__in=pks).update(reden=WEG, toelichting=WEG, door=naamloos())


def _leeg_schuringen(pks: Sequence[int]) -> None:
    stappen = Schuringstap.objects.filter(schuring__in=pks)
    stappen.exclude(verslag="").update(verslag=GEWISTE_TEKST)
    stappen.exclude(overgeslagen="").update(overgeslagen=GEWISTE_TEKST)
    Schuring.objects.filter(pk__in=pks).update(
        belang=GEWISTE_TEKST, geprobeerd=GEWISTE_TEKST, toelichting=GEWISTE_TEKST
    )


def _leeg_fotos(pks: Sequence[int]) -> None:
    verwijder_fotos(Foto.objects.filter(pk__in=pks))


def _leeg_regels(pks: Sequence[int]) -> None:
    leeg_regels(Gebeurtenis.objects.filter(pk__in=pks))


def _leeg_versies(pks: Sequence[int]) -> None:
    leeg_versies(Tekstversie.objects.filter(pk__in=pks))


def _maak_van_niemand(pks: Sequence[int]) -> None:
    """The place stays as the map of all initiatives shows it: no more exact than a street or two."""
    for initiatief in Initiatief.objects.filter(pk__in=pks).order_by("pk"):
        anonimiseer_indiener(initiatief=initiatief)
        lat, lon = (rond(graden) for graden in (initiatief.lat, initiatief.lon))
        Initiatief.objects.filter(pk=initiatief.pk).update(plek="", lat=lat, lon=lon)


def rond(graden: float | None) -> float | None:
    """A coordinate to about a hundred metres."""
    return None if graden is None else round(graden, 3)


# --- Who follows --------------------------------------------------------------------------------------


def _volgen(voor: datetime) -> list[Taak]:
    """Whoever neither logged in nor began to follow for the whole term; not what follows something open."""
    laatst = Greatest("sinds", Coalesce("gebruiker__last_login", "sinds"))
    over = Volgt.objects.alias(laatst=laatst).filter(laatst__lt=voor)
    return [Taak("volgen", over.exclude(initiatief__status__in=OPEN), _stop)]


def _stop(pks: Sequence[int]) -> None:
    stop(volgers=list(Volgt.objects.filter(pk__in=pks)), door=None)


# --- Who worked here ----------------------------------------------------------------------------------


def _werkbank(dag: date) -> list[Taak]:
    """What somebody kept for their own work, once they have had no role since this day."""
    rol = Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=dag), gebruiker=OuterRef("gebruiker"))
    eigen = (Werkbankfilter, Gelezen, Werkbankbezoek, Vermelding)
    return [Taak("kaart", model.objects.filter(~Exists(rol)), verwijder(model)) for model in eigen]


def nog_nodig() -> list[Exists]:
    """For filters on people: something on this floor is not over its term yet, for it still leads to them."""
    lopend = Initiatief.objects.filter(status__in=OPEN)
    return [
        *leidt_naar(Initiatief.objects.all(), "indiener"),
        *leidt_naar(lopend, "behandelaar", "aan_zet_persoon"),
        *leidt_naar(Betrokkene.objects.all(), "gebruiker"),
        *leidt_naar(Opmerking.objects.all(), "door"),
        *leidt_naar(Melding.objects.all(), "door"),
        *leidt_naar(Heropenverzoek.objects.all(), "door"),
        *leidt_naar(Heropenverzoek.objects.filter(besluit=""), "behandelaar"),
        *leidt_naar(Schuring.objects.filter(gesloten_op=None), "eigenaar"),
        *leidt_naar(Volgt.objects.all(), "gebruiker"),
    ]
