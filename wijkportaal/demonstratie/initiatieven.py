"""Puts the initiatives of the demonstration in an empty portal, with their photos, history and money.

Services act now, and these stories lie in the past. So this module writes the rows itself, with the same life
(`LEVENSLOOP`), the same history and the same bookings; the constraints and triggers of the database hold here too.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.text import slugify

from budgetten.models import Boeking, Budget, Mandaat, Rekening, Toekenning
from initiatieven.levensloop import LEVENSLOOP, OPEN, AanZet, Kanaal, Route, Status
from initiatieven.models import Betrokkene, Foto, Gebeurtenis, Initiatief, Kenmerkteller, Thema
from initiatieven.services.namens import OPGESCHREVEN
from kern.fotos import VerwerkteFoto
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.templatetags.kern import euro_rond
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.wie import behandelaar_voor, rolnaam, teamleider_van
from wijken.models import Wijk
from wijkportaal.demonstratie.inhoud import Geld, Plan, moment, werkdag_voor

Soort = Gebeurtenis.Soort

# What a step is called in the history, and the status that it leads to ("" is no change).
STAP: dict[str, tuple[Soort, Status | str]] = {
    "reactie": (Soort.REACTIE, Status.IN_BEHANDELING),
    "vraag": (Soort.VRAAG, Status.WACHT_OP_INDIENER),
    "antwoord": (Soort.ANTWOORD, Status.IN_BEHANDELING),
    "route": (Soort.ROUTE, Status.IN_UITVOERING),
    "doorgeleid": (Soort.DOORGELEID, Status.IN_BEHANDELING),
    "advies": (Soort.ANTWOORD, ""),
    "start": (Soort.VOORTGANG, Status.IN_UITVOERING),
    "voortgang": (Soort.VOORTGANG, ""),
    "nieuws": (Soort.VOORTGANG, ""),
    "notitie": (Soort.NOTITIE, ""),
    "gelukt": (Soort.GEREALISEERD, Status.GEREALISEERD),
    "gestopt": (Soort.GESTOPT, Status.GESTOPT),
    "niet_passend": (Soort.NIET_PASSEND, Status.NIET_PASSEND),
    "samengevoegd": (Soort.SAMENGEVOEGD, Status.SAMENGEVOEGD),
}
TELEFOON = "0162 00 00 14"  # no number begins with a zero
VAN_DE_INDIENER = ("antwoord", "nieuws", "gelukt", "gestopt")
BESCHRIJVINGEN = {
    "tuin": "Tekening: twee buren bij houten bakken vol bloemen",
    "bank": "Tekening: twee mensen op een houten bank tussen de bomen",
    "speeltuin": "Tekening: kinderen bij een schommel en een glijbaan",
    "muur": "Tekening: twee mensen schilderen een landschap op een muur",
    "bomen": "Tekening: een rij bomen in een straat, een buur geeft water",
    "fietsen": "Tekening: fietsen onder een dak met planten",
    "tafel": "Tekening: buren aan een lange gedekte tafel",
    "water": "Tekening: een vijver met riet, eenden en een steiger",
    "veld": "Tekening: kinderen voetballen op een grasveld",
    "boekenkast": "Tekening: een kast vol boeken op de stoep",
    "plein": "Tekening: marktkramen met mensen op een plein",
    "lantaarn": "Tekening: twee wandelaars op een pad met lantaarns",
    "werkplaats": "Tekening: vier mensen repareren spullen aan een werkbank",
    "oversteken": "Tekening: kinderen steken over op een zebrapad, een ouder houdt de auto's tegen",
    "opruimen": "Tekening: drie mensen ruimen afval op langs een pad",
}


def inwoner(naam: str, *, toon: bool) -> Gebruiker:
    """The resident of that name: one of the profile, or a new one with an address that cannot exist."""
    bekend = Gebruiker.objects.filter(naam=naam, rolvervullingen=None, email__endswith=".example").first()
    if bekend is not None:
        return bekend
    email = f"{slugify(naam).replace('-', '.')}@inwoner.example"
    return Gebruiker.objects.create_user(email, naam=naam, toon_voornaam=toon)


def maak_concept(plan: Plan, wijk: Wijk) -> Initiatief:
    """A draft, or one that waits for its confirmation: known to nobody but its writer."""
    return Initiatief.objects.create(
        status=plan.status,
        wijk=wijk,
        titel=plan.titel,
        verhaal=plan.verhaal,
        plek=plan.plek,
        thema=_thema(plan),
        domein=plan.domein,
        groep=plan.groep,
        nodig=plan.nodig,
        nodig_toelichting=plan.toelichting,
        eigen_bijdrage=plan.zelf,
        indiener_naam=plan.wie,
        indiener_email=f"{slugify(plan.wie).replace('-', '.')}@inwoner.example",
        toon_voornaam=plan.toon,
    )


def maak_initiatief(plan: Plan, wijk: Wijk) -> Initiatief:
    """A public initiative with its whole history up to today."""
    ingediend = moment(plan.dagen)
    behandelaar = behandelaar_voor(wijk, vandaag())
    initiatief = Initiatief(
        kenmerk=_kenmerk(ingediend.year),
        titel=plan.titel,
        verhaal=plan.verhaal,
        wijk=wijk,
        plek=plan.plek if wijk.naam == plan.wijk else "",
        thema=_thema(plan),
        domein=plan.domein,
        groep=plan.groep,
        nodig=plan.nodig,
        nodig_toelichting=plan.toelichting,
        eigen_bijdrage=plan.zelf,
        indiener=_zonder_mail(plan) if plan.kanaal else inwoner(plan.wie, toon=plan.toon),
        kanaal=plan.kanaal or Kanaal.WEBSITE,
        ingevoerd_door=behandelaar if plan.kanaal else None,
        telefoon=TELEFOON if plan.kanaal else "",
        toon_voornaam=plan.toon,
        behandelaar=behandelaar,
        kader=plan.kader,
        status=Status.INGEDIEND,
        aangemaakt=ingediend - timedelta(hours=1),
        ingediend_op=ingediend,
        reactie_uiterlijk=plus_werkdagen(ingediend.date(), profiel().termijnen.eerste_reactie),
        besluit_uiterlijk=plus_werkdagen(ingediend.date(), profiel().termijnen.route),
    )
    if plan.punt and wijk.naam == plan.wijk:
        initiatief.lat, initiatief.lon = plan.punt
    afdeling = Vakafdeling.objects.get(naam=plan.afdeling) if plan.afdeling else None
    gebeurtenissen = _leef(initiatief, plan, afdeling)
    initiatief.save()
    Gebeurtenis.objects.bulk_create(gebeurtenissen)
    for naam in plan.mede:
        Betrokkene.objects.create(
            initiatief=initiatief,
            gebruiker=inwoner(naam, toon=False),
            soort=Betrokkene.Soort.MEDE,
            sinds=moment(max(plan.dagen - 1, 0), 3),
        )
    return initiatief


def _thema(plan: Plan) -> Thema | None:
    return Thema.objects.filter(naam=plan.thema).first()


def _zonder_mail(plan: Plan) -> Gebruiker:
    """Somebody who told it by phone: known by name, and nobody can mail them."""
    return Gebruiker.objects.create_user(None, naam=plan.wie, toon_voornaam=plan.toon)


def _kenmerk(jaar: int) -> str:
    teller, _nieuw = Kenmerkteller.objects.select_for_update().get_or_create(jaar=jaar)
    teller.laatste += 1
    teller.save()
    return f"{jaar}-{teller.laatste:04d}"


def _leef(initiatief: Initiatief, plan: Plan, afdeling: Vakafdeling | None) -> list[Gebeurtenis]:
    """Live through all steps; returns the history. Raises ValueError for a step the life does not allow."""
    assert initiatief.indiener is not None
    assert initiatief.behandelaar is not None
    assert initiatief.wijk is not None
    teamleider = teamleider_van(afdeling, vandaag()) if afdeling else None
    bij_afdeling = False
    regels = [
        Gebeurtenis(
            initiatief=initiatief,
            soort=Soort.INGEDIEND,
            door=initiatief.ingevoerd_door or initiatief.indiener,
            namens=rolnaam(initiatief.ingevoerd_door, initiatief.wijk) if initiatief.ingevoerd_door else "",
            tekst=str(OPGESCHREVEN[Kanaal(initiatief.kanaal)]) if initiatief.ingevoerd_door else "",
            van_status=Status.TE_BEVESTIGEN,
            naar_status=Status.INGEDIEND,
            wanneer=initiatief.ingediend_op or initiatief.aangemaakt,
        )
    ]
    for nummer, (dagen, wat, tekst) in enumerate(plan.stappen, start=1):
        soort, naar = STAP[wat]
        van, wanneer = Status(initiatief.status), moment(dagen, nummer)
        if wat == "antwoord" and initiatief.route:
            naar = Status.IN_UITVOERING
        if naar and naar != van and naar not in LEVENSLOOP[van]:
            raise ValueError(f"{plan.titel}: {van} kan niet naar {naar}")
        door = initiatief.indiener if wat in VAN_DE_INDIENER else initiatief.behandelaar
        if wat == "advies" and teamleider:
            door = teamleider
        if wat in ("route", "doorgeleid"):
            initiatief.route, initiatief.sturingsrol = plan.route, plan.rol
        if wat in ("route", "doorgeleid", "gestopt", "niet_passend") and not initiatief.besluit_op:
            initiatief.besluit_op = wanneer
        if wat in ("gestopt", "niet_passend"):
            initiatief.reden = tekst
        if wat == "samengevoegd":
            initiatief.samengevoegd_met = Initiatief.objects.openbaar().get(titel=plan.verder_in)
        if door != initiatief.indiener and soort != Soort.NOTITIE and not initiatief.eerste_reactie_op:
            initiatief.eerste_reactie_op = wanneer
        bij_afdeling = wat == "doorgeleid" or (bij_afdeling and not naar and wat != "advies")
        regels.append(
            Gebeurtenis(
                initiatief=initiatief,
                soort=soort,
                openbaar=soort != Soort.NOTITIE,
                door=door,
                namens="" if door == initiatief.indiener else rolnaam(door, initiatief.wijk),
                tekst=tekst,
                van_status=van if naar and naar != van else "",
                naar_status=naar if naar and naar != van else "",
                wanneer=wanneer,
            )
        )
        initiatief.status = naar or van
    if initiatief.status in OPEN:
        _zet_aan_zet(initiatief, plan.uiterlijk, teamleider if bij_afdeling else None, afdeling)
    else:
        initiatief.afgesloten_op = regels[-1].wanneer
    return regels


def _zet_aan_zet(
    initiatief: Initiatief, werkdagen: int, teamleider: Gebruiker | None, afdeling: Vakafdeling | None
) -> None:
    """Whose move it is, and by which day: today plus `werkdagen`, or the working day so many days ago."""
    zelf = initiatief.status == Status.IN_UITVOERING and initiatief.route == Route.LOSLATEN
    if teamleider:
        initiatief.aan_zet, initiatief.aan_zet_persoon = AanZet.VAKAFDELING, teamleider
        initiatief.aan_zet_afdeling = afdeling
    elif zelf or initiatief.status == Status.WACHT_OP_INDIENER:
        initiatief.aan_zet, initiatief.aan_zet_persoon = AanZet.INDIENER, initiatief.indiener
    else:
        initiatief.aan_zet, initiatief.aan_zet_persoon = AanZet.MEDEWERKER, initiatief.behandelaar
    if werkdagen < 0:
        initiatief.uiterlijk = werkdag_voor(-werkdagen)
    else:
        initiatief.uiterlijk = plus_werkdagen(vandaag(), werkdagen)
        beloofd = initiatief.besluit_uiterlijk
        kiest_nog = initiatief.aan_zet == AanZet.MEDEWERKER and not initiatief.route
        if kiest_nog and beloofd and beloofd >= vandaag():  # once it has passed another day is named
            initiatief.uiterlijk = min(initiatief.uiterlijk, beloofd)


def hang_foto_op(initiatief: Initiatief, plan: Plan, foto: VerwerkteFoto, sleutel: UUID) -> None:
    """Record a picture whose files are stored under `sleutel`."""
    assert plan.foto is not None
    Foto.objects.create(
        initiatief=initiatief,
        sleutel=sleutel,
        beschrijving=BESCHRIJVINGEN[plan.foto[0]],
        breedte=foto.breedte,
        hoogte=foto.hoogte,
        toegevoegd=initiatief.ingediend_op or initiatief.aangemaakt,
    )


def geef_geld(initiatief: Initiatief, geld: Geld) -> None:
    """Grant, pay and take back as the plan says; nothing when there is no budget or no mandate for it."""
    besloten = moment(geld.dagen, 4)
    budget = budget_voor(geld.domein, besloten.year)
    beslisser = _beslisser(initiatief, geld.bedrag, besloten.date())
    if budget is None or beslisser is None or initiatief.wijk is None or budget.vrij < geld.bedrag:
        return
    door, mandaat = beslisser
    toekenning = Toekenning.objects.create(
        initiatief=initiatief,
        budget=budget,
        wijk=initiatief.wijk,
        bedrag=geld.bedrag,
        betaald=geld.betaald,
        teruggenomen=geld.terug,
        motivering=geld.motivering,
        besloten_door=door,
        mandaat=mandaat,
        besloten_op=besloten,
    )
    later = moment(max(geld.dagen - 20, 1), 5)
    rekeningen = {rekening.soort: rekening for rekening in budget.rekeningen.all()}
    vrij, toegekend = rekeningen[Rekening.Soort.VRIJ], rekeningen[Rekening.Soort.TOEGEKEND]
    boekingen = (
        (vrij, toegekend, geld.bedrag, f"Toegekend aan {initiatief.titel}", besloten),
        (
            toegekend,
            rekeningen[Rekening.Soort.BESTEED],
            geld.betaald,
            f"Betaald aan {initiatief.titel}",
            later,
        ),
        (toegekend, vrij, geld.terug, f"Niet meer nodig voor {initiatief.titel}", later),
    )
    for van, naar, bedrag, omschrijving, wanneer in boekingen:
        if bedrag:
            _boek(toekenning, van, naar, bedrag, omschrijving, wanneer)
    _vertel(
        toekenning, f"{euro_rond(geld.bedrag)} toegekend uit het budget {budget}. {geld.motivering}", besloten
    )
    if geld.betaald:
        _vertel(toekenning, f"{euro_rond(geld.betaald)} betaald.", later)


def budget_voor(domein: str, jaar: int) -> Budget | None:
    """The budget of that year, or the last one before it: a profile need not know the present year."""
    return Budget.objects.filter(domein=domein, jaar__lte=jaar).order_by("-jaar", "naam").first()


def _beslisser(initiatief: Initiatief, bedrag: Decimal, op: date) -> tuple[Gebruiker, Mandaat] | None:
    """The wijkmakelaar when the mandate reaches, else the opgaveleider."""
    kandidaten: Sequence[tuple[Rol, Gebruiker | None]] = (
        (Rol.WIJKMAKELAAR, initiatief.behandelaar),
        (Rol.OPGAVELEIDER, opgaveleider()),
    )
    for rol, persoon in kandidaten:
        mandaat = Mandaat.objects.geldig(op).filter(rol=rol, tot_bedrag__gte=bedrag).first()
        if mandaat and persoon:
            return persoon, mandaat
    return None


def opgaveleider() -> Gebruiker | None:
    vervulling = (
        Rolvervulling.objects.filter(rol=Rol.OPGAVELEIDER)
        .geldig(vandaag())
        .select_related("gebruiker")
        .first()
    )
    return vervulling.gebruiker if vervulling else None


def _boek(
    toekenning: Toekenning, van: Rekening, naar: Rekening, bedrag: Decimal, tekst: str, wanneer: datetime
) -> None:
    Boeking.objects.create(
        van=van,
        naar=naar,
        bedrag=bedrag,
        omschrijving=tekst,
        besluit=toekenning.mandaat.besluit,
        door=toekenning.besloten_door,
        wijk=toekenning.wijk,
        toekenning=toekenning,
        geboekt_op=wanneer,
    )


def _vertel(toekenning: Toekenning, tekst: str, wanneer: datetime) -> None:
    Gebeurtenis.objects.create(
        initiatief=toekenning.initiatief,
        soort=Soort.VOORTGANG,
        door=toekenning.besloten_door,
        namens=rolnaam(toekenning.besloten_door, toekenning.wijk),
        tekst=tekst,
        wanneer=wanneer,
    )
