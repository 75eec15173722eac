import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import Sum
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access
from vendors import ledger, permissions
from vendors.permissions import Right, ShopRequest
from vendors.portal import figures, page

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@access.to(permissions.member(Right.SEE_MONEY))
@require_safe
def balance(request: ShopRequest) -> HttpResponse:
    """Every movement with its reason and the balance after it, newest first."""
    entries = ledger.statement(request.vendor)
    listed = page.pages(request, entries.order_by("-pk"))
    oldest_first = list(reversed(listed.object_list))
    opening = _before(entries, oldest_first[0].pk) if oldest_first else 0
    lines = list(ledger.lines_of(oldest_first, opening))
    context = {"listed": listed, "lines": lines[::-1], "balance": figures.balance(request.vendor)}
    return page.show(request, "balance", context)


@access.to(permissions.member(Right.SEE_MONEY))
@require_safe
def download(request: ShopRequest) -> StreamingHttpResponse:
    """The whole history as CSV, oldest first, sent while it is read. Semicolons, as Excel in Indonesian opens them."""
    lines = ledger.lines_of(ledger.statement(request.vendor).iterator(chunk_size=2000))
    response = StreamingHttpResponse(_rows(lines), content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="saldo-{request.vendor.slug}-{day}.csv"'
    return response


def _before(entries: Any, pk: int) -> int:
    return -int(entries.filter(pk__lt=pk).order_by().aggregate(total=Sum("amount"))["total"] or 0)


class _Echo:
    def write(self, text: str) -> str:
        return text


def _rows(lines: Iterator[ledger.StatementLine]) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow([_("Date"), _("Reason"), _("Order number"), _("Amount"), _("Balance"), _("Note")])
    for line in lines:
        at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M")
        words = [inert(line.reason), inert(line.order_number)]
        yield writer.writerow([at, *words, line.amount, line.balance, inert(line.note)])


def inert(text: str) -> str:
    """Text that a spreadsheet shows and never runs."""
    return f"'{text}" if text.startswith(_FORMULA) else text
