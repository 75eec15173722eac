"""What a shopper sees of an order in each of its states, the list of orders, and the way to an order without an account."""

import datetime as dt

import pytest
import time_machine
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from oscar.core.loading import get_model

from marketplace.payments.models import Payment
from marketplace.shop.checkout import repayment, settlement
from marketplace.shop.order import fulfilment
from tests.factories import make_order, make_product, make_user, make_vendor
from tests.shop.checkout_pages import (
    HTMX,
    fill,
    only_part,
    place,
    queries_of,
    text_of,
)

pytestmark = pytest.mark.django_db
Order = get_model("order", "Order")

NOW = dt.datetime(2026, 11, 24, 3, 32, tzinfo=dt.UTC)
SLIP = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def _at_a_known_time():
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def shop():
    return make_vendor("Dapur Sipin")


@pytest.fixture
def kopi(shop):
    return make_product(shop, title="Kopi Liberika", price=45_000)


def let_in(client: Client, order) -> None:
    client.get(f"/pesanan/{order.number}/?kunci={order.purchase.token}")


def page_of(client: Client, order):
    let_in(client, order)
    answer = client.get(f"/pesanan/{order.number}/")
    assert answer.status_code == 200
    return answer


def trail_of(answer, part: int = 0) -> list[tuple[str, str]]:
    """(look, text) of each step of one shop's trail."""
    found = BeautifulSoup(answer.content, "html.parser").select(".trail")
    steps = found[part].select("li") if found else []
    return [(" ".join(step.get("class", [])), " ".join(step.get_text(" ").split())) for step in steps]


def badges(answer) -> list[str]:
    return [one.text for one in BeautifulSoup(answer.content, "html.parser").select("main .badge")]


def test_a_new_order_is_thanked_for_with_its_number_the_way_on_and_an_account_to_have(client, kopi):
    fill(client, kopi)
    place(client)
    order = Order.objects.get()
    page = client.get(f"/pesanan/{order.number}/")
    assert text_of(page, "h1") == "Terima kasih, pesanan Anda kami simpan"
    assert text_of(page, ".thanks") == (
        "Terima kasih, pesanan Anda kami simpan "
        f"Nomor pesanan {order.number} . Kami sudah mengirim email ke siti@contoh.id dan mengabari setiap perkembangan di sana. "
        "Anda tidak perlu akun: nomor dan email membuka halaman ini lagi. "
        "Dengan akun, semua pesanan dan alamat Anda tersimpan di satu tempat. Simpan di akun "
        "Kami kirim kode ke siti@contoh.id, tanpa kata sandi. "
        "Dengan membuat akun, Anda menyetujui syarat dan ketentuan serta kebijakan privasi ."
    )
    assert f'action="/pesanan/{order.number}/akun/"' in page.content.decode()
    assert "Setelah pembayaran masuk, toko mengemas paket lalu mengirim nomor resi" in text_of(page)


def test_an_hour_later_or_on_another_phone_the_page_is_just_the_order(client, kopi):
    fill(client, kopi)
    place(client)
    order = Order.objects.get()
    assert text_of(page_of(Client(), order), "h1") == f"Pesanan {order.number}"
    with time_machine.travel(NOW + dt.timedelta(hours=1, seconds=1), tick=False):
        assert text_of(client.get(f"/pesanan/{order.number}/"), "h1") == f"Pesanan {order.number}"


def test_an_order_placed_as_a_guest_joins_the_account_made_for_its_email(client, kopi):
    fill(client, kopi)
    place(client)
    order = Order.objects.get()
    client.get(f"/pesanan/{order.number}/")
    assert Order.objects.get().user is None
    siti = make_user("siti@contoh.id")
    client.force_login(siti)
    let_in(client, order)
    client.get(f"/pesanan/{order.number}/")
    assert Order.objects.get().user == siti


def test_a_confirmed_email_brings_the_orders_placed_as_a_guest_into_the_list_and_an_unconfirmed_one_does_not(
    client, kopi
):
    order = make_order((kopi, 1), email="siti@contoh.id")
    siti = make_user("siti@contoh.id")
    address = EmailAddress.objects.create(user=siti, email=siti.email, verified=False, primary=True)
    client.force_login(siti)
    assert order.number not in text_of(client.get("/pesanan/"))
    assert client.get(f"/pesanan/{order.number}/").status_code == 404
    address.set_verified()
    assert order.number in text_of(client.get("/pesanan/"))
    assert client.get(f"/pesanan/{order.number}/").status_code == 200
    assert Order.objects.get().user == siti


def test_an_order_never_joins_an_account_with_another_email_nor_leaves_its_own(client, kopi):
    guest, owned = make_order((kopi, 1)), make_order((kopi, 1), user=make_user())
    client.force_login(make_user("lain@contoh.id"))
    let_in(client, guest), client.get(f"/pesanan/{guest.number}/")
    owner = owned.user
    let_in(client, owned), client.get(f"/pesanan/{owned.number}/")
    assert [one.user for one in Order.objects.order_by("pk")] == [None, owner]


def test_a_transfer_says_the_exact_amount_the_account_and_until_when(client, kopi):
    order = make_order((kopi, 1))
    page = page_of(client, order)
    amount = f"Rp\u00a0{int(order.payment.amount):,}".replace(",", ".")
    assert BeautifulSoup(page.content, "html.parser").select_one(".fig").text == amount
    assert text_of(page, "mark") == amount[-3:]
    assert "Bayar paling lambat besok, 10.32 WIB. Lewat dari itu pesanan batal otomatis." in text_of(page)
    assert "Nomor rekening 1000 2000 30" in text_of(page)
    assert 'data-copy="1000200030"' in page.content.decode()
    assert badges(page) == ["Belum bayar"]


def test_a_proof_is_taken_and_then_the_page_waits_for_staff(client, kopi):
    order = make_order((kopi, 1))
    let_in(client, order)
    slip = SimpleUploadedFile("bukti.pdf", SLIP, "application/pdf")
    answer = client.post(f"/pesanan/{order.number}/bukti/", {"slip": slip}, follow=True)
    assert answer.redirect_chain == [(f"/pesanan/{order.number}/", 302)]
    assert badges(answer) == ["Bukti diperiksa"]
    assert "Kami cocokkan dengan mutasi bank" in text_of(answer)
    assert BeautifulSoup(answer.content, "html.parser").select("main .btn.p") == []


def test_the_forms_of_the_page_say_where_they_come_from_for_without_an_origin_they_are_refused(client, kopi):
    """A page with `no-referrer` makes browsers post `Origin: null`, which is what forged posts look like."""
    order = make_order((kopi, 1))
    page = page_of(client, order)
    assert BeautifulSoup(page.content, "html.parser").find("meta", {"name": "referrer"})["content"] == "same-origin"
    assert page["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bukti.pdf", b"", "File ini kosong. Pilih file lain."),
        ("bukti.jpg", b"GIF89a", "Pakai PDF, JPG, atau PNG."),
        ("bukti.html", b"<script>1</script>", "Pakai PDF, JPG, atau PNG."),
    ],
)
def test_a_file_that_is_no_proof_is_refused_by_its_field(client, kopi, name, content, said):
    order = make_order((kopi, 1))
    let_in(client, order)
    answer = client.post(f"/pesanan/{order.number}/bukti/", {"slip": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert text_of(answer, "#id_slip_error") == said
    assert Payment.objects.get().state == "pending"


def test_another_amount_than_asked_for_is_told_with_both(client, kopi):
    order = make_order((kopi, 1))
    asked = int(order.payment.amount)
    settlement.confirm_transfer(order.payment, None, asked - 500)
    page = page_of(client, order)
    both = [f"Rp\u00a0{sum_:,}".replace(",", ".") for sum_ in (asked - 500, asked)]
    assert f"Uang yang masuk {both[0]}, seharusnya {both[1]}." in BeautifulSoup(page.content, "html.parser").text
    assert badges(page) == ["Jumlah berbeda"]


def test_an_unpaid_card_can_be_paid_with_the_one_red_button(client, kopi):
    order = make_order((kopi, 1), method="stripe")
    page = page_of(client, order)
    red = BeautifulSoup(page.content, "html.parser").select("main .btn.p")
    assert [" ".join(one.text.split()) for one in red] == ["Bayar sekarang Rp 55.000"]
    assert red[0].find_parent("form")["action"] == f"/checkout/{order.number}/bayar/"
    Payment.objects.update(state="failed")
    assert "Pembayaran belum berhasil. Pesanan disimpan sampai hari ini, 11.09 WIB." in text_of(page_of(client, order))


def test_while_a_payment_is_checked_nobody_is_asked_to_pay_and_the_page_looks_again_by_itself(client, kopi):
    order = make_order((kopi, 1), method="stripe")
    Payment.objects.update(state="processing")
    page = page_of(client, order)
    assert badges(page) == ["Sedang dicek"]
    assert BeautifulSoup(page.content, "html.parser").select("main .btn.p") == []
    plain = BeautifulSoup(page.content, "html.parser").select_one("head noscript meta")
    assert plain["content"] == f"10;url=/checkout/{order.number}/kembali/"
    asked = f"/pesanan/{order.number}/?was=processing"
    assert f'hx-get="{asked}" hx-trigger="every 10s"' in page.content.decode()
    assert client.get(asked, headers=HTMX).status_code == 204
    settlement.finalise(order.payment.pk, "pi_1", 55_000)
    assert client.get(asked, headers=HTMX)["HX-Refresh"] == "true"
    assert "noscript" not in str(BeautifulSoup(page_of(client, order).content, "html.parser").head)


def test_who_comes_back_from_paying_waits_three_minutes_before_being_asked_again(client, kopi):
    order = make_order((kopi, 1), method="stripe")
    let_in(client, order)
    client.get(f"/checkout/{order.number}/kembali/?session_id=cs_1")
    assert "Jangan bayar dua kali" in text_of(client.get(f"/pesanan/{order.number}/"))
    with time_machine.travel(NOW + dt.timedelta(minutes=2), tick=False):
        client.get(f"/checkout/{order.number}/kembali/?session_id=cs_1")
    with time_machine.travel(NOW + dt.timedelta(minutes=3, seconds=1), tick=False):
        assert "Bayar sekarang" in text_of(client.get(f"/pesanan/{order.number}/"))


def test_who_turned_back_on_the_payment_page_may_pay_at_once(client, kopi):
    order = make_order((kopi, 1), method="stripe")
    let_in(client, order)
    client.get(f"/checkout/{order.number}/kembali/")
    assert "Bayar sekarang" in text_of(client.get(f"/pesanan/{order.number}/"))


def test_a_paid_order_says_who_answers_until_when(client, kopi):
    page = page_of(client, make_order((kopi, 1), paid=True))
    assert trail_of(page) == [
        ("now", "Dibayar 24 Nov 2026, 10.32 WIB Dijawab toko paling lambat 26 Nov 2026, 10.32 WIB."),
        ("", "Diproses"),
        ("", "Dikirim"),
        ("", "Tiba"),
        ("", "Selesai"),
    ]


def test_a_parcel_is_followed_from_shop_to_door(client, kopi):
    order = make_order((kopi, 1), paid=True)
    part = only_part(order)
    fulfilment.accept(part, None)
    assert trail_of(page_of(client, order))[1] == (
        "now",
        "Diproses 24 Nov 2026, 10.32 WIB Dikirim paling lambat 27 Nov 2026, 10.32 WIB.",
    )
    fulfilment.ship(part, None, "JNE REG", "JB123")
    page = page_of(client, order)
    assert trail_of(page)[2] == ("now", "Dikirim 24 Nov 2026, 10.32 WIB JNE REG JB123")
    assert 'data-copy="JB123"' in page.content.decode()
    assert text_of(page, ".state") == "Dikirim JNE REG JB123"
    fulfilment.deliver(part, None)
    assert trail_of(page_of(client, order))[3] == (
        "now",
        "Tiba 24 Nov 2026, 10.32 WIB Ada masalah? Laporkan paling lambat 26 Nov 2026, 10.32 WIB.",
    )
    fulfilment.complete(part)
    page = page_of(client, order)
    assert [look for look, _text in trail_of(page)] == ["done"] * 5
    assert text_of(page, ".state") == "Selesai semua diterima"


def test_a_pick_up_shows_its_code_once_there_is_something_to_pick_up(client, kopi, shop):
    order = make_order((kopi, 1), choices={shop.pk: "ambil"}, paid=True)
    part = only_part(order)
    fulfilment.accept(part, None)
    assert part.pickup_code not in text_of(page_of(client, order))
    fulfilment.ready(part, None)
    page = page_of(client, order)
    assert f"Kode ambil {part.pickup_code} Di Jl. Patimura 1. Tunjukkan kode hanya" in text_of(page)
    assert [text.split(" 24")[0] for _look, text in trail_of(page)] == [
        "Dibayar",
        "Diproses",
        "Siap diambil",
        "Sudah diambil",
        "Selesai",
    ]
    assert "Ambil di tempat, Jl. Patimura 1 Gratis" in text_of(page)
    fulfilment.hand_over(part, None, part.pickup_code)
    assert f"Kode ambil {part.pickup_code}" not in text_of(page_of(client, order))


def test_a_pick_up_that_staff_unlocked_keeps_the_time_it_was_ready(client, kopi, shop):
    order = make_order((kopi, 1), choices={shop.pk: "ambil"}, paid=True)
    part = only_part(order)
    fulfilment.accept(part, None)
    fulfilment.ready(part, None)
    type(part).objects.update(wrong_codes=3)
    with time_machine.travel(NOW + dt.timedelta(hours=2), tick=False):
        fulfilment.unlock_pickup(part, make_user())
        assert trail_of(page_of(client, order))[2][1].startswith("Siap diambil 24 Nov 2026, 10.32 WIB")


def test_a_shop_that_declines_tells_why_and_where_the_money_is(client, kopi):
    order = make_order((kopi, 1), (make_product(make_vendor("Rumah Tenun")), 1), paid=True)
    part = order.vendor_orders.select_related("vendor", "order").order_by("number").first()
    fulfilment.decline(part, None, "Kopi belum panen")
    page = page_of(client, order)
    assert badges(page) == ["Sebagian dibatalkan", "Dibatalkan", "Menunggu toko"]
    assert trail_of(page)[1:] == [
        ("stopped", "Dibatalkan 24 Nov 2026, 10.32 WIB Ditolak toko: Kopi belum panen"),
        ("now", "Dana sedang dikembalikan Rp 55.000"),
    ]
    assert "Dikembalikan kepada Anda Rp 55.000" in text_of(page)
    repayment.confirm_sent(part.refunds.get(), make_user(), "TRF-1")
    assert trail_of(page_of(client, order))[2] == ("done", "Dana dikembalikan 24 Nov 2026, 10.32 WIB Rp 55.000")


def test_an_expired_order_says_so_once_and_asks_for_no_money(client, kopi):
    order = make_order((kopi, 1))
    settlement.expire(order.payment.pk)
    page = page_of(client, order)
    assert badges(page) == ["Dibatalkan"]
    assert text_of(page, ".state") == "Dibatalkan batas waktu bayar lewat"
    assert "Transfer tepat" not in text_of(page)


def test_the_seller_is_a_chat_away_with_the_order_number_written(client, kopi):
    order = make_order((kopi, 1), paid=True)
    link = BeautifulSoup(page_of(client, order).content, "html.parser").select_one('main a[href*="wa.me"]')
    assert link["href"] == (
        "https://wa.me/6281274001234?text=Halo%2C+saya+mau+bertanya+tentang+pesanan+" + f"{order.number}-1."
    )


def test_in_english_the_same_page_is_english(client, kopi):
    order = make_order((kopi, 1), paid=True)
    let_in(client, order)
    page = client.get(f"/en/pesanan/{order.number}/")
    assert trail_of(page)[:2] == [
        ("now", "Paid 24 Nov 2026, 10:32 WIB The shop answers by 26 Nov 2026, 10:32 WIB."),
        ("", "In progress"),
    ]


def test_an_order_page_costs_at_most_ten_queries_and_the_list_eight_with_one_line_and_with_twenty(client):
    siti = make_user()
    client.force_login(siti)
    counts = []
    for lines in (1, 20):
        order = make_order(*((make_product(make_vendor()), 1) for _ in range(lines)), user=siti, paid=True)
        counts.append(queries_of(lambda order=order: client.get(f"/pesanan/{order.number}/")))
    counts.append(queries_of(lambda: client.get("/pesanan/")))
    for _ in range(4):
        make_order((make_product(), 1), user=siti)
    counts.append(queries_of(lambda: client.get("/pesanan/")))
    assert counts[0] == counts[1] <= 10
    assert counts[2] == counts[3] <= 8
