"""A person with everything the portal can know of somebody, and where in the database a name still stands."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from agendas.services.agenda import Eigenaar, start_agenda, voeg_punt_toe
from agendas.services.toezeggen import doe_toezegging
from budgetten.services.toekennen import ken_toe
from initiatieven.levensloop import AanZet, Kanaal, Status
from initiatieven.models import Betrokkene, Foto, Initiatief, Opmerking, Ritme, TeBevestigen
from initiatieven.services import gesprek, heropenen, meedoen, modereren, opmerkingen, te_bevestigen, volgen
from initiatieven.services.behandelen import noteer, stop
from initiatieven.services.concept import begin_concept
from initiatieven.services.uitvragen import vraag_derde
from initiatieven.services.wijzigen import wijzig_tekst
from kern.adres import vraag_adres
from kern.models import Gebruiker, Inzage
from kern.werkdagen import vandaag
from rapportages.services.leerpunten import vertel_leerpunt
from rollen.models import Rol
from tests.budgetten.geld import zet_klaar as zet_geld_klaar
from tests.initiatieven.matrix import met_foto
from tests.initiatieven.schuring import maak_schuring
from tests.maak import maak_gebruiker, maak_initiatief, maak_rol
from tests.personen import Mensen

NAAM, EMAIL, TELEFOON = "Zwaantje Kwartelhof", "zwaantje@kwartelhof.example", "06-87654321"
MERKEN = ("zwaantje", "kwartelhof", "87654321", "8765 4321")
SPREUK = "Kruisbestuiving voor beginners."  # something only this person said


@dataclass(frozen=True)
class Iemand:
    gebruiker: Gebruiker
    loopt: Initiatief  # open, alone
    samen: Initiatief  # open, with Fatima, and waiting for an answer of the indiener
    klaar: Initiatief  # ended, alone
    betaald: Initiatief  # ended, alone, with money
    van_daan: Initiatief  # somebody else's, open
    gelukt_van_daan: Initiatief  # somebody else's, ended
    foto: Foto


def maak_iemand(mensen: Mensen) -> Iemand:
    """Everything through the real services, as far as they allow it."""
    wie = maak_gebruiker(NAAM, email=EMAIL, toon_voornaam=True)
    amina, daan, slotjes = mensen.amina, mensen.daan, mensen.slotjes
    EmailAddress.objects.create(user=wie, email=EMAIL, verified=True, primary=True)
    SocialAccount.objects.create(user=wie, provider="gemeente", uid="1", extra_data={"email": EMAIL})
    LogEntry.objects.create(
        user=amina,
        content_type=ContentType.objects.get_for_model(Gebruiker),
        object_id=str(wie.pk),
        object_repr=NAAM,
        action_flag=CHANGE,
        change_message=f"Naam van {NAAM} veranderd.",
    )
    loopt = maak_initiatief(
        slotjes,
        wie,
        amina,
        kenmerk="2026-1001",
        titel="Een bijenhotel van Zwaantje",
        verhaal=f"Ik ben {NAAM}. Bel mij: 06 8765 4321.",
        telefoon=TELEFOON,
        kanaal=Kanaal.TELEFOON,
        toon_voornaam=True,
        groep="Vrienden van Zwaantje",
        lat=51.6,
        lon=4.8,
    )
    samen = maak_initiatief(
        slotjes,
        wie,
        amina,
        kenmerk="2026-1002",
        titel="Samen vegen",
        status=Status.WACHT_OP_INDIENER,
        aan_zet=AanZet.INDIENER,
        aan_zet_persoon=wie,
        telefoon="+31687654321",
    )
    klaar = maak_initiatief(
        slotjes, wie, amina, kenmerk="2026-1003", titel="Het oude plan", toon_voornaam=True
    )
    betaald = maak_initiatief(
        slotjes, wie, amina, kenmerk="2026-1004", titel="Met geld", status=Status.IN_UITVOERING
    )
    van_daan = maak_initiatief(slotjes, daan, amina, kenmerk="2026-1005", titel="Van Daan")
    gelukt = maak_initiatief(slotjes, daan, amina, kenmerk="2026-1006", titel="Gelukt van Daan")
    Betrokkene.objects.create(initiatief=samen, gebruiker=mensen.fatima, soort=Betrokkene.Soort.MEDE)
    foto = met_foto(klaar, beschrijving="Zwaantje bij het hotel")

    wijzig_tekst(initiatief=loopt, door=wie, antwoorden={"plek": "Achter het huis van Kwartelhof"})
    noteer(initiatief=loopt, door=amina, tekst="Gebeld met Zwaantje. Is vaak ziek.")
    gesprek.stel_vraag(initiatief=klaar, door=amina, tekst="Beste Zwaantje, hoe groot wordt het?")
    gesprek.beantwoord_vraag(initiatief=klaar, door=wie, tekst=f"{SPREUK} Groet, Zwaantje")
    meedoen.doe_mee(initiatief=loopt, door=mensen.wim, bijdrage="Ik help mevrouw Kwartelhof.")
    schuring = maak_schuring(loopt, amina, geprobeerd=f"Met {NAAM} gesproken.")
    assert schuring.is_open
    geld = zet_geld_klaar()
    ken_toe(
        initiatief=betaald,
        budget=geld.fysiek,
        bedrag=Decimal(100),
        motivering=f"Voor {NAAM}: hout en gaas.",
        door=amina,
    )
    stop(initiatief=klaar, door=amina, reden="Zwaantje kon geen plek vinden.")
    stop(initiatief=betaald, door=amina, reden="Het hout is op.")
    heropenen.vraag_heropenen(initiatief=klaar, door=wie, reden="Ik, Zwaantje, wil toch verder.")
    vertel_leerpunt(initiatief=klaar, door=wie, goed="Zwaantje leerde veel van bijen.")

    meedoen.steun(initiatief=van_daan, door=wie)
    meedoen.doe_mee(initiatief=van_daan, door=wie, bijdrage="Zwaantje heeft een ladder", toon_voornaam=True)
    meedoen.steun(initiatief=gelukt, door=wie)
    opmerkingen.plaats(initiatief=van_daan, door=wie, tekst=f"{SPREUK} Zwaantje", toon_voornaam=True)
    terug = opmerkingen.plaats(initiatief=van_daan, door=wie, tekst="Toch niet, zegt Kwartelhof.")
    opmerkingen.trek_in(opmerking=terug, door=wie)
    lelijk = opmerkingen.plaats(initiatief=gelukt, door=daan, tekst="Dit is lelijk.")
    modereren.meld(ding=lelijk, reden=f"{NAAM} vindt dit niet kunnen.", door=wie)
    opmerkingen.plaats(initiatief=van_daan, door=daan, tekst=f"Dank je wel, {NAAM}!")
    volgen.volg(ding=slotjes, door=wie, ritme=Ritme.DAG)
    te_bevestigen.vraag_bevestiging(
        wat=TeBevestigen.Wat.OPMERKING,
        email=EMAIL,
        naam=NAAM,
        initiatief=gelukt,
        gegevens={"tekst": "Groet van Zwaantje", "toon_voornaam": True},
    )
    vraag_derde(
        initiatief=van_daan,
        door=amina,
        organisatie="Bijenclub",
        email=EMAIL,
        vraag=f"Beste {NAAM}, kan dit?",
    )
    stop(initiatief=gelukt, door=amina, reden="Klaar.")
    concept = begin_concept(titel="Nog een plan van Zwaantje", verhaal="Nog niet af.", wijk=slotjes)
    concept.indiener_naam, concept.indiener_email = NAAM, EMAIL
    concept.save()

    agenda = start_agenda(wijk=slotjes, inleiding=f"Begonnen door {NAAM}.", door=amina)
    punt = voeg_punt_toe(
        agenda=agenda,
        titel="Meer bijen",
        tekst=f"Bedacht door {NAAM}.",
        eigenaren=[Eigenaar("bewoners", NAAM, wie)],
        door=amina,
    )
    doe_toezegging(
        kant="bewoners",
        wie=NAAM,
        wat=f"{NAAM} maakt het hek.",
        voor=vandaag() + timedelta(days=9),
        door=amina,
        agendapunt=punt,
    )
    maak_rol(wie, Rol.PLATFORMLID, slotjes, vanaf=vandaag() - timedelta(days=90), tot=vandaag())
    Inzage.objects.create(wie=amina, wat="initiatief", sleutel="2026-1001", van=wie)
    vraag_adres(gebruiker=wie, nieuw="nieuw@kwartelhof.example")
    zaken = {i.kenmerk: i for i in Initiatief.objects.exclude(kenmerk=None)}
    wie.refresh_from_db()
    return Iemand(
        gebruiker=wie,
        loopt=zaken["2026-1001"],
        samen=zaken["2026-1002"],
        klaar=zaken["2026-1003"],
        betaald=zaken["2026-1004"],
        van_daan=zaken["2026-1005"],
        gelukt_van_daan=zaken["2026-1006"],
        foto=foto,
    )


def reacties_van(iemand: Iemand) -> list[Opmerking]:
    return list(Opmerking.objects.filter(door=iemand.gebruiker).order_by("pk"))


def waar_staat(*merken: str) -> list[str]:
    """Every column of every table, history included, that holds one of these words: "tabel.kolom: aantal"."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'json', 'jsonb', 'tsvector', 'ARRAY')"
            " ORDER BY 1, 2"
        )
        gevonden = []
        for tabel, kolom in cursor.fetchall():
            zoek = " OR ".join([f'"{kolom}"::text ILIKE %s'] * len(merken))
            cursor.execute(f'SELECT count(*) FROM "{tabel}" WHERE {zoek}', [f"%{merk}%" for merk in merken])
            if aantal := cursor.fetchone()[0]:
                gevonden.append(f"{tabel}.{kolom}: {aantal}")
    return gevonden
