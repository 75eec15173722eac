"""What shoppers see of the goods: home, lists, product page, pictures."""

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import resolve, reverse
from django.utils import timezone, translation
from oscar.core.loading import get_model
from PIL import Image

from marketplace.shop.catalogue import pictures
from tests.factories import make_category, make_district, make_member, make_product, make_user, make_vendor
from tests.shop.public_pages import queries, words

pytestmark = pytest.mark.django_db
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")


def make_staff():
    user = make_user()
    user.is_staff = True
    user.save()
    return user


def page_of(client, product, prefix=""):
    with translation.override("id"):
        return client.get(prefix + product.get_absolute_url())


def names(client, query=""):
    return [card.name for card in client.get(reverse("catalogue:index") + query).context["shelf"].cards]


def picture_file(name="images/products/kopi.png", size=(1000, 500), mode="RGB"):
    out = BytesIO()
    Image.new(mode, size, "brown").save(out, "PNG")
    return default_storage.save(name, ContentFile(out.getvalue()))


def test_home_opens_three_doors_shows_the_newest_goods_and_shops_per_regency(client):
    for category in ("Kuliner", "Kriya", "Herbal"):
        make_product(category=category, title=f"Barang {category}")
    page = client.get("/")
    assert [door["label"] for door in page.context["doors"]] == ["Kuliner", "Kriya", "Herbal"]
    assert [card.name for card in page.context["newest"]] == ["Barang Herbal", "Barang Kriya", "Barang Kuliner"]
    assert [(code, shops) for code, _name, shops in page.context["regencies"]] == [("15.71", 3)]


def test_home_without_goods_still_opens(client):
    assert client.get("/").status_code == 200


def test_the_list_counts_products_and_shops(client):
    vendor = make_vendor()
    make_product(vendor), make_product(vendor), make_product()
    shelf = client.get("/belanja/").context["shelf"]
    assert (shelf.goods_said, shelf.shops_said) == ("3 produk", "dari 2 toko")


def test_hidden_goods_and_goods_of_shops_that_are_not_open_are_not_listed(client):
    make_product(title="Tampak")
    make_product(is_public=False), make_product(state="in_review"), make_product(make_vendor(status="suspended"))
    assert names(client) == ["Tampak"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?sort=price", ["Murah", "Sedang", "Mahal"]),
        ("?sort=-price", ["Mahal", "Sedang", "Murah"]),
        ("?sort=newest", ["Mahal", "Sedang", "Murah"]),
        ("?sort=title", ["Mahal", "Sedang", "Murah"]),
        ("?max=20000&sort=price", ["Murah", "Sedang"]),
        ("?max=Rp+20.000&sort=price", ["Murah", "Sedang"]),
        ("?min=20rb&sort=price", ["Sedang", "Mahal"]),
        ("?min=20000&max=20000", ["Sedang"]),
        ("?min=30000&max=10000&sort=price", ["Murah", "Sedang", "Mahal"]),
    ],
)
def test_goods_are_sorted_and_filtered_by_price(client, query, expected):
    for title, price in (("Murah", 10_000), ("Sedang", 20_000), ("Mahal", 30_000)):
        make_product(title=title, price=price)
    assert names(client, query) == expected


def test_a_price_that_cannot_be_read_is_told_and_left_out(client):
    make_product(price=10_000)
    page = client.get("/belanja/?min=murah")
    assert page.context["shelf"].facets.total == 1
    assert "Tulis harga dengan angka, misalnya 25.000." in words(page)


def test_goods_are_filtered_by_regency_of_origin_several_at_once(client):
    kerinci, tebo = make_district("15.01.16", "Siulak"), make_district("15.09.01", "Tebo Tengah")
    make_product(title="Dari Siulak", origin=kerinci)
    make_product(title="Dari Kerinci", origin=kerinci.parent)
    make_product(title="Dari Tebo", origin=tebo)
    make_product(title="Dari Jambi")
    assert names(client, "?region=15.01") == ["Dari Kerinci", "Dari Siulak"]
    assert names(client, "?region=15.01&region=15.09") == ["Dari Tebo", "Dari Kerinci", "Dari Siulak"]


def test_goods_are_filtered_by_shop_and_by_stock(client):
    vendor = make_vendor("Dapur Sipin")
    make_product(vendor, title="Ada"), make_product(vendor, title="Habis", stock=0), make_product(title="Lain")
    assert names(client, f"?shop={vendor.pk}") == ["Habis", "Ada"]
    assert names(client, f"?shop={vendor.pk}&ready=1") == ["Ada"]


def test_goods_of_a_shop_on_holiday_are_seen_but_not_ready_to_ship(client):
    today = timezone.localdate()
    make_product(make_vendor(holiday_from=today, holiday_until=today), title="Libur")
    assert names(client) == ["Libur"]
    assert names(client, "?ready=1") == []


def test_each_filter_counts_what_it_would_leave_with_the_others_on(client):
    kerinci = make_district("15.01.16", "Siulak")
    sipin, siulak = make_vendor("Dapur Sipin"), make_vendor("Dodol Siulak", district=kerinci)
    make_product(sipin, price=10_000), make_product(sipin, price=90_000, stock=0), make_product(siulak, price=10_000)
    facets = client.get("/belanja/?region=15.01").context["shelf"].facets
    assert (facets.total, facets.ready) == (1, 1)
    assert [(option.value, option.count, option.chosen) for option in facets.regions] == [
        ("15.01", 1, True),
        ("15.71", 2, False),
    ]
    assert [(option.name, option.count) for option in facets.shops] == [("Dodol Siulak", 1)]
    assert [(option.name, option.count) for option in facets.categories] == [("Kuliner", 1)]


def test_every_filter_that_is_on_has_a_chip_that_takes_only_it_off(client):
    make_product(price=10_000)
    shelf = client.get("/belanja/?region=15.71&max=50000&ready=1&sort=price&page=1").context["shelf"]
    assert [chip.url for chip in shelf.chips] == [
        "/belanja/?max=50000&ready=1&sort=price",
        "/belanja/?region=15.71&ready=1&sort=price",
        "/belanja/?region=15.71&max=50000&sort=price",
    ]
    assert [chip.label for chip in shelf.chips][1:] == ["Sampai Rp\u00a050.000", "Siap kirim"]
    assert shelf.clear_url == "/belanja/?sort=price"


def test_pages_are_linked_plainly_and_keep_the_filters(client):
    for number in range(25):
        make_product(title=f"Kopi {number}")
    first = client.get("/belanja/?ready=1").context["shelf"]
    second = client.get(first.next_url).context["shelf"]
    assert (first.next_url, first.previous_url, len(first.cards)) == ("/belanja/?ready=1&page=2", "", 24)
    assert (second.next_url, second.previous_url, [card.name for card in second.cards]) == (
        "",
        "/belanja/?ready=1",
        ["Kopi 0"],
    )


@pytest.mark.parametrize("page", ["1000000000", "99999999999999999999", "0", "-1", "abc", "1.5", "%00", "٣", ""])
def test_a_page_that_does_not_exist_shows_one_that_does(client, page):
    make_product(title="Kopi")
    assert names(client, f"?page={page}") == ["Kopi"]


@pytest.mark.parametrize(
    "query",
    [
        "?region=%00&shop=%00&category=%00&min=%00&sort=%00",
        "?region=99.99&shop=999999999999999999999&category=-1",
        "?min=-5&max=1e9",
        "?min=NaN&max=Infinity",
        "?" + "&".join(f"region=15.{n:02}" for n in range(100)),
        "?q=" + "x" * 10_000,
    ],
)
def test_filters_that_make_no_sense_are_a_normal_page(client, query):
    make_product()
    assert client.get("/belanja/" + query).status_code == 200


def test_a_category_lists_its_branch_at_one_address(client):
    kuliner = make_category("Kuliner")
    kopi = kuliner.add_child(name="Kopi")
    product = make_product(title="Kopi Liberika", category="Kopi")
    make_product(title="Batik", category="Kriya")
    page = client.get(kuliner.get_absolute_url())
    assert [card.name for card in page.context["shelf"].cards] == [product.title]
    assert [(option.name, option.count) for option in page.context["shelf"].facets.categories] == [("Kopi", 1)]
    assert kopi.get_absolute_url() == f"/belanja/kategori/kuliner/kopi_{kopi.pk}/"
    moved = client.get(f"/belanja/kategori/salah_{kopi.pk}/?sort=price")
    assert (moved.status_code, moved["Location"]) == (301, f"{kopi.get_absolute_url()}?sort=price")


def test_an_unknown_or_hidden_category_is_not_found(client):
    hidden = make_category("Rahasia")
    hidden.is_public = False
    hidden.save()
    assert client.get(f"/belanja/kategori/rahasia_{hidden.pk}/").status_code == 404
    assert client.get("/belanja/kategori/apa_999999999/").status_code == 404


def test_the_product_page_tells_price_stock_shop_maker_and_parcel(client):
    vendor = make_vendor("Dapur Sipin", tagline="Lempok setiap hari")
    product = make_product(
        vendor,
        title="Lempok Durian",
        price=45_000,
        unit="250 g",
        maker="Bu Nur",
        weight_grams=1_500,
        category="Kuliner",
    )
    page = page_of(client, product)
    text = words(page)
    assert "Rp\u00a045.000" in page.content.decode()
    assert page.context["stock"]["word"] == "Tersedia"
    assert dict(page.context["facts"]) == {
        "Isi": "250 g",
        "Asal": "Telanaipura, Kota Jambi",
        "Pembuat": "Bu Nur",
        "Berat kemasan": "1,5\u00a0kg",
        "Ukuran paket (P × L × T)": "20 × 15 × 5\u00a0cm",
    }
    assert "Dapur Sipin" in text
    assert "Lempok setiap hari" in text
    assert "https://wa.me/6281274001234?text=Halo+Dapur+Sipin" in text


def test_the_maker_of_crafts_is_a_perajin(client):
    product = make_product(category="Kriya", maker="Kelompok Seberang")
    assert ("Perajin", "Kelompok Seberang") in page_of(client, product).context["facts"]


@pytest.mark.parametrize(
    ("stock", "word"), [(0, "Habis"), (1, "Tersisa sedikit"), (5, "Tersisa sedikit"), (6, "Tersedia")]
)
def test_stock_is_told_in_words(client, stock, word):
    product = make_product(stock=stock)
    page = page_of(client, product)
    assert page.context["stock"]["word"] == word
    assert page.context["sellable"] is (stock > 0)


def test_reserved_pieces_are_not_offered(client):
    product = make_product(stock=3)
    StockRecord.objects.filter(product=product).update(num_allocated=3)
    page = page_of(client, product)
    assert page.context["stock"]["word"] == "Habis"
    assert 'id="buy"' not in page.content.decode()


def test_a_product_of_a_shop_on_holiday_is_shown_without_a_way_to_buy(client):
    today = timezone.localdate()
    product = make_product(make_vendor(holiday_from=today, holiday_until=today + dt.timedelta(days=3)))
    page = page_of(client, product)
    assert page.status_code == 200
    assert "Toko sedang libur" in words(page)
    assert 'id="buy"' not in page.content.decode()


def test_markup_of_a_vendor_is_text_on_every_page(client):
    evil = "<script>alert(1)</script>"
    vendor = make_vendor(f"Toko {evil}", tagline=evil, story=evil, policies=evil, opening_hours=evil, slug="toko-evil")
    product = make_product(
        vendor, title=f"Kopi {evil}", description=evil, unit=evil, maker=evil, material=evil, storage=evil
    )
    client.post(reverse("basket:add", args=[product.pk]), headers={"Origin": "http://testserver"})
    for url in (
        "/",
        "/belanja/",
        product.get_absolute_url(),
        "/toko/",
        "/toko/toko-evil/",
        "/cari/?q=script",
        "/keranjang/",
        f"/cari/?q={evil}",
    ):
        page = client.get(url).content.decode()
        assert "<script>alert" not in page, url
        assert "&lt;script&gt;alert" in page, url


@pytest.mark.parametrize("state", ["draft", "in_review", "sent_back", "rejected", "hidden", "taken_down", "archived"])
def test_a_product_that_is_not_live_does_not_exist_for_strangers(client, state):
    product = make_product(state=state)
    assert page_of(client, product).status_code == 404
    client.force_login(make_user())
    assert page_of(client, product).status_code == 404
    client.force_login(make_member(make_vendor()))
    assert page_of(client, product).status_code == 404


@pytest.mark.parametrize("who", ["member", "staff"])
def test_its_shop_and_plut_staff_preview_a_product_that_is_not_live(client, who):
    product = make_product(state="in_review")
    client.force_login(make_member(product.listing.vendor) if who == "member" else make_staff())
    page = page_of(client, product)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert 'id="buy"' not in page.content.decode()


def test_a_product_has_one_address_and_old_ones_lead_there(client):
    product = make_product(title="Kopi Liberika")
    moved = client.get(f"/belanja/nama-lama_{product.pk}/?a=1")
    assert (moved.status_code, moved["Location"]) == (301, f"/belanja/kopi-liberika_{product.pk}/?a=1")


@pytest.mark.parametrize("address", ["/belanja/kopi_999999999999999/", "/belanja/kopi_9999999999999999999/"])
def test_an_unknown_product_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_english_readers_get_english_names_where_the_vendor_wrote_them(client):
    product = make_product(title="Kopi Bubuk", name_en="Ground coffee", description="Kopi.", description_en="Coffee.")
    plain = make_product(title="Dodol")
    page = page_of(client, product, "/en")
    assert (page.context["name"], page.context["description"]) == ("Ground coffee", "Coffee.")
    assert page_of(client, plain, "/en").context["name"] == "Dodol"
    assert [card.name for card in client.get("/en/belanja/").context["shelf"].cards] == ["Dodol", "Ground coffee"]
    assert [door["label"] for door in client.get("/en/").context["doors"]] == ["Food"]
    assert page_of(client, product).context["name"] == "Kopi Bubuk"


def test_the_page_has_title_and_description_of_its_product(client):
    page = page_of(client, make_product(title="Kopi Liberika", description="Wangi nangka.")).content.decode()
    assert "<title>Kopi Liberika – Pasar Jambi</title>" in page
    assert '<meta name="description" content="Wangi nangka.">' in page


def test_a_picture_is_served_as_webp_in_a_fixed_width_and_kept_for_a_year(client):
    name = picture_file()
    answer = client.get(pictures.address(name, 400))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    picture = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (picture.format, picture.size) == ("WEBP", (400, 200))
    assert default_storage.exists(f"foto/400/{name}.webp")


def test_a_small_picture_is_not_blown_up(client):
    answer = client.get(pictures.address(picture_file(size=(300, 300)), 800))
    assert Image.open(BytesIO(b"".join(answer.streaming_content))).size == (300, 300)


@pytest.mark.parametrize(
    "address",
    [
        "/foto/401/images/products/kopi.png.webp",
        "/foto/400/images/products/tidak-ada.png.webp",
        "/foto/400/proofs/bukti.png.webp",
        "/foto/400/images/../../private/bukti.png.webp",
        "/foto/400/images/..%2F..%2Fsettings.py.webp",
        "/foto/400/images/products.webp",
        "/foto/400/images/%00.png.webp",
    ],
)
def test_other_widths_and_other_files_are_not_served(client, address):
    assert client.get(address).status_code == 404


def test_a_file_that_is_no_picture_is_not_found(client):
    name = default_storage.save("images/products/palsu.png", ContentFile(b"<svg onload=alert(1)>"))
    assert client.get(pictures.address(name, 400)).status_code == 404


def test_a_picture_of_too_many_pixels_is_not_opened(client, settings):
    settings.UPLOAD_MAX_PIXELS = 10_000
    assert client.get(pictures.address(picture_file(size=(101, 100)), 400)).status_code == 404


def test_the_computed_address_of_a_picture_is_the_one_that_is_served():
    match = resolve(pictures.address("images/products/a b.png", 400).replace("%20", " "))
    assert (match.view_name, match.kwargs) == ("picture", {"width": 400, "name": "images/products/a b.png"})


def test_a_card_carries_its_first_picture_in_several_widths(client):
    product = make_product()
    ProductImage.objects.create(product=product, original="images/products/b.png", display_order=1)
    ProductImage.objects.create(product=product, original="images/products/a.png", display_order=0)
    card = client.get("/belanja/").context["shelf"].cards[0]
    assert card.picture == "/foto/400/images/products/a.png.webp"
    assert card.srcset.split(", ")[0] == "/foto/200/images/products/a.png.webp 200w"


PUBLIC = ["/", "/belanja/", "KATEGORI", "PRODUK", "/toko/", "TOKO", "/cari/?q=kopi", "/cari/"]


def public_address(name, product):
    vendor = product.listing.vendor
    named = {
        "KATEGORI": product.categories.first().get_absolute_url(),
        "PRODUK": product.get_absolute_url(),
        "TOKO": vendor.get_absolute_url(),
    }
    return named.get(name, name)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_carry_nothing_of_the_visitor(client, name):
    product = make_product(title="Kopi")
    url = public_address(name, product)
    stranger = client.get(url)
    assert not stranger.cookies
    assert "csrfmiddlewaretoken" not in stranger.content.decode()
    assert "Cookie" not in stranger.get("Vary", "")
    client.force_login(make_staff())
    client.post(reverse("basket:add", args=[product.pk]), headers={"Origin": "http://testserver"})
    assert client.get(url).content == stranger.content


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_asks_six_queries_at_most_none_twice_and_no_more_for_twenty_products(client, name):
    vendor = make_vendor()
    product = make_product(vendor, title="Kopi")
    make_product(title="Kopi lain")
    url = public_address(name, product)
    one = queries(client, url)
    for number in range(20):
        district = make_district(f"15.{number + 20:02}.01")
        added = make_product(vendor if number % 2 else make_vendor(district=district), title=f"Kopi {number}")
        ProductImage.objects.create(product=added, original=f"images/products/{number}.png")
    many = queries(client, url)
    assert len(many) <= 6
    assert len(set(many)) == len(many)
    assert len(many) == len(one)
