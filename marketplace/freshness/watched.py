"""What public pages show, by table. A change of anything here makes every kept page be drawn anew."""

from dataclasses import dataclass

# Few pieces left: what a page says changes at these edges only, so a sale in between leaves all pages as they are.
FEW = 5


@dataclass(frozen=True)
class Watch:
    """A table; `columns` narrows updates to those columns, `moved` is an expression of a row that must have changed."""

    table: str
    columns: tuple[str, ...] = ()
    moved: str = ""


def _band(row: str) -> str:
    """0 sold out, 1 few left, 2 in stock; `row` is OLD or NEW."""
    free = f"({row}.num_in_stock - COALESCE({row}.num_allocated, 0))"
    return f"(CASE WHEN {free} <= 0 THEN 0 WHEN {free} <= {FEW} THEN 1 ELSE 2 END)"


STOCK_MOVED = f"{_band('OLD')} <> {_band('NEW')}"
PRICE_MOVED = "(OLD.price IS NULL) <> (NEW.price IS NULL) OR OLD.price <> NEW.price"

WATCHED = (
    Watch("catalogue_product"),
    Watch("catalogue_productimage"),
    Watch("catalogue_productcategory"),
    Watch("catalogue_category"),
    Watch("partner_stockrecord", moved=f"{STOCK_MOVED} OR {PRICE_MOVED}"),
    Watch("vendors_listing"),
    Watch("vendors_vendor"),
    Watch("vendors_shippingmethod"),
    Watch("vendors_shippingzone"),
    Watch("vendors_openinghours"),
    Watch("shop_reviews_review"),
    Watch("shop_reviews_productrating"),
    Watch("shop_reviews_vendorrating"),
    # Drafts are saved while an editor types; only what is published shows.
    Watch(
        "wagtailcore_page",
        columns=("live", "title", "slug", "url_path", "path", "seo_title", "search_description", "last_published_at"),
    ),
    Watch("cms_standardpage"),
)
