"""The pages of the bell: a person's own notices, those of a shop for its members, those of PLUT for staff."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace import access
from marketplace.accounts.models import User
from marketplace.notices import inbox, links
from marketplace.notices.models import Notice
from vendors import permissions
from vendors.models import Membership
from vendors.permissions import Right

PER_PAGE = 20


class Reading(HttpRequest):
    """A request that has passed its rule: somebody is logged in, and `member_of_shop` has found their membership."""

    user: User  # type: ignore[assignment]
    membership: Membership


def member_of_shop(request: HttpRequest) -> access.Verdict:
    """Members of the shop in the address, in whatever role. To all others there is no such page."""
    if not isinstance(request.user, User):
        return access.Verdict.LOG_IN
    slug = request.resolver_match.kwargs["slug"]  # type: ignore[union-attr]
    membership = Membership.objects.select_related("vendor").filter(user=request.user, vendor__slug=slug).first()
    if membership is None:
        return access.Verdict.HIDDEN
    request.membership = membership  # type: ignore[attr-defined]
    request.vendor = membership.vendor  # type: ignore[attr-defined]
    return access.Verdict.YES


@access.to(access.logged_in)
@require_safe
@never_cache
def mine(request: Reading) -> HttpResponse:
    return _page(request, inbox.for_user(request.user), "base.html", reverse("notices:read-mine"))


@access.to(member_of_shop)
@require_safe
@never_cache
def shop(request: Reading, slug: str) -> HttpResponse:
    notices, read_url = _of_member(request.membership), reverse("notices:read-shop", args=[slug])
    return _page(request, notices, "portal/base.html", read_url, _portal_frame(request.membership))


@access.to(access.console_user)
@require_safe
@never_cache
def staff(request: Reading) -> HttpResponse:
    return _page(request, inbox.for_staff(request.user), "base_plain.html", reverse("notices:read-staff"))


@access.to(access.logged_in)
@require_POST
def read_mine(request: Reading) -> HttpResponse:
    inbox.mark_read(inbox.for_user(request.user))
    return redirect("notices:mine")


@access.to(member_of_shop)
@require_POST
def read_shop(request: Reading, slug: str) -> HttpResponse:
    inbox.mark_read(_of_member(request.membership))
    return redirect("notices:shop", slug)


@access.to(access.console_user)
@require_POST
def read_staff(request: Reading) -> HttpResponse:
    inbox.mark_read(inbox.for_staff(request.user))
    return redirect("notices:staff")


@access.to(access.logged_in)
@require_POST
def open_notice(request: Reading, pk: int) -> HttpResponse:
    """Mark one notice read and go where it leads. A notice of somebody else does not exist: 404."""
    notice = get_object_or_404(_readable_by(request.user), pk=pk)
    inbox.mark_read(Notice.objects.filter(pk=notice.pk))
    inside = url_has_allowed_host_and_scheme(notice.path, allowed_hosts=None)
    return redirect(links.in_language(notice.path, get_language() or "id") if inside else _list_of(notice))


def _portal_frame(membership: Membership) -> dict[str, Any]:
    """What the portal's frame shows around a page: the shop, and the doors this member may use."""
    rights = permissions.rights_of(membership)
    return {"vendor": membership.vendor, "may": {right.value: True for right in rights}}


def _page(
    request: HttpRequest, notices: QuerySet[Notice], frame: str, read_url: str, around: dict[str, Any] | None = None
) -> HttpResponse:
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    unread = inbox.unread(notices).count()
    context = {
        **(around or {}),
        "lines": inbox.written(page.object_list, get_language() or "id"),
        "page": page,
        "unread": unread,
        "unread_notices": unread,
        "frame": frame,
        "read_url": read_url,
    }
    return render(request, "notices/list.html", context)


def _of_member(membership: Membership) -> QuerySet[Notice]:
    may_see_orders = Right.SEE_ORDERS in permissions.rights_of(membership)
    return inbox.for_vendor(membership.vendor, with_orders=may_see_orders)


def _readable_by(user: User) -> QuerySet[Notice]:
    """One's own, those of one's shops as the role allows, and for staff those of PLUT."""
    readable = inbox.for_user(user)
    for membership in user.memberships.select_related("vendor"):
        readable |= _of_member(membership)
    return readable | inbox.for_staff(user)


def _list_of(notice: Notice) -> str:
    if notice.user_id:
        return reverse("notices:mine")
    return reverse("notices:shop", args=[notice.vendor.slug]) if notice.vendor else reverse("notices:staff")
