"""Short messages after an act, with at most one thing to do next: "Ditambahkan ke keranjang. [Lihat keranjang]"."""

import json

from django.contrib import messages
from django.http import HttpRequest


def tell(
    request: HttpRequest,
    text: str,
    *,
    label: str = "",
    url: str = "",
    post: bool = False,
    level: int = messages.SUCCESS,
) -> None:
    """Say `text` on the next page; `label` and `url` add an action, a form with a button when `post` (undo)."""
    action = json.dumps({"label": str(label), "url": url, "post": post}) if label else ""
    messages.add_message(request, level, text, extra_tags=action)
