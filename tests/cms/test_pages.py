"""Pages of text: open to everyone, in the shop's frame, at addresses that are nobody else's."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, Site

from cms import slugs
from cms.models import StandardPage
from marketplace.accounts import roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db
BODY = '<h2>Siapa kami</h2><p>PLUT-KUMKM Jambi. <a href="https://contoh.id">Peta</a></p>'


def publish(slug="tentang-kami", **fields):
    page = StandardPage(title="Tentang kami", slug=slug, body=BODY, **fields)
    Site.objects.get(is_default_site=True).root_page.add_child(instance=page)
    return page


def test_a_page_is_read_by_anyone_in_the_shops_frame(client):
    publish(search_description="Tentang PLUT-KUMKM Jambi")
    page = client.get("/tentang-kami/").content.decode()
    assert "<h1>Tentang kami</h1>" in page
    assert "<h2" in page and "Siapa kami" in page
    assert '<meta name="description" content="Tentang PLUT-KUMKM Jambi">' in page


def test_a_page_is_alike_for_an_editor_and_carries_no_bar_of_wagtails(client):
    publish()
    for_anyone = client.get("/tentang-kami/").content
    roles.set_up()
    editor = make_user()
    roles.give(editor, roles.Role.EDITOR)
    client.force_login(editor)
    assert client.get("/tentang-kami/").content == for_anyone
    assert b"wagtail-userbar" not in for_anyone


def test_an_address_that_is_nobodys_is_not_found_rather_than_forbidden(client):
    assert client.get("/tidak-ada/").status_code == 404
    assert client.get("/tidak-ada/juga/").status_code == 404


def test_a_draft_is_not_found(client):
    publish(live=False)
    assert client.get("/tentang-kami/").status_code == 404


@pytest.mark.parametrize("slug", ["belanja", "toko", "mitra", "checkout", "cms", "dashboard", "akun", "en", "media"])
def test_a_page_cannot_take_an_address_of_the_shop(slug):
    page = StandardPage(title="X", slug=slug, body=BODY)
    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth"])
    assert refused.value.message_dict["slug"] == ["Alamat ini dipakai toko. Pilih yang lain."]


def test_every_first_part_of_an_address_of_the_site_is_reserved():
    assert slugs.reserved() >= {"belanja", "cari", "keranjang", "checkout", "pesanan", "toko", "mitra", "akun", "cms",
                                "dashboard", "webhooks", "i18n", "en", "id"}  # fmt: skip
    assert "tentang-kami" not in slugs.reserved()


def test_the_editor_makes_a_page_and_publishes_it(client):
    roles.set_up()
    editor = make_user()
    roles.give(editor, roles.Role.EDITOR)
    client.force_login(editor)
    root = Site.objects.get(is_default_site=True).root_page
    words = {"key": "a", "type": "unstyled", "text": "Pilih barang", "depth": 0, "inlineStyleRanges": []}
    body = {"blocks": [{**words, "entityRanges": [], "data": {}}], "entityMap": {}}
    form = {
        "title": "Cara belanja",
        "slug": "cara-belanja",
        "body": json.dumps(body),
        "action-publish": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
    }
    assert client.post(f"/cms/pages/add/cms/standardpage/{root.pk}/", form).status_code == 302
    assert "Pilih barang" in client.get("/cara-belanja/").content.decode()
    form["slug"] = "belanja"
    assert client.post(f"/cms/pages/add/cms/standardpage/{root.pk}/", form).status_code == 200
    assert not Page.objects.filter(slug="belanja").exists()


def test_a_page_that_asks_for_a_login_sends_to_the_one_login(client):
    from wagtail.models import PageViewRestriction

    page = publish()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert client.get("/tentang-kami/", follow=True).redirect_chain[-1][0].startswith("/akun/login/")


def test_the_admins_own_login_sends_to_the_one_login(client):
    assert client.get("/cms/login/").url == "/akun/login/?next=/cms/login/"
