"""Public pages are rendered once, answered from memory and with 304, and anew after a change."""

import brotli
import pytest
from django.test import Client

from marketplace.freshness import version
from marketplace.whole_pages import addresses, entries, memory, middleware
from marketplace.whole_pages.entries import Entry
from tests.factories import make_product
from tests.pages.conftest import forget_the_transaction

pytestmark = pytest.mark.django_db


def ask(path: str = "/", **headers: str):
    return Client(headers=headers).get(path)


def test_the_second_visitor_gets_the_first_ones_page_without_a_query(kept, django_assert_num_queries):
    make_product(title="Dodol kentang")
    first = ask()
    with django_assert_num_queries(0):
        second = ask()
    assert (first["X-Page"], second["X-Page"]) == ("miss", "hit")
    assert first.content == second.content
    assert "Dodol kentang" in second.content.decode()


def test_a_page_never_carries_a_cookie_and_varies_by_encoding_alone(kept):
    for _ in range(2):
        answer = ask()
        assert (answer["Cache-Control"], answer["Vary"]) == ("no-cache", "Accept-Encoding")
        assert not answer.cookies
        assert "Content-Security-Policy" in answer
        assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_who_has_the_page_already_is_told_so(kept):
    etag = ask()["ETag"]
    again = ask(**{"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert ask(**{"if-none-match": f'W/{etag}, "x"'}).status_code == 304
    assert ask(**{"if-none-match": '"something-id"'}).status_code == 200


def test_after_a_change_the_old_page_is_no_longer_confirmed(kept):
    product = make_product(price=25_000)
    path = product.get_absolute_url()
    etag = ask(path)["ETag"]
    forget_the_transaction()
    product.stockrecords.update(price=31_000)
    kept.pass_(1)
    answer = ask(path, **{"if-none-match": etag})
    assert (answer.status_code, answer["X-Page"]) == (200, "miss")
    assert "31.000" in answer.content.decode()


def test_the_version_is_asked_for_once_a_second(kept, django_assert_num_queries):
    ask()
    with django_assert_num_queries(0):
        ask()
    kept.pass_(1)
    with django_assert_num_queries(1):
        assert ask()["X-Page"] == "hit"


def test_each_encoding_holds_the_same_page_under_a_tag_of_its_own(kept):
    plain, br, gz = ask(), ask(**{"accept-encoding": "gzip, br"}), ask(**{"accept-encoding": "gzip"})
    assert brotli.decompress(br.content) == plain.content
    assert (br["Content-Encoding"], gz["Content-Encoding"], "Content-Encoding" in plain) == ("br", "gzip", False)
    assert len({plain["ETag"], br["ETag"], gz["ETag"]}) == 3
    assert int(br["Content-Length"]) == len(br.content) < 14_000


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=viel, gzip", "gzip"),
        (";;,,=;q", "identity"),
        ("deflate", "identity"),
        ("BR", "br"),
    ],
)
def test_the_encoding_is_one_that_the_browser_takes(accepted, encoding):
    assert entries.chosen(accepted) == encoding


def test_head_gets_the_length_and_no_body(kept):
    for _ in range(2):
        head = Client().head("/")
        assert (head.status_code, head.content) == (200, b"")
    assert int(head["Content-Length"]) == len(ask().content)


def test_each_language_has_its_page(kept):
    assert 'lang="id"' in ask("/").content.decode()
    assert 'lang="en"' in ask("/en/").content.decode()
    assert ask("/en/", **{"accept-language": "id"})["X-Page"] == "hit"


def test_noise_is_no_other_page_and_does_not_stand_in_it(kept):
    ask("/belanja/?sort=price")
    noisy = ask("/belanja/?utm_source=wa&sort=price&fbclid=abc&min=")
    assert noisy["X-Page"] == "hit"
    assert b"fbclid" not in noisy.content


def test_the_first_visitors_noise_stays_out_of_the_page(kept):
    assert b"fbclid" not in ask("/belanja/?fbclid=abc").content


def test_parameters_are_told_apart_whatever_their_order(kept):
    pages = [ask(f"/belanja/{query}")["X-Page"] for query in ("?sort=price&ready=1", "?ready=1&sort=price", "?ready=1")]
    assert pages == ["miss", "hit", "miss"]


def test_a_parameter_that_nobody_knows_goes_past(kept):
    for _ in range(2):
        assert ask("/belanja/?warna=merah")["X-Page"] == "past"
    assert len(middleware.pages) == 0


@pytest.mark.parametrize("query", ["a=" + "x" * 600, "&".join("page=1" for _ in range(50)), "page=%ff"])
def test_a_query_out_of_all_bounds_goes_past(query):
    assert addresses.canonical(query, frozenset({"a", "page"})) is None


def test_what_is_not_there_is_not_kept(kept):
    for _ in range(2):
        answer = ask("/belanja/tidak-ada_99999/")
        assert (answer.status_code, answer["X-Page"]) == (404, "past")
    assert len(middleware.pages) == 0


def test_what_is_posted_goes_past(kept):
    assert Client().post("/")["X-Page"] == "past"


def test_the_memory_is_bounded_by_bytes_and_forgets_what_was_not_asked_for():
    pages = memory.Memory(most_bytes=3_000)
    for name in ("a", "b"):
        pages.put(name, Entry("1", 0, "d", (), {"identity": b"x" * 500}))
    assert pages.get("a")
    pages.put("c", Entry("1", 0, "d", (), {"identity": b"x" * 900}))
    assert [bool(pages.get(name)) for name in ("a", "b", "c")] == [True, False, True]
    pages.put("a", Entry("2", 0, "d", (), {"identity": b"x" * 100}))
    assert pages.size == 2_000
    pages.put("big", Entry("1", 0, "d", (), {"identity": b"x" * 9_000}))
    assert (len(pages), pages.size) == (0, 0)


def test_a_page_stands_no_longer_than_its_time(kept, monkeypatch):
    ask("/cari/?q=kopi")
    assert ask("/cari/?q=kopi")["X-Page"] == "hit"
    now = middleware.time.time()
    monkeypatch.setattr(middleware.time, "time", lambda: now + 61)
    assert ask("/cari/?q=kopi")["X-Page"] == "miss"


def test_another_day_is_another_page(kept, monkeypatch):
    import datetime as dt

    ask()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2030, 1, 1))
    assert ask()["X-Page"] == "miss"


def test_the_database_away_leaves_the_kept_pages_standing(kept, monkeypatch):
    from django.db import OperationalError

    def away() -> str:
        raise OperationalError("away")

    ask()
    monkeypatch.setattr(version.watcher, "read", away)
    kept.pass_(5)
    assert ask()["X-Page"] == "hit"
