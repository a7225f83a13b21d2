"""All settings, read from the environment; nonsense stops the start with a sentence.

`docs/operations.md` lists every variable.
"""

import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR = (BASE_DIR / env.str("FESTIVAL_VAR", "var")).resolve()
DEMO = env.bool("FESTIVAL_DEMO", False)
DEBUG = env.bool("FESTIVAL_DEBUG", False)
SHORTEST_SECRET_KEY = 50
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}
ALLOWED_HOSTS = env.list("FESTIVAL_HOSTS", sorted(LOCAL_HOSTS))
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("FESTIVAL_HOSTS is empty: name the host that visitors type.")


def _demo_secret_key() -> str:
    """The demo's own key, made once and kept beside its database."""
    VAR.mkdir(parents=True, exist_ok=True)
    kept = VAR / "demo-secret-key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = env.str("FESTIVAL_SECRET_KEY", "") or (_demo_secret_key() if DEMO else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set FESTIVAL_SECRET_KEY to a long random text.")
PUBLIC = not LOCAL_HOSTS.issuperset(ALLOWED_HOSTS)
if PUBLIC and len(SECRET_KEY) < SHORTEST_SECRET_KEY:
    raise ImproperlyConfigured(
        f"FESTIVAL_SECRET_KEY is too short: give at least {SHORTEST_SECRET_KEY} random characters."
    )
if PUBLIC and (DEBUG or DEMO):
    raise ImproperlyConfigured(
        "FESTIVAL_DEBUG and FESTIVAL_DEMO are for this computer only: FESTIVAL_HOSTS names a public host."
    )

HTTPS = env.bool("FESTIVAL_HTTPS", not (DEBUG or DEMO))
SITE_URL = env.str(
    "FESTIVAL_SITE_URL", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
).rstrip("/")
SITE_NAME = env.str("FESTIVAL_SITE_NAME", "Festival")
TRUSTED_PROXIES = env.int("FESTIVAL_TRUSTED_PROXIES", 0)
SIGN_UP_LIMIT = env.int(
    "FESTIVAL_SIGN_UP_LIMIT", 30
)  # forms in ten minutes from one network: a library full of people, not a robot

INSTALLED_APPS = [
    "festival.admin_site.FestivalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "crispy_forms",
    "csp",
    "django_htmx",
    "mailer",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "festival",
    "partners",
    "events",
    "registrations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "festival.addresses.NoNul",
    "events.addressing.MovedAddresses",
]
ROOT_URLCONF = "festival.urls"
WSGI_APPLICATION = "festival.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "festival.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "festival_forms"
CRISPY_TEMPLATE_PACK = "festival_forms"

DATABASE_URL = env.str("DATABASE_URL", f"sqlite:///{VAR / 'festival.sqlite3'}")
DATABASES = {
    "default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

AUTH_USER_MODEL = "festival.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "festival.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds; the mail says one day
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "events:home"

ACCOUNT_ADAPTER = "festival.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # signing up is closed; allauth wants to know
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation proves the address, a new one is confirmed
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # festival.accounts.limits counts for all processes
_FORMS = "festival.accounts.forms."
ACCOUNT_FORMS = {
    "login": _FORMS + "LogInForm",
    "reauthenticate": _FORMS + "ReauthenticateForm",
    "reset_password": _FORMS + "ResetForm",
    "reset_password_from_key": _FORMS + "ResetPassword",
    "change_password": _FORMS + "ChangedPassword",
    "set_password": _FORMS + "FirstPassword",
    "add_email": _FORMS + "NewAddressForm",
}
MFA_ADAPTER = "festival.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": _FORMS + "SecondStepForm",
    "reauthenticate": _FORMS + "SecondStepAgainForm",
    "authenticate_webauthn": _FORMS + "PasskeySecondStep",
    "reauthenticate_webauthn": _FORMS + "PasskeyAgain",
    "login_webauthn": _FORMS + "PasskeyLogIn",
    "activate_totp": _FORMS + "AppForm",
    "add_webauthn": _FORMS + "PasskeyForm",
    "edit_webauthn": _FORMS + "PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # a code holds half a minute longer, for clocks and slow fingers
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here with another's address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "festival" / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["festival.formats"]

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"  # files that residents send along; no address leads here
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "festival.static_files.HashedStaticFiles"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

EMAIL_BACKEND = "mailer.backend.DbBackend"
EMAIL_TIMEOUT = 10
EMAIL_HOST = env.str("FESTIVAL_SMTP_HOST", "localhost")
EMAIL_PORT = env.int("FESTIVAL_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("FESTIVAL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("FESTIVAL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("FESTIVAL_SMTP_STARTTLS", False)
EMAIL_USE_SSL = env.bool("FESTIVAL_SMTP_TLS", False)
DEFAULT_FROM_EMAIL = env.str("FESTIVAL_MAIL_FROM", "Festival <festival@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SECURITY_CONTACT = env.str(
    "FESTIVAL_SECURITY_CONTACT", f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"
)
if not re.fullmatch(r"(mailto:|https://|tel:)\S+", SECURITY_CONTACT):
    raise ImproperlyConfigured(
        "FESTIVAL_SECURITY_CONTACT must be one address that begins with mailto:, https:// or tel:."
    )
MAILER_EMAIL_BACKEND = (
    "festival.demo.mailbox.EmailBackend" if DEMO else "django.core.mail.backends.smtp.EmailBackend"
)
MAIL_LOG_DAYS = env.int("FESTIVAL_MAIL_LOG_DAYS", 30)  # how long is known which mails left

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "festival.errors.csrf_failure"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "festival.logs.Discreet", "format": "%(levelname)s %(name)s: %(message)s"}
    },
    "filters": {"refusals": {"()": "festival.logs.OneLineForRefusals"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["console"], "level": env.str("FESTIVAL_LOG_LEVEL", "INFO")},
    "loggers": {
        "mailer": {"level": "ERROR"},  # the library's own lines carry addresses
        "weasyprint": {"level": "ERROR"},  # tells each step, and each rule meant for screens
        "fontTools": {"level": "ERROR"},
    },
}
