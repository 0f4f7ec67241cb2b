"""JSON log lines for production: one object per line on standard output."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger, message, request number and, for an exception, its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        regel = {
            "tijd": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "niveau": record.levelname,
            "bron": record.name,
            "bericht": record.getMessage(),
        }
        if verzoek := getattr(record, "verzoek", None):
            regel["verzoek"] = verzoek
        if record.exc_info:
            regel["fout"] = self.formatException(record.exc_info)
        return json.dumps(regel, ensure_ascii=False)


def route_van(request: HttpRequest) -> str:
    """The pattern of an address instead of the address: that may hold the key of a draft or of a mailed link."""
    return getattr(request.resolver_match, "route", None) or "-"


class ZonderPad(logging.Filter):
    """Writes the route where Django itself writes the path of a request that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            pad = request.path.encode("unicode_escape").decode("ascii")  # as Django writes it
            record.args = tuple(f"/{route_van(request)}" if deel == pad else deel for deel in record.args)
        return True
