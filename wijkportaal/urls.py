"""All addresses of the portal. Roof pages have no namespace; every floor brings its own."""

from allauth.account.decorators import secure_admin_login
from allauth.account.views import password_set
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _

from initiatieven.api import EenInitiatief
from initiatieven.sleutelapi import EenWerk, InitiatievenEnInvoer, Werkvoorraad
from initiatieven.views import namens
from wijken.api import EenWijk, Wijken
from wijkportaal.views import (
    api,
    dashboards,
    gegevens,
    initiatief,
    inloggen,
    lijkt_op,
    logboek,
    paginas,
    publiek,
    rolbeheer,
    rollen,
    rolmensen,
    sleutels,
    verwerkingen,
    werkbank,
    werkbank_initiatief,
    werkbank_paneel,
)

# The admin has no login page of its own: it would know no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = _("Beheer van het Wijkportaal")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", publiek.home, name="home"),
    path("wijken/", publiek.wijken, name="wijken"),
    path("wijken/zoek", publiek.zoek, name="wijk-zoeken"),
    path("wijken/<slug:slug>/", publiek.wijk, name="wijk"),
    re_path(r"^initiatieven/(?P<kenmerk>\d{4}-\d{4,7})/$", initiatief.initiatief, name="initiatief"),
    path("werkbank/", werkbank.werkbank, name="werkbank"),
    path("werkbank/initiatieven/nieuw/", namens.nieuw, name="werkbank-nieuw"),
    path("werkbank/initiatieven/<str:kenmerk>/", werkbank_initiatief.initiatief, name="werkbank-initiatief"),
    path("werkbank/initiatieven/<str:kenmerk>/paneel/", werkbank_paneel.paneel, name="werkbank-paneel"),
    path("werkbank/rollen/", rollen.rollen, name="rollen"),
    path("werkbank/rollen/rechten/", rollen.rechten, name="rollen-rechten"),
    path("werkbank/rollen/wijk/<slug:slug>/", rollen.wijk, name="rollen-wijk"),
    path("werkbank/rollen/nieuw/", rolbeheer.nieuw, name="rol-nieuw"),
    path("werkbank/rollen/herverdelen/", rolbeheer.herverdelen, name="rollen-herverdelen"),
    path("werkbank/rollen/mensen/", rolmensen.mensen, name="mensen"),
    path("werkbank/rollen/mensen/nieuw/", rolbeheer.mens_nieuw, name="mens-nieuw"),
    path("werkbank/rollen/mensen/<int:pk>/", rolmensen.mens, name="mens"),
    path("werkbank/rollen/mensen/<int:pk>/afwezig/", rolbeheer.afwezig, name="mens-afwezig"),
    path("werkbank/rollen/mensen/<int:pk>/vertrek/", rolbeheer.vertrek, name="mens-vertrek"),
    path("werkbank/rollen/<int:pk>/", rolmensen.rol, name="rol"),
    path("werkbank/rollen/<int:pk>/wijzigen/", rolbeheer.wijzigen, name="rol-wijzigen"),
    path("werkbank/rollen/<int:pk>/einde/", rolbeheer.einde, name="rol-einde"),
    path("werkbank/rollen/<int:pk>/vervanging/", rolbeheer.vervanging, name="rol-vervanging"),
    path("werkbank/verwerkingen/", verwerkingen.verwerkingen, name="verwerkingen"),
    path("werkbank/sleutels/", sleutels.sleutels, name="sleutels"),
    path("werkbank/sleutels/nieuw/", sleutels.nieuw, name="sleutel-nieuw"),
    path("werkbank/sleutels/<int:pk>/", sleutels.sleutel, name="sleutel"),
    path("werkbank/sleutels/<int:pk>/opvolger/", sleutels.nieuw, name="sleutel-opvolger"),
    path("werkbank/sleutels/<int:pk>/einde/", sleutels.einde, name="sleutel-einde"),
    path("werkbank/logboek/", logboek.logboek, name="logboek"),
    path("werkbank/logboek/bestand/", logboek.bestand, name="logboek-bestand"),
    path("mijn/", initiatief.mijn, name="mijn"),
    path("mijn/inloggen/", inloggen.mijn_inloggen, name="mijn-inloggen"),
    path("mijn/inloggen/digid-los/", inloggen.digid_los, name="mijn-digid-los"),
    path("mijn/sessies/", inloggen.mijn_sessies, name="mijn-sessies"),
    path("mijn/sessies/elders-uit/", inloggen.elders_uit, name="mijn-elders-uit"),
    path("mijn/sessies/<int:pk>/uit/", inloggen.sessie_uit, name="mijn-sessie-uit"),
    path("mijn/mail/<int:pk>/", initiatief.mijn_mail, name="mijn-mail"),
    path("mijn/gegevens/", gegevens.gegevens, name="gegevens"),
    path("mijn/gegevens/download/", gegevens.download, name="gegevens-download"),
    path("mijn/gegevens/code/", gegevens.code, name="gegevens-code"),
    path("mijn/gegevens/verbeteren/", gegevens.verbeteren, name="gegevens-verbeteren"),
    path("mijn/gegevens/naam-verbergen/", gegevens.verbergen, name="gegevens-verbergen"),
    path("mijn/gegevens/e-mail/", gegevens.adres, name="gegevens-adres"),
    path("mijn/gegevens/wissen/", gegevens.wissen, name="gegevens-wissen"),
    path("mijn/gegevens/wissen/code/", gegevens.wissen_bevestigen, name="gegevens-wissen-bevestigen"),
    # Outside /mijn/: who comes here need not be logged in, or cannot be any more.
    path("gegevens/e-mail/<str:token>/", gegevens.adres_bevestigen, name="gegevens-adres-bevestigen"),
    path("gegevens/gewist/", gegevens.gewist, name="gegevens-gewist"),
    path("initiatieven/lijkt-op/", lijkt_op.lijkt_op_stuk, name="lijkt-op"),
    path("", include("initiatieven.urls")),
    path("toegankelijkheid/", paginas.toegankelijkheid, name="toegankelijkheid"),
    path("privacy/", paginas.privacy, name="privacy"),
    path(".well-known/security.txt", paginas.security_txt, name="security-txt"),
    path("robots.txt", paginas.robots_txt, name="robots-txt"),
    path("favicon.ico", paginas.Favicon.as_view(), name="favicon"),
    path("api/v1/initiatieven", InitiatievenEnInvoer.as_view(), name="api-initiatieven"),
    path("api/v1/initiatieven/<slug:kenmerk>", EenInitiatief.as_view(), name="api-initiatief"),
    path("api/v1/wijken", Wijken.as_view(), name="api-wijken"),
    path("api/v1/wijken/<slug:code>", EenWijk.as_view(), name="api-wijk"),
    path("api/v1/werkvoorraad", Werkvoorraad.as_view(), name="api-werkvoorraad"),
    path("api/v1/werkvoorraad/<slug:kenmerk>", EenWerk.as_view(), name="api-werk"),
    path("api/v1/openapi.json", api.OpenApi.as_view(), name="api-openapi"),
    re_path(r"^api/", api.Onbekend.as_view(), name="api-onbekend"),
    path("", include("kern.urls")),
    path("na-inloggen/", inloggen.na_inloggen, name="na-inloggen"),
    path("account/signup/", inloggen.afwezig, name="account_signup"),
    path("account/email/", inloggen.afwezig, name="account_email"),
    path("account/3rdparty/", inloggen.afwezig, name="socialaccount_connections"),
    path("account/3rdparty/signup/", inloggen.afwezig, name="socialaccount_signup"),
    path("account/sessions/", inloggen.afwezig, name="usersessions_list"),
    path("account/password/set/", inloggen.eerst_bewijzen(password_set), name="account_set_password"),
    path("account/2fa/totp/activate/", inloggen.eerst_bewijzen(activate_totp), name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", inloggen.eerst_bewijzen(add_webauthn), name="mfa_add_webauthn"),
    path("account/", include("allauth.urls")),
    path("", include("rollen.urls")),
    path("", include("agendas.urls")),
    path("", include("budgetten.urls")),
    path("", include("rapportages.urls")),
    path("beheer/", admin.site.urls),
]
urlpatterns += [
    path(f"werkbank/overzicht/{naam}/", dashboards.overzicht, {"naam": naam}, name=f"overzicht-{naam}")
    for naam in dashboards.OVERZICHTEN
]
handler400 = "kern.views.onleesbaar"
handler429 = "kern.views.te_vaak"

if settings.DEMONSTRATIE:
    urlpatterns.append(path("demonstratie/", include("wijkportaal.demonstratie.urls")))
