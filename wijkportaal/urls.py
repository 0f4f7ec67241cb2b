"""All addresses of the portal. Roof pages have no namespace; every floor brings its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("kern.urls")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
]
if settings.DEMONSTRATIE:
    urlpatterns.append(path("demonstratie/", include("wijkportaal.demonstratie.urls")))
