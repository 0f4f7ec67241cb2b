"""The addresses of a portal in demonstration mode."""

from django.urls import include, path

from wijkportaal.urls import urlpatterns as gewoon

urlpatterns = [*gewoon, path("demonstratie/", include("wijkportaal.demonstratie.urls"))]
