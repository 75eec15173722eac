"""Every kind of page that a person can open, and the addresses that are none."""

from dataclasses import dataclass

ERRORS = {404}


@dataclass(frozen=True)
class Kind:
    """One page: the view, whose browser, which thing its address names. `name` tells kinds of one view apart."""

    view: str
    who: str = "anonymous"
    of: str = ""
    query: str = ""
    name: str = ""
    path: str = ""
    status: int = 200
    is_samples: bool = False  # of components, whose texts stay in one language

    @property
    def title(self) -> str:
        return self.name or self.view.replace(":", "-")


FOR_ALL = [
    Kind("home"),
    Kind("kit", is_samples=True),
    Kind("catalogue:index"),
    Kind("catalogue:index", query="?page=3", name="catalogue-page-3"),
    Kind("catalogue:season"),
    Kind("catalogue:arrival", of="goods", query="?product={pk}"),
    Kind("catalogue:category", of="category"),
    Kind("catalogue:detail", of="goods"),
    Kind("catalogue:detail", of="long", name="goods-long-name-no-photo"),
    Kind("catalogue:detail", of="sold out", name="goods-sold-out"),
    Kind("search:search", query="?q=kopi"),
    Kind("search:search", query="?q=tidakadasamasekali", name="search-nothing"),
    Kind("storefront:index"),
    Kind("storefront:shop", of="shop"),
    Kind("storefront:shop", of="long shop", name="shop-long-name"),
    Kind("storefront:shop", of="empty shop", name="shop-empty"),
    Kind("reviews:product", of="reviewed"),
    Kind("reviews:product", of="not reviewed", name="reviews-none"),
    Kind("reviews:report", of="review"),
    *(Kind(name) for name in ("about", "how_to_buy", "delivery", "returns", "terms", "privacy", "sell", "offline")),
    Kind("none", path="/tidak-ada/", name="not-found", status=404),
]
BUYING = [
    Kind("basket:summary", name="basket-empty"),
    Kind("basket:summary", "guest"),
    Kind("checkout:index", "guest"),
    Kind("checkout:index", "shopper", name="checkout-account"),
    Kind("orders:lookup"),
    Kind("orders:list", "guest with order", name="orders-guest"),
    Kind("orders:list", "shopper"),
    Kind("orders:list", "newcomer", name="orders-none"),
    Kind("orders:detail", "guest with order", of="unpaid", name="order-unpaid"),
    Kind("orders:detail", "shopper", of="order"),
    Kind("orders:detail", "buyer", of="arrived", name="order-arrived"),
    Kind("reviews:write", "buyer", of="line"),
    Kind("reviews:sent", "reviewer", of="reviewed line"),
]
ACCOUNT = [
    Kind("account_login"),
    Kind("account_signup"),
    Kind("account_inactive"),
    Kind("account_reset_password"),
    Kind("account_reset_password_done"),
    Kind("account_reset_password_from_key", path="/akun/password/reset/key/1-abc/"),
    Kind("account_reset_password_from_key_done"),
    Kind("account_confirm_email", path="/akun/confirm-email/abc/"),
    Kind("account", "shopper"),
    Kind("account", "newcomer", name="account-new"),
    Kind("account_request_login_code"),
    Kind("account_addresses", "shopper"),
    Kind("account_addresses", "newcomer", name="account-addresses-none"),
    Kind("account_address_add", "shopper"),
    Kind("account_address", "shopper", of="address"),
    Kind("account_email", "shopper"),
    Kind("account_change_password", "shopper"),
    Kind("account_reauthenticate", "shopper"),
    Kind("account_logout", "shopper"),
    Kind("account_data", "shopper"),
    Kind("account_delete", "shopper"),
    Kind("account_deleted"),
    Kind("wishes:index"),
    Kind("wishes:index", "shopper", name="favourites-account"),
    Kind("notices:mine", "shopper"),
    Kind("notices:mine", "newcomer", name="notices-none"),
    Kind("notices:staff", "staff"),
]
SHOP = [
    Kind("portal:home", "owner"),
    Kind("portal:home", "new owner", name="portal-home-empty"),
    Kind("portal:more", "owner"),
    Kind("portal:more", "owner of two", name="portal-more-two-shops"),
    Kind("portal:shop", "owner"),
    Kind("portal:hours", "owner"),
    Kind("portal:ways", "owner"),
    Kind("portal:way", "owner", of="way courier"),
    Kind("portal:way", "owner", of="way pickup", name="portal-way-pickup"),
    Kind("portal:way-add", "new owner", of="courier"),
    Kind("portal:members", "owner"),
    Kind("portal:orders", "owner"),
    Kind("portal:orders", "new owner", name="portal-orders-none"),
    Kind("portal:order", "owner", of="new sale"),
    Kind("portal:order", "owner", of="to hand over", name="portal-order-pickup"),
    Kind("portal:decline", "owner", of="new sale"),
    Kind("portal:ship", "owner", of="to send"),
    Kind("portal:hand-over", "owner", of="to hand over"),
    Kind("portal:tracking", "owner", of="sent"),
    Kind("portal:products", "owner"),
    Kind("portal:products", "new owner", name="portal-products-none"),
    Kind("portal:product-add", "owner"),
    Kind("portal:product", "owner", of="listing"),
    Kind("portal:reviews", "owner"),
    Kind("portal:review", "owner", of="received"),
    Kind("portal:balance", "owner"),
    Kind("portal:balance", "new owner", name="portal-balance-none"),
    Kind("notices:shop", "owner", of="own shop"),
]
TALKS = [
    Kind("conversations:list", "shopper"),
    Kind("conversations:list", "newcomer", name="conversations-none"),
    Kind("conversations:thread", "shopper", of="thread"),
    Kind("conversations:about_product", "newcomer", of="goods alone"),
    Kind("conversations:about_order", "buyer", of="parcel"),
    Kind("conversations:report", "shopper", of="answered"),
    Kind("portal:talks", "owner"),
    Kind("portal:talks", "new owner", name="portal-talks-none"),
    Kind("portal:talk", "owner", of="thread"),
    Kind("portal:talk-report", "owner", of="asked"),
    Kind("complaints:new"),
    Kind("complaints:lookup"),
    Kind("complaints:ticket", "shopper", of="ticket"),
    Kind("complaints:report_product", of="goods alone"),
    Kind("complaints:report_shop", of="shop"),
]
PAGES = [*FOR_ALL, *BUYING, *ACCOUNT, *SHOP, *TALKS]

_MACHINES = "answers machines, not people"
_ACT = "an act: it is sent, and leads to a page of the table"
_PART = "a part that a page of the table asks for"
_FRAME = "stands in Wagtail's frame, which its own tests walk"
_LEADS_ON = "leads on to another page"
NOT_WALKED = {
    **dict.fromkeys(["healthz", "readyz", "stripe-webhook", "picture", "share-product", "share-shop"], _MACHINES),
    **dict.fromkeys(["robots", "sitemap", "sitemap-part", "worker", "favicon", "manifest"], _MACHINES),
    **dict.fromkeys(["conversations:photo"], _PART),
    **dict.fromkeys(["mailbox:letters", "mailbox:letter"], "the mailbox of developers, in the demo only"),
    **dict.fromkeys(["visitor", "storefront:open-now", "portal:balance-csv"], _PART),
    **dict.fromkeys(["set_language", "account_language"], _ACT),
    **dict.fromkeys([f"basket:{name}" for name in ("add", "update", "restore")], _ACT),
    **dict.fromkeys(
        [f"portal:{name}" for name in ("switch", "holiday", "way-turn", "accept", "ready", "deliver")], _ACT
    ),
    **dict.fromkeys([f"portal:product-{name}" for name in ("quick", "show", "hide")], _ACT),
    **dict.fromkeys(["portal:photo-first", "portal:photo-remove"], _ACT),
    **dict.fromkeys([f"notices:{name}" for name in ("open", "read-mine", "read-shop", "read-staff")], _ACT),
    **dict.fromkeys(["checkout:pay", "checkout:return", "orders:proof"], _ACT),
    **dict.fromkeys(
        ["catalogue:reviews-detail", "catalogue:range", "offer:detail"], "names that Oscar's dashboard links"
    ),
    **dict.fromkeys(["catalogue:regency", "catalogue:arrival-line", "catalogue:arrival-choice"], _PART),
    **dict.fromkeys([f"wishes:{name}" for name in ("forget", "join", "tidy", "keep", "wait", "leave")], _ACT),
    **dict.fromkeys(["wishes:cards", "wishes:seen"], _PART),
    **dict.fromkeys(
        ["wishes:noted", "wishes:stop"], "asks or confirms by a link of its own; tests/shop/wishes reads it"
    ),
    **dict.fromkeys(["account_data_download", "account_data_prepare", "orders:join"], _ACT),
    **dict.fromkeys(["account_address_main", "account_address_delete", "orders:again"], _ACT),
    **dict.fromkeys(["account_set_password", "account_confirm_login_code"], _LEADS_ON),
    **dict.fromkeys(["wagtailcore_login", "wagtailcore_authenticate_with_password", "wagtail_serve"], _FRAME),
}
