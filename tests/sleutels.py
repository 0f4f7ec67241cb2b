"""Keys of partners in tests: the form of the beheerder, and asking the API with a key."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from kern.werkdagen import vandaag


def datumvelden(naam: str, dag: date) -> dict[str, int]:
    return {f"{naam}_dag": dag.day, f"{naam}_maand": dag.month, f"{naam}_jaar": dag.year}


def sleutelvelden(**anders: Any) -> dict[str, Any]:
    """A good form for a key; `vanaf` and `laatste_dag` are dates."""
    dag = vandaag()
    velden: dict[str, Any] = {
        "aanvraag": str(uuid4()),
        "organisatie": "Thuisvester",
        "naam": "Overzicht voor de wijkteams",
        "contact": "api@thuisvester.example",
        "recht": "initiatieven.lezen",
        "wijk": "alle",
        "vanaf": dag,
        "laatste_dag": dag + timedelta(days=200),
        **anders,
    }
    for naam in ("vanaf", "laatste_dag"):
        velden |= datumvelden(naam, velden.pop(naam))
    return velden


def met_sleutel(geheel: str, **koppen: str) -> dict[str, str]:
    """The headers of a request with this key."""
    return {"Authorization": f"Bearer {geheel}", **koppen}


def vraag(geheel: str, pad: str = "werkvoorraad", client: Client | None = None) -> Any:
    """Ask the API with a key."""
    return (client or Client()).get(f"/api/v1/{pad}", headers=met_sleutel(geheel))
