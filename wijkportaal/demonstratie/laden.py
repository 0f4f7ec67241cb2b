"""Fills an empty portal with everything the demonstration shows, in one transaction."""

import os
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

from initiatieven.levensloop import ONTWERP, Status
from initiatieven.models import Initiatief
from initiatieven.services.indienen import stuur_link_opnieuw
from kern.fotos import VerwerkteFoto, geplaatst, verwerk
from wijken.models import Wijk
from wijkportaal.demonstratie.accounts import eis_demonstratie
from wijkportaal.demonstratie.besluiten import maak_besluiten
from wijkportaal.demonstratie.inhoud import Plan, omheen, plannen
from wijkportaal.demonstratie.initiatieven import geef_geld, hang_foto_op, maak_concept, maak_initiatief
from wijkportaal.demonstratie.kaarten import maak_kaarten
from wijkportaal.demonstratie.logboek import lees_in_het_logboek
from wijkportaal.demonstratie.meedoen import vul_deelname
from wijkportaal.demonstratie.omheen import (
    maak_agendas,
    maak_rapportages,
    maak_toezeggingen,
    noteer_leerpunten,
    vul_sociaal_budget,
)
from wijkportaal.demonstratie.pagina import laat_bewoners_vertellen
from wijkportaal.demonstratie.rolbeheer import plan_rollen
from wijkportaal.demonstratie.schuringen import maak_schuringen
from wijkportaal.demonstratie.sleutels import maak_sleutels
from wijkportaal.demonstratie.tekenen import teken
from wijkportaal.demonstratie.tijdlijn import maak_tijdlijn
from wijkportaal.demonstratie.uitvragen import maak_uitvragen
from wijkportaal.demonstratie.volgen import volg_en_mail
from wijkportaal.demonstratie.werkbank import vul_werkbank


def laad_inhoud() -> int:
    """Load the content and return how many initiatives were made; 0 when there are initiatives already.

    Raises `ImproperlyConfigured` outside the demonstration. A portal without wijken stays empty.
    """
    eis_demonstratie()
    if Initiatief.objects.exists():
        return 0
    paren = _verdeel()
    # The photos first: their files are removed again when the transaction fails.
    met_foto = [plan for plan, _wijk in paren if plan.foto]
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as draden:  # Pillow lets go of the lock of Python
        fotos = list(draden.map(_foto, met_foto))
    with geplaatst(fotos) as sleutels, transaction.atomic():
        initiatieven = _maak(paren)
        for plan, foto, sleutel in zip(met_foto, fotos, sleutels, strict=True):
            hang_foto_op(initiatieven[plan.titel], plan, foto, sleutel)
        _maak_omheen(initiatieven, paren)
    return len(initiatieven)


def _verdeel() -> list[tuple[Plan, Wijk]]:
    """Each plan with its wijk, in the order in which they were submitted.

    In another municipality only the plans that fit anywhere, spread over its wijken.
    """
    wijken = list(Wijk.objects.actief())
    per_naam = {wijk.naam: wijk for wijk in wijken}
    paren = []
    for nummer, plan in enumerate(sorted(plannen(), key=lambda plan: -plan.dagen)):
        if plan.wijk in per_naam:
            paren.append((plan, per_naam[plan.wijk]))
        elif plan.overal and wijken:
            paren.append((plan, wijken[nummer % len(wijken)]))
    return paren


def _foto(plan: Plan) -> VerwerkteFoto:
    assert plan.foto is not None
    return verwerk(teken(*plan.foto))


def _maak(paren: list[tuple[Plan, Wijk]]) -> dict[str, Initiatief]:
    initiatieven = {}
    for plan, wijk in paren:
        maak = maak_concept if plan.status in ONTWERP else maak_initiatief
        initiatieven[plan.titel] = maak(plan, wijk)
    return initiatieven


def _maak_omheen(initiatieven: dict[str, Initiatief], paren: list[tuple[Plan, Wijk]]) -> None:
    rond = omheen()
    wijken = {wijk.naam: wijk for wijk in Wijk.objects.actief()}
    vul_sociaal_budget(rond["nieuw_voor_oud"])
    for plan, _wijk in paren:
        if plan.geld:
            geef_geld(initiatieven[plan.titel], plan.geld)
    maak_agendas(rond["agenda"], wijken)
    maak_toezeggingen(rond["toezegging"])
    noteer_leerpunten(rond["leerpunt"], wijken)
    maak_rapportages(rond["rapportage"])
    for initiatief in Initiatief.objects.filter(status=Status.TE_BEVESTIGEN):
        stuur_link_opnieuw(initiatief=initiatief)
    laat_bewoners_vertellen(initiatieven)
    maak_besluiten()
    maak_schuringen()
    vul_werkbank()
    maak_uitvragen()
    volg_en_mail()
    vul_deelname()
    maak_tijdlijn()
    plan_rollen()
    maak_kaarten()
    maak_sleutels()
    lees_in_het_logboek()
