"""Who may call what. Every view states a rule; an address without one answers 403, and a test walks them all.

A rule is a function of the request that returns a `Verdict`. Our own views carry it (`@access.to(access.anyone)`); the
addresses of Wagtail, Oscar's dashboard, allauth and Django's admin are stated by prefix in `PREFIXES`.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from marketplace import same_origin


class Verdict(Enum):
    YES = "yes"
    LOG_IN = "log in"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


Rule = Callable[[HttpRequest], Verdict]


def anyone(request: HttpRequest) -> Verdict:
    return Verdict.YES


def logged_in(request: HttpRequest) -> Verdict:
    return Verdict.YES if request.user.is_authenticated else Verdict.LOG_IN


def staff(request: HttpRequest) -> Verdict:
    """PLUT staff: `is_staff`, whatever else they may do."""
    return _when(request, request.user.is_staff)


def console_user(request: HttpRequest) -> Verdict:
    """PLUT staff who work with shops or orders, whatever their role; not those who only edit pages."""
    rights = ("console.see_vendors", "console.see_orders")
    return _when(request, any(request.user.has_perm(right) for right in rights))


def cms_user(request: HttpRequest) -> Verdict:
    """Editors and staff: whoever Wagtail's admin lets in. Each page there asks for its own permission besides."""
    return _when(request, request.user.has_perm("wagtailadmin.access_admin"))


PREFIXES: dict[str, Rule] = {
    "/cms/": cms_user,
    "/dashboard/": staff,
    "/akun/": anyone,
    "/i18n/": anyone,
    "/static/": anyone,
    "/media/": anyone,
}


def to(rule: Rule) -> Callable[[Callable], Callable]:
    """State a view's rule, on a function or on the result of `as_view()`."""

    def state(view: Callable) -> Callable:
        view.access = rule  # type: ignore[attr-defined]
        return view

    return state


def rule_of(view: Any, path: str) -> Rule | None:
    """The rule stated for a view at a path, or None. The language prefix `/en` does not count."""
    stated = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    if stated:
        return stated
    bare = path.removeprefix("/en") if path.startswith("/en/") else path
    return next((rule for prefix, rule in PREFIXES.items() if bare.startswith(prefix)), None)


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        rule = rule_of(view, request.path)
        verdict = rule(request) if rule else Verdict.FORBIDDEN
        if verdict is Verdict.YES:
            return None
        if verdict is Verdict.LOG_IN:
            return redirect_to_login(same_origin.way_back(request))
        if verdict is Verdict.HIDDEN:
            raise Http404
        raise PermissionDenied


def _when(request: HttpRequest, granted: bool) -> Verdict:
    if granted:
        return Verdict.YES
    return Verdict.FORBIDDEN if request.user.is_authenticated else Verdict.LOG_IN
