"""The places the frame of every page leads to, by the names their addresses have in the URL configuration."""

from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

NAMES: dict[str, tuple[str, ...]] = {
    "home": ("home", "wagtail_serve"),
    "categories": ("catalogue:index",),
    "search": ("search:search",),
    "basket": ("basket:summary",),
    "orders": ("orders:list",),
    "account": ("account", "account_login"),
    "login": ("account_login",),
    "visitor": ("visitor",),
    "shops": ("storefront:index",),
    "stories": ("stories",),
    "track": ("orders:lookup",),
    "complaints": ("complaints:new", "complaints:index"),
    "about": ("about",),
    "how_to_buy": ("how_to_buy",),
    "delivery": ("delivery",),
    "returns": ("returns",),
    "sell": ("sell",),
    "privacy": ("privacy",),
    "terms": ("terms",),
    "portal_home": ("portal:home",),
    "portal_orders": ("portal:orders",),
    "portal_products": ("portal:products",),
    "portal_balance": ("portal:balance",),
    "portal_more": ("portal:more",),
}


def address(place: str) -> str:
    """The path of a place, empty while the shop has no such page: what leads nowhere is not offered."""
    return _address(NAMES[place], get_language())


def is_current(place: str, path: str) -> bool:
    """Whether the reader stands at this place or below it; the two home pages only when exactly there."""
    target = address(place)
    if not target:
        return False
    return path == target if place in ("home", "portal_home") else path.startswith(target)


@lru_cache(maxsize=4096)
def current(path: str, language: str | None) -> tuple[str, ...]:
    """The places the reader stands at, by which one frame differs from another."""
    return tuple(place for place in NAMES if is_current(place, path))


@lru_cache(maxsize=256)
def _address(names: tuple[str, ...], language: str | None) -> str:
    """Reversed once per process and language: the frame of each page asks for twenty of them."""
    for name in names:
        try:
            return reverse(name, args=("",) if name == "wagtail_serve" else ())
        except NoReverseMatch:
            continue
    return ""
