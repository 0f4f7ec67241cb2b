from django.urls import path

from budgetten.views import publiek, werkbank

app_name = "budgetten"
urlpatterns = [
    path("budgetten/", publiek.jaren, name="jaren"),
    path("budgetten/<int:jaar>/", publiek.jaar, name="jaar"),
    path("budgetten/<int:jaar>/boekingen.csv", publiek.boekingen, name="boekingen"),
    path("werkbank/budgetten/", werkbank.overzicht, name="werkbank"),
    path("werkbank/budgetten/dekken/", werkbank.dekken, name="dekken"),
    path("werkbank/budgetten/toekenningen/<int:pk>/", werkbank.toekenning, name="toekenning"),
    path("werkbank/initiatieven/<str:kenmerk>/toekennen/", werkbank.toekennen, name="toekennen"),
]
