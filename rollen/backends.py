"""Answers `user.has_perm` from the rights table, so that pages, API, admin and templates ask one question."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from kern.models import Gebruiker
from rollen.rechten import Persoon, mag
from rollen.regels import REGELS


class RollenBackend(ModelBackend):
    """Rights from roles; Django's own table of permissions is used for the admin only."""

    def has_perm(self, user_obj: Persoon, perm: str, obj: Any = None) -> bool:
        if perm in REGELS:
            return mag(user_obj, perm, obj)
        if obj is None and isinstance(user_obj, Gebruiker):
            return super().has_perm(user_obj, perm)
        return False
