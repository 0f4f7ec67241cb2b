"""Whom the pages about roles may name: colleagues, never a resident."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from kern.models import Gebruiker
from rollen.models import Rolvervulling


def collegas() -> QuerySet[Gebruiker]:
    """Everybody with a role now, before or planned, and who may enter the beheer; nobody who was erased."""
    met_rol = Exists(Rolvervulling.objects.filter(gebruiker=OuterRef("pk")))
    return Gebruiker.objects.filter(met_rol | Q(is_staff=True), gewist_op=None)


def in_dienst(op: date) -> QuerySet[Gebruiker]:
    """Colleagues with an open account and a role that counts on that day, or later."""
    rollen = Rolvervulling.objects.filter(Q(tot=None) | Q(tot__gt=op), gebruiker=OuterRef("pk"))
    return Gebruiker.objects.filter(Exists(rollen), is_active=True)
