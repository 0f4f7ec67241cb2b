"""Addresses of this floor. Fixed words stand before patterns, so that no draft can take their place."""

from django.urls import path, re_path

from initiatieven.views import (
    acties,
    bevestigd,
    bevestigen,
    eigen,
    fotos,
    indienen,
    inrichten,
    lijsten,
    meedoen,
    modereren,
    publiek,
    rss,
    samen,
    schuringen,
    uitvraag,
    volgen,
    werkbank,
)

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
    path("initiatieven/feed.xml", rss.zoek, name="feed"),
    path("wijken/<slug:slug>/feed.xml", rss.wijk, name="feed-wijk"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/feed\.xml$", rss.initiatief, name="feed-initiatief"),
    path("volgen/", volgen.volgen, name="volgen"),
    path("volgen/<str:token>/", volgen.instellen, name="volgen-instellen"),
    path("volgen/<str:token>/stop/", volgen.stoppen, name="volgen-stoppen"),
    path("mijn/volgen/", volgen.mijn, name="mijn-volgen"),
    path("mijn/volgen/<int:pk>/", volgen.mijn_wijzigen, name="mijn-volgen-wijzigen"),
    path("mijn/initiatieven/<str:kenmerk>/fotos/", eigen.fotos, name="eigen-fotos"),
    path("mijn/initiatieven/<str:kenmerk>/samen/", eigen.mede, name="mede"),
    path("mijn/initiatieven/<str:kenmerk>/nieuws/<int:pk>/fotos/", eigen.nieuwsfotos, name="nieuwsfotos"),
    path("bevestig/<str:token>/", bevestigd.bevestigd, name="bevestig"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/steunen/$", meedoen.steunen, name="steunen"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/meedoen/$", meedoen.meedoen, name="meedoen"),
    re_path(r"^mijn/deelname/(?P<kenmerk>\d{4}-\d{4,7})/stoppen/$", meedoen.stoppen, name="stoppen"),
    path("werkbank/lijsten/nieuw/", lijsten.bewaar, name="bewaar-lijst"),
    path("werkbank/lijsten/<int:pk>/", lijsten.lijst, name="bewaarde-lijst"),
    path("werkbank/labels/", lijsten.labels, name="labels"),
    path("werkbank/labels/<int:pk>/", lijsten.label, name="label"),
    path("werkbank/kaders/", inrichten.kaders, name="kaders"),
    path("werkbank/kaders/nieuw/", inrichten.kader, name="kader-nieuw"),
    path("werkbank/kaders/<int:pk>/", inrichten.kader, name="kader"),
    path("werkbank/standaardteksten/", inrichten.standaardteksten, name="standaardteksten"),
    path("werkbank/standaardteksten/nieuw/", inrichten.standaardtekst, name="standaardtekst-nieuw"),
    path("werkbank/standaardteksten/<int:pk>/", inrichten.standaardtekst, name="standaardtekst"),
    path("werkbank/samen/klaar/", samen.klaar, name="samen-klaar"),
    path("werkbank/schuringen/", schuringen.lijst, name="schuringen"),
    path("werkbank/schuringen/<int:pk>/", schuringen.schuring, name="schuring"),
    path("uitvraag/<str:token>/", uitvraag.uitvraag, name="uitvraag"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/reactie/$", meedoen.reageren, name="reageren"),
    path("mijn/reacties/<int:pk>/terugnemen/", meedoen.terugnemen, name="terugnemen"),
    path("reacties/<int:pk>/melden/", modereren.meld_reactie, name="meld-reactie"),
    path("fotos/<uuid:sleutel>/melden/", modereren.meld_foto, name="meld-foto"),
    path("werkbank/meldingen/", modereren.meldingen, name="meldingen"),
    path("werkbank/meldingen/reactie/<int:pk>/", modereren.modereer_reactie, name="modereer-reactie"),
    path("werkbank/meldingen/naam/<int:pk>/", modereren.verberg_naam, name="verberg-naam"),
    path("werkbank/meldingen/foto/<uuid:sleutel>/", modereren.modereer_foto, name="modereer-foto"),
    path("fotos/<uuid:sleutel>/<int:breedte>.webp", fotos.foto, name="foto"),
]
# One address per act, by name, so that upper floors can add theirs beside them.
urlpatterns += [
    path(f"werkbank/initiatieven/<str:kenmerk>/{naam}/", werkbank.actie, {"naam": naam}, name=f"actie-{naam}")
    for naam in acties.ACTIES
]
urlpatterns += [
    path(f"mijn/initiatieven/<str:kenmerk>/{naam}/", eigen.eigen_actie, {"naam": naam}, name=f"eigen-{naam}")
    for naam in eigen.EIGEN_ACTIES
]
urlpatterns += [
    path(f"werkbank/samen/{naam}/", samen.samen, {"naam": naam}, name=f"samen-{naam}") for naam in samen.SAMEN
]
urlpatterns += [
    path(f"werkbank/schuringen/<int:pk>/{naam}/", schuringen.stap, {"naam": naam}, name=f"schuring-{naam}")
    for naam in schuringen.DADEN
]
