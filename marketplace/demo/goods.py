"""The goods of the demo: 95 real and sample products of Jambi, in the three categories of PLUT's gallery."""

import csv
import re
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify
from oscar.core.loading import get_model

from marketplace.regions.models import Region
from vendors.models import Listing, Vendor

Category = get_model("catalogue", "Category")
Product = get_model("catalogue", "Product")
ProductCategory = get_model("catalogue", "ProductCategory")
ProductClass = get_model("catalogue", "ProductClass")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")

HERE = Path(__file__).parent
TOPS = ["kuliner", "kriya", "herbal"]
# The words before the figure of a unit, such as `botol 250 ml`.
UNITS = {
    "batang": "bar",
    "botol": "bottle",
    "buah": "piece",
    "bungkus": "pack",
    "dus isi": "box of",
    "kapsul": "capsules",
    "karung": "sack",
    "keranjang": "basket",
    "kotak": "box",
    "lembar": "sheet",
    "pak": "pack",
    "panel": "panel",
    "potong": "piece",
    "sachet": "sachet",
}


def load(shops: dict[str, Vendor]) -> int:
    """Every product, live, with stock, parcel and picture. Returns how many."""
    with (HERE / "data" / "products.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    categories = _categories(rows)
    kind, _made = ProductClass.objects.get_or_create(
        name="Barang", defaults={"track_stock": True, "requires_shipping": True}
    )
    origins = Region.objects.in_bulk([row["origin_code"] for row in rows])
    products = Product.objects.bulk_create(_product(row, kind) for row in rows)
    for table, make in (
        (ProductCategory, lambda p, row: ProductCategory(product=p, category=categories[_shelf(row)])),
        (StockRecord, lambda p, row: _stock(p, row, shops[row["vendor"]])),
        (Listing, lambda p, row: _listing(p, row, shops[row["vendor"]], origins)),
    ):
        table.objects.bulk_create(map(make, products, rows))
    pictures = chain.from_iterable(map(_images, products, rows))
    ProductImage.objects.bulk_create(pictures)
    _set_dates(products, rows, shops)
    return len(products)


def _set_dates(products: list[Any], rows: list[dict[str, str]], shops: dict[str, Vendor]) -> None:
    """Goods came one after the other since their shop joined; the newest are a few days old."""
    now = timezone.now()
    for product, row in zip(products, rows, strict=True):
        age = now - shops[row["vendor"]].created_at
        product.date_created = now - age * (crc32(row["sku"].encode()) % 1000) / 1000
    Product.objects.bulk_update(products, ["date_created"])


def _shelf(row: dict[str, str]) -> tuple[str, str]:
    return row["category"], row["subcategory"]


def _categories(rows: list[dict[str, str]]) -> dict[tuple[str, str], Any]:
    """The three tops and, below each, its kinds by name."""
    shelves = {}
    for top in TOPS:
        root = Category.add_root(name=top.capitalize(), slug=top)
        for kind in sorted({row["subcategory"] for row in rows if row["category"] == top}):
            shelves[top, kind] = root.add_child(
                name=(kind[0].upper() + kind[1:]).replace(" & ", " dan "), slug=slugify(kind)
            )
    return shelves


def _product(row: dict[str, str], kind: Any) -> Any:
    return Product(
        title=row["name"],
        slug=slugify(row["name"]),
        description=row["description_id"],
        product_class=kind,
        structure=Product.STANDALONE,
        is_public=True,
    )


def _stock(product: Any, row: dict[str, str], vendor: Vendor) -> Any:
    return StockRecord(
        product=product,
        partner_id=vendor.partner_id,
        partner_sku=row["sku"],
        price=int(row["price_idr"]),
        num_in_stock=int(row["stock"]),
    )


def _listing(product: Any, row: dict[str, str], vendor: Vendor, origins: dict[str, Region]) -> Listing:
    return Listing(
        product=product,
        vendor=vendor,
        state=Listing.State.LIVE,
        weight_grams=int(row["weight_g"]),
        length_cm=int(row["length_cm"]),
        width_cm=int(row["width_cm"]),
        height_cm=int(row["height_cm"]),
        unit=row["unit"],
        name_en=row["name_en"],
        description_en=row["description_en"],
        origin=origins[row["origin_code"]],
        origin_village=row["origin_village"],
        maker=row["maker"],
        material=row["material_id"],
        material_en=row["material_en"],
        storage=row["storage_id"],
        storage_en=row["storage_en"],
        unit_en=_in_english(row["unit"]),
        shelf_life=f"{row['shelf_life_days']} hari" if row["shelf_life_days"] else "",
    )


def _in_english(unit: str) -> str:
    return re.sub("|".join(UNITS), lambda found: UNITS[found[0]], unit)


def _images(product: Any, row: dict[str, str]) -> list[Any]:
    """The product's pictures in their order: `SKU.webp`, `SKU-2.webp` ..."""
    images = []
    for order, path in enumerate(sorted((HERE / "media" / "products").glob(f"{row['sku']}*.webp"), key=_number)):
        image = ProductImage(product=product, display_order=order)
        image.original.save(path.name.lower(), ContentFile(path.read_bytes()), save=False)
        images.append(image)
    return images


def _number(path: Path) -> int:
    parts = path.stem.split("-")
    return int(parts[2]) if len(parts) > 2 else 1
