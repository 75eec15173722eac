"""Wagtail's pages at the end of the site map, open to everyone; a page that asks for a login sends to the one login."""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail import views
from wagtail.urls import serve_pattern

from cms import slugs
from marketplace import access, whole_pages

open_to_all = access.to(access.anyone)
serve = whole_pages.kept()(views.serve)

urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        open_to_all(views.authenticate_with_password),
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/",
        open_to_all(RedirectView.as_view(pattern_name="account_login", query_string=True)),
        name="wagtailcore_login",
    ),
    *(path(f"{slug}/", open_to_all(serve), {"path": f"{slug}/"}, name=name) for name, slug in slugs.TEXTS.items()),
    re_path(serve_pattern, open_to_all(serve), name="wagtail_serve"),
]
