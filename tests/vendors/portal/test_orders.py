"""Orders at the shop's desk: accept, decline, ship, hand over; once, by whoever is first."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from marketplace.events.models import Event
from marketplace.shop.order import fulfilment
from tests import factories
from tests.vendors.portal.conftest import paid_order
from vendors import ledger
from vendors.models import Vendor, VendorOrder

pytestmark = pytest.mark.django_db


def at(name: str, order: VendorOrder) -> str:
    return reverse(f"portal:{name}", args=[order.number])


def status(order: VendorOrder) -> str:
    return VendorOrder.objects.values_list("status", flat=True).get(pk=order.pk)


def said(answer: object) -> str:
    return " ".join(str(message) for message in answer.context["messages"])  # type: ignore[attr-defined]


def test_one_tap_accepts(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    answer = owner.post(at("accept", order), follow=True)
    assert answer.redirect_chain == [(at("order", order), 302)]
    assert status(order) == "accepted"
    assert order.changes.filter(new_status="accepted").get().actor_id == int(owner.session["_auth_user_id"])


def test_tapping_twice_accepts_once_and_says_how_it_stands(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    owner.post(at("accept", order))
    answer = owner.post(at("accept", order), follow=True)
    assert "diterima toko" in said(answer)
    assert order.changes.filter(new_status="accepted").count() == 1
    assert Event.objects.filter(kind="vendor_order.accepted").count() == 1


@pytest.mark.parametrize("name", ["accept", "ready", "deliver"])
def test_a_link_or_a_reload_changes_nothing(vendor: Vendor, owner: Client, name: str) -> None:
    order = paid_order(vendor)
    answer = owner.get(at(name, order))
    assert (answer.status_code, answer["Location"]) == (302, at("order", order))
    assert status(order) == "new"


def test_declining_asks_first_and_gives_the_reason_to_the_buyer(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    assert "Tolak pesanan ini?" in owner.get(at("decline", order)).content.decode()
    assert status(order) == "new"
    owner.post(at("decline", order), {"reason": "sold_out", "note": "Panen durian sepi"})
    order.refresh_from_db()
    assert (order.status, order.cancel_reason) == ("cancelled", "declined")
    assert order.cancel_note == "Barang habis. Panen durian sepi"
    assert ledger.balance(vendor) == 0
    money = owner.get(at("order", order)).context["money"]
    assert (money["rows"], money["total"]) == ([], 0)


def test_the_reason_is_in_the_buyers_language(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    order.order.purchase.language = "en"
    order.order.purchase.save()
    owner.post(at("decline", order), {"reason": "cannot_ship"})
    order.refresh_from_db()
    assert order.cancel_note == "We cannot ship to this address"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Pilih alasan."),
        ({"reason": "other"}, "Isi penjelasan untuk pembeli."),
        ({"reason": "sold_out", "note": "x" * 201}, "Maksimal 200 karakter."),
        ({"reason": "no such"}, "no such"),
        ({"reason": "sold_out", "note": "a\x00b"}, "note"),
    ],
)
def test_a_decline_that_is_not_filled_in_changes_nothing(
    vendor: Vendor, owner: Client, data: dict[str, str], message: str
) -> None:
    order = paid_order(vendor)
    answer = owner.post(at("decline", order), data)
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert status(order) == "new"


@pytest.mark.parametrize(
    ("service", "courier"),
    [("POS Reguler", "POS Indonesia"), ("J&T EZ", "J&T Express"), ("JNE REG", "JNE"), ("Ojek Pak Budi", "")],
)
def test_the_courier_of_the_service_the_buyer_paid_for_is_filled_in(
    vendor: Vendor, owner: Client, service: str, courier: str
) -> None:
    order = paid_order(vendor)
    VendorOrder.objects.filter(pk=order.pk).update(status="accepted", shipping_name=service)
    page = owner.get(at("ship", order))
    assert page.context["form"]["courier"].value() == courier


def test_shipping_saves_courier_and_tracking_number(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    owner.post(at("accept", order))
    answer = owner.post(at("ship", order), {"courier": "J&T Express", "tracking_number": "JP 1234-567"}, follow=True)
    order.refresh_from_db()
    assert (order.status, order.courier, order.tracking_number) == ("shipped", "J&T Express", "JP 1234-567")
    assert "Resi disimpan, pembeli kami kabari." in said(answer)
    owner.post(at("deliver", order))
    assert status(order) == "delivered"


@pytest.mark.parametrize("number", ["", "x", "<script>alert(1)</script>", "=1+1", "A" * 61, "١٢٣٤٥٦"])
def test_a_tracking_number_that_is_none_is_refused_and_kept_in_the_field(
    vendor: Vendor, owner: Client, number: str
) -> None:
    order = paid_order(vendor)
    owner.post(at("accept", order))
    answer = owner.post(at("ship", order), {"courier": "JNE", "tracking_number": number})
    assert answer.status_code == 422
    assert answer.context["form"]["tracking_number"].value() == number
    assert "<script>alert" not in answer.content.decode()
    assert status(order) == "accepted"


def test_an_order_brought_by_the_shop_needs_no_tracking_number(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor, choice="antar")
    assert order.shipping_kind == "own_delivery"
    owner.post(at("accept", order))
    owner.post(at("ship", order), {})
    assert status(order) == "shipped"


def test_a_new_order_cannot_be_shipped(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    answer = owner.post(at("ship", order), {"courier": "JNE", "tracking_number": "JP123456"}, follow=True)
    assert "baru" in said(answer)
    assert status(order) == "new"


def test_a_pick_up_is_handed_over_against_its_code(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor, choice="ambil")
    owner.post(at("accept", order))
    owner.post(at("ready", order))
    wrong = "000000" if order.pickup_code != "000000" else "000001"
    answer = owner.post(at("hand-over", order), {"code": wrong})
    assert answer.status_code == 422
    assert answer.context["form"].errors["code"] == [str(fulfilment.WrongCode(2))]
    assert order.pickup_code not in answer.content.decode()
    owner.post(at("hand-over", order), {"code": order.pickup_code})
    assert status(order) == "delivered"


def test_three_wrong_codes_lock_the_pick_up(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor, choice="ambil")
    owner.post(at("accept", order))
    owner.post(at("ready", order))
    wrong = "000000" if order.pickup_code != "000000" else "000001"
    for _ in range(3):
        owner.post(at("hand-over", order), {"code": wrong})
    answer = owner.post(at("hand-over", order), {"code": order.pickup_code})
    assert answer.status_code == 422
    assert status(order) == "ready_for_pickup"


@pytest.mark.parametrize("code", ["", "12345", "1234567", "١٢٣٤٥٦", "12a456", "NaN", "-12345"])
def test_a_code_that_is_no_code_costs_no_try(vendor: Vendor, owner: Client, code: str) -> None:
    order = paid_order(vendor, choice="ambil")
    owner.post(at("accept", order))
    owner.post(at("ready", order))
    assert owner.post(at("hand-over", order), {"code": code}).status_code == 422
    order.refresh_from_db()
    assert order.wrong_codes == 0


def test_the_detail_shows_this_parcel_alone(vendor: Vendor, owner: Client) -> None:
    other = factories.make_vendor("Toko lain")
    mine, theirs = (
        factories.make_product(vendor, title="Keripik saya"),
        factories.make_product(other, title="Kopi orang"),
    )
    placed = factories.make_order((mine, 2), (theirs, 1), choices={vendor.pk: "kurir", other.pk: "kurir"}, paid=True)
    order = placed.vendor_orders.get(vendor=vendor)
    page = owner.get(at("order", order)).content.decode()
    assert "Keripik saya" in page
    assert "Kopi orang" not in page
    assert "Toko lain" not in page
    assert "siti@contoh.id" not in page
    for shown in ("Rp\u00a050.000", "Rp\u00a024.000", "-Rp\u00a02.500", "Rp\u00a071.500", "Siti Aminah", "Jl. Mawar 5"):
        assert shown in page, shown


def test_a_parcel_that_is_fetched_shows_no_street(vendor: Vendor, owner: Client) -> None:
    page = owner.get(at("order", paid_order(vendor, choice="ambil"))).content.decode()
    assert "Siti Aminah" in page
    assert "Jl. Mawar 5" not in page


def test_tabs_count_what_is_in_them(vendor: Vendor, owner: Client) -> None:
    new, accepted, done = paid_order(vendor), paid_order(vendor), paid_order(vendor)
    fulfilment.accept(accepted, None)
    VendorOrder.objects.filter(pk=done.pk).update(status="completed")
    answer = owner.get(reverse("portal:orders"), {"tab": "to_ship"})
    assert [count for _label, _link, _on, count in answer.context["tabs"]] == [1, 1, 0, 1, 0]
    page = answer.content.decode()
    assert accepted.number in page
    assert new.number not in page


def test_an_answer_that_is_late_is_said_to_be_late(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    VendorOrder.objects.filter(pk=order.pk).update(answer_by=timezone.now() - dt.timedelta(hours=1))
    assert "Terlambat" in owner.get(reverse("portal:orders")).content.decode()


def test_orders_are_found_by_number_and_by_buyer(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    for words, found in ((order.number[-6:], True), ("siti", True), ("budi", False)):
        page = owner.get(reverse("portal:orders"), {"q": words}).content.decode()
        assert (order.number in page) is found, words


@pytest.mark.parametrize(
    "query", ["tab=zz", "page=-1", "page=abc", "page=99999999999999999999", "q=%00", "q=" + "x" * 500]
)
def test_a_strange_query_still_shows_the_list(vendor: Vendor, owner: Client, query: str) -> None:
    order = paid_order(vendor)
    answer = owner.get(f"{reverse('portal:orders')}?{query}")
    assert answer.status_code == 200
    assert order.number in answer.content.decode()


def test_the_buyers_note_is_text_and_never_markup(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    VendorOrder.objects.filter(pk=order.pk).update(buyer_note="<script>alert(1)</script>")
    page = owner.get(at("order", order)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_home_puts_what_waits_first(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    factories.make_product(vendor, stock=2)
    factories.make_product(vendor, state="sent_back")
    answer = owner.get("/mitra/")
    assert [(row["what"], row["count"]) for row in answer.context["todo"]] == [
        ("Pesanan baru", 1),
        ("Produk perlu diperbaiki", 1),
        ("Stok hampir habis", 1),
    ]
    assert answer.context["sales"].today.rupiah == 50_000
    assert (answer.context["balance"].pending, answer.context["balance"].available) == (71_500, 0)
    assert order.number in answer.content.decode()


def test_a_shop_with_nothing_to_do_is_told_so(owner: Client) -> None:
    assert "Semua beres, tidak ada yang menunggu." in owner.get("/mitra/").content.decode()


def test_a_completed_order_makes_its_money_available(vendor: Vendor, owner: Client) -> None:
    order = paid_order(vendor)
    VendorOrder.objects.filter(pk=order.pk).update(status="completed")
    answer = owner.get("/mitra/")
    assert (answer.context["balance"].pending, answer.context["balance"].available) == (0, 71_500)


def test_a_holiday_is_set_and_ended(vendor: Vendor, owner: Client) -> None:
    today = timezone.localdate()
    until = today + dt.timedelta(days=3)
    owner.post(reverse("portal:holiday"), {"start": today.isoformat(), "until": until.isoformat()})
    vendor.refresh_from_db()
    assert (vendor.holiday_from, vendor.holiday_until, vendor.is_on_holiday) == (today, until, True)
    seen = {"seen_start": today.isoformat(), "seen_until": until.isoformat()}
    owner.post(reverse("portal:holiday"), {"start": "", "until": "", **seen})
    vendor.refresh_from_db()
    assert vendor.holiday_from is None


def test_a_holiday_somebody_else_has_changed_is_not_overwritten(vendor: Vendor, owner: Client) -> None:
    today = timezone.localdate()
    Vendor.objects.filter(pk=vendor.pk).update(holiday_from=today, holiday_until=today)
    answer = owner.post(reverse("portal:holiday"), {"start": "", "until": ""}, follow=True)
    assert "Data ini baru diubah orang lain." in said(answer)
    vendor.refresh_from_db()
    assert vendor.holiday_from == today


@pytest.mark.parametrize(
    ("start", "until"),
    [("2026-12-24", ""), ("", "2026-12-24"), ("2026-12-30", "2026-12-24"), ("2020-01-01", "2020-01-02"), ("NaN", "x")],
)
def test_a_holiday_that_cannot_be_is_refused(vendor: Vendor, owner: Client, start: str, until: str) -> None:
    answer = owner.post(reverse("portal:holiday"), {"start": start, "until": until})
    assert answer.status_code == 422
    vendor.refresh_from_db()
    assert vendor.holiday_from is None
