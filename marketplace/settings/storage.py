"""Where data lives: SQLite, local memory and local files unless the environment names servers."""

from typing import Any

from marketplace.settings.env import ROOT, VAR, env

DATABASE_URL = env("DATABASE_URL", default=f"sqlite:///{VAR / 'marketplace.sqlite3'}")
REDIS_URL = env("REDIS_URL", default="")

# The broker must never lose a message for want of memory, a cache may: give it a server of its own when it grows.
CACHE_URL = env("CACHE_URL", default=REDIS_URL.removesuffix("/0") + "/1" if REDIS_URL else "")

DATABASES = {"default": env.db_url_config(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8), "timeout": 10},
        "options": "-c lock_timeout=5000",
    }

_REDIS = {
    "BACKEND": "marketplace.cache.ForgivingRedisCache",
    "LOCATION": CACHE_URL,
    "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
}
_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pasar-jambi"}
CACHES: dict[str, dict[str, Any]] = {"default": dict(_REDIS) if REDIS_URL else _MEMORY}
# Whole pages: what processes share. Without a server each process keeps its own.
if REDIS_URL:
    CACHES["pages"] = {**_REDIS, "KEY_PREFIX": "pages"}

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "staticfiles"
STATICFILES_DIRS = [ROOT / "marketplace" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(VAR / "media"))
# Papers that only staff may open (proofs of transfer) stay outside the public folder.
PRIVATE_MEDIA_ROOT = env("PRIVATE_MEDIA_ROOT", default=str(VAR / "private"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "marketplace.files.WholeFiles"},
    "private": {
        "BACKEND": "marketplace.files.WholeFiles",
        "OPTIONS": {"location": PRIVATE_MEDIA_ROOT, "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

UPLOAD_MAX_BYTES = 10 * 1024 * 1024
UPLOAD_MAX_PIXELS = 25_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
