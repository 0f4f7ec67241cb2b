"""The Celery application. Its settings stand in `wijkportaal.settings` under `CELERY_`."""

import os
from typing import Any

import pghistory
from celery import Celery, Task

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkportaal.settings")


class Taak(Task):
    """A job whose changes say in the row history which job it was."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with pghistory.context(taak=self.name):
            return super().__call__(*args, **kwargs)


app = Celery("wijkportaal", task_cls=Taak)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
