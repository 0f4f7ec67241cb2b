"""Functional maintenance at /beheer/: roles, because who ends one hands over its initiatives."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest

from initiatieven.services.rolwissel import beeindig_rol
from kern.fouten import DomeinFout
from kern.models import Gebruiker
from rollen.admin import BeheerAdmin
from rollen.models import Rol, Rolvervulling
from rollen.services.berichten import begint, eindigt, vertel
from rollen.services.vervulling import vervul


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
            vervulling = vervul(**{**velden, "rol": Rol(velden["rol"])}, door=self.door)
            vertel(begint(vervulling), door=self.door)
            return vervulling
        vervulling = Rolvervulling.objects.get(pk=self.instance.pk)
        if velden["tot"]:
            beeindig_rol(vervulling=vervulling, tot=velden["tot"], door=self.door)
            vervulling.refresh_from_db()
            vertel(eindigt(vervulling), door=self.door)
        return vervulling


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
