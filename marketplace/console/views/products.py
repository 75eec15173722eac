"""Products: what waits to be checked, one product as staff judge it, and the decisions."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from oscar.core.loading import get_model
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from marketplace import access
from marketplace.console import diary, rights
from marketplace.console.columns import MoneyColumn, StateColumn
from marketplace.console.filters import ListingFilter
from marketplace.console.views import moves
from marketplace.console.views.lists import ConsoleList, frame
from vendors import curation
from vendors.models import Listing

Product = get_model("catalogue", "Product")


def _price(listing: Listing) -> int | None:
    record = next(iter(listing.product.stockrecords.all()), None)
    return record.price if record else None


class Products(ConsoleList):
    model = Listing
    page_title = _("Products")
    header_icon = "tag"
    search_fields = ["product__title", "vendor__name"]
    filterset_class = ListingFilter
    default_ordering = "product__date_updated"
    empty = _("All done, nothing is waiting.")
    intro = _("What waits to be checked comes first. Choose a status to see other products.")
    columns = [
        TitleColumn("product.title", label=_("Product"), url_name="console:product", sort_key="product__title"),
        StateColumn("state", "product", label=_("Status")),
        Column("vendor.name", label=_("Shop"), sort_key="vendor__name"),
        MoneyColumn("price", label=_("Price"), accessor=_price),
        DateColumn("product.date_updated", label=_("Waiting since"), sort_key="product__date_updated"),
    ]

    def get_base_queryset(self) -> QuerySet:
        return Listing.objects.select_related("product", "vendor").prefetch_related("product__stockrecords")

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Without a choice or a search, only what waits."""
        if self.is_filtering or self.is_searching:
            return super().filter_queryset(queryset)
        return queryset.filter(state=Listing.State.IN_REVIEW)


@access.to(rights.may("judge_products"))
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Listing.objects.select_related("product", "vendor__district__parent", "origin")
    listing = get_object_or_404(rows, pk=pk)
    product = listing.product
    context = {
        "listing": listing,
        "product": product,
        "price": _price(listing),
        "images": product.images.all(),
        "categories": product.categories.all(),
        "diary": diary.of(listing),
        "version": product.date_updated.isoformat(),
        "verbs": moves.verbs(curation, listing, dict.fromkeys(curation.MOVES, True)),
    }
    page = frame(product.title, ("console:products", Products.page_title), icon="tag")
    return render(request, "console/product.html", {**context, **page})


@access.to(rights.may("judge_products"))
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.select_related("product"), pk=pk)
    with transaction.atomic():
        if act == "approve" and not _is_as_seen(request, listing):
            messages.error(request, _("The seller changed this product meanwhile. Look at it again."))
        else:
            moves.press(request, curation, listing, act, kind="product", field="state")
    return redirect("console:product", pk)


def _is_as_seen(request: HttpRequest, listing: Listing) -> bool:
    """Whether the product still is what the page showed; it is held so until the decision is written.

    Else a seller could put other goods in its place between the look and the button.
    """
    product = Product.objects.select_for_update(no_key=True).filter(pk=listing.product_id).get()
    return request.POST.get("version") == product.date_updated.isoformat()
