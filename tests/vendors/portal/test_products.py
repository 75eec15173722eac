"""A shop's products: put up, changed, switched off and on; and everything that people type wrongly."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image

from marketplace.events.models import Event
from marketplace.shop.catalogue import visibility
from marketplace.shop.partner import stock
from tests import factories
from tests.vendors.portal.test_pictures import png_of
from vendors import products
from vendors.models import Listing, Vendor

pytestmark = pytest.mark.django_db


def photo(name: str = "IMG_0001.jpg", size: tuple[int, int] = (640, 480)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "olive").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def filled(vendor: Vendor) -> dict[str, Any]:
    """The form of a new product as a careful seller fills it in."""
    return {
        "title": "Keripik Tempe Daun Jeruk",
        "category": str(factories.make_category("Kuliner").pk),
        "price": "25.000",
        "stock": "40",
        "unit": "bungkus 200 g",
        "description": "Renyah, digoreng dengan minyak kelapa.",
        "weight_grams": "250",
        "length_cm": "20",
        "width_cm": "15",
        "height_cm": "5",
        "origin": vendor.district_id,
        "maker": "Ibu Rosmini",
        "material": "Kedelai, daun jeruk",
    }


def add(client: Client, data: dict[str, Any], **more: Any) -> Any:
    return client.post(reverse("portal:product-add"), {**data, "photos": [photo()], **more})


def edit(client: Client, product: Any, data: dict[str, Any], **more: Any) -> Any:
    page = client.get(reverse("portal:product", args=[product.pk]))
    seen = page.context["form"]["seen"].value()
    return client.post(reverse("portal:product", args=[product.pk]), {**data, "seen": seen, **more})


def state(product: Any) -> str:
    return Listing.objects.values_list("state", flat=True).get(product=product)


def test_a_new_product_waits_for_review_and_is_not_on_sale(
    vendor: Vendor, owner: Client, filled: dict[str, Any]
) -> None:
    answer = add(owner, filled, photos=[photo(), photo("dua.jpg")])
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:products"))
    listing = vendor.listings.get()
    record = listing.product.stockrecords.get()
    assert (listing.state, listing.weight_grams, listing.volume_cm3) == ("in_review", 250, 1500)
    assert (listing.maker, listing.material, listing.unit) == ("Ibu Rosmini", "Kedelai, daun jeruk", "bungkus 200 g")
    assert (record.price, record.num_in_stock, record.partner) == (25_000, 40, vendor.partner)
    assert [image.display_order for image in listing.product.images.all()] == [0, 1]
    assert not visibility.visible().exists()
    assert Event.objects.filter(kind="product.submitted").get().payload == {"product_id": listing.product_id}


def test_an_uploaded_photo_is_written_anew(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    add(owner, filled, photos=[photo("../<b>jahat.php.jpg")])
    stored = vendor.listings.get().product.images.get().original
    assert Image.open(stored.path).format == "WEBP"
    assert "jahat" not in stored.name


@pytest.mark.parametrize(
    ("typed", "rupiah"),
    [
        ("25000", 25_000),
        ("25.000", 25_000),
        ("25,000", 25_000),
        ("25 000", 25_000),
        ("25rb", 25_000),
        ("12,5rb", 12_500),
        ("25 ribu", 25_000),
        ("1,5jt", 1_500_000),
        ("Rp25.000", 25_000),
        ("Rp 25.000,00", 25_000),
        (" rp. 25.000 ", 25_000),
        ("1.250.000", 1_250_000),
    ],
)
def test_a_price_may_be_typed_as_people_type(
    vendor: Vendor, owner: Client, filled: dict[str, Any], typed: str, rupiah: int
) -> None:
    add(owner, filled | {"price": typed})
    assert vendor.listings.get().product.stockrecords.get().price == rupiah


PRICE, RANGE = "Tulis harga dengan angka, misalnya 25.000.", "Isi angka {} sampai {}."
BAD = [
    ("price", "0", RANGE.format("100", "100.000.000")),
    ("price", "-3", PRICE),
    ("price", "1.5", PRICE),
    ("price", "100000000000", RANGE.format("100", "100.000.000")),
    ("price", "9" * 39, PRICE),
    ("price", "NaN", PRICE),
    ("price", "Infinity", PRICE),
    ("price", "1e9", PRICE),
    ("price", "٢٥٠٠٠", PRICE),
    ("price", "２５０００", PRICE),
    ("price", "25.00.000", PRICE),
    ("price", "0,0001rb", PRICE),
    ("price", "murah", PRICE),
    ("price", "", "Isi harga."),
    ("stock", "-3", RANGE.format("0", "99.999")),
    ("stock", "1.5", RANGE.format("0", "99.999")),
    ("stock", "100000000000", RANGE.format("0", "99.999")),
    ("stock", "NaN", RANGE.format("0", "99.999")),
    ("stock", "٣", RANGE.format("0", "99.999")),
    ("weight_grams", "0", RANGE.format("1", "100.000")),
    ("weight_grams", "0,5", RANGE.format("1", "100.000")),
    ("length_cm", "301", RANGE.format("1", "300")),
    ("width_cm", "-1", RANGE.format("1", "300")),
    ("height_cm", "", "Isi tinggi (cm)."),
    ("title", "", "Isi nama produk."),
    ("title", "   ", "Isi nama produk."),
    ("title", "x" * 101, "Maksimal 100 karakter."),
    ("description", "x" * 10_000, "Maksimal 5000 karakter."),
    ("maker", "x" * 121, "Maksimal 120 karakter."),
    ("unit", "a\x00b", "Ada tanda yang tidak bisa disimpan. Ketik ulang."),
    ("category", "999999", "999999"),
    ("category", "<script>", "&lt;script&gt;"),
    ("origin", "31.71.01", "31.71.01"),
    ("origin", "", "Pilih asal (kecamatan)."),
]


@pytest.mark.parametrize(("name", "typed", "message"), BAD)
def test_what_cannot_be_is_said_by_the_field_and_nothing_is_written(
    owner: Client, filled: dict[str, Any], name: str, typed: str, message: str
) -> None:
    answer = add(owner, filled | {name: typed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [name]
    page = answer.content.decode()
    assert message in page
    assert "<script>" not in page.replace('<script type="module"', "").replace("<script src", "")
    for kept in filled.keys() - {name}:
        assert form[kept].value() == filled[kept]
    assert form[name].value() == typed
    for model in (Listing, products.get_model("catalogue", "Product"), products.get_model("partner", "StockRecord")):
        assert not model.objects.exists()


@pytest.mark.parametrize(("name", "typed", "message"), BAD)
def test_the_same_holds_for_a_product_that_is_there(
    vendor: Vendor, owner: Client, filled: dict[str, Any], name: str, typed: str, message: str
) -> None:
    product = factories.make_product(vendor, title="Yang lama")
    answer = edit(owner, product, filled | {name: typed})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    product.refresh_from_db()
    assert product.title == "Yang lama"
    assert product.stockrecords.get().price == 25_000


def test_the_message_is_in_the_readers_language(owner: Client, filled: dict[str, Any]) -> None:
    with translation.override("en"):
        answer = owner.post(reverse("portal:product-add"), filled | {"price": "-3", "photos": [photo()]})
    assert "Use digits, for example 25.000." in answer.content.decode()


def test_a_category_below_the_children_of_the_top_is_not_offered(owner: Client, filled: dict[str, Any]) -> None:
    top = factories.make_category("Kuliner")
    child = top.add_child(name="Keripik")
    deep = child.add_child(name="Keripik tempe")
    hidden = factories.make_category("Rahasia")
    type(hidden).objects.filter(pk=hidden.pk).update(is_public=False)
    assert add(owner, filled | {"category": str(deep.pk)}).status_code == 422
    assert add(owner, filled | {"category": str(hidden.pk)}).status_code == 422
    assert add(owner, filled | {"category": str(child.pk)}).status_code == 302


NO_PHOTO = "This is not a photo. Use JPG, PNG or WebP."
HOSTILE = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', NO_PHOTO),
    "html": (b"<!doctype html><script>alert(1)</script>", NO_PHOTO),
    "zip": (b"PK\x05\x06" + b"\0" * 18, NO_PHOTO),
    "bomb": (png_of(6000, 5000), "30"),
    "heavy": (b"\xff\xd8\xff" + b"\0" * 12_000_000, "12 MB"),
    "empty": (b"", NO_PHOTO),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_photo_that_is_none_is_refused_by_name_and_nothing_is_written(
    owner: Client, filled: dict[str, Any], settings: Any, kind: str
) -> None:
    content, message = HOSTILE[kind]
    answer = add(owner, filled, photos=[photo(), SimpleUploadedFile("<b>kedua.png", content)])
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["photos"]
    page = answer.content.decode()
    assert "&lt;b&gt;kedua.png" in page
    assert gettext(message) in page
    assert answer.context["form"]["title"].value() == filled["title"]
    assert not Listing.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("*.*"))


def test_a_new_product_needs_a_photo_and_takes_eight(owner: Client, filled: dict[str, Any]) -> None:
    answer = owner.post(reverse("portal:product-add"), filled)
    assert "Pilih foto." in answer.content.decode()
    answer = add(owner, filled, photos=[photo() for _ in range(9)])
    assert "Maksimal 8 foto." in answer.content.decode()
    assert add(owner, filled, photos=[photo(size=(20, 20)) for _ in range(8)]).status_code == 302


def test_photos_of_a_refused_form_are_asked_for_again(owner: Client, filled: dict[str, Any]) -> None:
    assert "Pilih fotonya sekali lagi" in add(owner, filled | {"price": "0"}).content.decode()
    assert "Pilih fotonya sekali lagi" not in owner.get(reverse("portal:product-add")).content.decode()


def test_markup_in_a_product_is_text_in_the_portal(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    add(
        owner,
        filled | {"title": "<script>alert(1)</script> 🌶 شاي", "description": "</textarea><script>alert(2)</script>"},
    )
    listing = vendor.listings.get()
    assert listing.product.title == "<script>alert(1)</script> 🌶 شاي"
    for address in (reverse("portal:products"), reverse("portal:product", args=[listing.product_id])):
        page = owner.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_a_name_without_latin_letters_still_has_an_address(
    vendor: Vendor, owner: Client, filled: dict[str, Any]
) -> None:
    add(owner, filled | {"title": "🌶🌶"})
    assert vendor.listings.get().product.slug == "produk"


def test_price_and_stock_of_a_live_product_change_at_once(
    vendor: Vendor, owner: Client, filled: dict[str, Any]
) -> None:
    product = factories.make_product(vendor, title=filled["title"], description=filled["description"])
    edit(owner, product, filled | {"price": "30rb", "stock": "7"})
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock, state(product)) == (30_000, 7, "live")
    assert Event.objects.filter(kind="product.changed").count() == 1


@pytest.mark.parametrize("changed", ["title", "description", "category", "photos"])
def test_what_was_approved_goes_to_review_again_when_it_changes(
    vendor: Vendor, owner: Client, filled: dict[str, Any], changed: str
) -> None:
    product = factories.make_product(vendor, title=filled["title"], description=filled["description"])
    new = {"category": str(factories.make_category("Kriya").pk), "photos": [photo()]}.get(changed, "Yang baru")
    edit(owner, product, filled | {changed: new})
    assert state(product) == "in_review"
    assert Event.objects.filter(kind="product.submitted").count() == 1


def test_a_product_sent_back_goes_to_review_when_it_is_saved(
    vendor: Vendor, owner: Client, filled: dict[str, Any]
) -> None:
    product = factories.make_product(vendor, state="sent_back", state_reason="Foto buram")
    assert "Foto buram" in owner.get(reverse("portal:product", args=[product.pk])).content.decode()
    edit(owner, product, filled)
    listing = Listing.objects.get(product=product)
    assert (listing.state, listing.state_reason) == ("in_review", "")


@pytest.mark.parametrize("stopped", ["rejected", "taken_down", "archived"])
def test_what_plut_stopped_cannot_be_changed_or_shown(
    vendor: Vendor, owner: Client, filled: dict[str, Any], stopped: str
) -> None:
    product = factories.make_product(vendor, title="Yang lama", state=stopped)
    picture = product.images.create(original="images/a.webp")
    owner.post(reverse("portal:product", args=[product.pk]), filled)
    owner.post(reverse("portal:product-quick", args=[product.pk]), {"price": "1000", "stock": "1"})
    owner.post(reverse("portal:product-show", args=[product.pk]))
    owner.post(reverse("portal:photo-remove", args=[product.pk, picture.pk]))
    product.refresh_from_db()
    record = product.stockrecords.get()
    assert (product.title, record.price, record.num_in_stock, state(product)) == ("Yang lama", 25_000, 100, stopped)
    assert product.images.count() == 1


def test_a_stale_form_overwrites_nobodys_words(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    product = factories.make_product(vendor)
    address = reverse("portal:product", args=[product.pk])
    seen = owner.get(address).context["form"]["seen"].value()
    owner.post(address, filled | {"title": "Yang pertama", "seen": seen})
    answer = owner.post(address, filled | {"title": "Yang kedua", "seen": seen})
    assert "Data ini baru diubah orang lain." in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Yang kedua"
    product.refresh_from_db()
    assert product.title == "Yang pertama"


def test_a_stale_form_does_not_bring_an_old_price_back(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    product = factories.make_product(vendor)
    address = reverse("portal:product", args=[product.pk])
    seen = owner.get(address).context["form"]["seen"].value()
    owner.post(reverse("portal:product-quick", args=[product.pk]), {"price": "31.000", "stock": "100"})
    owner.post(address, filled | {"price": "25.000", "seen": seen})
    assert product.stockrecords.get().price == 31_000


@pytest.mark.parametrize("seen", ["", "kemarin", "2020-01-01T00:00:00+07:00", "2020-01-01"])
def test_a_form_without_its_mark_changes_nothing(
    vendor: Vendor, owner: Client, filled: dict[str, Any], seen: str
) -> None:
    product = factories.make_product(vendor, title="Yang lama")
    owner.post(reverse("portal:product", args=[product.pk]), filled | {"seen": seen})
    product.refresh_from_db()
    assert product.title == "Yang lama"


def test_stock_below_what_is_ordered_is_refused_whole(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    product = factories.make_product(vendor, title="Yang lama", stock=10)
    stock.reserve({product.stockrecords.get().pk: 4})
    answer = edit(owner, product, filled | {"stock": "3", "price": "9.000"})
    assert answer.context["form"].errors["stock"] == ["4 sudah dipesan dan belum dikirim. Isi 4 atau lebih."]
    product.refresh_from_db()
    record = product.stockrecords.get()
    assert (product.title, record.price, record.num_in_stock, record.num_allocated) == ("Yang lama", 25_000, 10, 4)
    assert edit(owner, product, filled | {"stock": "4"}).status_code == 302


def test_saving_a_form_leaves_pieces_reserved_meanwhile_alone(
    vendor: Vendor, owner: Client, filled: dict[str, Any]
) -> None:
    product = factories.make_product(vendor, stock=40)
    address = reverse("portal:product", args=[product.pk])
    seen = owner.get(address).context["form"]["seen"].value()
    stock.reserve({product.stockrecords.get().pk: 5})
    owner.post(address, filled | {"seen": seen, "stock": "40", "price": "26.000"})
    record = product.stockrecords.get()
    assert (record.num_in_stock, record.num_allocated, record.price) == (40, 5, 26_000)


def test_price_and_stock_change_in_the_list(vendor: Vendor, owner: Client) -> None:
    product = factories.make_product(vendor)
    query = "only=low&q=kopi"
    answer = owner.post(
        reverse("portal:product-quick", args=[product.pk]), {"price": "30rb", "stock": "12", "query": query}
    )
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock) == (30_000, 12)
    assert answer["Location"] == f"{reverse('portal:products')}?{query}"


@pytest.mark.parametrize("query", ["\r\nSet-Cookie: a=b", "//jahat.id", "https://jahat.id/"])
def test_the_way_back_leads_nowhere_else(vendor: Vendor, owner: Client, query: str) -> None:
    product = factories.make_product(vendor)
    answer = owner.post(reverse("portal:product-hide", args=[product.pk]), {"query": query})
    assert answer["Location"].startswith(f"{reverse('portal:products')}?")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("price", ["0", "-3", "1.5", "NaN", "٣", "", "100000000000"])
def test_a_bad_price_in_the_list_changes_neither(vendor: Vendor, owner: Client, price: str) -> None:
    product = factories.make_product(vendor)
    answer = owner.post(reverse("portal:product-quick", args=[product.pk]), {"price": price, "stock": "3"}, follow=True)
    assert product.title in answer.content.decode()
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock) == (25_000, 100)


def test_stock_in_the_list_below_what_is_ordered_changes_neither(vendor: Vendor, owner: Client) -> None:
    product = factories.make_product(vendor, stock=10)
    stock.reserve({product.stockrecords.get().pk: 4})
    owner.post(reverse("portal:product-quick", args=[product.pk]), {"price": "9000", "stock": "3"})
    record = product.stockrecords.get()
    assert (record.price, record.num_in_stock) == (25_000, 10)


def test_the_switch_takes_a_product_off_sale_and_back(vendor: Vendor, owner: Client) -> None:
    product = factories.make_product(vendor)
    owner.post(reverse("portal:product-hide", args=[product.pk]))
    assert (state(product), visibility.visible().count()) == ("hidden", 0)
    owner.post(reverse("portal:product-show", args=[product.pk]))
    assert (state(product), visibility.visible().count()) == ("live", 1)


@pytest.mark.parametrize("waiting", ["draft", "in_review", "sent_back"])
def test_nobody_puts_an_unapproved_product_on_sale(vendor: Vendor, owner: Client, waiting: str) -> None:
    product = factories.make_product(vendor, state=waiting)
    owner.post(reverse("portal:product-show", args=[product.pk]))
    assert state(product) == waiting


@pytest.mark.parametrize("name", ["product-hide", "product-show", "product-quick"])
def test_a_link_changes_nothing(vendor: Vendor, owner: Client, name: str) -> None:
    product = factories.make_product(vendor)
    assert owner.get(reverse(f"portal:{name}", args=[product.pk])).status_code == 302
    assert state(product) == "live"


def test_photos_change_places_and_go_but_never_all(vendor: Vendor, owner: Client, filled: dict[str, Any]) -> None:
    add(owner, filled, photos=[photo(), photo(), photo()])
    product = vendor.listings.get().product
    first, second, third = product.images.all()
    file = Path(first.original.path)
    owner.post(reverse("portal:photo-first", args=[product.pk, third.pk]))
    assert list(product.images.values_list("pk", flat=True)) == [third.pk, first.pk, second.pk]
    for image in (first, second, third):
        owner.post(reverse("portal:photo-remove", args=[product.pk, image.pk]))
    assert list(product.images.values_list("pk", flat=True)) == [third.pk]
    assert Path(third.original.path).exists()
    assert file.parent.exists()


@pytest.mark.django_db(transaction=False)
def test_the_file_of_a_removed_photo_goes_with_it(
    vendor: Vendor, owner: Client, filled: dict[str, Any], django_capture_on_commit_callbacks: Any
) -> None:
    add(owner, filled, photos=[photo(), photo()])
    product = vendor.listings.get().product
    image = product.images.all()[0]
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(reverse("portal:photo-remove", args=[product.pk, image.pk]))
    assert not Path(image.original.path).exists()


def test_the_form_says_what_the_seller_receives(vendor: Vendor, owner: Client) -> None:
    product = factories.make_product(vendor, price=33_333)
    page = owner.get(reverse("portal:product", args=[product.pk])).content.decode()
    assert "Anda terima Rp\u00a031.666 setelah komisi 5%." in page
    assert "Komisi 5% dari harga." in owner.get(reverse("portal:product-add")).content.decode()


def test_products_are_searched_by_every_word_and_filtered(vendor: Vendor, owner: Client) -> None:
    factories.make_product(vendor, title="Kopi Liberika Tungkal")
    factories.make_product(vendor, title="Kopi Arabika Kerinci", state="hidden")
    factories.make_product(vendor, title="Keripik", stock=0)

    def titles(**query: str) -> list[str]:
        return sorted(
            row["listing"].product.title for row in owner.get(reverse("portal:products"), query).context["rows"]
        )

    assert titles(q="tungkal kopi") == ["Kopi Liberika Tungkal"]
    assert titles(only="hidden") == ["Kopi Arabika Kerinci"]
    assert titles(only="low") == ["Keripik"]
    assert titles(only="no such") == ["Keripik", "Kopi Arabika Kerinci", "Kopi Liberika Tungkal"]
    assert titles(q="\x00") == ["Keripik", "Kopi Arabika Kerinci", "Kopi Liberika Tungkal"]
