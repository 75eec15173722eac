"""The frame every page of the portal stands in: whose shop it is, what the reader may do, what waits."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property

from vendors.permissions import ShopRequest
from vendors.portal import desk, notices

PER_PAGE = 20


class Counted(Paginator):
    """A paginator that is told its count, where the page has it already."""

    def __init__(self, rows: Any, count: int, per_page: int = PER_PAGE) -> None:
        super().__init__(rows, per_page)
        self._known = count

    @cached_property
    def count(self) -> int:
        return self._known


def show(request: ShopRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """Render a page of the portal. Counts what waits once; a page that has counted already passes `counts`."""
    context = dict(context or {})
    counts = context.setdefault("counts", desk.counts(request.vendor))
    frame = {
        "vendor": request.vendor,
        "may": {right.value: True for right in request.rights},
        "waiting_orders": counts.waiting if "see_orders" in request.rights else 0,
        "unread_notices": notices.unread(request),
    }
    return render(request, f"portal/{template}.html", frame | context, status=status)


def pages(request: ShopRequest, rows: Any, count: int | None = None, per_page: int = PER_PAGE) -> Page:
    """The page the reader asked for; a number out of range or no number leads to the nearest one."""
    paginator = Paginator(rows, per_page) if count is None else Counted(rows, count, per_page)
    return paginator.get_page(request.GET.get("page"))
