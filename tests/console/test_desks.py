"""The lists, pages and buttons of the console at work."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from oscar.core.loading import get_model
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page

from marketplace.accounts import roles
from marketplace.console import queue, spreadsheet
from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Wording
from marketplace.payments.models import Payment
from tests.factories import (
    make_district,
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from vendors.models import Listing, Vendor, VendorOrder

Product = get_model("catalogue", "Product")


def said(answer):
    return [str(message) for message in answer.context["messages"]]


# The queue


def waiting(user):
    return {str(line.label): line.count for line in queue.of(user) if line.count}


def test_the_queue_counts_what_waits_for_each_role_and_nothing_else(people, order, refund, delivery, shop):
    make_vendor(status="in_review")
    make_product(shop, state="in_review")
    VendorOrder.objects.filter(order=make_order((make_product(shop), 1), paid=True)).update(
        answer_by=timezone.now() - timedelta(hours=1)
    )
    assert waiting(people["curator"]) == {"Penjual perlu disetujui": 1, "Produk perlu diperiksa": 1}
    assert waiting(people["finance"]) == {"Pengembalian dana perlu dikirim": 1, "Pesanan lewat batas waktu": 1}
    assert waiting(people["support"]) == {"Pesanan lewat batas waktu": 1, "Tugas otomatis yang gagal": 1}
    assert waiting(people["editor"]) == {}


def test_the_queue_says_since_when_the_oldest_waits(people, shop):
    vendor = make_vendor(status="open")
    then = timezone.now() - timedelta(days=3)
    vendor.changes.create(old_status="onboarding", new_status="in_review", at=then)
    Vendor.objects.filter(pk=vendor.pk).update(status="in_review")
    line = next(line for line in queue.of(people["curator"]) if line.count)
    assert line.since == then


def test_the_admins_home_shows_the_queue_to_those_who_work_it_off(log_in, order):
    assert "Transfer perlu dicocokkan" in log_in("finance").get("/cms/").content.decode()
    assert "Antrean kerja" not in log_in("editor").get("/cms/").content.decode()


# Sellers


def test_a_vendor_is_approved_by_a_button_and_the_second_press_changes_nothing(log_in):
    vendor, client = make_vendor("Jamu Uni", status="in_review"), log_in("curator")
    address = reverse("console:vendor-move", args=[vendor.pk, "approve"])
    first = client.post(address, {"seen": "in_review"}, follow=True)
    second = client.post(address, {"seen": "in_review"}, follow=True)
    assert (said(first), said(second)) == (["Sekarang “Aktif”."], ["Status sudah “Aktif”, tidak kami ubah."])
    assert vendor.changes.count() == 1
    assert ModelLogEntry.objects.filter(action="console.vendor").count() == 1


def test_a_suspension_without_a_reason_is_refused_with_words(log_in, shop):
    answer = log_in("curator").post(
        reverse("console:vendor-move", args=[shop.pk, "suspend"]), {"reason": " "}, follow=True
    )
    assert said(answer) == ["Tulis alasannya. Penjual langsung menerimanya."]
    assert Vendor.objects.get(pk=shop.pk).status == "open"


def test_an_unknown_act_is_not_found(log_in, shop):
    assert log_in("superuser").post(reverse("console:vendor-move", args=[shop.pk, "delete"])).status_code == 404


def test_the_state_in_the_form_cannot_be_forged_into_another_move(log_in, shop):
    client = log_in("curator")
    answer = client.post(reverse("console:vendor-move", args=[shop.pk, "reopen"]), {"seen": "suspended"}, follow=True)
    assert said(answer) == ["Status sudah “Aktif”, tidak kami ubah."]
    assert not shop.changes.exists()


FORM = {
    "name": "Jamu Uni Rosda", "slug": "", "kind": "perorangan", "phone": "0812-7400-1234", "street": "Jl. Mawar 1",
    "postcode": "36129", "owner_name": "Uni Rosda", "owner_email": "uni@contoh.id",
}  # fmt: skip


def test_a_consultant_adds_a_seller_whose_link_is_made_from_the_name(log_in):
    client = log_in("consultant")
    for number in range(2):
        form = {**FORM, "district": make_district().pk, "owner_email": f"uni{number}@contoh.id"}
        assert client.post(reverse("console:vendor-add"), form).status_code == 302
    assert list(Vendor.objects.filter(name="Jamu Uni Rosda").order_by("pk").values_list("slug", "status", "email")) == [
        ("jamu-uni-rosda", "onboarding", "uni0@contoh.id"),
        ("jamu-uni-rosda-2", "onboarding", "uni1@contoh.id"),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [("slug", "dipakai"), ("phone", "123"), ("postcode", "3612x"), ("owner_email", "uni@"), ("district", "99.99.99")],
)
def test_a_field_that_is_wrong_is_marked_and_nothing_is_saved(log_in, field, value):
    make_vendor(slug="dipakai")
    before = Vendor.objects.count()
    answer = log_in("consultant").post(
        reverse("console:vendor-add"), {**FORM, "district": make_district().pk, field: value}
    )
    assert list(answer.context["form"].errors) == [field]
    assert Vendor.objects.count() == before


def test_the_list_shows_sold_orders_and_sales_without_unpaid_and_cancelled_ones(log_in, shop, goods):
    make_order((goods, 2), paid=True)
    make_order((goods, 1))
    page = log_in("finance").get(reverse("console:vendors"), {"q": shop.name})
    row = page.context["object_list"][0]
    assert (row.orders, row.sales, row.live_products) == (1, 90_000, 1)


def test_the_list_is_filtered_by_status_and_regency(log_in, shop):
    other = make_vendor("Kopi Kerinci", district=make_district("15.01.01", "Gunung Raya"), status="suspended")
    client = log_in("curator")
    by_regency = client.get(reverse("console:vendors"), {"district__parent": "15.01"}).context["object_list"]
    by_status = client.get(reverse("console:vendors"), {"status": "suspended"}).context["object_list"]
    assert [row.pk for row in by_regency] == [row.pk for row in by_status] == [other.pk]


def test_the_list_costs_the_same_with_one_seller_and_with_twenty(log_in, shop, django_assert_max_num_queries):
    client = log_in("curator")
    client.get(reverse("console:vendors"))
    for _ in range(20):
        make_vendor()
    with django_assert_max_num_queries(16):
        client.get(reverse("console:vendors"))


# Exports


@pytest.mark.parametrize("text", ["=1+1", "+62812", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_quoted(text):
    assert spreadsheet.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Dapur Mak Ina", "1-2", "a=b", "", "Rp -"])
def test_plain_text_stays_as_it_is(text):
    assert spreadsheet.safe(text) == text


def test_the_export_of_sellers_runs_no_formula(log_in):
    make_vendor('=HYPERLINK("http://jahat.example","klik")')
    answer = log_in("curator").get(reverse("console:vendors"), {"export": "csv"})
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert rows[0]["Toko"] == '\'=HYPERLINK("http://jahat.example","klik")'
    assert all(row["Nomor WhatsApp"].startswith("'+62") for row in rows)
    assert {row["Penjualan"] for row in rows} == {"0"}


# Products


def test_a_product_is_sent_back_with_its_reason_and_the_page_keeps_the_story(log_in, shop):
    listing = make_product(shop, state="in_review", title="Keripik <b>pisang</b>").listing
    client = log_in("curator")
    form = {"seen": "in_review", "reason": "Foto kurang terang <script>"}
    answer = client.post(reverse("console:product-move", args=[listing.pk, "send_back"]), form, follow=True)
    page = answer.content.decode()
    assert said(answer) == ["Sekarang “Menunggu penjual”."]
    assert page.count("Foto kurang terang &lt;script&gt;") == 2
    assert "<b>pisang</b>" not in page


def test_a_product_is_approved_as_it_was_seen_or_not_at_all(log_in, shop):
    product = make_product(shop, state="in_review", title="Dodol kentang")
    client, address = log_in("curator"), reverse("console:product-move", args=[product.listing.pk, "approve"])
    form = {
        "seen": "in_review",
        "version": client.get(reverse("console:product", args=[product.listing.pk])).context["version"],
    }
    Product.objects.filter(pk=product.pk).update(title="Obat ilegal", date_updated=timezone.now())
    swapped = client.post(address, form, follow=True)
    assert said(swapped) == ["Penjual mengubah produk ini barusan. Periksa sekali lagi."]
    assert Listing.objects.get(pk=product.listing.pk).state == "in_review"
    approved = client.post(address, form | {"version": swapped.context["version"]}, follow=True)
    assert said(approved) == ["Sekarang “Tayang”."]
    assert Listing.objects.get(pk=product.listing.pk).state == "live"


def test_only_what_waits_is_listed_until_something_else_is_asked_for(log_in, shop, goods):
    draft = make_product(shop, state="in_review").listing
    client = log_in("curator")
    assert [row.pk for row in client.get(reverse("console:products")).context["object_list"]] == [draft.pk]
    live = client.get(reverse("console:products"), {"state": "live"}).context["object_list"]
    assert [row.pk for row in live] == [goods.listing.pk]


# Refunds


def test_a_refund_is_marked_as_sent_once_with_its_reference(log_in, refund, people):
    client = log_in("finance")
    address = reverse("console:refund", args=[refund.pk])
    answers = [client.post(address, {"reference": f"BJ-{number}"}, follow=True) for number in (1, 2)]
    refund.refresh_from_db()
    assert (refund.state, refund.reference, refund.confirmed_by) == ("succeeded", "BJ-1", people["finance"])
    assert said(answers[1]) == ["Pengembalian dana ini sudah ditandai terkirim, tidak kami ubah."]


# Orders


@pytest.mark.parametrize("find", ["number", "part", "email", "shop"])
def test_an_order_is_found_by_number_shop_order_email_and_seller(log_in, order, shop, find):
    make_order(email="lain@contoh.id")
    words = {
        "number": order.number, "part": order.vendor_orders.get().number, "email": "SITI@contoh", "shop": "mak ina",
    }[find]  # fmt: skip
    page = log_in("support").get(reverse("console:orders"), {"q": words})
    assert [row.number for row in page.context["object_list"]] == [order.number]
    assert f'href="{reverse("console:order", args=[order.number])}"' in page.content.decode()


def test_a_card_refund_that_the_gateway_could_not_send_waits_for_finance(refund):
    Payment.objects.update(method="stripe")
    assert not queue.refunds_by_hand().exists()
    type(refund).objects.update(state="failed")
    assert queue.refunds_by_hand().get() == refund


def test_an_order_shows_its_whole_history_and_the_ledger_only_to_finance(log_in, order, refund):
    event = Event.objects.get(kind="refund.planned")
    Delivery.objects.create(event=event, handler="notices.tell_staff", state="done")
    Delivery.objects.create(event=Event.objects.create(kind="x", key="x", payload={"order_id": -1}), handler="lain")
    address = reverse("console:order", args=[order.number])
    for_finance, for_support = (log_in(who).get(address) for who in ("finance", "support"))
    history = for_finance.context["history"]
    assert [change.new_status for change in history.vendor_orders[0].changes.all()] == ["new", "cancelled"]
    assert [delivery.handler for delivery in history.deliveries] == ["notices.tell_staff"]
    assert {posting.kind for posting in history.postings} >= {"sale", "refund"}
    assert "Buku besar" in for_finance.content.decode()
    assert "Buku besar" not in for_support.content.decode()
    assert for_support.context["history"].postings == []


def test_orders_past_their_deadline_are_listed_alone(log_in, order, goods):
    late = make_order((goods, 1), paid=True)
    late.vendor_orders.update(answer_by=timezone.now() - timedelta(minutes=1))
    page = log_in("support").get(reverse("console:orders"), {"stuck": "1"})
    assert [row.number for row in page.context["object_list"]] == [late.number]


# Later work


def test_failed_work_is_handed_back_once_by_a_form_that_carries_its_token(people, delivery):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["support"])
    page = client.get(reverse("console:work")).content.decode()
    assert "SMTP &lt;away&gt;" in page
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    address = reverse("console:work-again", args=[delivery.pk])
    answers = [client.post(address, {"csrfmiddlewaretoken": token}, follow=True) for _ in range(2)]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.tries) == ("waiting", 0)
    assert [said(answer) for answer in answers] == [
        ["Dicoba lagi dalam satu menit."],
        ["Tugas ini tidak lagi gagal, tidak kami ubah."],
    ]


# Wording

WORDS = {"subject": "Lunas: {order}", "body": "Uang {total} sudah masuk."}


def wording_address():
    return reverse("console:wording", args=["order.paid.shopper", "id"])


def test_a_preview_shows_the_words_with_examples_and_saves_nothing(log_in):
    answer = log_in("support").post(wording_address(), {**WORDS, "preview": "1"})
    assert answer.context["preview"].subject == "Lunas: JB7K3M9QWX"
    assert not Wording.objects.exists()


def test_own_words_are_saved_and_the_built_in_ones_come_back(log_in):
    client = log_in("support")
    client.post(wording_address(), WORDS)
    assert Wording.objects.get().subject == "Lunas: {order}"
    client.post(reverse("console:wording-reset", args=["order.paid.shopper", "id"]))
    assert not Wording.objects.exists()


@pytest.mark.parametrize("body", ["Kode {code}", "{order.secret}", "{order", "", "{0}"])
def test_words_with_a_gap_that_cannot_be_filled_are_refused(log_in, body):
    answer = log_in("support").post(wording_address(), {**WORDS, "body": body})
    assert "body" in answer.context["form"].errors
    assert not Wording.objects.exists()


@pytest.mark.parametrize("path", ["tidak.ada/id", "order.paid.shopper/fr"])
def test_an_unknown_message_or_language_is_not_found(log_in, path):
    assert log_in("support").get(f"/cms/konsol/kata/{path}/").status_code == 404


# Commission


def test_a_rule_that_ends_before_it_starts_is_refused(log_in, shop):
    form = {"vendor": shop.pk, "percent": "3", "valid_from": "2026-11-24 10:00", "valid_until": "2026-11-23 10:00"}
    answer = log_in("finance").post("/cms/konsol/komisi/new/", form)
    assert "Akhir harus setelah awal." in answer.content.decode()
    assert log_in("finance").post("/cms/konsol/komisi/new/", {**form, "valid_until": ""}).status_code == 302
    assert shop.commission_rules.count() == 2


# What Wagtail shows to whom


def test_nobody_sees_another_roles_part_of_the_admin(log_in):
    """Pages and pictures for editors alone; users, groups, sites and documents for superusers alone."""
    pages = {"/cms/pages/", "/cms/images/"}
    others = {"/cms/users/", "/cms/groups/", "/cms/sites/", "/cms/documents/"}
    seen = {who: {path for path in pages | others if log_in(who).get(path).status_code == 200} for who in roles.Role}
    assert seen == {who: pages if who == "editor" else set() for who in roles.Role}


@pytest.mark.parametrize(("who", "sees"), [("editor", True), ("finance", False), ("curator", False)])
def test_the_history_of_pages_is_for_editors(log_in, who, sees):
    page = Page.objects.get(depth=2)
    log(instance=page, action="wagtail.edit")
    assert (page.title in log_in(who).get("/cms/reports/site-history/").content.decode()) is sees


def test_an_editor_reads_nothing_of_the_diary_of_money_and_sellers(log_in, order):
    finance = log_in("finance")
    finance.post(reverse("console:transfer", args=[order.payment.pk]), {"amount": str(int(order.payment.amount))})
    assert ModelLogEntry.objects.filter(action="console.payment").exists()
    report = log_in("editor").get("/cms/reports/site-history/").content.decode()
    assert order.number not in report
    assert "Mencocokkan transfer" in log_in("superuser").get("/cms/reports/site-history/").content.decode()


def test_vendors_and_shoppers_are_refused_by_the_admin(log_in):
    for who in ("vendor", "shopper", "plain staff"):
        assert log_in(who).get("/cms/").status_code == 403


def test_the_roles_hold_no_permission_that_opens_oscars_dashboard(people):
    held = {
        permission.content_type.app_label
        for group in Group.objects.filter(name__in=people)
        for permission in group.permissions.select_related("content_type")
    }
    assert held == {"console", "vendors", "wagtailadmin"}
    assert not make_user().is_staff
