"""Two roles of the database: the owner changes the tables, the application only works with them (ADR 91).

What the application has no right to, no mistake and no break-in can make it do: the log is read and added to by the
application's role, never changed, emptied or switched off.
"""

from collections.abc import Iterator
from datetime import datetime

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from pghistory.models import Event
from psycopg import sql

from kern.models import Inzage

LEZEN, LOG, ALLES = "SELECT", "SELECT, INSERT", "SELECT, INSERT, UPDATE, DELETE"
# Whoever is told to ignore triggers would leave no history: the owner may, nobody else.
NEGEREN = """
CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
    BEGIN
        IF coalesce(current_setting('pgtrigger.ignore', TRUE), '') = '' THEN
            RETURN FALSE;
        END IF;
        RETURN trigger_name = ANY(current_setting('pgtrigger.ignore')::text[])
            AND pg_has_role(current_user, {eigenaar}, 'MEMBER');
    END;
$$ LANGUAGE plpgsql
"""


class GeenGoedeRol(Exception):
    """This role of the database would be more than the application may be."""


def logmodellen() -> Iterator[type[models.Model]]:
    """Everything that only grows and tells afterwards who did and read what."""
    yield Inzage
    for model in apps.get_models():
        if issubclass(model, Event) and model._meta.managed and not model._meta.proxy:
            yield model


def logtabellen() -> set[str]:
    """The tables of `logmodellen`, and the one in which pghistory could keep the context of a line."""
    return {model._meta.db_table for model in logmodellen()} | {"pghistory_context"}


def maak_rol(rol: str, wachtwoord: str) -> None:
    """Make the role if it is not there and give it this password; without one it keeps what it has.

    The password goes to the server as a verifier, so that it stands in no log of statements.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        naam = sql.Identifier(rol)
        if not _bestaat(cursor, rol):
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN").format(naam))
        if wachtwoord:
            pgconn = cursor.connection.pgconn
            geheim = pgconn.encrypt_password(wachtwoord.encode(), rol.encode(), b"scram-sha-256").decode()
            cursor.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(naam, sql.Literal(geheim)))


def verleen(rol: str) -> None:
    """Give the application's role exactly what it needs, whatever it had; run as the owner after every migration.

    Raises `GeenGoedeRol` when the role does not exist, or is (or can become) an owner or superuser.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        _eis_gewone_rol(cursor, rol)
        for opdracht in _opdrachten(cursor, rol):
            cursor.execute(opdracht)


def ruim_log_op(*, voor: datetime) -> int:
    """Delete the lines of the log from before `voor`; returns how many. Only the owner can.

    Raises django.db.DatabaseError for anybody else: to them the log stays append-only.
    """
    weg = 0
    for model in logmodellen():
        moment = "wanneer" if model is Inzage else "pgh_created_at"
        with pgtrigger.ignore(f"{model._meta.label}:append_only"), transaction.atomic():
            weg += model._default_manager.filter(**{f"{moment}__lt": voor}).delete()[0]
    return weg


def _bestaat(cursor: CursorWrapper, rol: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [rol])
    return cursor.fetchone() is not None


def _eis_gewone_rol(cursor: CursorWrapper, rol: str) -> None:
    if not _bestaat(cursor, rol):
        raise GeenGoedeRol(f"De databaserol {rol} bestaat niet.")
    cursor.execute(
        "SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication"
        " OR pg_has_role(oid, current_user, 'MEMBER')"
        " OR EXISTS (SELECT 1 FROM pg_tables"
        " WHERE schemaname = 'public' AND pg_has_role(rolname, tableowner, 'MEMBER'))"
        " FROM pg_roles WHERE rolname = %s",
        [rol],
    )
    if cursor.fetchone()[0]:
        raise GeenGoedeRol(
            f"De databaserol {rol} is eigenaar of beheerder van de database. Geef het portaal een eigen rol."
        )


def _opdrachten(cursor: CursorWrapper, rol: str) -> Iterator[sql.Composed]:
    naam = sql.Identifier(rol)
    cursor.execute("SELECT current_database(), current_user")
    database, eigenaar = cursor.fetchone()
    # A temporary table with the name of a log table would get its lines.
    yield sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(database))
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC, {}").format(naam)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(naam)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}").format(naam)
    yield sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {}").format(naam)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(naam)
    alleen_erbij = logtabellen()
    for tabel in connection.introspection.table_names(cursor):
        wat = LOG if tabel in alleen_erbij else LEZEN if tabel == "django_migrations" else ALLES
        yield sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(wat), sql.Identifier(tabel), naam)
    # A table of the next migration can be read and added to at once; more only after `verleen`.
    yield sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {} ON TABLES TO {}").format(
        sql.SQL(LOG), naam
    )
    yield sql.SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {}").format(naam)
    yield sql.SQL(NEGEREN).format(eigenaar=sql.Literal(eigenaar))
