"""The embedded mailbox: a file per Message-ID, and a page to look at it while developing."""

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from marketplace.notices import mailbox, messages, post

MESSAGE = messages.message("vendor.reopened.vendor")


def send(box, message_id: str, subject: str) -> None:
    EmailMessage(subject, "isi", to=["a@contoh.id"], headers={"Message-ID": message_id}).send()


def test_a_repeat_lies_on_top_of_the_first(box):
    send(box, "<a@x>", "pertama")
    send(box, "<a@x>", "kedua")
    send(box, "<b@x>", "lain")
    assert sorted(letter.subject for letter in mailbox.letters()) == ["kedua", "lain"]
    assert {file.suffix for file in box.iterdir()} == {".eml"}


def test_mails_without_a_message_id_of_ours_are_kept_apart(box):
    for _ in range(2):
        EmailMessage("sandi", "isi", to=["a@contoh.id"]).send()
    assert len(mailbox.letters()) == 2


@pytest.mark.django_db
def test_the_page_lists_mails_and_shows_each_as_page_and_as_text(box, client, settings):
    settings.EMAIL_BACKEND = "marketplace.notices.mailbox.MailboxBackend"
    with transaction.atomic():
        post.queue(
            "k", MESSAGE, "toko@contoh.id", "id", {"shop": "Dapur <b>Mak</b> Ina"}, url="http://testserver/mitra/"
        )
    post.sweep()
    [letter] = mailbox.letters()
    listed = client.get("/surat/").content.decode()
    assert "Dapur &lt;b&gt;Mak&lt;/b&gt; Ina aktif lagi" in listed and f"/surat/{letter.name}/" in listed
    page = client.get(f"/surat/{letter.name}/")
    assert "cid:" not in page.content.decode() and "data:image/png;base64," in page.content.decode()
    assert "'unsafe-inline'" in page.headers["Content-Security-Policy"]
    text = client.get(f"/surat/{letter.name}/?teks=1")
    assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "Buka toko saya:\nhttp://testserver/mitra/" in text.content.decode()


@pytest.mark.parametrize("name", ["tidak-ada", "0" * 40])
def test_a_mail_that_is_not_there_is_404(box, client, settings, name):
    settings.EMAIL_BACKEND = "marketplace.notices.mailbox.MailboxBackend"
    assert client.get(f"/surat/{name}/").status_code == 404


@pytest.mark.django_db
def test_where_mail_really_goes_out_there_is_no_such_page(box, client, settings):
    send(box, "<a@x>", "rahasia")
    [letter] = mailbox.letters()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert client.get("/surat/").status_code == 404
    assert client.get(f"/surat/{letter.name}/").status_code == 404
