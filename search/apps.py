from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Stands where Oscar's `search` app would (same label), so that nothing of Haystack is ever loaded."""

    name = "search"
    label = "search"
    verbose_name = _("Search")
