"""Pages of reviews: all those of a product, writing one about what arrived, reporting one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from marketplace import access, rates
from marketplace.front import formats, toasts
from marketplace.shop.catalogue import cards, pictures, queries, visibility
from marketplace.shop.order import visiting
from marketplace.shop.reviews import page, photos, reporting, writing
from marketplace.shop.reviews.forms import ReportForm, ReviewForm
from marketplace.shop.reviews.models import Review
from vendors.models import VendorOrderLine

_LARGEST_ID = 2**63 - 1  # SQLite refuses a larger one with an error instead of finding nothing


@access.to(access.anyone)
@require_safe
def of_product(request: HttpRequest, pk: int) -> HttpResponse:
    """All reviews of a product on sale, those with photos first; `?bintang=4` and `?foto=1` narrow them."""
    product = _product_or_404(pk)
    stars, with_photos = page.asked_stars(request.GET.get("bintang", "")), request.GET.get("foto") == "1"
    rows = page.narrowed(page.published(product.pk), stars, with_photos)
    listed = Paginator(rows, page.PER_PAGE).get_page(request.GET.get("page"))
    name = cards.in_reader_tongue(product.title, product.listing.name_en)
    block = page.summary(product)
    context = {
        "product": product,
        "name": name,
        "trail": [(name, product.get_absolute_url()), (_("Reviews"), "")],
        "reviews": block,
        "page": listed,
        "shown": page.shown(listed),
        "chips": _chips(block, stars, with_photos),
        "is_narrowed": bool(stars or with_photos),
    }
    return render(request, "reviews/list.html", context)


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, line: int) -> HttpResponse:
    """The buyer of a line that arrived writes about it, or changes what was written. Nobody else's line exists."""
    found = _own_line_or_404(request, line)
    if "kunci" in request.GET:
        return _opened_by_key(request, found)
    review: Review | None = getattr(found, "review", None)
    if review and not writing.may_edit(review):
        return redirect("reviews:sent", line)
    try:
        if not review:
            writing.refuse_unless_ready(found)
    except writing.Refused as refused:
        messages.info(request, str(refused))
        return redirect("orders:detail", found.order.number)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReviewForm(*sent, review=review, first_name=first_name(found.order))
    if request.method == "POST" and form.is_valid() and _keep(found, review, form):
        return redirect("reviews:sent", line)
    context = {"line": found, "form": form, "review": review, "photos_lost": bool(form.errors and request.FILES)}
    return render(request, "reviews/write.html", context | _goods(found), status=422 if form.errors else 200)


@access.to(access.anyone)
@never_cache
@require_safe
def sent(request: HttpRequest, line: int) -> HttpResponse:
    """Thank you, where the review stands, and what else of the order can be reviewed."""
    found = _own_line_or_404(request, line)
    if "kunci" in request.GET:
        return _opened_by_key(request, found, "reviews:sent")
    review: Review | None = getattr(found, "review", None)
    if review is None:
        return redirect("reviews:write", line)
    context = {
        "line": found,
        "review": review,
        "shown": page.Shown(review),
        "may_edit": writing.may_edit(review),
        "others": _still_to_review(found.order),
    }
    return render(request, "reviews/sent.html", context | _goods(found))


@access.to(access.anyone)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """A reader says what is wrong with a published review."""
    rows = Review.objects.filter(pk=min(pk, _LARGEST_ID), state=Review.State.PUBLISHED)
    review = rows.select_related("product").first()
    if review is None:
        raise Http404
    _product_or_404(review.product_id)
    form = ReportForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        if not rates.exceeded(request, "review-report", most=reporting.MOST, seconds=reporting.WINDOW):
            reporter = request.user if request.user.is_authenticated else None
            reporting.report(review, form.cleaned_data["why"], form.cleaned_data["note"], reporter)
            toasts.tell(request, _("Thank you. PLUT looks at the review."))
            return redirect("reviews:product", review.product_id)
        form.add_error(None, _("Too many reports from here. Try again in a quarter of an hour."))
        status = 429
    context = {"review": review, "shown": page.Shown(review), "form": form}
    return render(request, "reviews/report.html", context, status=422 if form.errors and status == 200 else status)


def first_name(order: Any) -> str:
    """The first word of the buyer's name, which may stand by a review: the account's, since a gift goes to others."""
    address = order.shipping_address
    name = (order.user.get_full_name() if order.user else "") or (address.first_name if address else "")
    return next(iter(name.split()), "")[:30]


def _own_line_or_404(request: HttpRequest, pk: int) -> Any:
    found = writing.line_with_all(min(pk, _LARGEST_ID))
    if found is None:
        raise Http404
    found.order = visiting.order_or_404(request, found.order.number)
    return found


def _opened_by_key(request: HttpRequest, line: Any, place: str = "reviews:write") -> HttpResponse:
    """The key of a mail leaves the address at once, so that it is not passed on with a link."""
    visiting.remember(request, line.order)
    return redirect(place, line.pk)


def _product_or_404(pk: int) -> Any:
    product = queries.product_with_all(min(pk, _LARGEST_ID))
    if product is None or visibility.listing_of(product) is None or not visibility.may_be_seen(product):
        raise Http404
    return product


def _keep(line: Any, review: Review | None, form: ReviewForm) -> bool:
    """Photos first, then the row; photos without a row do not stay. What is refused is said by the form."""
    try:
        stored = photos.keep(form.photos)
    except ValidationError as full:
        form.add_error("photo_1", full)
        return False
    try:
        writing.edit(review, form.draft(stored)) if review else writing.write(line, form.draft(stored))
    except writing.Refused as refused:
        photos.drop(stored)
        form.add_error(None, str(refused))
        return False
    except Exception:
        photos.drop(stored)
        raise
    return True


def _goods(line: Any) -> dict[str, Any]:
    """What was bought, where, and its picture."""
    image = line.product.images.order_by("display_order", "pk").first() if line.product else None
    vendor = line.vendor_line.vendor_order.vendor
    return {"vendor": vendor, "picture": pictures.Picture(image.original.name) if image else None}


def _still_to_review(order: Any) -> list[Any]:
    """Lines of the order that arrived and have no review yet."""
    rows = VendorOrderLine.objects.filter(
        vendor_order__order=order,
        vendor_order__status__in=writing.ARRIVED,
        line__review__isnull=True,
        line__product__isnull=False,
    )
    return list(rows.select_related("line"))


def _chips(block: page.Block, stars: int | None, with_photos: bool) -> list[dict[str, Any]]:
    """Filters as links; the number of stars and photos exclude each other, so that every link leads to something."""
    url = reverse("reviews:product", args=[block.figures.product_id])
    chips = [{"label": _("All"), "href": url, "on": not (stars or with_photos), "count": block.figures.count}]
    chips.append({"label": _("With photos"), "href": f"{url}?foto=1", "on": with_photos, "count": None})
    for number, count, href in block.rows:
        label = ngettext("{n} star", "{n} stars", number).format(n=formats.number(number))
        if count:
            chips.append({"label": label, "href": href, "on": stars == number, "count": count})
    return chips
