from django.urls import path, re_path, register_converter

from rapportages.kwartaal import VORM, Kwartaal
from rapportages.views import publiek, werkbank

app_name = "rapportages"


class KwartaalConverter:
    """`2026-K3` in an address."""

    regex = VORM

    def to_python(self, value: str) -> Kwartaal:
        return Kwartaal.lees(value)

    def to_url(self, value: Kwartaal) -> str:
        return str(value)


register_converter(KwartaalConverter, "kwartaal")

urlpatterns = [
    path("rapportages/", publiek.lijst, name="lijst"),
    path("rapportages/<kwartaal:kwartaal>/", publiek.rapportage, name="rapportage"),
    path("rapportages/<kwartaal:kwartaal>/rapportage.pdf", publiek.rapportage_pdf, name="pdf"),
    path("rapportages/<kwartaal:kwartaal>/rapportage.json", publiek.rapportage_json, name="json"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/leerpunt/$", publiek.vertel, name="vertel"),
    path("werkbank/rapportages/", werkbank.rapportages, name="werkbank"),
    path("werkbank/rapportages/<kwartaal:kwartaal>/", werkbank.rapportage, name="bewerken"),
    path("werkbank/rapportages/<kwartaal:kwartaal>/aanbieden/", werkbank.aanbieden, name="aanbieden"),
    path("werkbank/leerpunten/", werkbank.leerpunten, name="leerpunten"),
    path("werkbank/leerpunten/nieuw/", werkbank.leerpunt_nieuw, name="leerpunt-nieuw"),
    path("werkbank/leerpunten/<int:pk>/", werkbank.leerpunt_wijzigen, name="leerpunt"),
]
