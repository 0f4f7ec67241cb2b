"""Functional maintenance at /beheer/: people and places. What a service must write is not edited here.

Roles stand a floor higher: who ends one hands over its initiatives.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from kern.adres import meld_nieuw_adres
from kern.inzage import noteer
from kern.models import Gebruiker
from kern.sessies import beeindig_sessies
from rollen.models import Vakafdeling
from rollen.rechten import mag
from wijken.models import Pilot, Wijk

BEHEREN, INZIEN = "rollen.beheren", "rollen.inzien"


class BeheerAdmin(admin.ModelAdmin):
    """Asks the rights table instead of Django's own; nothing is ever deleted, because history stays."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._mag(request, INZIEN)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request, INZIEN)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._mag(request, BEHEREN)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._mag(request, BEHEREN)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def _mag(self, request: HttpRequest, actie: str) -> bool:
        gebruiker = request.user
        return (
            gebruiker.is_active and gebruiker.is_staff and (gebruiker.is_superuser or mag(gebruiker, actie))
        )


class AlleenLezenAdmin(BeheerAdmin):
    """For what comes from the gemeenteprofiel or an import."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Gebruiker)
class GebruikerAdmin(BeheerAdmin):
    """People. They choose a password themselves, or log in by mailed code or single sign-on."""

    fields = ("naam", "email", "is_active", "is_staff", "last_login", "aangemaakt")
    readonly_fields = ("last_login", "aangemaakt")
    list_display = ("naam", "email", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("naam", "email")

    def get_search_results(self, request: HttpRequest, *args: Any) -> Any:
        """Behind the list and behind the choice of a person in other forms: both show names."""
        noteer(request, wat="mensen")
        return super().get_search_results(request, *args)

    def get_object(self, request: HttpRequest, *args: Any) -> Gebruiker | None:
        """Behind every page about one person."""
        gevonden: Gebruiker | None = super().get_object(request, *args)
        if gevonden is not None and self.has_view_permission(request, gevonden):
            noteer(request, wat="mens", sleutel=str(gevonden.pk), van=gevonden)
        return gevonden

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Whoever changes an address can log in with it: four eyes, and a superuser only by a superuser."""
        if not isinstance(obj, Gebruiker) or request.user.is_superuser:
            return super().has_change_permission(request, obj)
        return not obj.is_superuser and obj != request.user and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Gebruiker, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        oud = Gebruiker.objects.filter(pk=obj.pk).values_list("email", flat=True).first()
        super().save_model(request, obj, form, change)
        verhuisd = oud is not None and oud != obj.email
        if oud is not None and verhuisd:
            meld_nieuw_adres(gebruiker=obj, oud=oud)
        if verhuisd or not obj.is_active:
            beeindig_sessies(gebruiker=obj)


@admin.register(Vakafdeling)
class VakafdelingAdmin(BeheerAdmin):
    list_display = ("naam", "werkt_aan")


@admin.register(Wijk)
class WijkAdmin(AlleenLezenAdmin):
    list_display = ("naam", "soort", "code", "inwoners", "actief")
    exclude = ("omtrek", "kader")


@admin.register(Pilot)
class PilotAdmin(AlleenLezenAdmin):
    list_display = ("naam", "wijk", "vanaf", "tot")
