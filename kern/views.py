"""Health, and the page for a form that was open too long."""

import logging
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from kern.checks import ONBESCHERMD, log_is_beschermd
from kern.wachten import wacht_zin, wachttijd

log = logging.getLogger(__name__)


@require_safe
@never_cache
def gezond(request: HttpRequest) -> JsonResponse:
    """Live: the process answers. Asks nothing of database or Redis."""
    return JsonResponse({"status": "gezond"})


@require_safe
@never_cache
def gereed(request: HttpRequest) -> JsonResponse:
    """Ready: database and Redis answer and every migration has been applied; 503 otherwise."""
    staat = {"database": _database(), "redis": _redis()}
    staat["migraties"] = staat["database"] and _migraties()
    klaar = all(staat.values())
    if klaar and settings.PRODUCTIE:
        _waarschuw()
    return JsonResponse(
        {"status": "gereed" if klaar else "niet gereed", **staat}, status=200 if klaar else 503
    )


def _database() -> bool:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as fout:
        log.error("database does not answer: %s", type(fout).__name__)
        return False
    return True


def _redis() -> bool:
    try:
        cache.get("gereed")
    except RedisError as fout:
        log.error("redis does not answer: %s", type(fout).__name__)
        return False
    return True


def _migraties() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@lru_cache(maxsize=1)
def _waarschuw() -> None:
    """Once per process: one line in the log when the portal could change its own log."""
    if not log_is_beschermd():
        log.warning(ONBESCHERMD)


def formulier_verlopen(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a failed CSRF check: mostly a form that was open for very long."""
    return render(request, "kern/formulier_verlopen.html", status=403)


def onleesbaar(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read: 413 when it is far too large, else 400."""
    te_groot = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return render(request, "400.html", status=413 if te_groot else 400)


def te_vaak(request: HttpRequest) -> HttpResponse:
    """Somebody logs in, asks for a code or guesses too often: 429, with how long to wait."""
    minuten = wachttijd(request)
    antwoord = render(request, "429.html", {"zin": wacht_zin(request)}, status=429)
    antwoord["Retry-After"] = str(minuten * 60)
    return antwoord
