"""Retention on this floor: nothing is wiped from the ledger; who decided on money stays known for its term."""

from datetime import date

from django.db.models import Exists

from budgetten.models import Boeking, Toekenning
from kern.bewaren import leidt_naar, maanden_terug
from kern.profiel import Bewaartermijnen
from kern.werkdagen import begin_van


def nog_nodig(op: date, termijnen: Bewaartermijnen) -> list[Exists]:
    """For filters on people: they booked or granted in a year of which the term has not passed."""
    sinds = begin_van(date(maanden_terug(op, termijnen.geld).year, 1, 1))
    return [
        *leidt_naar(Boeking.objects.filter(geboekt_op__gte=sinds), "door"),
        *leidt_naar(Toekenning.objects.filter(besloten_op__gte=sinds), "besloten_door"),
    ]
