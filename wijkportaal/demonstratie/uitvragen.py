"""What the demonstration asked of others: an organisation, a late department, a better moment, no answer.

These stories are added to initiatives that are there already; one that is not there, or went on meanwhile, is left.
"""

from datetime import timedelta

from django.utils.formats import date_format

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief, Uitvraag
from initiatieven.services.uitvraagpost import zet_uit
from kern.profiel import profiel
from kern.werkdagen import is_werkdag, plus_werkdagen, vandaag
from rollen.wie import rolnaam
from wijkportaal.demonstratie.inhoud import moment

Soort = Gebeurtenis.Soort


def maak_uitvragen() -> None:
    """Each of the four, and the question behind everything that lies with a department."""
    _bij_de_politie("Buurtpreventie met een appgroep")
    _te_laat_terug("Speelplek voor peuters in de Donkenbuurt")
    _wacht_op_de_lente("Een trapveld waar het mag galmen")
    _geen_reactie("Dorst wandelt: elke dinsdag een rondje")
    bij_afdeling = Initiatief.objects.filter(aan_zet=AanZet.VAKAFDELING, uitvragen=None)
    for initiatief in bij_afdeling.select_related("wijk", "behandelaar", "aan_zet_afdeling"):
        _uitvraag(initiatief, "Wat kan hier, en wat is daarvoor nodig?")


def _vind(titel: str, status: Status) -> Initiatief | None:
    rijen = Initiatief.objects.filter(titel=titel, status=status)
    return rijen.select_related("wijk", "behandelaar", "aan_zet_afdeling").first()


def _regel(initiatief: Initiatief, soort: Soort, dagen: int, tekst: str, **velden: object) -> Gebeurtenis:
    """One line in the past: of the behandelaar, or of the portal when `door` is None."""
    assert initiatief.wijk is not None
    assert initiatief.behandelaar is not None
    gegevens: dict[str, object] = {
        "door": initiatief.behandelaar,
        "namens": rolnaam(initiatief.behandelaar, initiatief.wijk),
        "wanneer": moment(dagen, 5),
        **velden,
    }
    return Gebeurtenis.objects.create(initiatief=initiatief, soort=soort, tekst=tekst, **gegevens)


def _bij_de_politie(titel: str) -> None:
    if (initiatief := _vind(titel, Status.IN_BEHANDELING)) is None:
        return
    vraag = "Wilt u met deze straat afspreken hoe de appgroep en de wijkagent elkaar waarschuwen?"
    regel = _regel(initiatief, Soort.UITGEZET, 3, f"Vraag aan Politie, wijkagent:\n\n{vraag}")
    initiatief.aan_zet, initiatief.aan_zet_derde = AanZet.DERDE, "Politie, wijkagent"
    initiatief.aan_zet_persoon = initiatief.behandelaar
    initiatief.uiterlijk = plus_werkdagen(regel.wanneer.date(), profiel().termijnen.derde)
    initiatief.save()
    assert initiatief.behandelaar is not None
    uitvraag = zet_uit(
        regel,
        door=initiatief.behandelaar,
        organisatie="Politie, wijkagent",
        email="wijkagent@politie.example",
        vraag=vraag,
        uiterlijk=initiatief.uiterlijk,
    )
    Uitvraag.objects.filter(pk=uitvraag.pk).update(gesteld_op=regel.wanneer)


def _te_laat_terug(titel: str) -> None:
    initiatief = _vind(titel, Status.IN_BEHANDELING)
    if initiatief is None or initiatief.aan_zet_afdeling is None:
        return
    uitvraag = _uitvraag(initiatief, "Is de ondergrond hier geschikt voor een speelplek?")
    terug = _regel(
        initiatief,
        Soort.TERUG,
        1,
        f"{initiatief.aan_zet_afdeling} gaf niet op tijd antwoord. {initiatief.behandelaar} gaat weer verder.",
        door=None,
        namens="",
    )
    Uitvraag.objects.filter(pk=uitvraag.pk).update(te_laat_op=terug.wanneer)
    _naar_de_behandelaar(initiatief, terug)


def _wacht_op_de_lente(titel: str) -> None:
    if (initiatief := _vind(titel, Status.IN_BEHANDELING)) is None:
        return
    tot = vandaag() + timedelta(days=100)
    while not is_werkdag(tot):
        tot += timedelta(days=1)
    reden = (
        "Het gras is nu te nat om op te spelen. In de lente leggen wij een proefveld aan. Daarna kijken wij met de "
        "buren hoe het gaat."
    )
    dag = date_format(tot, "l j F Y")
    _regel(initiatief, Soort.WACHT, 2, f"Dit wacht tot {dag}.\n\n{reden}")
    initiatief.aan_zet, initiatief.aan_zet_persoon = AanZet.MEDEWERKER, initiatief.behandelaar
    initiatief.uiterlijk = initiatief.wacht_tot = tot
    initiatief.save()


def _geen_reactie(titel: str) -> None:
    if (initiatief := _vind(titel, Status.IN_UITVOERING)) is None:
        return
    naar = {"van_status": Status.IN_UITVOERING, "naar_status": Status.WACHT_OP_INDIENER}
    terug = {"van_status": Status.WACHT_OP_INDIENER, "naar_status": Status.IN_UITVOERING}
    portaal: dict[str, object] = {"door": None, "namens": ""}
    vraag = "Wij hoorden een tijd niets. Lopen jullie nog elke dinsdag, en is er al een tweede begeleider?"
    _regel(initiatief, Soort.VRAAG, 20, vraag, **naar)
    herinnering = f"De afgesproken datum is voorbij.\n\nDe vraag was:\n\n{vraag}"
    _regel(initiatief, Soort.TERMIJN, 12, herinnering, openbaar=False, **portaal)
    zin = f"Wij kregen geen antwoord op onze vraag. {initiatief.behandelaar} gaat verder met wat wij weten."
    _naar_de_behandelaar(initiatief, _regel(initiatief, Soort.GEEN_REACTIE, 4, zin, **portaal, **terug))


def _uitvraag(initiatief: Initiatief, vraag: str) -> Uitvraag:
    """The question that went with the hand-over to the department."""
    regel = initiatief.gebeurtenissen.filter(soort=Soort.DOORGELEID).latest("id")
    assert initiatief.behandelaar is not None
    assert initiatief.aan_zet_afdeling is not None
    assert initiatief.uiterlijk is not None
    return Uitvraag.objects.create(
        initiatief=initiatief,
        afdeling=initiatief.aan_zet_afdeling,
        email=initiatief.aan_zet_afdeling.email,
        vraag=vraag,
        gesteld_door=initiatief.behandelaar,
        gesteld_op=regel.wanneer,
        uiterlijk=initiatief.uiterlijk,
    )


def _naar_de_behandelaar(initiatief: Initiatief, sinds: Gebeurtenis) -> None:
    initiatief.aan_zet, initiatief.aan_zet_persoon = AanZet.MEDEWERKER, initiatief.behandelaar
    initiatief.aan_zet_afdeling = None
    initiatief.uiterlijk = plus_werkdagen(sinds.wanneer.date(), profiel().termijnen.eerste_reactie)
    initiatief.save()
