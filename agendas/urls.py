from django.urls import path, re_path

from agendas.views import publiek, werkbank

app_name = "agendas"
KENMERK = r"\d{4}-\d{4,7}"
urlpatterns = [
    path("agendas/", publiek.lijst, name="lijst"),
    path("agendas/<slug:slug>/", publiek.agenda, name="agenda"),
    path("werkbank/agendas/<slug:slug>/", werkbank.agenda, name="werkbank"),
    path("werkbank/agendas/<slug:slug>/punten/nieuw/", werkbank.punt, name="nieuw-punt"),
    path("werkbank/agendas/<slug:slug>/punten/<int:pk>/", werkbank.punt, name="punt"),
    path("werkbank/agendas/<slug:slug>/punten/<int:pk>/status/", werkbank.status, name="status"),
    path(
        "werkbank/agendas/<slug:slug>/punten/<int:pk>/afspraak/",
        werkbank.zeg_toe_bij_punt,
        name="toezeggen-punt",
    ),
    re_path(
        rf"^werkbank/initiatieven/(?P<kenmerk>{KENMERK})/afspraak/$",
        werkbank.zeg_toe_bij_initiatief,
        name="toezeggen",
    ),
    path("werkbank/afspraken/<int:pk>/", werkbank.rond_af, name="afronden"),
]
