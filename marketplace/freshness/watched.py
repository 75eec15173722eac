"""The tables that public pages show, and which of their columns count. A part of the shop adds its own with `triggers.on`.

Sales are not among them: a page says "sold out", "few left" or "in stock", and changes at the edges of these bands only.
"""

from dataclasses import dataclass

FEW = 5


@dataclass(frozen=True)
class Watch:
    """`values` are SQL over the columns of one row, `{row}` standing for it; none: every update counts."""

    table: str
    values: tuple[str, ...] = ()


def columns(table: str, *names: str) -> Watch:
    return Watch(table, tuple(f'{{row}}."{name}"' for name in names))


_FREE = "({row}.num_in_stock - COALESCE({row}.num_allocated, 0))"
STOCK_BAND = f"CASE WHEN COALESCE({_FREE}, 0) <= 0 THEN 0 WHEN {_FREE} <= {FEW} THEN 1 ELSE 2 END"

TABLES: dict[str, Watch] = {
    watch.table: watch
    for watch in (
        columns("catalogue_product", "title", "slug", "description", "is_public", "product_class_id", "parent_id"),
        Watch("catalogue_productimage"),
        Watch("catalogue_productcategory"),
        Watch("catalogue_category"),
        Watch("vendors_listing"),
        Watch("vendors_vendor"),
        Watch(
            "partner_stockrecord",
            ('{row}."price"', '{row}."price_currency"', '{row}."product_id"', STOCK_BAND),
        ),
        Watch("vendors_shippingmethod"),
        Watch("vendors_shippingzone"),
        Watch("vendors_openinghours"),
        Watch("vendors_permit"),
        Watch("vendors_permit_products"),
        Watch("shop_reviews_review"),
        Watch("shop_reviews_productrating"),
        Watch("shop_reviews_vendorrating"),
        columns(
            "wagtailcore_page",
            *("title", "slug", "url_path", "path", "live", "live_revision_id", "last_published_at", "seo_title"),
            *("search_description", "show_in_menus", "locale_id"),
        ),
        columns("cms_standardpage", "body"),
        columns("cms_picture", "title", "alt_text", "file"),
        Watch("wagtailcore_pageviewrestriction"),
        Watch("wagtailcore_site"),
    )
}
