"""What both shops sell: the same names, prices and spread over vendors and categories, in Oscar's own tables."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from oscar.core.loading import get_model

from tests.load.manifest import Good, Manifest

KINDS = (
    "Keripik pisang",
    "Kopi robusta",
    "Madu hutan",
    "Batik tulis",
    "Dodol nanas",
    "Tas anyaman",
    "Sirup kayu manis",
)
ORIGINS = (
    "Kerinci",
    "Merangin",
    "Sarolangun",
    "Bungo",
    "Tebo",
    "Tanjung Jabung Barat",
    "Tanjung Jabung Timur",
    "Batang Hari",
)
BRANCHES = ("Kuliner", "Kriya", "Herbal")
LEAVES = 10
PICTURE = "images/products/bench.jpg"
# Nobody sells out during a run.
STOCK = 10_000_000
IN_MANIFEST = 400


@dataclass(frozen=True)
class Size:
    products: int

    @property
    def vendors(self) -> int:
        """2,000 products over 30 vendors, 20,000 over 300; never fewer than 20."""
        return max(20, self.products * 3 // 200)


def add_partners(count: int) -> list[Any]:
    partner = get_model("partner", "Partner")
    return partner.objects.bulk_create([partner(name=f"Toko {n}", code=f"toko-{n}") for n in range(count)])


def add_products(count: int, partners: list[Any]) -> list[Any]:
    """Standalone products with a price, stock, one category and one picture; product n is of partner n modulo their number."""
    kind = get_model("catalogue", "ProductClass").objects.create(name="Barang", slug="barang")
    products = keep([_product(n, kind) for n in range(count)])
    leaves = _add_categories()
    link, image = get_model("catalogue", "ProductCategory"), get_model("catalogue", "ProductImage")
    keep([_stock(product, n, partners[n % len(partners)]) for n, product in enumerate(products)])
    keep([link(product=product, category=leaves[n % len(leaves)]) for n, product in enumerate(products)])
    keep([image(product=product, original=PICTURE) for product in products])
    return products


def keep(rows: list[Any]) -> list[Any]:
    return type(rows[0]).objects.bulk_create(rows, batch_size=1000)


def manifest_of() -> Manifest:
    records = get_model("partner", "StockRecord").objects.order_by("product_id")
    rows = records.values_list("product_id", "product__slug", "partner_id")[:IN_MANIFEST]
    return Manifest([Good(pk, _address(pk, slug), partner) for pk, slug, partner in rows])


def _address(pk: int, slug: str) -> str:
    return reverse("catalogue:detail", kwargs={"product_slug": slug, "pk": pk})


def _product(number: int, kind: Any) -> Any:
    title = f"{KINDS[number % len(KINDS)]} {ORIGINS[number % len(ORIGINS)]} nomor {number}"
    return get_model("catalogue", "Product")(
        title=title,
        slug=f"barang-{number}",
        product_class=kind,
        is_public=True,
        description=f"{title}, dibuat tangan di Jambi dan dikemas rapi. " * 4,
    )


def _stock(product: Any, number: int, partner: Any) -> Any:
    return get_model("partner", "StockRecord")(
        product=product,
        partner=partner,
        partner_sku=f"SKU-{number}",
        price=5_000 + number % 90 * 500,
        num_in_stock=STOCK,
    )


def _add_categories() -> list[Any]:
    category = get_model("catalogue", "Category")
    leaves = []
    for branch in BRANCHES:
        root = category.add_root(name=branch, slug=branch.lower())
        leaves += [category.objects.get(pk=root.pk).add_child(name=f"{branch} {n}") for n in range(LEAVES)]
    return leaves
