from django.urls import path

from kern import views

app_name = "kern"
urlpatterns = [
    path("gezond", views.gezond, name="gezond"),
    path("gereed", views.gereed, name="gereed"),
]
