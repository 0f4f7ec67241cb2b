"""What erasing somebody does on this floor: the ledger stays as it is, and names nobody."""

from collections.abc import Iterable

from budgetten.models import Toekenning
from kern.wissen import Sporen, schrap_namen


def wis(*, sporen: Sporen) -> None:
    """Take the name out of why money was granted. Amounts, dates and decisions stay: the law asks for them."""
    schrap_namen(Toekenning.objects.all(), sporen, "motivering", ook_los=False)


def met_geld(initiatieven: Iterable[int]) -> set[int]:
    """Those of these initiatives that were granted money: what it was for must stay to be read."""
    return set(Toekenning.objects.filter(initiatief__in=initiatieven).values_list("initiatief", flat=True))
