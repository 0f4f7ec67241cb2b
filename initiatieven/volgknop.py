"""What the fragment `initiatieven/delen/volgknop.html` shows: whether somebody follows this, or how to."""

from initiatieven.models import Initiatief, Thema, Volgt
from initiatieven.volgbaar import Volgbaar, beschrijf
from rollen.rechten import Persoon
from wijken.models import Wijk


def volgknop(ding: Initiatief | Wijk | Thema | Volgbaar, persoon: Persoon) -> dict[str, object]:
    """The context of the fragment: `volgbaar`, and `volgt` when this person follows it.

    One query for somebody who is logged in, none for anybody else.
    """
    volgbaar = ding if isinstance(ding, Volgbaar) else beschrijf(ding)
    volgt = None
    if persoon.is_authenticated:
        volgt = Volgt.objects.filter(gebruiker=persoon.pk, **volgbaar.sleutel).first()
    return {"volgbaar": volgbaar, "volgt": volgt}
