"""The roof: settings, addresses and the pages that compose several floors."""

from wijkportaal.celery import app as celery_app

__all__ = ["celery_app"]
