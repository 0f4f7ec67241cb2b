"""Commands of `manage.py` that change data."""

from typing import Any

import pghistory
from django.core.management.base import BaseCommand


class Opdracht(BaseCommand):
    """A command whose changes say in the row history which command it was."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        with pghistory.context(opdracht=self.__module__.rpartition(".")[2]):
            return super().execute(*args, **options)
