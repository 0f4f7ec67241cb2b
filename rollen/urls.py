"""Addresses of the people of a wijk: their cards, their photos and questions to them."""

from django.urls import path

from rollen.views import kaart, vraag

app_name = "rollen"
urlpatterns = [
    path("wijken/<slug:slug>/vraag/<int:pk>/", vraag.vraag, name="vraag"),
    path("wijken/<slug:slug>/vraag/<int:pk>/verstuurd/", vraag.verstuurd, name="vraag-verstuurd"),
    path("mensen/<uuid:sleutel>/<int:breedte>.webp", kaart.gezicht, name="gezicht"),
    path("werkbank/mijn-kaart/", kaart.mijn_kaart, name="mijn-kaart"),
    path("werkbank/rollen/mensen/<int:pk>/kaart/", kaart.kaart_van_ander, name="kaart-van-ander"),
]
