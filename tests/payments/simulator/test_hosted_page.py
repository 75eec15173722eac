import http.client
from urllib.parse import urlencode, urlsplit

import pytest

from .conftest import line

BANNER = "Mode coba: bukan uang sungguhan"


@pytest.fixture
def visit(simulator):
    """A browser without JavaScript: sends a form, follows nothing."""

    def send(path, form=None, language=""):
        connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
        target = urlsplit(path)
        headers = {"Accept-Language": language, "Content-Type": "application/x-www-form-urlencoded"}
        path = target.path + (f"?{target.query}" if target.query else "")
        connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, body

    return send


def test_the_page_names_seller_total_and_goods_and_says_it_is_a_trial(open_session, visit):
    status, headers, page = visit(open_session().url)
    assert status == 200
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert '<html lang="id">' in page
    assert f'<header class="banner"><p>{BANNER}</p></header>' in page
    assert "Bayar ke Pasar Jambi" in page
    assert "Rp\u00a098.000" in page
    assert "2 × Dodol kentang" in page
    assert 'href="http://shop.test/bayar/J7Q4/"' in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("locale", "accepted", "expected"),
    [
        ("id", "en-GB", "id"),
        ("en", "id", "en"),
        (None, "en-GB,en;q=0.9,id;q=0.5", "en"),
        (None, "de, id;q=0.4, en;q=0.2", "id"),
        (None, "de-AT", "id"),
        ("auto", "", "id"),
    ],
)
def test_the_language_follows_the_session_then_the_browser_then_is_indonesian(
    open_session, visit, locale, accepted, expected
):
    _, _, page = visit(open_session(locale=locale).url, language=accepted)
    assert f'<html lang="{expected}">' in page


def test_the_reader_can_switch_the_language(open_session, visit):
    _, _, page = visit(open_session().url + "?lang=en")
    assert "Test mode: no real money" in page


def test_words_from_outside_are_escaped(open_session, visit):
    hostile = '"><script>alert(1)</script>'
    _, _, page = visit(open_session(line_items=[line(hostile, 9)], cancel_url="http://shop.test/?a='\"><b>").url)
    assert hostile not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<b>" not in page


def test_a_typed_test_card_pays_and_leads_back_to_the_shop(open_session, visit, client):
    session = open_session(customer_email=None)
    form = {"choice": "typed", "number": "4242 4242 4242 4242", "email": "ani@example.com"}
    status, headers, _ = visit(session.url, form)
    assert (status, headers["Location"]) == (303, f"http://shop.test/bayar/J7Q4/?session_id={session.id}")
    found = client.v1.checkout.sessions.retrieve(session.id)
    assert (found.payment_status, found.customer_details.email) == ("paid", "ani@example.com")


def test_pressing_pay_twice_charges_once_and_leads_to_the_same_place(open_session, visit, client):
    session = open_session()
    first, second = (visit(session.url, {"choice": "good"})[1]["Location"] for _ in range(2))
    assert first == second
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"choice": "declined"}, "Bank menolak kartu ini. Coba kartu lain."),
        ({"choice": "insufficient"}, "Saldo atau batas kartu ini tidak cukup."),
        ({"choice": "typed", "number": "4111111111111111"}, "Nomor ini bukan kartu uji."),
        ({"choice": "typed", "number": "<b>"}, "Nomor ini bukan kartu uji."),
        ({"choice": "nonsense"}, "Nomor ini bukan kartu uji."),
    ],
)
def test_what_did_not_work_is_said_and_the_page_stays(open_session, visit, form, words):
    status, _, page = visit(open_session().url, form)
    assert status == 200
    assert 'role="alert"' in page
    assert words in page
    assert 'name="number"' in page


def test_three_d_secure_is_a_page_of_its_own(open_session, visit):
    session = open_session()
    _, _, page = visit(session.url, {"choice": "authenticates"})
    assert "Bank Anda minta konfirmasi" in page
    _, _, page = visit(session.url, {"choice": "refuse"})
    assert "Konfirmasi bank tidak selesai. Coba lagi." in page
    visit(session.url, {"choice": "authenticates"})
    assert visit(session.url, {"choice": "approve"})[0] == 303


@pytest.mark.parametrize("choice", ["delayed_succeeds", "delayed_fails"])
def test_paying_later_leads_back_and_says_it_is_being_checked(open_session, visit, choice):
    session = open_session()
    assert visit(session.url, {"choice": choice})[0] == 303
    status, _, page = visit(session.url)
    assert (status, "Jangan bayar dua kali." in page) == (200, True)


def test_a_paid_page_says_so_and_leads_on(open_session, visit, control):
    session = open_session()
    control.pay(session.id)
    status, _, page = visit(session.url)
    assert status == 200
    assert "Pembayaran sudah diterima" in page
    assert f"session_id={session.id}" in page


def test_an_expired_page_takes_no_money(open_session, visit, client):
    session = open_session()
    status, _, page = visit(session.url, {"choice": "expire"})
    assert (status, "Waktu bayar habis" in page) == (410, True)
    assert visit(session.url, {"choice": "good"})[0] == 410
    assert client.v1.charges.list().data == []


@pytest.mark.parametrize("path", ["/c/pay/cs_test_nobody", "/c/pay/", "/c/onboard/x", "/c/elsewhere/a/b"])
def test_an_unknown_page_is_not_found(visit, path):
    status, _, page = visit(path)
    assert (status, "Halaman bayar tidak ditemukan" in page) == (404, True)
