"""Building blocks for exclusion constraints that need no extension of PostgreSQL.

GiST compares ranges by itself; a plain number or text it compares only with btree_gist, which not every
server has. So a number becomes a range of one, and a text the range of its hash.
"""

from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField
from django.db import models
from django.db.models import Expression, F, Func, Value
from django.db.models.functions import Coalesce


def bereik(getal: Expression | F) -> Func:
    """A number as a range of one integer: two overlap when the numbers are equal."""
    return Func(getal, getal, Value("[]"), function="int8range", output_field=BigIntegerRangeField())


def bereik_of_nul(veld: str) -> Func:
    """The same for a key that may be empty; empty equals empty."""
    return bereik(Coalesce(F(veld), Value(0), output_field=models.BigIntegerField()))


def bereik_van_tekst(veld: str) -> Func:
    """A text as the range of its hash: equal texts overlap."""
    return bereik(Func(F(veld), function="hashtext", output_field=models.BigIntegerField()))


def periode() -> Func:
    """The days from `vanaf` until, not including, `tot`; without `tot` for ever."""
    return Func(F("vanaf"), F("tot"), Value("[)"), function="daterange", output_field=DateRangeField())
