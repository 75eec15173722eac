"""Permits in the console: written down, checked beside their paper, looked at again after a change."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import ModelLogEntry

from tests.factories import make_permit, make_product, make_vendor
from vendors.models import Permit


def paper():
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return SimpleUploadedFile("sertifikat.png", out.getvalue(), "image/png")


def form(vendor, **fields):
    empty = {"holder": "", "notes": "", "valid_until": ""}
    return {"vendor": vendor.pk, "kind": "halal", "number": "id15000000000000009", **empty, **fields}


def test_a_curator_writes_a_permit_down_and_then_chooses_its_goods(log_in, shop, goods):
    client = log_in("curator")
    answer = client.post(reverse("permit:add"), form(shop, document=paper()))
    permit = Permit.objects.get()
    assert answer["Location"] == reverse("permit:edit", args=[permit.pk])
    assert (permit.number, permit.state) == ("ID15000000000000009", "in_review")
    assert permit.document.name.endswith(".webp")
    client.post(answer["Location"], form(shop, products=[goods.pk]))
    assert list(permit.products.all()) == [goods]


def test_a_wrong_number_and_a_missing_end_stand_by_their_fields(log_in, shop):
    client = log_in("curator")
    wrong = client.post(reverse("permit:add"), form(shop, number="KH 123"))
    assert wrong.context["form"].errors == {"number": ["Nomor sertifikat halal: ID diikuti 17 angka."]}
    endless = client.post(reverse("permit:add"), form(shop, kind="pirt", number="206150101012329"))
    assert endless.context["form"].errors == {"valid_until": ["Isi sampai kapan berlaku."]}
    assert not Permit.objects.exists()


def test_a_file_that_is_no_paper_is_refused(log_in, shop):
    bad = SimpleUploadedFile("izin.exe", b"MZ" * 40)
    answer = log_in("curator").post(reverse("permit:add"), form(shop, document=bad))
    assert "document" in answer.context["form"].errors


def test_the_same_number_twice_is_said_and_not_stored(log_in, shop, goods):
    make_permit(goods, number="ID15000000000000009")
    answer = log_in("curator").post(reverse("permit:add"), form(shop))
    assert answer.context["form"].errors == {"number": ["Penjual ini sudah punya izin dengan nomor ini."]}


def test_goods_of_another_shop_cannot_be_covered(log_in, shop, goods):
    permit, foreign = make_permit(goods), make_product(make_vendor())
    answer = log_in("curator").post(reverse("permit:edit", args=[permit.pk]), form(shop, products=[foreign.pk]))
    assert "products" in answer.context["form"].errors


def test_approving_is_written_in_the_diary_with_who_and_when(log_in, people, permit):
    answer = log_in("curator").post(
        reverse("console:permit-move", args=[permit.pk, "approve"]), {"seen": "in_review"}, follow=True
    )
    permit.refresh_from_db()
    assert (permit.state, permit.checked_by) == ("accepted", people["curator"])
    assert ModelLogEntry.objects.filter(action="console.permit").count() == 1
    assert "Berlaku" in answer.content.decode()


def test_a_permit_that_was_changed_must_be_checked_again(log_in, shop, goods):
    permit = make_permit(goods)
    changed = form(shop, number="ID15000000000000007", products=[goods.pk])
    log_in("curator").post(reverse("permit:edit", args=[permit.pk]), changed)
    permit.refresh_from_db()
    assert (permit.number, permit.state, permit.checked_at) == ("ID15000000000000007", "in_review", None)
