"""Every address of the portal: who gets in, and that nobody reaches another shop's things."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from marketplace.shop.conversations import talking
from tests import factories
from tests.shop.reviews.bought import make_review
from tests.vendors.portal.conftest import paid_order
from vendors.models import Membership, Vendor
from vendors.permissions import RIGHTS, Right
from vendors.portal.urls import urlpatterns

pytestmark = pytest.mark.django_db
Role = Membership.Role

NEEDS = {
    "home": Right.SEE,
    "switch": Right.SEE,
    "more": Right.SEE,
    "shop": Right.SEE,
    "holiday": Right.MANAGE_SHOP,
    "members": Right.SEE,
    "hours": Right.MANAGE_SHOP,
    "reviews": Right.SEE,
    "review": Right.ANSWER_REVIEWS,
    "ways": Right.SEE,
    "way-add": Right.MANAGE_SHOP,
    "way": Right.MANAGE_SHOP,
    "way-turn": Right.MANAGE_SHOP,
    "orders": Right.SEE_ORDERS,
    "order": Right.SEE_ORDERS,
    "accept": Right.ACT_ON_ORDERS,
    "decline": Right.ACT_ON_ORDERS,
    "ready": Right.ACT_ON_ORDERS,
    "ship": Right.ACT_ON_ORDERS,
    "hand-over": Right.ACT_ON_ORDERS,
    "deliver": Right.ACT_ON_ORDERS,
    "tracking": Right.ACT_ON_ORDERS,
    "talks": Right.TALK,
    "talk": Right.TALK,
    "talk-report": Right.TALK,
    "products": Right.SEE,
    "product-add": Right.EDIT_CATALOGUE,
    "product": Right.EDIT_CATALOGUE,
    "product-quick": Right.EDIT_CATALOGUE,
    "product-show": Right.EDIT_CATALOGUE,
    "product-hide": Right.EDIT_CATALOGUE,
    "photo-first": Right.EDIT_CATALOGUE,
    "photo-remove": Right.EDIT_CATALOGUE,
    "balance": Right.SEE_MONEY,
    "balance-csv": Right.SEE_MONEY,
}


def addresses(vendor: Vendor) -> dict[str, str]:
    """Every address of the portal with this vendor's own order, product and photo in it."""
    order, product = paid_order(vendor), factories.make_product(vendor)
    photo = product.images.create(original="images/products/a.webp", display_order=0)
    message = talking.ask_about_product(factories.make_user(), product, "Tahan berapa hari?")
    ids = {"number": order.number, "pk": product.pk, "photo_pk": photo.pk, "message_pk": message.pk, "kind": "courier"}
    ids["review_pk"] = make_review(product).pk
    way = vendor.shipping_methods.order_by("pk")[0].pk
    own = {"way": way, "way-turn": way, "talk": message.thread_id, "talk-report": message.thread_id}
    return {
        pattern.name: reverse(
            f"portal:{pattern.name}",
            kwargs={
                key: own.get(pattern.name, ids[key]) if key == "pk" else ids[key] for key in pattern.pattern.converters
            },
        )
        for pattern in urlpatterns
    }


def with_ids(found: dict[str, str]) -> dict[str, str]:
    return {p.name: found[p.name] for p in urlpatterns if p.pattern.converters and p.name != "way-add"}


def test_the_table_of_rights_names_every_address() -> None:
    assert set(NEEDS) == {pattern.name for pattern in urlpatterns}


@pytest.mark.parametrize("role", Role.values)
def test_each_role_gets_exactly_what_the_table_says(vendor: Vendor, log_in: Any, role: str) -> None:
    client = log_in(vendor, role)
    for name, address in addresses(vendor).items():
        allowed = NEEDS[name] in RIGHTS[role]
        for answer in (client.get(address), client.post(address)):
            assert (answer.status_code != 403) is allowed, f"{role} {name}: {answer.status_code}"
            assert answer.status_code < 500


def test_a_stranger_is_asked_to_log_in_everywhere(vendor: Vendor, client: Client) -> None:
    for name, address in addresses(vendor).items():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith(reverse("account_login"))


def test_another_shops_things_do_not_exist_by_any_method(vendor: Vendor, owner: Client) -> None:
    other = factories.make_vendor("Toko lain")
    foreign = with_ids(addresses(other))
    assert len(foreign) == 19
    for name, address in foreign.items():
        assert owner.get(address).status_code == 404, name
        assert owner.post(address, {"price": "1000", "stock": "1"}).status_code == 404, name


def test_a_photo_of_another_product_of_the_same_shop_is_not_found(vendor: Vendor, owner: Client) -> None:
    one, two = factories.make_product(vendor), factories.make_product(vendor)
    photo = two.images.create(original="images/products/a.webp")
    address = reverse("portal:photo-remove", args=[one.pk, photo.pk])
    assert owner.post(address).status_code == 404
    assert two.images.count() == 1


@pytest.mark.parametrize("number", ["JB-0", "x" * 300, "%00", "10" * 30, "☕"])
def test_an_order_number_nobody_has_is_not_found(owner: Client, number: str) -> None:
    assert owner.get(f"/mitra/pesanan/{number}/").status_code == 404


def test_a_product_number_beyond_any_database_is_not_found(owner: Client) -> None:
    assert owner.get(f"/mitra/produk/{10**30}/").status_code == 404


def test_an_unpaid_order_is_not_the_shops_business_yet(vendor: Vendor, owner: Client) -> None:
    order = factories.make_order((factories.make_product(vendor), 1), choices={vendor.pk: "kurir"})
    number = order.vendor_orders.get().number
    assert owner.get(reverse("portal:order", args=[number])).status_code == 404
    assert number not in owner.get(reverse("portal:orders")).content.decode()


def test_a_person_without_a_shop_gets_a_hint(client: Client) -> None:
    client.force_login(factories.make_user())
    answer = client.get("/mitra/")
    assert answer.status_code == 403
    assert "Anda belum terdaftar di toko mana pun" in answer.content.decode()


def test_only_who_acts_on_orders_sees_the_buyers_address(vendor: Vendor, client: Client) -> None:
    order = paid_order(vendor)
    for role, seen in ((Role.OWNER, True), (Role.ORDERS, True), (Role.MONEY, False), (Role.READ_ONLY, False)):
        client.force_login(factories.make_member(vendor, role))
        page = client.get(reverse("portal:order", args=[order.number])).content.decode()
        assert ("Jl. Mawar 5" in page) is seen, role
        assert ("0812-7400-1234" in page.split("<main", 1)[1].split("</main>")[0]) is seen, role


def test_orders_staff_see_no_commission(vendor: Vendor, log_in: Any) -> None:
    order = paid_order(vendor)
    page = log_in(vendor, Role.ORDERS).get(reverse("portal:order", args=[order.number])).content.decode()
    assert "Komisi" not in page


def test_one_login_works_in_the_shop_it_chose(vendor: Vendor, client: Client) -> None:
    second = factories.make_vendor("Toko kedua")
    user = factories.make_member(vendor)
    factories.make_member(second, Role.READ_ONLY, user)
    client.force_login(user)
    assert "Ibu Rosmini" in client.get("/mitra/").content.decode()
    client.post(reverse("portal:switch"), {"shop": second.pk})
    page = client.get("/mitra/lainnya/").content.decode()
    assert '<p class="name cut">Toko kedua</p>' in page
    assert client.get(reverse("portal:product-add")).status_code == 403
    assert client.get(reverse("portal:order", args=[paid_order(vendor).number])).status_code == 404


@pytest.mark.parametrize("wanted", ["", "0", "-1", "٣", "9" * 40, "abc", "1.5"])
def test_a_shop_one_does_not_belong_to_cannot_be_chosen(owner: Client, wanted: str) -> None:
    assert owner.post(reverse("portal:switch"), {"shop": wanted}).status_code == 404


def test_leaving_the_chosen_shop_falls_back_to_the_first(vendor: Vendor, client: Client) -> None:
    second, user = factories.make_vendor("Toko kedua"), factories.make_member(vendor)
    factories.make_member(second, Role.OWNER, user)
    client.force_login(user)
    client.post(reverse("portal:switch"), {"shop": second.pk})
    Membership.objects.filter(vendor=second).delete()
    assert "Ibu Rosmini" in client.get("/mitra/").content.decode()
