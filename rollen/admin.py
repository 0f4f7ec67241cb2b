"""Functional maintenance at /beheer/: people, roles and places. What a service must write is not edited here."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest

from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rollen.models import Rol, Rolvervulling, Vakafdeling
from rollen.rechten import mag
from rollen.services.vervulling import beeindig, vervul
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

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Whoever changes the address of a superuser can log in as one; so only a superuser does."""
        boven_mij = isinstance(obj, Gebruiker) and obj.is_superuser and not request.user.is_superuser
        return not boven_mij and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Gebruiker, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)


class RolvervullingForm(forms.ModelForm):
    """Gives or ends a role through the service; what that refuses stands on the form in its own words."""

    door: Gebruiker | None = None

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        if not self.errors:
            try:
                with transaction.atomic():
                    self.voer_uit()
                    transaction.set_rollback(True)
            except DomeinFout as fout:
                raise ValidationError(fout.zin) from fout
        return velden

    def voer_uit(self) -> Rolvervulling:
        """Raises what the service raises."""
        velden = self.cleaned_data
        if self.instance.pk is None:
            return vervul(**{**velden, "rol": Rol(velden["rol"])}, door=self.door)
        vervulling = Rolvervulling.objects.get(pk=self.instance.pk)
        return (
            beeindig(vervulling=vervulling, tot=velden["tot"], door=self.door)
            if velden["tot"]
            else vervulling
        )


@admin.register(Rolvervulling)
class RolvervullingAdmin(BeheerAdmin):
    """Who has which role. A role is given, and ended by its last day; what has been is not rewritten."""

    form = RolvervullingForm
    fields = ("gebruiker", "rol", "wijk", "afdeling", "vanaf", "tot", "vervangt")
    list_display = ("gebruiker", "rol", "wijk", "afdeling", "vanaf", "tot")
    list_filter = ("rol", "wijk")
    search_fields = ("gebruiker__naam", "gebruiker__email")
    autocomplete_fields: ClassVar = ["gebruiker"]
    list_select_related = ("gebruiker", "wijk", "afdeling")

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return () if obj is None else tuple(veld for veld in self.fields if veld != "tot")

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[RolvervullingForm]:
        form = cast(type[RolvervullingForm], super().get_form(request, *args, **kwargs))
        # The first beheerder is appointed by a superuser, who has no role of their own: the system acts.
        form.door = None if getattr(request.user, "is_superuser", False) else cast(Gebruiker, request.user)
        return form

    def save_model(
        self, request: HttpRequest, obj: Rolvervulling, form: RolvervullingForm, change: bool
    ) -> None:
        obj.pk = form.voer_uit().pk


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
