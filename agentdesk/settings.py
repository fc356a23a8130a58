"""One settings file. What differs between machines comes by environment variables; the defaults are safe.

DATABASE_URL, REDIS_URL       PostgreSQL and Valkey or Redis
AGENTDESK_SECRET_KEY          made once by `manage.py demo` and `up`
AGENTDESK_ALLOWED_HOSTS       comma-separated host names
AGENTDESK_HTTPS               "1" behind a TLS proxy: secure cookies and HSTS
AGENTDESK_PROXIES             how many proxies of ours append to X-Forwarded-For (1 with HTTPS, else 0)
AGENTDESK_DEMO                "1" shows the demo's shop page
AGENTDESK_TIME_ZONE           the company's time, an IANA name (Europe/London): opening hours, due days, dates that are spoken
AGENTDESK_WIDGET_PACE         multiplies the rate limits of the chat widget (1)

A language model is optional: any service that speaks chat completions. Without one everything works from evidence alone.
AGENTDESK_LANGUAGE_MODEL_URL       its base address, such as https://models.example.com/v1
AGENTDESK_LANGUAGE_MODEL_NAME      the model to ask for
AGENTDESK_LANGUAGE_MODEL_KEY       its key; or _KEY_FILE, a file that holds it. Never stored, never logged
AGENTDESK_LANGUAGE_MODEL_SECONDS   the deadline of one question over all its tries (6)
AGENTDESK_LANGUAGE_MODEL_TOKENS_AN_HOUR, _COST_AN_HOUR          the budget (200000; money 0: no limit)
AGENTDESK_LANGUAGE_MODEL_PRICE_IN, _PRICE_OUT, _CURRENCY        money for a million tokens (0, 0, USD)
AGENTDESK_LANGUAGE_MODEL_ADAPTER   another adapter by dotted path
"""

import os
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules or os.environ.get("AGENTDESK_TESTING") == "1"
IN_DEMO = os.environ.get("AGENTDESK_DEMO") == "1"
# Multiplies the rate limits of the chat widget; the benchmark raises it.
WIDGET_PACE = int(os.environ.get("AGENTDESK_WIDGET_PACE", "1"))
HTTPS = os.environ.get("AGENTDESK_HTTPS") == "1"
PROXIES = int(os.environ.get("AGENTDESK_PROXIES", "1" if HTTPS else "0"))
# One prefix a deployment: several may share a Redis, and pub/sub ignores database numbers.
PREFIX = os.environ.get("AGENTDESK_PREFIX", "agentdesk")
STATE_DIR = os.environ.get("AGENTDESK_STATE", "")

DEBUG = os.environ.get("AGENTDESK_DEBUG") == "1"
SECRET_KEY = os.environ.get("AGENTDESK_SECRET_KEY", "only-for-tests-and-one-off-commands" if TESTING else "")
if not SECRET_KEY:
    SECRET_KEY = os.urandom(32).hex()  # one process only: sessions end with it
ALLOWED_HOSTS = os.environ.get("AGENTDESK_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("AGENTDESK_TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "channels",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "agentdesk",
    "cases",
    "assist",
    "qa",
]

MIDDLEWARE = [
    "agentdesk.health.HealthMiddleware",
    "agentdesk.proxies.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "agentdesk.static_files.PackedStatic",
    "agentdesk.logs.RequestLogMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cases.refusals.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "agentdesk.urls"
ASGI_APPLICATION = "agentdesk.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

_database = dj_database_url.parse(os.environ.get("DATABASE_URL", "postgresql://app@127.0.0.1:5432/app"))
# Daphne serves each request on a thread of its own, so a pool and not CONN_MAX_AGE keeps connections.
# Short questions asked often: PostgreSQL keeps their plans, which is a third of its work for one message.
_database["OPTIONS"] = {"server_side_binding": True, "prepare_threshold": 3}
if not TESTING:
    pool = {"min_size": 2, "max_size": int(os.environ.get("AGENTDESK_POOL", "8")), "timeout": 10}
    _database["OPTIONS"]["pool"] = pool
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{PREFIX}:layer"},
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": PREFIX,
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "cases.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "cases.people.accounts.ClosedAccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# Passwords have one throttle that keeps a record (axes); allauth's own would count in the cache and hide the reason. The
# second factor has only allauth's: axes hears nothing of codes. What it names "login_failed" counts both.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/lockout.html"
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("AGENTDESK_TIME_ZONE", "Europe/London")
USE_I18N = True
USE_TZ = True
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from the tree; `collectstatic` into this folder only where a web server of its own serves them.
STATIC_ROOT = os.environ.get("AGENTDESK_STATIC_ROOT") or None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "agentdesk.api.keys.ApiKeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["agentdesk.api.keys.HasScope"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.CursorPagination",
    "PAGE_SIZE": 50,
    "EXCEPTION_HANDLER": "agentdesk.api.refusals.refusal_as_json",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "AgentDesk API",
    "DESCRIPTION": "Cases, interactions, turns, events and handoff bundles.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ActorKindEnum": [(k, k) for k in ("customer", "ai_agent", "agent", "system", "integration")]
    },
}

CELERY_BROKER_URL = REDIS_URL
# What is to be done stands in the database (undispatched events, outboxes, jobs) and the sweep sends it again. The broker's
# own book of unacknowledged messages would say the same a second time, for two transactions a message.
CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{PREFIX}:", "ack_emulation": False}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_DEFAULT_QUEUE = "live"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
# A publish that finds no broker fails fast: the event keeps its place and the sweep runs it.
CELERY_TASK_PUBLISH_RETRY = False

# Where background reactions run: "celery", or "held" until somebody settles them (tests).
REACT = os.environ.get("AGENTDESK_REACT", "held" if TESTING else "celery")
REACTIONS = "agentdesk.reactions.REACTIONS"
COPIES = "agentdesk.forgetting.copies.remove_copies"  # called when the content of an event is removed
# How long a process may not have noticed that another model went live.
REGISTRY_REFRESH_SECONDS = 0 if TESTING else 1

BACKOFFICE_URL = os.environ.get("AGENTDESK_BACKOFFICE_URL", "")
BACKOFFICE_TOKEN = os.environ.get("AGENTDESK_BACKOFFICE_TOKEN", "")
TOOL_SOURCES = {
    "backoffice": {
        "adapter": "assist.tools.sources.http.HttpSource",
        "url": BACKOFFICE_URL,
        "token": BACKOFFICE_TOKEN,
    },
}
CRM_URL = os.environ.get("AGENTDESK_CRM_URL", "")
CRM_TOKEN = os.environ.get("AGENTDESK_CRM_TOKEN", "")

_language = {k.removeprefix("AGENTDESK_LANGUAGE_MODEL_").lower(): v for k, v in os.environ.items()
             if k.startswith("AGENTDESK_LANGUAGE_MODEL_")}  # fmt: skip
if _language.get("url") and not TESTING:
    _language.setdefault("adapter", "assist.providers.language.compatible.connect")
LANGUAGE_MODEL: dict[str, str] = _language

LOGGING_CONFIG = None
from agentdesk.logs import configure_logs  # noqa: E402 - after the settings that it reads

configure_logs(as_json=not (DEBUG or TESTING))
