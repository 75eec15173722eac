"""A shop sets its own ways of shipping in the portal, and what it sets is what a buyer pays."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from vendors import shipping, ways
from vendors.models import Membership, ShippingMethod, ShippingZone, Vendor

pytestmark = pytest.mark.django_db

COURIER = {"name": "JNE Reguler", "days_min": "2", "days_max": "5", "free_above": ""}
JAMBI = {"new-prefix_code": "15", "new-first_kg": "18.000", "new-next_kg": "15rb"}


@pytest.fixture
def vendor(vendor: Vendor) -> Vendor:
    """A shop that has been approved and has set up nothing yet."""
    vendor.shipping_methods.all().delete()
    return vendor


def add(client: Client, kind: str, **data: str):
    return client.post(reverse("portal:way-add", args=[kind]), data)


def charge(vendor: Vendor, district: str = "15.71.01", grams: int = 1200) -> dict[str, int]:
    """What each way costs to a kecamatan, by name; ways that do not lead there are left out."""
    parcel = shipping.Parcel(vendor, 50_000, grams, 1000)
    quotes = shipping.quotes_for([parcel], factories.make_district(district))[vendor.pk]
    return {quote.name: quote.charge for quote in quotes if quote.available}


def test_a_new_shop_is_told_first_that_shipping_is_missing(owner):
    page = owner.get(reverse("portal:home")).content.decode()
    assert "Atur pengiriman" in page
    assert reverse("portal:ways") in page
    assert "Pembeli belum bisa memesan" in owner.get(reverse("portal:ways")).content.decode()


def test_a_courier_with_its_first_area_is_what_the_buyer_pays_from_then_on(vendor, owner):
    answer = add(owner, "courier", **COURIER, **JAMBI)
    assert answer.status_code == 302
    assert charge(vendor) == {"JNE Reguler": 18_000}
    assert charge(vendor, grams=2_000) == {"JNE Reguler": 33_000}
    assert "Atur pengiriman" not in owner.get(reverse("portal:home")).content.decode()


def test_own_delivery_may_be_free_in_the_own_kecamatan(vendor, owner):
    add(owner, "own_delivery", days_min="1", days_max="1", free_above="", **{
        "new-prefix_code": "15.71.01", "new-first_kg": "0"
    })  # fmt: skip
    assert charge(vendor) == {"Diantar toko": 0}
    assert charge(vendor, "15.01.01") == {}


def test_a_pick_up_place_has_a_name_and_an_address_and_no_fee(vendor, owner):
    add(owner, "pickup", place_name="Galeri PLUT", place="Jl. Patimura, sebelah kantor pos")
    method = vendor.shipping_methods.get()
    assert (method.name, method.place, method.code) == (
        "Ambil di Galeri PLUT",
        "Jl. Patimura, sebelah kantor pos",
        "ambil",
    )
    assert charge(vendor) == {"Ambil di Galeri PLUT": 0}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({**COURIER}, "Pilih wilayah."),
        ({**COURIER, "new-prefix_code": "15"}, "Isi ongkir, 0 jika gratis."),
        ({**COURIER, "new-prefix_code": "99", "new-first_kg": "5000"}, "Pilih"),
        ({**COURIER, "new-prefix_code": "15", "new-first_kg": "-5"}, "Tulis harga dengan angka, misalnya 25.000."),
        ({**COURIER, "days_min": "5", "days_max": "2", **JAMBI}, "Lebih sedikit dari hari pertama."),
        ({**COURIER, "days_max": "365", **JAMBI}, "Isi angka 1 sampai 30."),
        ({**COURIER, "name": "", **JAMBI}, "Kurir dan layanan"),
    ],
)
def test_what_cannot_be_is_refused_with_words_and_nothing_is_kept(vendor, owner, data, said):
    answer = add(owner, "courier", **data)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not vendor.shipping_methods.exists()


def courier_of(vendor: Vendor, *prefixes: str) -> ShippingMethod:
    method = ways.add(vendor, "courier", ways.Terms("JNE Reguler", "", 2, 5), ways.Fee(prefixes[0], 20_000, 10_000))
    for prefix in prefixes[1:]:
        ShippingZone.objects.create(method=method, prefix=prefix, first_kg=9_000)
    return method


def rows(method: ShippingMethod, **changed: str) -> dict[str, str]:
    """The form of a way as the browser would send it back unchanged, but for `changed`."""
    data = {**COURIER}
    for zone in method.zones.all():
        data |= {f"z{zone.pk}-first_kg": str(int(zone.first_kg)), f"z{zone.pk}-next_kg": str(int(zone.next_kg))}
    return data | changed


def test_fees_are_changed_an_area_is_removed_and_another_added_in_one_go(vendor, owner):
    method = courier_of(vendor, "15", "15.71")
    province, city = method.zones.order_by("prefix")
    owner.post(
        reverse("portal:way", args=[method.pk]),
        rows(method, **{
            f"z{province.pk}-first_kg": "21.000",
            f"z{city.pk}-remove": "on",
            "new-prefix_code": "all",
            "new-first_kg": "60.000",
        }),
    )  # fmt: skip
    found = list(method.zones.order_by("prefix").values_list("prefix", "first_kg", "next_kg"))
    assert found == [("", 60_000, 0), ("15", 21_000, 10_000)]


def test_an_area_that_has_a_fee_cannot_be_added_again(vendor, owner):
    method = courier_of(vendor, "15")
    answer = owner.post(
        reverse("portal:way", args=[method.pk]), rows(method, **{"new-prefix_code": "15", "new-first_kg": "1"})
    )
    assert answer.status_code == 422
    assert "Wilayah ini sudah punya ongkir." in answer.content.decode()
    assert method.zones.get().first_kg == 20_000


def test_the_last_area_cannot_be_removed(vendor, owner):
    method = courier_of(vendor, "15")
    answer = owner.post(
        reverse("portal:way", args=[method.pk]), rows(method, **{f"z{method.zones.get().pk}-remove": "on"})
    )
    assert "Sisakan satu wilayah" in answer.content.decode()
    assert method.zones.count() == 1


def test_a_way_that_is_switched_off_is_not_offered_until_it_is_on_again(vendor, owner):
    method = courier_of(vendor, "15")
    owner.post(reverse("portal:way-turn", args=[method.pk]), {"on": "0"})
    assert charge(vendor) == {}
    owner.post(reverse("portal:way-turn", args=[method.pk]), {"on": "1"})
    assert charge(vendor) == {"JNE Reguler": 20_000}


def test_an_order_keeps_the_fee_it_was_placed_with(vendor, owner):
    method = courier_of(vendor, "15")
    order = factories.make_order((factories.make_product(vendor), 1), choices={vendor.pk: "kurir"})
    zone = method.zones.get()
    owner.post(reverse("portal:way", args=[method.pk]), rows(method, **{f"z{zone.pk}-first_kg": "90.000"}))
    assert order.vendor_orders.get().shipping_charge == 20_000
    assert charge(vendor) == {"JNE Reguler": 90_000}


def test_the_way_of_another_shop_does_not_exist(vendor, owner):
    foreign = factories.make_vendor("Toko Lain").shipping_methods.first()
    for name in ("portal:way", "portal:way-turn"):
        assert owner.post(reverse(name, args=[foreign.pk]), {"on": "0"}).status_code == 404
    assert ShippingMethod.objects.get(pk=foreign.pk).is_active


@pytest.mark.parametrize("role", [Membership.Role.ORDERS, Membership.Role.CATALOGUE, Membership.Role.READ_ONLY])
def test_only_who_manages_the_shop_changes_its_ways(vendor, log_in, role):
    client = log_in(vendor, role)
    assert client.get(reverse("portal:ways")).status_code == 200
    assert add(client, "courier", **COURIER, **JAMBI).status_code == 403
    assert not vendor.shipping_methods.exists()


def test_an_unknown_kind_of_way_does_not_exist(owner):
    assert owner.get(reverse("portal:way-add", args=["drone"])).status_code == 404


def test_two_couriers_have_codes_of_their_own(vendor):
    assert [courier_of(vendor, "15").code, courier_of(vendor, "15").code] == ["kurir", "kurir-2"]


def test_a_shop_cannot_have_more_ways_than_a_buyer_can_look_at(vendor):
    for _ in range(ways.MOST_WAYS):
        courier_of(vendor, "15")
    with pytest.raises(ways.TooMany):
        courier_of(vendor, "15")
