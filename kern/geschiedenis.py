"""Row history: a trigger of the database keeps every change of a row, by whichever way it came (BIO2, ADR 91).

Personal data stays out of it, so that erasing it from the row itself is enough; that such a field changed is kept.
"""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models
from pghistory.models import Event

from kern.verwerking import verwerking_van

M = TypeVar("M", bound=models.Model)


class Wijziging(Event):
    """One change of one row. `pgh_context` says who did it (`user`), by which request or job, and why (`reden`)."""

    pgh_id = models.BigAutoField(primary_key=True)
    pgh_created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        abstract = True


ERBIJ, ANDERS, WEG, PERSOON = "erbij", "anders", "weg", "persoonsgegevens"
INGELOGD = "ingelogd"  # of an account: its `last_login`, which is no change that somebody makes


def met_geschiedenis(*, zonder: tuple[str, ...] = ()) -> Callable[[type[M]], type[M]]:
    """Keeps each row that was added, changed or removed in `<Model>Wijziging`, which nobody can change.

    Left out are the fields that the model declares as personal (links to people stay: those are numbers), what the
    database works out by itself, and the counters and marks in `zonder`, which follow from other rows.
    """

    def volg(model: type[M]) -> type[M]:
        verwerking = verwerking_van(model)
        velden = [v for v in model._meta.local_concrete_fields if not isinstance(v, models.GeneratedField)]
        persoonlijk = [v.name for v in velden if v.name in verwerking.velden and not v.is_relation]
        sporen: list[pghistory.Tracker] = [
            pghistory.InsertEvent(ERBIJ),
            pghistory.UpdateEvent(ANDERS),
            pghistory.DeleteEvent(WEG),
        ]
        if "last_login" in persoonlijk:
            sporen.append(pghistory.UpdateEvent(INGELOGD, condition=pghistory.AnyChange("last_login")))
        bewerkt = [naam for naam in persoonlijk if naam != "last_login"]
        if bewerkt:
            sporen.append(pghistory.UpdateEvent(PERSOON, condition=pghistory.AnyChange(*bewerkt)))
        pghistory.track(
            *sporen,
            fields=[v.name for v in velden if v.name not in {*persoonlijk, *zonder}],
            model_name=f"{model.__name__}Wijziging",
            base_model=Wijziging,
        )(model)
        return model

    return volg
