from django.urls import path

from wijkportaal.demonstratie import views

app_name = "demonstratie"
urlpatterns = [
    path("", views.start, name="start"),
    path("mail/", views.mails, name="mails"),
    path("mail/<int:nummer>/", views.mail, name="mail"),
]
