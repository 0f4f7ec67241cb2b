"""Walks the steps of telling about an initiative, as a browser does."""

from typing import Any
from uuid import UUID

from django.test import Client

from initiatieven.models import Initiatief
from initiatieven.themas import te_kiezen
from wijken.models import Wijk

ANTWOORDEN: dict[str, dict[str, Any]] = {
    "wat": {
        "titel": "Een buurttuin aan de Zandheuvel",
        "verhaal": "Naast het plein ligt een leeg veldje.",
        "domein": "fysiek",
    },
    "waar": {"plek": "het grasveld naast de speeltuin", "lat": "51.6461", "lon": "4.8703"},
    "nodig": {"nodig": ["geld", "advies"], "eigen_bijdrage": "Wij spitten zelf."},
    "wie": {"indiener_naam": "Sanne de Bruin", "indiener_email": "sanne@voorbeeld.example"},
}


def begin(client: Client, **anders: Any) -> Initiatief:
    """Post the first step; the draft that it made."""
    thema = te_kiezen().first()
    gekozen = {"thema": thema.slug} if thema else {}
    antwoord = client.post("/initiatieven/nieuw/", {**ANTWOORDEN["wat"], **gekozen, **anders})
    assert antwoord.status_code == 302, antwoord.content.decode()
    return Initiatief.objects.get(sleutel=UUID(antwoord["Location"].split("/")[3]))


def post(client: Client, concept: Initiatief, stap: str, **antwoorden: Any) -> Any:
    """Post one step and follow where it leads."""
    return client.post(f"/initiatieven/nieuw/{concept.sleutel}/{stap}/", antwoorden, follow=True)


def doorloop(client: Client, wijk: Wijk, **anders: Any) -> Initiatief:
    """Answer the first four steps; what remains is to check and send. `anders` replaces answers."""
    concept = begin(client)
    post(client, concept, "waar", **{"wijk": wijk.pk, **ANTWOORDEN["waar"], **anders})
    post(client, concept, "nodig", **{**ANTWOORDEN["nodig"], **anders})
    laatste = post(client, concept, "wie", **{**ANTWOORDEN["wie"], **anders})
    assert laatste.redirect_chain[-1][0].endswith("/controleren/")
    concept.refresh_from_db()
    return concept
