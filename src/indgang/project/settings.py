"""Django's settings. Everything that differs between two installations comes from the environment.

| variable | meaning | default |
|---|---|---|
| INDGANG_DATA | folder of state: database, keys, media, static files, logs | `.indgang` |
| INDGANG_DATABASE_URL | `postgresql://user:password@host:port/name` | SQLite in INDGANG_DATA |
| INDGANG_CONTENT | folder of content | `content` |
| INDGANG_MUNICIPALITY | which pack of `content/municipalities` is served | `lyngsoe` |
| INDGANG_SECRET_KEY, INDGANG_CPR_KEY, INDGANG_PARTY_KEY | secrets | made in INDGANG_DATA/keys when the pack is a demo |
| INDGANG_HOSTS | host names that are answered, separated by commas | loopback |
| INDGANG_ORIGIN | where a browser finds us, `https://…`; over https cookies are secure | `http://127.0.0.1:8000` |
| INDGANG_PROXY_HEADER | header in which the proxy in front says `https`, `X-Forwarded-Proto` | none is believed |
| INDGANG_BROKER | issuer of the login broker | none: login is off |
| INDGANG_BROKER_CLAIMS | which map of claims the broker speaks (adapters/oidc/claims.py) | `signicat` |
| INDGANG_CITIZEN_CLIENT, INDGANG_STAFF_CLIENT | `id:secret` at the broker | none |
| INDGANG_ANALYTICS | what counts the figures: `duckdb`, `postgresql://…` or `spark://host:port` | `duckdb` |
| INDGANG_FILE_MEGABYTES | how large a file somebody may send us | 10 |
| INDGANG_POST, INDGANG_POST_TOKENS | Digital Post and remote print (SF1601), its token service | none: own printer |
| INDGANG_POST_CVR, …_CERTIFICATE, …_KEY, …_CA | who we are there; PEM files | needed with INDGANG_POST |
| INDGANG_POST_SECRET | `user:password` that a receipt pushed to us must bring | needed with INDGANG_POST |
| INDGANG_SMS | `name=smpp://user:password@host:port?weight=60`, commas between | no SMS |
| INDGANG_SMTP | `name=smtp://user:password@host:port?starttls=1`, or `smtps://`, commas between | no e-mail |
| INDGANG_MAIL_FROM | who our e-mail comes from | needed with INDGANG_SMTP |
| INDGANG_IMAP | `name=imaps://user:password@host`, the mailbox that citizens write to | none |
| INDGANG_PUBLIC_ORIGIN | the address that stands in what we send, `https://…` | INDGANG_ORIGIN |
| INDGANG_PAYMENT, INDGANG_PAYMENT_PAGE | the payment house (Nexi Checkout), and its payment page | no payments |
| INDGANG_PAYMENT_KEY, …_SECRET | our secret key there; what its notices must bring | needed with INDGANG_PAYMENT |
| INDGANG_PAYMENT_TERMS | the terms that the payment page links to | the page on personal data |
| INDGANG_LICENCES_SECRET | `user:password` of machines that ask whether a number plate has a licence | none may ask |
| INDGANG_DEMO_POST | in a demo: the page of the post's simulator, linked at the foot of each page | none |
| INDGANG_REGISTERS | `vehicles=https://host:port/path`, commas between | none; in a demo the pack's own |
| INDGANG_REGISTERS_CERTIFICATE, …_KEY, …_CA | who we are there; PEM files | needed with INDGANG_REGISTERS |
| INDGANG_CLAMAV | ClamAV's daemon, `host:port` or the path of its socket: every file is scanned, or refused | none |
"""

from pathlib import Path

from indgang.project import outside
from indgang.project.environment import Environment

env = Environment.read()
ROOT = Path(__file__).resolve().parents[3]
DATA_DIR = env.data_dir
CONTENT_DIR = env.content_dir
MUNICIPALITY = env.municipality
DEMO = env.demo

SECRET_KEY = env.secret("SECRET_KEY")
CPR_KEY = env.secret("CPR_KEY")
PARTY_KEY = env.secret("PARTY_KEY")
DEBUG = False
ALLOWED_HOSTS = env.hosts
CSRF_TRUSTED_ORIGINS = [env.origin]
ORIGIN = env.origin

INSTALLED_APPS = [
    "indgang.surfaces.api",
    "indgang.surfaces.steering",
    "indgang.surfaces.desk",
    "indgang.surfaces.portal",
    "indgang.surfaces.common",
    "indgang.project",
    "indgang.modules.strategy",
    "indgang.modules.selfservice",
    "indgang.modules.cases",
    "indgang.modules.messages",
    "indgang.modules.contacts",
    "indgang.modules.channels",
    "indgang.modules.catalogue",
    "indgang.modules.files",
    "indgang.modules.identity",
    "indgang.modules.audit",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",  # so far out that every answer passes it, a refused host and a bad address too
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "indgang.project.middleware.CleanInput",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "indgang.project.middleware.KeptSession",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "indgang.project.uploads.BoundedRequest",  # before anybody asks for a field: that reads the whole request
    "indgang.project.middleware.FreshContent",
    "indgang.surfaces.common.errors.ExpectedErrors",
]

ROOT_URLCONF = "indgang.project.urls"
WSGI_APPLICATION = "indgang.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "indgang.surfaces.common.context.page",
            ],
            "string_if_invalid": "",
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = [
    "indgang.surfaces.portal.login.backend.CitizenBackend",
    "indgang.surfaces.desk.login.backend.StaffBackend",
]
LOGIN_URL = "portal:login"
LOGIN_REDIRECT_URL = "portal:my_page"
SESSION_COOKIE_AGE = 60 * 60  # without a request; KeptSession renews it for somebody active
SESSION_RENEWED_AFTER = 5 * 60
SESSION_ENDS_AFTER = 10 * 60 * 60  # from the login, active or not
SESSION_SAVE_EVERY_REQUEST = False  # a write at each request would cost more than the page
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "indgang_session"
CSRF_COOKIE_NAME = "indgang_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "indgang.surfaces.common.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.secure
SECURE_SSL_REDIRECT = False  # the proxy in front does it
SECURE_PROXY_SSL_HEADER = env.proxy_header
SECURE_HSTS_SECONDS = 31536000 if env.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.secure
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

BROKER = env.broker
BROKER_CLAIMS = env.broker_claims
CITIZEN_CLIENT = env.citizen_client
STAFF_CLIENT = env.staff_client

PUBLIC_ORIGIN = outside.public_origin(ORIGIN)
PAYMENT = outside.payments(PUBLIC_ORIGIN, demo=DEMO)
LICENCES_SECRET = outside.licences_secret()

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": [
            "'self'",
            *([env.broker] if env.broker else []),
            *([PAYMENT.page] if PAYMENT else []),  # a form leads there by a redirect
        ],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "indgang" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Copenhagen"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [env.vendored_static] if env.vendored_static.is_dir() else []
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "media"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 60

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "bulk"],  # a letter to many never makes a single letter wait
        "OPTIONS": {},
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2600  # a round has up to 500 places, each with up to five fields
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_LIMIT = env.file_megabytes * 1024 * 1024  # of one file, in bytes
REQUEST_LIMIT = 5 * FILE_LIMIT  # of a whole request; more is not read
FILE_UPLOAD_HANDLERS = [
    "indgang.project.uploads.BoundedUpload"
]  # in memory, never more than FILE_LIMIT, never on disk
CLAMAV = env.clamav
ANALYTICS = env.analytics
POST = outside.post()
REGISTERS = outside.registers()
SMS = outside.servers("SMS", ("smpp", "smpps"))
SMTP = outside.servers("SMTP", ("smtp", "smtps"))
IMAP = outside.servers("IMAP", ("imaps", "imap"))
MAIL_FROM = outside.mail_from()
DEMO_POST = outside.seen_from_outside(demo=DEMO)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
LOGGING = env.logging
SILENCED_SYSTEM_CHECKS: list[str] = []
