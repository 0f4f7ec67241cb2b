"""Working days: Monday to Friday without the Dutch public holidays."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

# Good Friday and 5 May are no public holidays for everyone; municipalities close on both.
GESLOTEN = (holidays.PUBLIC, holidays.OPTIONAL)


@lru_cache(maxsize=32)
def _feestdagen(jaar: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=jaar, categories=GESLOTEN))


def is_werkdag(dag: date) -> bool:
    """Whether a municipality works on this day."""
    return dag.weekday() < 5 and dag not in _feestdagen(dag.year)


def plus_werkdagen(dag: date, aantal: int) -> date:
    """The date `aantal` working days after `dag`; `dag` itself does not count. Never moves back."""
    while aantal > 0:
        dag += timedelta(days=1)
        if is_werkdag(dag):
            aantal -= 1
    return dag


def min_werkdagen(dag: date, aantal: int) -> date:
    """The date `aantal` working days before `dag`; `dag` itself does not count."""
    while aantal > 0:
        dag -= timedelta(days=1)
        if is_werkdag(dag):
            aantal -= 1
    return dag


def werkdagen_tussen(van: date, tot: date) -> int:
    """How many working days after `van` it is on `tot`: 1 from Friday to Monday, 0 on the same day.

    The counterpart of `plus_werkdagen`; never negative.
    """
    dagen = (van + timedelta(days=aantal) for aantal in range(1, (tot - van).days + 1))
    return sum(is_werkdag(dag) for dag in dagen)


def vandaag() -> date:
    """Today in Europe/Amsterdam."""
    return timezone.localdate()


def begin_van(dag: date) -> datetime:
    """The first moment of this day in Europe/Amsterdam."""
    return timezone.make_aware(datetime.combine(dag, time.min))
