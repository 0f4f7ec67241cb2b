"""What `manage.py check`, and with it every start, looks at before anybody visits."""

from typing import Any

from django.core.checks import CheckMessage, Error

from kern.profiel import profiel
from kern.profielfouten import ProfielFout


def gemeenteprofiel_klopt(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The profile of this deployment can be read: better told at the start than by the first page."""
    try:
        profiel()
    except ProfielFout as fout:
        return [Error(regel, id="kern.E001") for regel in fout.regels]
    return []
