from django.urls import path, re_path

from budgetten.views import publiek, werkbank

app_name = "budgetten"
KENMERK = r"\d{4}-\d{4,7}"
urlpatterns = [
    path("budgetten/", publiek.jaren, name="jaren"),
    path("budgetten/<int:jaar>/", publiek.jaar, name="jaar"),
    path("budgetten/<int:jaar>/boekingen.csv", publiek.boekingen, name="boekingen"),
    path("werkbank/budgetten/", werkbank.overzicht, name="werkbank"),
    path("werkbank/budgetten/dekken/", werkbank.dekken, name="dekken"),
    path("werkbank/budgetten/toekenningen/<int:pk>/", werkbank.toekenning, name="toekenning"),
    re_path(
        rf"^werkbank/initiatieven/(?P<kenmerk>{KENMERK})/toekennen/$", werkbank.toekennen, name="toekennen"
    ),
]
