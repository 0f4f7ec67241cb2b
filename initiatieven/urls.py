"""Addresses of this floor. Fixed words stand before patterns, so that no draft can take their place."""

from django.urls import path, re_path

from initiatieven.views import acties, bevestigen, fotos, indienen, publiek, volgen, werkbank

app_name = "initiatieven"
urlpatterns = [
    path("initiatieven/", publiek.lijst, name="lijst"),
    path("initiatieven/kaart.json", publiek.kaart, name="kaart"),
    path("initiatieven/nieuw/", indienen.nieuw, name="nieuw"),
    path("initiatieven/nieuw/<uuid:sleutel>/verstuurd/", indienen.verstuurd, name="verstuurd"),
    path("initiatieven/nieuw/<uuid:sleutel>/later/", indienen.later, name="later"),
    path("initiatieven/nieuw/<uuid:sleutel>/<slug:naam>/", indienen.stap, name="stap"),
    path("initiatieven/verder/<str:token>/", indienen.verder, name="verder"),
    path("initiatieven/bevestigen/", bevestigen.nieuwe_link, name="nieuwe-link"),
    path("initiatieven/bevestigen/<str:token>/", bevestigen.bevestigen, name="bevestigen"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/ontvangen/$", bevestigen.ontvangen, name="ontvangen"),
    path("volgen/", volgen.volgen, name="volgen"),
    path("volgen/<str:token>/", volgen.instellen, name="volgen-instellen"),
    path("volgen/<str:token>/stop/", volgen.stoppen, name="volgen-stoppen"),
    path("mijn/volgen/", volgen.mijn, name="mijn-volgen"),
    path("mijn/volgen/<int:pk>/", volgen.mijn_wijzigen, name="mijn-volgen-wijzigen"),
    path("fotos/<uuid:sleutel>/<int:breedte>.webp", fotos.foto, name="foto"),
]
# One address per act, by name, so that upper floors can add theirs beside them.
urlpatterns += [
    path(f"werkbank/initiatieven/<str:kenmerk>/{naam}/", werkbank.actie, {"naam": naam}, name=f"actie-{naam}")
    for naam in acties.ACTIES
]
