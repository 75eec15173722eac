"""Icons and the seal, each drawn once per process."""

from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide


@lru_cache(maxsize=512)
def drawn(name: str, label: str = "", extra: str = "") -> SafeString:
    """A lucide icon; with a label it is read aloud, without one it is ornament."""
    attributes: dict[str, Any] = {"class": f"i {extra}".strip()}
    attributes |= {"role": "img", "aria_label": label} if label else {"aria_hidden": "true"}
    return mark_safe(lucide(name, size=None, **attributes).replace("\n", "").replace(" />", "/>"))


@cache
def seal() -> SafeString:
    return mark_safe(render_to_string("components/seal.html").strip())
