"""What `manage.py check`, and with it every start, looks at before anybody visits."""

from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connection

from kern.profiel import profiel
from kern.profielfouten import ProfielFout


def gemeenteprofiel_klopt(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The profile of this deployment can be read: better told at the start than by the first page."""
    try:
        profiel()
    except ProfielFout as fout:
        return [Error(regel, id="kern.E001") for regel in fout.regels]
    return []


ONBESCHERMD = (
    "Het portaal werkt als eigenaar van de database: het zou zijn eigen logboek kunnen veranderen. "
    "Geef het een eigen rol (MIGRATIE_DATABASE_URL in docs/uitrollen.md)."
)


def log_is_beschermd() -> bool:
    """Whether the role of the database that is connected now cannot change the log (kern.databaserol)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT NOT has_table_privilege('kern_inzage', 'UPDATE, DELETE, TRUNCATE')")
        return bool(cursor.fetchone()[0])


def logboek_beschermd(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """For `check --deploy --database default`, as the role with which the portal works."""
    return [Warning(ONBESCHERMD, id="kern.W001")] if databases and not log_is_beschermd() else []
