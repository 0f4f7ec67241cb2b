"""One initiative turns out to be two: the second part gets a life of its own."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatieven.levensloop import AanZet, Status
from initiatieven.models import Gebeurtenis, Initiatief
from initiatieven.services.basis import eis_recht, ga_naar, met_toelichting, schrijf, vergrendel
from initiatieven.services.behandelen import TRIAGEREN
from initiatieven.services.indienen import volgend_kenmerk
from initiatieven.services.meedoen import neem_betrokkenen_mee
from initiatieven.services.post import aan_indiener, aan_medewerker
from initiatieven.services.volgen import neem_volgers_mee
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from kern.profiel import profiel
from kern.werkdagen import plus_werkdagen, vandaag
from rollen.wie import behandelaar_voor
from wijken.models import Wijk

Soort = Gebeurtenis.Soort
# What the second part takes over: who tells it and what it is about. Its place and photos stay with the first.
OVERNEMEN = (
    *("indiener", "toon_voornaam", "groep", "kanaal", "ingevoerd_door", "telefoon"),
    *("thema", "domein"),
)


@transaction.atomic
def splits(
    *,
    initiatief: Initiatief,
    door: Gebruiker,
    titel: str,
    verhaal: str,
    wijk: Wijk,
    tekst: str = "",
    gezien: int | None = None,
) -> Gebeurtenis:
    """Make a second initiative of a part of this one, in the same or another wijk; returns the line on the first.

    It has the same indiener, its own kenmerk, owner and terms, and begins as a new one. Who follows the first or
    takes part in it does so in both.
    """
    initiatief = vergrendel(initiatief, gezien=gezien, door=door)
    eis_recht(door, TRIAGEREN, initiatief)
    if not initiatief.is_open:
        raise DomeinFout(_("Dit initiatief is afgerond. U kunt het niet meer splitsen."))
    dag, termijnen = vandaag(), profiel().termijnen
    behandelaar = behandelaar_voor(wijk, dag)
    deel = Initiatief(
        **{veld: getattr(initiatief, veld) for veld in OVERNEMEN},
        afgesplitst_van=initiatief,
        status=Status.TE_BEVESTIGEN,
        kenmerk=volgend_kenmerk(dag.year),
        titel=titel,
        verhaal=verhaal,
        wijk=wijk,
        behandelaar=behandelaar,
        ingediend_op=timezone.now(),
        reactie_uiterlijk=plus_werkdagen(dag, termijnen.eerste_reactie),
        besluit_uiterlijk=plus_werkdagen(dag, termijnen.route),
    )
    van = ga_naar(
        deel,
        Status.INGEDIEND,
        aan_zet=AanZet.MEDEWERKER,
        persoon=behandelaar,
        uiterlijk=deel.reactie_uiterlijk,
    )
    namen = {"titel": initiatief.titel, "kenmerk": initiatief.kenmerk}
    eerste = schrijf(
        initiatief,
        Soort.GESPLITST,
        door=door,
        tekst=met_toelichting(
            _("Een deel hiervan gaat apart verder: “%(titel)s” (%(kenmerk)s). Wie dit volgt, volgt nu beide.")
            % {"titel": deel.titel, "kenmerk": deel.kenmerk},
            tekst,
        ),
    )
    tweede = schrijf(
        deel,
        Soort.GESPLITST,
        door=door,
        van=van,
        namens=eerste.namens,
        tekst=met_toelichting(_("Dit was eerst een deel van “%(titel)s” (%(kenmerk)s).") % namen, tekst),
    )
    neem_volgers_mee(van=initiatief, naar=deel)
    neem_betrokkenen_mee(van=initiatief, naar=deel)
    aan_indiener(tweede, bij=eerste)
    aan_medewerker(tweede, behandelaar, bij=eerste)
    return eerste
