"""Settings of every deployment. What differs comes from the environment (`wijkportaal.omgeving`).

`WIJKPORTAAL_MODUS` is `productie` unless said otherwise; `demonstratie` is what `make run` starts and
`test` what pytest starts. Production has no defaults for secrets and addresses.
"""

from pathlib import Path
from typing import Any

import pghistory
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from wijkportaal.omgeving import (
    WORTEL,
    als_eigenaar,
    database,
    getal,
    keuze,
    lijst,
    oorsprong,
    redis_db,
    redis_voor_celery,
    schakelaar,
    tekst,
)

MODUS = keuze("WIJKPORTAAL_MODUS", "productie", ("productie", "demonstratie", "test"))
PRODUCTIE = MODUS == "productie"
DEMONSTRATIE = MODUS == "demonstratie"
DEBUG = False

PORTAAL_URL = tekst("PORTAAL_URL", None if PRODUCTIE else "http://localhost:8000").rstrip("/")
SECRET_KEY = tekst("SECRET_KEY", None if PRODUCTIE else "alleen-voor-demonstratie-en-test-" + "0" * 32)
ALLOWED_HOSTS = lijst("ALLOWED_HOSTS", "" if PRODUCTIE else "localhost,127.0.0.1,[::1],testserver")
CSRF_TRUSTED_ORIGINS = lijst("CSRF_TRUSTED_ORIGINS", PORTAAL_URL if PRODUCTIE else "")
GEMEENTEPROFIEL = tekst("GEMEENTEPROFIEL", "oosterhout")
# The PDOK Locatieserver finds the wijk of an address; "uit": by postcode, list and map only.
ADRESZOEKER = tekst(
    "ADRESZOEKER", "https://api.pdok.nl/bzk/locatieserver/search/v3_1" if PRODUCTIE else "uit"
)
PROFIELMAP = Path(tekst("PROFIELMAP", str(WORTEL / "profielen")))
GEGEVENSMAP = Path(tekst("GEGEVENSMAP", str(WORTEL / "var")))

# The roof first (its templates and commands win), then the floors from the top down to the cellar.
INSTALLED_APPS = [
    "wijkportaal",
    "rapportages",
    "budgetten",
    "agendas",
    "initiatieven",
    "rollen",
    "wijken",
    "kern",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, since ours are found through TEMPLATES
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "csp",
]
if DEMONSTRATIE:
    INSTALLED_APPS.insert(0, "wijkportaal.demonstratie")

MIDDLEWARE = [
    "kern.middleware.VerzoekMiddleware",
    "kern.middleware.GeenNulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rollen.middleware.MedewerkerMiddleware",
    "wijkportaal.gewist.GewistMiddleware",
    "kern.middleware.GeschiedenisMiddleware",
]

ROOT_URLCONF = "wijkportaal.urls"
WSGI_APPLICATION = "wijkportaal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WORTEL / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kern.context.portaal",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------
DATABASE_URL = tekst("DATABASE_URL")
# The owner of the tables, for the few commands that change them; without it the portal itself is the owner.
MIGRATIE_DATABASE_URL = tekst("MIGRATIE_DATABASE_URL", "")
DATABASES = {
    "default": database(
        MIGRATIE_DATABASE_URL if MIGRATIE_DATABASE_URL and als_eigenaar() else DATABASE_URL,
        pool=schakelaar("DATABASE_POOL"),
    )
}
REDIS_URL = tekst("REDIS_URL")
REDIS_DB = getal("REDIS_DB", 0)  # the cache; the queue has the next number
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": redis_db(REDIS_URL, REDIS_DB),
        "KEY_PREFIX": "wijkportaal",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
MEDIA_ROOT = GEGEVENSMAP / "media"
MEDIA_URL = "/media/"  # nothing is served from here: photos go through a view that checks the right
# Bytes of form text; photos are not counted. Far more than any field takes, so that somebody who pastes a
# whole book gets it back with a sentence in the form instead of a page that says no.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "kern.uploads.BegrensdeUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Row history (kern.geschiedenis) -----------------------------------------------------------------
PGHISTORY_APPEND_ONLY = True
# Who, why and by which request stand in the line itself: the table of pghistory would have to be updated.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="wijzigingen", db_index=True)
PGHISTORY_MIDDLEWARE_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

# --- Jobs -----------------------------------------------------------------------------------------
CELERY_BROKER_URL = redis_voor_celery(REDIS_URL, REDIS_DB + 1)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,  # longer than the time limit, or a task would run twice
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
}
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULER = "wijkportaal.klok:Klok"
CELERY_BEAT_SCHEDULE_FILENAME = str(GEGEVENSMAP / "beat" / "schema")
# Every job looks at state ("due and not yet done"), so a missed tick costs time, never a mail or a report.
CELERY_BEAT_SCHEDULE = {
    "verstuur-wachtende-mail": {
        "task": "kern.verstuur_wachtende_mail",
        "schedule": getal("MAIL_INTERVAL", 15),
        "options": {"expires": 60},
    },
    "bewaak-termijnen": {
        "task": "initiatieven.bewaak_termijnen",
        "schedule": getal("TERMIJN_INTERVAL", 900),
        "options": {"expires": 900},
    },
    "verplaats-werk": {
        "task": "initiatieven.verplaats_werk",
        "schedule": getal("TERMIJN_INTERVAL", 900),
        "options": {"expires": 900},
    },
    "verplaats-agendawerk": {
        "task": "agendas.verplaats_werk",
        "schedule": getal("TERMIJN_INTERVAL", 900),
        "options": {"expires": 900},
    },
    "sluit-accounts": {
        "task": "rollen.sluit_accounts",
        "schedule": getal("TERMIJN_INTERVAL", 900),
        "options": {"expires": 900},
    },
    "verspreid-nieuws": {
        "task": "initiatieven.verspreid",
        "schedule": getal("VOLGEN_INTERVAL", 60),
        "options": {"expires": 60},
    },
    "stuur-overzichten": {
        "task": "initiatieven.stuur_overzichten",
        "schedule": getal("OVERZICHT_INTERVAL", 300),
        "options": {"expires": 300},
    },
    "vergeet-oud-nieuws": {
        "task": "initiatieven.vergeet_oud_nieuws",
        "schedule": crontab(hour=3, minute=45),
        "options": {"expires": 3600},
    },
    "verwijder-oude-concepten": {
        "task": "initiatieven.verwijder_oude_concepten",
        "schedule": crontab(hour=3, minute=30),
        "options": {"expires": 3600},
    },
    "bewaar-niet-langer": {  # a few times a night: one run stops after some minutes and the next goes on
        "task": "wijkportaal.bewaar_niet_langer",
        "schedule": crontab(hour="1,2", minute="*/10"),
        "options": {"expires": 600},
    },
    "ruim-bevestigingen-op": {
        "task": "initiatieven.ruim_bevestigingen_op",
        "schedule": crontab(hour=3, minute=45),
        "options": {"expires": 3600},
    },
    "waarschuw-voor-einde-van-sleutels": {
        "task": "rollen.waarschuw_voor_einde_van_sleutels",
        "schedule": crontab(hour=7, minute=15),
        "options": {"expires": 3600},
    },
    "vertel-reacties": {
        "task": "initiatieven.vertel_reacties",
        "schedule": getal("REACTIES_INTERVAL", 300),
        "options": {"expires": 300},
    },
    "maak-kwartaalrapportages": {
        "task": "rapportages.maak_kwartaalrapportages",
        "schedule": getal("RAPPORTAGE_INTERVAL", 60 if DEMONSTRATIE else 3600),
        "options": {"expires": 3600},
    },
    "controleer-boeken": {
        "task": "budgetten.controleer_boeken",
        "schedule": crontab(hour=4, minute=30),
        "options": {"expires": 3600},
    },
}

# --- Mail -----------------------------------------------------------------------------------------
EMAIL_HOST = tekst("EMAIL_HOST", None if PRODUCTIE else "127.0.0.1")
EMAIL_PORT = getal("EMAIL_PORT", 25 if PRODUCTIE else 1025)
EMAIL_HOST_USER = tekst("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = tekst("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = schakelaar("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = tekst("MAIL_AFZENDER", None if PRODUCTIE else "wijkportaal@voorbeeld.example")

# --- Login ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "kern.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "rollen.backends.RollenBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/na-inloggen/"
ACCOUNT_ADAPTER = "kern.inloggen.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "rollen.inloggen.SocialAccountAdapter"
MFA_ADAPTER = "kern.inloggen.MFAAdapter"
# What closes the secrets of second factors, newest first; SECRET_KEY always opens them too.
KLUISSLEUTELS = lijst("KLUISSLEUTELS")
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "kern.inlogformulieren.WachtwoordForm",
    "request_login_code": "kern.inlogformulieren.CodeVragenForm",
    "confirm_login_code": "kern.inlogformulieren.CodeForm",
    "reset_password": "kern.inlogformulieren.VergetenForm",
}
# Nobody signs up, but the login form has a password only when this names one.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True  # twice; the one before works no more
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by the code or the button behind a mailed link
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTIE else "http"
ACCOUNT_SESSION_REMEMBER = False
PASSWORD_RESET_TIMEOUT = 3600  # seconds that the link for a new password works
# allauth's own would keep a second table of addresses, in which an old one goes on to log in.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
# Counted in Redis: per visitor (ip), per person (user) and per address that is typed (key). A login code is worth
# three tries, so ten codes an hour are thirty tries, from however many visitors.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key,30/d/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,5/m/key,10/h/key",
    "reauthenticate": "10/m/user,60/h/user",
}
SESSIE_MINUTEN = getal("SESSIE_MINUTEN", 15)  # how long staff may do nothing before they are logged out
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Wijkportaal"
MFA_FORMS = {
    "activate_totp": "kern.sleutelformulieren.AppForm",
    "add_webauthn": "kern.sleutelformulieren.SleutelForm",
    "edit_webauthn": "kern.sleutelformulieren.SleutelnaamForm",
}
MFA_TOTP_TOLERANCE = 1  # a code that changed while it was typed still counts (RFC 6238, 5.2)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTIE
# Staff log in at the municipality, residents with DigiD by way of a broker: each behind a switch (kern.oidc).
OIDC_AAN, DIGID_AAN = schakelaar("OIDC_AAN"), schakelaar("DIGID_AAN")
OIDC_SERVER = tekst("OIDC_SERVER", None if OIDC_AAN else "")
DIGID_SERVER = tekst("DIGID_SERVER", None if DIGID_AAN else "")
DIGID_NAAM = tekst("DIGID_NAAM", "DigiD")
# The values of `acr` that are good enough; none: whatever the broker gives.
DIGID_NIVEAU = lijst("DIGID_NIVEAU")
INLOGGEN_ELDERS: list[dict[str, Any]] = []
if OIDC_AAN:
    INLOGGEN_ELDERS.append(
        {
            "provider_id": "gemeente",
            "name": tekst("OIDC_NAAM", "Gemeente-account"),
            "client_id": tekst("OIDC_CLIENT_ID"),
            "secret": tekst("OIDC_SECRET"),
            "settings": {"server_url": OIDC_SERVER},
        }
    )
if DIGID_AAN:
    INLOGGEN_ELDERS.append(
        {
            "provider_id": "digid",
            "name": DIGID_NAAM,
            "client_id": tekst("DIGID_CLIENT_ID"),
            "secret": tekst("DIGID_SECRET"),
            "settings": {"server_url": DIGID_SERVER, "fetch_userinfo": False},
        }
    )
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": INLOGGEN_ELDERS}}

# --- Security -------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "https://service.pdok.nl"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A form for logging in elsewhere is answered by a redirect to there.
        "form-action": [SELF, *(oorsprong(app["settings"]["server_url"]) for app in INLOGGEN_ELDERS)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTIE and schakelaar("SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^gezond$", r"^gereed$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTIE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTIE
SECURE_HSTS_PRELOAD = PRODUCTIE
if schakelaar("ACHTER_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTIE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kern.views.formulier_verlopen"

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Nederlands"))]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(tekst("STATIC_ROOT", str(GEGEVENSMAP / "static")))
STATICFILES_DIRS = [WORTEL / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kern.finders.PakketFinder",
]
NODE_MODULES = WORTEL / "node_modules"  # only read by the finder, at collectstatic and in development
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODUS == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "EXCEPTION_HANDLER": "kern.api.probleem",
}

# --- Logging --------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "kern.logboek.JsonFormatter"},
        "leesbaar": {"format": "%(levelname)s %(name)s: %(message)s"},
    },
    "filters": {"zonder_pad": {"()": "kern.logboek.ZonderPad"}},
    "handlers": {
        "uitvoer": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTIE else "leesbaar",
            "filters": ["zonder_pad"],
        }
    },
    "root": {"handlers": ["uitvoer"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["uitvoer"], "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "pgtrigger": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
    },
}
