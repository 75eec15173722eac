"""Home, lists of goods and the product page. All are alike for every visitor and carry nothing of the one who asks."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from marketplace import access, whole_pages
from marketplace.shop.catalogue import (
    categories,
    category_words,
    choices,
    narrowing,
    page,
    pictures,
    queries,
    rows,
    seasons,
    shelf,
    visibility,
)
from marketplace.shop.catalogue.categories import Node, Tree


@access.to(access.anyone)
@whole_pages.kept()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    tree = categories.tree()
    context = {
        "doors": tree.doors(),
        "rows": rows.home(tree),
        "gifts": tree.by_slug.get(rows.GIFTS),
        "durian": any("durian" in season.words for season in seasons.on(timezone.localdate())),
        "new_shops": queries.new_shops(),
        "regencies": queries.shops_per_regency(),
    }
    return render(request, "home/home.html", context)


@access.to(access.anyone)
@whole_pages.kept(*choices.PARAMETERS)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything on sale."""
    tree = categories.tree()
    return _list(request, tree, None)


@access.to(access.anyone)
@whole_pages.kept(*choices.PARAMETERS)
@require_safe
def in_season(request: HttpRequest) -> HttpResponse:
    """What Jambi harvests this month."""
    tree, path = categories.tree(), reverse("catalogue:season")
    names = [str(season.name) for season in seasons.on(timezone.localdate())]
    found = rows.in_season(timezone.localdate())
    context = {
        "heading": _("In season"),
        "sentence": _("Now in Jambi: {names}, fresh and made into sweets, pastes and cloth.").format(
            names=", ".join(names)
        )
        if names
        else "",
        "trail": [(_("All products"), reverse("catalogue:index")), (_("In season"), "")],
        "shelf": shelf.arrange(found, choices.read(request.GET), tree, path, tree.tops),
        "typed": _typed(request),
    }
    return render(request, "catalogue/list.html", context)


@access.to(access.anyone)
@whole_pages.kept("region")
@require_safe
def from_regency(request: HttpRequest) -> HttpResponse:
    """Goods of one regency (`?region=15.01`), as a piece of the home page; nothing where there are none."""
    code = request.GET.get("region", "")
    goods = rows.from_regency(code, categories.tree()) if choices.is_regency(code) else []
    return render(request, "home/from_regency.html", {"code": code, "goods": goods})


@access.to(access.anyone)
@whole_pages.kept(*choices.PARAMETERS)
@require_safe
def category(request: HttpRequest, category_slug: str, pk: str) -> HttpResponse:
    tree = categories.tree()
    node = tree.by_pk.get(_number(pk))
    if node is None:
        raise Http404
    return _list(request, tree, node) if category_slug == node.full_slug else _moved(request, node.url)


@access.to(access.anyone)
@whole_pages.kept()
@require_safe
def detail(request: HttpRequest, product_slug: str, pk: str) -> HttpResponse:
    """A product's page. One that is not on sale is shown to its shop and to staff only, and to nobody else exists."""
    product = queries.product_with_all(_number(pk))
    if product is None or visibility.listing_of(product) is None:
        raise Http404
    on_sale = visibility.may_be_seen(product)
    if not on_sale and not queries.may_preview(request, product.listing.vendor):
        raise Http404
    if product_slug != product.slug:
        return _moved(request, product.get_absolute_url())
    response = render(request, "catalogue/detail.html", page.of(product, categories.tree(), on_sale))
    if not on_sale:
        add_never_cache_headers(response)
    return response


@access.to(access.anyone)
@require_safe
def picture(request: HttpRequest, width: int, name: str) -> FileResponse:
    """A stored picture in one of the widths of `pictures`, to be kept for a year."""
    try:
        stored = default_storage.open(pictures.webp(name, width))
    except pictures.NoPicture as error:
        raise Http404 from error
    response = FileResponse(stored, content_type="image/webp")
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def _number(digits: str) -> int:
    """The number in an address; 0, which nothing has, when no column could hold it."""
    return int(digits) if len(digits) <= 15 else 0


def _list(request: HttpRequest, tree: Tree, node: Node | None) -> HttpResponse:
    products = narrowing.within(visibility.visible(), [node.path]) if node else visibility.visible()
    offered = tree.children(node) if node else tree.tops
    path = node.url if node else reverse("catalogue:index")
    above = [(_("All products"), reverse("catalogue:index") if node else "")]
    line = tree.line(node.path) if node else []
    kept_as = f"branch {node.path}" if node else "all"
    shelved = shelf.arrange(products, choices.read(request.GET), tree, path, offered, kept_as=kept_as)
    context = {
        "node": node,
        "trail": above + [(one.name, one.url if one is not node else "") for one in line],
        "shelf": shelved,
        "typed": _typed(request),
        "heading": node.name if node else _("All products"),
        "sentence": category_words.sentence(node),
        "below": _counted_children(tree, node, shelved) if node else [],
    }
    return render(request, "catalogue/list.html", context)


def _typed(request: HttpRequest) -> dict[str, str]:
    """The prices as they were typed."""
    return {name: request.GET.get(name, "")[:20] for name in ("min", "max")}


def _counted_children(tree: Tree, node: Node, shelved: shelf.Shelf) -> list[tuple[str, str, int]]:
    """(name, address, goods) of the kinds below a category that have goods."""
    counts = {option.value: option.count for option in shelved.facets.categories}
    return [(below.name, below.url, counts[below.pk]) for below in tree.children(node) if counts.get(below.pk)]


def _moved(request: HttpRequest, url: str) -> HttpResponsePermanentRedirect:
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
