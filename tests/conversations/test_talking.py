import io
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from marketplace.accounts import roles
from marketplace.notices.models import Mail, Notice
from marketplace.shop.conversations import reporting, talking
from marketplace.shop.conversations.models import Message, Report, Side, Thread
from tasks import relay
from tests.factories import make_member, make_order, make_product, make_user, make_vendor

pytestmark = pytest.mark.django_db
SECRET = "0812-7400-9999"


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "private")


@pytest.fixture
def shop():
    return make_vendor("Dapur Mak Ina")


@pytest.fixture
def product(shop):
    return make_product(shop, title="Dodol kentang")


@pytest.fixture
def shopper():
    return make_user("siti@contoh.id", full_name="Siti")


@pytest.fixture
def owner(shop):
    return make_member(shop)


def client_of(user: Any = None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def ask(shopper: Any, product: Any, text: str = "Tahan berapa hari?") -> Thread:
    return talking.ask_about_product(shopper, product, text).thread


def png() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(file, "PNG")
    return SimpleUploadedFile("a.png", file.getvalue(), "image/png")


def test_a_question_about_a_product_reaches_the_shop_and_the_answer_the_shopper(shopper, owner, product):
    buyer, seller = client_of(shopper), client_of(owner)
    start = f"/percakapan/produk/{product.pk}/"
    assert "Hanya Anda dan toko yang membacanya" in buyer.get(start).content.decode()
    sent = buyer.post(start, {"text": "Tahan berapa hari?"})
    thread = Thread.objects.get()
    assert sent.url == f"/percakapan/{thread.pk}/"
    home = seller.get("/mitra/").content.decode()
    assert "Pertanyaan pembeli" in home
    assert "Siti" in seller.get("/mitra/percakapan/").content.decode()
    assert "Tahan berapa hari?" in seller.get(f"/mitra/percakapan/{thread.pk}/").content.decode()
    assert "Pertanyaan pembeli" not in seller.get("/mitra/").content.decode()
    seller.post(f"/mitra/percakapan/{thread.pk}/", {"text": "Lima hari."})
    page = buyer.get("/percakapan/").content.decode()
    assert "Baru" in page
    assert "Lima hari." in buyer.get(sent.url).content.decode()
    assert "Baru" not in buyer.get("/percakapan/").content.decode().split("<main")[1].split("</main>")[0]
    assert buyer.get(start).url == sent.url


def test_who_is_not_logged_in_is_asked_to_log_in_before_asking(product):
    answer = client_of().get(f"/percakapan/produk/{product.pk}/")
    assert answer.status_code == 302 and answer.url.startswith("/akun/login/?next=/percakapan/produk/")


def test_a_hidden_product_cannot_be_asked_about(shopper, product):
    type(product).objects.filter(pk=product.pk).update(is_public=False)
    assert client_of(shopper).get(f"/percakapan/produk/{product.pk}/").status_code == 404


def test_ones_own_shop_cannot_be_asked(owner, product):
    answer = client_of(owner).post(f"/percakapan/produk/{product.pk}/", {"text": "Halo"})
    assert (answer.status_code, "Ini toko Anda sendiri." in answer.content.decode()) == (422, True)
    assert not Thread.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_a_bad_text_is_refused_and_stays_in_the_form(shopper, product, text):
    answer = client_of(shopper).post(f"/percakapan/produk/{product.pk}/", {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()
    assert not Message.objects.exists()


def test_photos_are_kept_privately_and_only_the_two_sides_get_them(shopper, owner, product):
    answer = client_of(shopper).post(f"/percakapan/produk/{product.pk}/", {"text": "Ini?", "photos": [png(), png()]})
    thread = Thread.objects.get()
    assert answer.status_code == 302
    photo = thread.messages.get().photos.first()
    path = f"/percakapan/foto/{photo.pk}/"
    stranger, rival = make_user(), make_member(make_vendor())
    assert [client_of(one).get(path).status_code for one in (shopper, owner, stranger, rival, None)] == [
        200,
        200,
        404,
        404,
        404,
    ]
    assert path in client_of(owner).get(f"/mitra/percakapan/{thread.pk}/").content.decode()


def test_four_photos_or_a_file_that_is_none_are_refused(shopper, product):
    client, path = client_of(shopper), f"/percakapan/produk/{product.pk}/"
    assert client.post(path, {"text": "Ini?", "photos": [png() for _ in range(4)]}).status_code == 422
    fake = SimpleUploadedFile("a.png", b"<script>", "image/png")
    assert client.post(path, {"text": "Ini?", "photos": [fake]}).status_code == 422
    assert not Message.objects.exists()


def test_a_hidden_number_reaches_neither_the_other_side_nor_a_mail_nor_a_notice(shopper, owner, product):
    thread = ask(shopper, product, f"WA saja {SECRET}")
    relay.drain()
    shown = client_of(owner).get(f"/mitra/percakapan/{thread.pk}/").content.decode()
    assert "9999" not in shown and "•••••" in shown and "disembunyikan" in shown
    mine = client_of(shopper).get(f"/percakapan/{thread.pk}/").content.decode()
    assert SECRET in mine and "tidak terlihat oleh pihak lain" in mine
    told = [mail.text + mail.html for mail in Mail.objects.all()] + [str(one.values) for one in Notice.objects.all()]
    assert len(told) == 2 and not any("9999" in one for one in told)


def test_markup_in_a_message_is_text(shopper, owner, product):
    thread = ask(shopper, product, "<script>alert(1)</script>")
    for client, path in (
        (client_of(owner), f"/mitra/percakapan/{thread.pk}/"),
        (client_of(shopper), f"/percakapan/{thread.pk}/"),
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page


def test_a_strangers_thread_does_not_exist(shopper, product):
    thread = ask(shopper, product)
    message = thread.messages.get()
    rival = make_member(make_vendor())
    for user in (make_user(), rival, None):
        for path in (f"/percakapan/{thread.pk}/", f"/percakapan/{thread.pk}/laporkan/{message.pk}/"):
            assert client_of(user).get(path).status_code == 404
            assert client_of(user).post(path, {"text": "x"}).status_code == 404
    for path in (f"/mitra/percakapan/{thread.pk}/", f"/mitra/percakapan/{thread.pk}/laporkan/{message.pk}/"):
        assert client_of(rival).post(path, {"text": "x"}).status_code == 404
    assert Message.objects.count() == 1


def test_five_messages_in_a_row_are_one_mail_and_after_reading_there_is_another(shopper, owner, product):
    thread = ask(shopper, product)
    for _ in range(4):
        talking.write(thread, Side.SHOPPER, shopper, "Halo?")
    relay.drain()
    assert Mail.objects.filter(message="conversation.message.vendor").count() == 1
    client_of(owner).get(f"/mitra/percakapan/{thread.pk}/")
    talking.write(thread, Side.SHOPPER, shopper, "Masih ada?")
    relay.drain()
    assert Mail.objects.filter(message="conversation.message.vendor").count() == 2


def test_what_was_read_before_the_mail_went_out_is_not_told(shopper, owner, product):
    thread = ask(shopper, product)
    client_of(owner).get(f"/mitra/percakapan/{thread.pk}/")
    relay.drain()
    assert not Mail.objects.exists()


def test_a_guest_asks_about_the_order_that_the_mailed_key_opened(owner, shop, product):
    order = make_order((product, 1), choices={shop.pk: "kurir"}, paid=True)
    part = order.vendor_orders.get()
    guest, path = client_of(), f"/percakapan/pesanan/{part.number}/"
    assert guest.get(path).status_code == 404
    guest.get(f"/pesanan/{order.number}/", {"kunci": order.purchase.token})
    assert path in guest.get(f"/pesanan/{order.number}/").content.decode()
    thread_url = guest.post(path, {"text": "Kapan dikirim?"}).url
    relay.drain()
    talking.write(Thread.objects.get(), Side.VENDOR, owner, "Besok pagi.")
    relay.drain()
    assert "Besok pagi." in guest.get(thread_url).content.decode()
    mail = Mail.objects.get(message="conversation.message.shopper")
    assert mail.recipient == order.purchase.email and f"kunci={order.purchase.token}" in mail.text


def test_asking_again_and_again_is_stopped_and_free_again_later(shopper, product):
    thread = ask(shopper, product)
    for _ in range(talking.MOST_MESSAGES - 1):
        talking.write(thread, Side.SHOPPER, shopper, "Halo?")
    with pytest.raises(talking.Refused):
        talking.write(thread, Side.SHOPPER, shopper, "Halo?")
    with time_machine.travel(timezone.now() + talking.MESSAGE_WINDOW):
        talking.write(thread, Side.SHOPPER, shopper, "Halo?")


def test_a_new_thread_for_the_sixteenth_product_of_a_day_is_refused(shopper, shop):
    for _ in range(talking.MOST_THREADS):
        ask(shopper, make_product(shop))
    with pytest.raises(talking.Refused):
        ask(shopper, make_product(shop))


def test_a_message_cannot_be_changed(shopper, product):
    message = ask(shopper, product).messages.get()
    message.text = "lain"
    with pytest.raises(TypeError):
        message.save()


def test_the_page_that_asks_for_news_gets_nothing_until_there_is_some(shopper, owner, product):
    thread = ask(shopper, product)
    client, path = client_of(shopper), f"/percakapan/{thread.pk}/"
    htmx = {"HX-Request": "true"}
    newest = thread.messages.get().pk
    assert client.get(path, {"last": newest}, headers=htmx).status_code == 204
    talking.write(thread, Side.VENDOR, owner, "Lima hari.")
    answer = client.get(path, {"last": newest}, headers=htmx)
    assert "Lima hari." in answer.content.decode() and "<html" not in answer.content.decode()


def test_plut_reads_a_thread_only_once_it_is_reported_and_both_sides_hear_the_outcome(shopper, owner, product):
    roles.set_up()
    support = make_user("bantuan@plut.id")
    roles.give(support, roles.Role.SUPPORT)
    thread = ask(shopper, product, f"WA saja {SECRET}")
    answer = talking.write(thread, Side.VENDOR, owner, "Transfer saja ke saya")
    desk = client_of(support)
    assert desk.get(f"/percakapan/{thread.pk}/").status_code == 404
    assert "Dodol kentang" not in desk.get("/cms/konsol/laporan/").content.decode()
    client_of(shopper).post(f"/percakapan/{thread.pk}/laporkan/{answer.pk}/", {"reason": "outside", "note": ""})
    report = Report.objects.get()
    assert "Dodol kentang" in desk.get("/cms/konsol/laporan/").content.decode()
    page = desk.get(f"/cms/konsol/laporan/{report.pk}/").content.decode()
    assert SECRET in page and "Transfer saja ke saya" in page
    desk.post(f"/cms/konsol/laporan/{report.pk}/", {"outcome": "closed", "note": "Bayar hanya di situs."})
    relay.drain()
    told = set(Mail.objects.filter(message__startswith="conversation.decided").values_list("recipient", flat=True))
    assert told == {"siti@contoh.id", product.listing.vendor.email}
    assert "Bayar hanya di situs." in Mail.objects.filter(message="conversation.decided.shopper").get().text
    with pytest.raises(talking.Refused):
        talking.write(thread, Side.SHOPPER, shopper, "Halo?")
    assert "PLUT sudah menutup percakapan ini" in client_of(shopper).get(f"/percakapan/{thread.pk}/").content.decode()
    with pytest.raises(reporting.Refused):
        reporting.decide(report, support, "nothing")


def test_the_same_message_is_reported_once_and_never_ones_own(shopper, owner, product):
    thread = ask(shopper, product)
    answer = talking.write(thread, Side.VENDOR, owner, "Tidak tahu")
    reporting.report(answer, Side.SHOPPER, shopper, "rude")
    with pytest.raises(reporting.Refused):
        reporting.report(answer, Side.SHOPPER, shopper, "rude")
    with pytest.raises(reporting.Refused):
        reporting.report(answer, Side.VENDOR, owner, "rude")
    assert Report.objects.count() == 1


def test_a_list_of_twenty_threads_takes_no_more_queries_than_one(shopper, owner, shop, django_assert_max_num_queries):
    for _ in range(12):
        ask(shopper, make_product(shop))
    client, seller = client_of(shopper), client_of(owner)
    with django_assert_max_num_queries(12):
        client.get("/percakapan/")
    with django_assert_max_num_queries(14):
        seller.get("/mitra/percakapan/")
