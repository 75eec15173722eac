"""Mails: one row per key, sent by claim, repeated under the same Message-ID, never twice at once."""

import contextlib
import os
import smtplib
import threading
from datetime import timedelta
from email import message_from_bytes, policy
from typing import ClassVar

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, connections, transaction
from django.utils import timezone

from marketplace.notices import envelope, mailbox, messages, post
from marketplace.notices.models import Mail

MESSAGE = messages.message("vendor.reopened.vendor")
State = Mail.State


def queue(key: str = "kunci:1", shop: str = "Dapur Mak Ina", to: str = "toko@contoh.id", **more) -> None:
    with transaction.atomic():
        post.queue(key, MESSAGE, to, "id", {"shop": shop}, **more)


def make_due(**also) -> None:
    Mail.objects.update(due_at=timezone.now(), **also)


class Refusing(BaseEmailBackend):
    """A mail server that answers with `error`."""

    error: Exception = ConnectionRefusedError("down")

    def send_messages(self, email_messages):
        raise self.error


@pytest.fixture
def refusing(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    def say(error: Exception) -> None:
        Refusing.error = error

    return say


@pytest.mark.django_db
def test_a_key_gives_one_mail_however_often_it_is_queued():
    queue()
    queue(shop="Toko lain")
    assert [mail.subject for mail in Mail.objects.all()] == ["Dapur Mak Ina aktif lagi"]


def test_a_mail_is_queued_in_a_transaction_and_goes_with_its_rollback(committed_db):
    with pytest.raises(RuntimeError):
        post.queue("kunci:1", MESSAGE, "toko@contoh.id", "id", {"shop": "x"})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post.queue("kunci:1", MESSAGE, "toko@contoh.id", "id", {"shop": "x"})
        raise ZeroDivisionError
    assert not Mail.objects.exists()


@pytest.mark.django_db
def test_a_mail_goes_out_once_with_text_page_and_ornament():
    queue(name="Mak Ina", url="http://testserver/mitra/")
    assert post.sweep() == 1
    assert post.sweep() == 0
    [sent] = django_mail.outbox
    assert (sent.subject, sent.to) == ("Dapur Mak Ina aktif lagi", ["toko@contoh.id"])
    parsed = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert [part.get_content_type() for part in parsed.walk()] == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]
    assert parsed["Message-ID"] == post.message_id("kunci:1")
    row = Mail.objects.get()
    assert (row.state, row.tries) == (State.SENT, 1) and row.sent_at


@pytest.mark.django_db
def test_a_shop_name_cannot_forge_a_header_or_a_tag():
    queue(shop='Toko\r\nBcc: semua@contoh.id\r\n\r\n<script>alert("x")</script>', name='<img src=x onerror="y">')
    post.sweep()
    [sent] = django_mail.outbox
    parsed = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed["Subject"] == 'Toko Bcc: semua@contoh.id <script>alert("x")</script> aktif lagi'
    page = parsed.get_body(("html",)).get_content()
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "<img src=x" not in page
    assert '<script>alert("x")</script> aktif lagi' not in parsed.get_body(("html",)).get_content()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "toko", "toko@contoh.id\nBcc: semua@contoh.id", "a@b.id, c@d.id"])
def test_what_is_no_address_gets_no_mail_and_a_line_in_the_log(address, caplog):
    queue(to=address)
    assert not Mail.objects.exists()
    assert "is no address" in caplog.text


@pytest.mark.django_db
def test_while_the_server_is_down_mails_wait_longer_each_time_and_go_out_afterwards(refusing, settings):
    queue()
    refusing(ConnectionRefusedError("down"))
    waits = []
    for _ in range(9):
        make_due()
        before = timezone.now()
        assert post.sweep() == 0
        row = Mail.objects.get()
        assert row.state == State.QUEUED and "ConnectionRefusedError" in row.last_error
        waits.append(round((row.due_at - before).total_seconds()))
    assert waits == [10, 20, 40, 80, 160, 320, 600, 600, 600]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    make_due()
    assert post.sweep() == 1
    assert Mail.objects.get().state == State.SENT


@pytest.mark.django_db
def test_an_absent_server_is_asked_once_a_round(refusing, monkeypatch):
    for number in range(5):
        queue(f"kunci:{number}")
    refusing(TimeoutError("silent"))
    post.sweep()
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"toko@contoh.id": (550, b"no such user")}), State.FAILED),
        (smtplib.SMTPRecipientsRefused({"toko@contoh.id": (451, b"try later")}), State.QUEUED),
        (smtplib.SMTPDataError(554, b"refused"), State.FAILED),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), State.QUEUED),
    ],
)
def test_only_a_refusal_for_good_of_this_mail_ends_it(refusing, error, state):
    queue()
    refusing(error)
    post.sweep()
    assert Mail.objects.get().state == state


@pytest.mark.django_db
def test_after_three_days_a_mail_is_given_up(refusing):
    queue()
    refusing(ConnectionRefusedError("down"))
    make_due(queued_at=timezone.now() - timedelta(days=3, minutes=1))
    post.sweep()
    assert Mail.objects.get().state == State.FAILED


@pytest.mark.django_db
def test_a_death_between_sending_and_marking_repeats_the_mail_under_the_same_id(monkeypatch, box):
    queue()
    sealed = envelope.sealed

    class Dies:
        def __init__(self, letter):
            self.letter = letter

        def send(self):
            self.letter.send()
            raise SystemExit

    monkeypatch.setattr(envelope, "sealed", lambda mail, message_id: Dies(sealed(mail, message_id)))
    [mail_id] = post.due()
    with pytest.raises(SystemExit):
        post.send(mail_id)
    assert Mail.objects.get().state == State.QUEUED
    monkeypatch.setattr(envelope, "sealed", sealed)
    assert post.due() == []
    make_due()
    assert post.send(mail_id)
    [letter] = mailbox.letters()
    assert letter.parsed["Message-ID"] == post.message_id("kunci:1")


@pytest.mark.django_db
def test_a_taken_mail_is_not_taken_again_before_its_lease_ends():
    queue()
    [mail_id] = post.due()
    assert post.claim(mail_id)
    assert post.claim(mail_id) is None
    Mail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert post.claim(mail_id)


@pytest.mark.django_db
def test_no_mail_is_sent_while_a_transaction_is_open():
    queue()
    [mail_id] = post.due()
    with transaction.atomic(), pytest.raises(RuntimeError):
        post.send(mail_id)
    assert django_mail.outbox == []


def test_a_message_id_follows_from_the_key_alone(settings):
    settings.DEFAULT_FROM_EMAIL = "Pasar Jambi <pesanan@pasarjambi.id>"
    assert post.message_id("a") == post.message_id("a") != post.message_id("b")
    assert post.message_id("a").endswith("@pasarjambi.id>")


class Slow(BaseEmailBackend):
    """Holds every sender until two are in it at once, or half a second is over."""

    both = threading.Barrier(2)
    sent: ClassVar[list[str]] = []

    def send_messages(self, email_messages):
        with contextlib.suppress(threading.BrokenBarrierError):
            self.both.wait(timeout=0.5)
        self.sent.extend(message.extra_headers["Message-ID"] for message in email_messages)
        return len(email_messages)


def _two_workers(mail_id: int) -> list[str]:
    Slow.both, Slow.sent = threading.Barrier(2), []

    def work() -> None:
        post.send(mail_id)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return Slow.sent


on_a_server = pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="needs a database server with real threads")


@on_a_server
def test_two_workers_at_once_send_a_mail_once(committed_db, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    queue()
    assert _two_workers(Mail.objects.get().pk) == [post.message_id("kunci:1")]


@on_a_server
def test_without_the_claim_two_workers_at_once_send_it_twice(committed_db, settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    queue()

    def look_then_take(mail_id: int) -> Mail | None:
        return Mail.objects.filter(pk=mail_id, state=State.QUEUED).first()

    monkeypatch.setattr(post, "claim", look_then_take)
    assert _two_workers(Mail.objects.get().pk) == [post.message_id("kunci:1")] * 2


@on_a_server
def test_the_claim_is_one_statement_that_the_database_decides(committed_db):
    queue()
    mail_id = Mail.objects.get().pk
    won: list[bool] = []
    start = threading.Barrier(8)

    def take() -> None:
        start.wait()
        won.append(post.claim(mail_id) is not None)
        connections.close_all()

    takers = [threading.Thread(target=take) for _ in range(8)]
    for taker in takers:
        taker.start()
    for taker in takers:
        taker.join()
    assert sorted(won) == [False] * 7 + [True]
    assert connection.vendor == "postgresql"
