"""The product page, for strangers and for its shop."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from oscar.core.loading import get_model

from tests.factories import make_member, make_permit, make_product, make_user, make_vendor
from tests.shop.public_pages import words

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
        "Pembuat": "Bu Nur",
        "Asal": "Telanaipura, Kota Jambi",
        "Paket": "1,5\u00a0kg, 20 × 15 × 5\u00a0cm",
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


def test_the_quantity_never_tells_how_many_pieces_there_are(client):
    few, many = page_of(client, make_product(stock=3)), page_of(client, make_product(stock=500))
    assert few.context["most"] == many.context["most"]
    assert "Stok tinggal" not in words(few)


@pytest.mark.parametrize(("photos", "thumbs"), [(0, 0), (1, 0), (5, 5)])
def test_photos_are_swiped_and_several_have_thumbnails(client, photos, thumbs):
    product = make_product()
    for n in range(photos):
        ProductImage.objects.create(product=product, original=f"images/products/{n}.png", display_order=n)
    html = page_of(client, product).content.decode()
    assert html.count("data-zoom aria") == photos
    assert html.count('href="#foto-') == thumbs
    assert ("Belum ada foto" in html) is (photos == 0)


def test_a_name_of_255_letters_is_not_repeated_as_a_heading(client):
    page = page_of(client, make_product(title=("Dodol " * 50)[:255].strip()))
    assert page.context["about"] == "Tentang produk ini"
    assert page_of(client, make_product(title="Lempok")).context["about"] == "Tentang Lempok"


def test_permits_that_were_checked_stand_beside_the_price_and_on_the_label(client):
    product = make_product()
    make_permit(product)
    make_permit(product, "nib", "1234567890123")
    page = page_of(client, product)
    assert [one.badge for one in page.context["permits"]] == ["Halal"]
    assert "ID15000000000000001" in words(page)
    assert "NIB 1234567890123" in words(page)


def test_permits_that_ended_or_were_not_checked_are_never_shown(client):
    product = make_product()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    make_permit(product, "bpom_food", "MD 000000000001", valid_until=yesterday)
    make_permit(product, "halal", "ID15000000000000002", state="in_review", checked_at=None)
    make_permit(product, "gi", "ID G 000000001", state="revoked")
    assert page_of(client, product).context["permits"] == []


def test_search_engines_read_the_same_offer_and_no_stock_figure(client):
    product = make_product(make_vendor("Dapur Sipin", slug="sipin"), title="Lempok", price=45_000, stock=7)
    data = page_of(client, product).context["structured_data"]
    url = f"http://testserver/belanja/lempok_{product.pk}/"
    assert data == {
        "@type": "Product",
        "name": "Lempok",
        "description": "Dibuat di Jambi.",
        "url": url,
        "sku": str(product.pk),
        "brand": {"@type": "Brand", "name": "Dapur Sipin"},
        "offers": {
            "@type": "Offer",
            "url": url,
            "priceCurrency": "IDR",
            "price": "45000",
            "itemCondition": "https://schema.org/NewCondition",
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Organization", "name": "Dapur Sipin", "url": "http://testserver/toko/sipin/"},
        },
    }


@pytest.mark.parametrize(("stock", "said"), [(0, "OutOfStock"), (2, "LimitedAvailability"), (9, "InStock")])
def test_availability_is_a_band(client, stock, said):
    data = page_of(client, make_product(stock=stock)).context["structured_data"]
    assert data["offers"]["availability"] == f"https://schema.org/{said}"


def test_a_product_without_a_price_has_no_offer_and_cannot_be_bought(client):
    product = make_product()
    StockRecord.objects.filter(product=product).update(price=None)
    page = page_of(client, product)
    assert "offers" not in page.context["structured_data"]
    assert page.context["sellable"] is False
