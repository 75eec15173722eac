"""What every list of the console shares: its place in Wagtail's frame, search, filters, 30 rows a page."""

from typing import Any

from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.admin.views import generic

from marketplace import access
from marketplace.console import spreadsheet


class ConsoleList(spreadsheet.SafeExport, generic.IndexView):
    """A list whose rule is stated in the map; Wagtail's own permissions on models do not count here."""

    permission_policy = None
    paginate_by = 30
    search_backend_name = None
    results_template_name = "console/list_results.html"
    template_name = "console/list.html"
    page_title: str | Promise = ""
    empty: str | Promise = ""
    intro: str | Promise = ""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "empty": self.empty, "intro": self.intro}


def addresses(view: type[ConsoleList], prefix: str, name: str, rule: access.Rule) -> list[URLPattern]:
    """The two addresses of a list: the page, and its rows alone for searching while typing."""
    names = {"index_url_name": f"console:{name}", "index_results_url_name": f"console:{name}-results"}
    stated = access.to(rule)
    return [
        path(prefix, stated(view.as_view(**names)), name=name),
        path(f"{prefix}hasil/", stated(view.as_view(results_only=True, **names)), name=f"{name}-results"),
    ]


def frame(here: Any, *above: tuple[str, Any], icon: str) -> dict[str, Any]:
    """What Wagtail's frame wants of a page: breadcrumbs through pages above as (url name, label), title, icon."""
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        *({"url": reverse(name), "label": label} for name, label in above),
        {"url": "", "label": here},
    ]
    return {"breadcrumbs_items": crumbs, "header_title": here, "page_title": here, "header_icon": icon}
