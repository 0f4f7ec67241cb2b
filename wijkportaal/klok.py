"""Celery beat with a heartbeat, so that a health check can tell a clock that ticks from one that hangs."""

from pathlib import Path
from typing import Any

from celery.beat import PersistentScheduler
from django.conf import settings


def hartslag() -> Path:
    """The file whose age is the time since a job was last put in the queue."""
    return Path(settings.GEGEVENSMAP) / "beat" / "hartslag"


class Klok(PersistentScheduler):
    """The usual scheduler; it touches the heartbeat file each time the queue accepted a job."""

    def setup_schedule(self) -> None:
        """Called once at start, before the schedule file is opened."""
        hartslag().parent.mkdir(parents=True, exist_ok=True)
        super().setup_schedule()

    def apply_async(self, *args: Any, **kwargs: Any) -> Any:
        """Called for every job that is due; raises when Redis does not take it, and then nothing is touched."""
        result = super().apply_async(*args, **kwargs)
        hartslag().touch()
        return result
