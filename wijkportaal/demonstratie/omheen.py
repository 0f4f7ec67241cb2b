"""Agendas, promises, learning points and reports of the demonstration, around initiatives that are there."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from agendas.models import Agendapunt, Probleemeigenaar, Toezegging, Wijkagenda
from budgetten.models import Budget
from budgetten.services.begroten import dek, open_budget
from initiatieven.models import Initiatief
from kern.models import Gebruiker, Mail
from kern.werkdagen import vandaag
from rapportages.inhoud import afdruk, stel_samen
from rapportages.kwartaal import Kwartaal
from rapportages.models import Kwartaalrapportage, Perspectief
from rapportages.services.leerpunten import noteer_leerpunt
from rapportages.services.rapportage import bewerk, bied_aan, maak_kwartaalrapportage
from rollen.wie import behandelaar_voor
from wijken.models import Pilot, Wijk
from wijkportaal.demonstratie.inhoud import moment, werkdag_voor
from wijkportaal.demonstratie.initiatieven import budget_voor, opgaveleider

Rij = dict[str, Any]


def vul_sociaal_budget(rij: Rij) -> None:
    """Feed the present social budget, when it is empty, from a budget that existed already: nieuw voor oud."""
    budget = budget_voor(Budget.Domein.SOCIAAL, vandaag().year)
    if budget is None or budget.totaal:
        return
    bestaand = open_budget(
        naam=rij["naam"],
        jaar=budget.jaar,
        domein=Budget.Domein.FYSIEK,
        bedrag=Decimal(rij["bedrag"]),
        dekking=rij["dekking"],
        besluit=rij["besluit"],
    )
    dek(
        van_budget=bestaand,
        naar_budget=budget,
        bedrag=Decimal(rij["over"]),
        besluit=rij["besluit"],
        door=None,
    )


def maak_agendas(rijen: list[Rij], wijken: dict[str, Wijk]) -> None:
    """The agendas, with dates in the past; a wijk that is not there has none."""
    for rij in rijen:
        wijk = wijken.get(rij["wijk"])
        if wijk is None:
            continue
        agenda = Wijkagenda.objects.create(
            wijk=wijk,
            inleiding=rij["inleiding"],
            gestart_op=werkdag_voor(rij["gestart"]),
            bijgewerkt_op=moment(rij["bijgewerkt"]),
        )
        for volgorde, punt in enumerate(rij["punt"], start=1):
            _maak_punt(agenda, volgorde, punt)


def _maak_punt(agenda: Wijkagenda, volgorde: int, rij: Rij) -> None:
    punt = Agendapunt.objects.create(
        agenda=agenda,
        titel=rij["titel"],
        tekst=rij.get("tekst", ""),
        status=rij["status"],
        volgorde=volgorde,
        gerealiseerd_op=werkdag_voor(rij["klaar"]) if "klaar" in rij else None,
    )
    Probleemeigenaar.objects.bulk_create(
        Probleemeigenaar(punt=punt, soort=soort, naam=naam) for soort, naam in rij["eigenaren"]
    )
    punt.initiatieven.set(Initiatief.objects.filter(wijk=agenda.wijk, titel__in=rij.get("initiatieven", [])))


def maak_toezeggingen(rijen: list[Rij]) -> None:
    """Promises of both sides: open, late, kept and not kept."""
    for rij in rijen:
        initiatief = Initiatief.objects.filter(titel=rij.get("bij", "")).first()
        punt = Agendapunt.objects.filter(titel=rij.get("punt", "")).first()
        if initiatief is None and punt is None:
            continue
        afgerond = "klaar" in rij
        Toezegging.objects.create(
            initiatief=initiatief,
            agendapunt=punt,
            kant=rij["kant"],
            wie=rij["wie"],
            wat=rij["wat"],
            gedaan_op=werkdag_voor(rij["gedaan"]),
            voor=werkdag_voor(-rij["voor"]),
            nagekomen="uitleg" not in rij if afgerond else None,
            afgerond_op=werkdag_voor(rij["klaar"]) if afgerond else None,
            uitleg=rij.get("uitleg", ""),
        )


def _kwartaal(afstand: int) -> Kwartaal:
    """The present quarter (0) or one before it (-1, -2, …)."""
    kwartaal = Kwartaal.van(vandaag())
    for _stap in range(-afstand):
        kwartaal = Kwartaal.van(kwartaal.vanaf - timedelta(days=1))
    return kwartaal


def noteer_leerpunten(rijen: list[Rij], wijken: dict[str, Wijk]) -> None:
    """Learning points from both perspectives, on a day of their quarter that has passed."""
    for rij in rijen:
        wijk = wijken.get(rij["wijk"])
        if wijk is None:
            continue
        initiatief = Initiatief.objects.filter(wijk=wijk, titel=rij.get("bij", "")).first()
        door: Gebruiker | None = behandelaar_voor(wijk, vandaag())
        if rij.get("zelf") and initiatief is not None:
            door = initiatief.indiener
        assert door is not None
        noteer_leerpunt(
            wijk=wijk,
            initiatief=initiatief,
            perspectief=Perspectief(rij["perspectief"]),
            tekst=rij["tekst"],
            verandert=rij.get("verandert", ""),
            door=door,
            op=min(_kwartaal(rij["kwartaal"]).vanaf + timedelta(days=rij["dag"]), vandaag()),
        )


def maak_rapportages(rijen: list[Rij]) -> None:
    """A report of each quarter with a pilot: offered to the council, but the last waits for its reader."""
    leider = opgaveleider()
    for rij in reversed(rijen):
        kwartaal = _kwartaal(rij["kwartaal"])
        if leider is None or not Pilot.objects.in_periode(kwartaal.vanaf, kwartaal.tot).exists():
            continue
        rapportage = maak_kwartaalrapportage(kwartaal=kwartaal)
        assert rapportage is not None  # the portal was empty
        rapportage = bewerk(
            rapportage=rapportage,
            samenvatting=rij["samenvatting"].strip(),
            bijstelling=rij["bijstelling"],
            portefeuillehouder=rij.get("portefeuillehouder", ""),
            contactpersoon=leider.naam,
            registratienummer="",
            leerpunten=rapportage.leerpunten.all(),
            door=leider,
        )
        if rij["kwartaal"] < -1:
            _bied_aan(rapportage, leider)


def _bied_aan(rapportage: Kwartaalrapportage, leider: Gebruiker) -> None:
    """Offer it a good week after the quarter ended."""
    dagen = (vandaag() - rapportage.periode.tot).days - 9
    wanneer = moment(max(dagen, 0))
    bied_aan(rapportage=rapportage, gezien=afdruk(stel_samen(rapportage)), door=leider, wanneer=wanneer)
    # The mails about it were sent and read long ago.
    Mail.objects.filter(sleutel__startswith=f"rapportage-{rapportage.kenmerk}-").update(
        aangemaakt=wanneer, verzonden=wanneer
    )
