"""Sample rows for the page of components: the longest names, the largest sums, every state."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils import timezone

from marketplace.front.forms import MoneyInput, Pick, Picks
from marketplace.front.goods import Card

LONG_SHOP = "Kelompok Usaha Bersama Anyaman Pandan Rantau Kermas"

PLAIN = Card(
    url="#",
    name="Kopi Liberika Tungkal Jambi Bubuk",
    price=60_000,
    ground="pasir",
    shop="Koperasi Kopi Tungkal Sejahtera Bersama",
    regency="Kab. Tanjung Jabung Barat",
    rating=4.9,
    sold=540,
    halal=True,
)


def cards() -> list[tuple[str, Card]]:
    """(state, card) for every state a card has."""
    picture = static("icons/sample.svg")
    base = replace(PLAIN, picture=picture)
    return [
        ("plain", base),
        ("sale", replace(base, was=72_000, ribbon="Promo")),
        ("new", replace(base, rating=None, sold=0, ribbon="Baru", ribbon_tone="n")),
        ("pre-order", replace(base, name="Songket Jambi Selendang Motif Angso Duo", price=1_500_000, halal=False, ground="embun", ribbon="Pre-order 30 hari", shop="Rumah Tenun Broni", regency="Kota Jambi")),
        ("sold out", replace(base, sold_out=True)),
        ("no rating", replace(base, rating=None, sold=12)),
        ("no picture", replace(base, picture="", ground="", name="Tas Anyaman Pandan Rantau Kermas Ukuran Besar dengan Tutup dan Tali Panjang", price=1_250_000, was=1_450_000, shop=LONG_SHOP, regency="Kab. Merangin")),
        ("own shop", replace(base, shop="", regency="")),
    ]


class Sample(forms.Form):
    """One field of every shape."""

    name = forms.CharField(label="Nama lengkap", initial="Siti Rahma")
    phone = forms.CharField(label="Nomor WhatsApp", help_text="Untuk kabar pesanan, bukan iklan.")
    landmark = forms.CharField(label="Patokan", required=False, widget=forms.TextInput({"placeholder": "Misalnya: pagar hijau, seberang masjid"}))
    locked = forms.CharField(label="Email", initial="siti@contoh.id", disabled=True)
    regency = forms.ChoiceField(label="Kabupaten/Kota", choices=[("", "Pilih"), ("1571", "Kota Jambi"), ("1501", "Kabupaten Kerinci")])
    price = forms.CharField(label="Harga", initial="25.000", widget=MoneyInput(), help_text="Anda terima Rp\u00a023.750 setelah komisi.")
    story = forms.CharField(label="Cerita toko", required=False, widget=forms.Textarea())
    photo = forms.FileField(label="Foto produk", required=False, help_text="JPG, PNG, atau WebP, paling besar 10 MB.")
    shipping = forms.ChoiceField(
        label="Pengiriman",
        initial="jne",
        widget=Picks(),
        choices=[
            ("jne", Pick("JNE Reguler", "Rp\u00a011.000", "Tiba 26–27 Nov")),
            ("plut", Pick("Ambil di Galeri PLUT", "Gratis", "Siap Kamis, 26 Nov")),
            ("jnt", Pick("J&T EZ", "Tidak tersedia", off="Toko ini hanya mengantar di Kota Jambi")),
        ],
    )
    days = forms.MultipleChoiceField(label="Hari buka", required=False, widget=forms.CheckboxSelectMultiple(), choices=[("1", "Senin"), ("2", "Selasa"), ("3", "Rabu")])
    agree = forms.BooleanField(label="Saya setuju dengan syarat dan ketentuan")


def sample_forms() -> dict[str, Sample]:
    """The form as it opens and as it comes back refused."""
    refused = Sample({"name": "", "phone": "812-7400", "regency": "", "shipping": "", "price": "dua puluh"}, prefix="bad")
    refused.add_error("phone", "Nomor HP dimulai 08 atau +62, 10–13 angka.")
    return {"fresh": Sample(), "refused": refused}


def moments() -> dict[str, dt.datetime]:
    """Times around now, for deadlines and ages."""
    now = timezone.now()
    return {"now": now, "soon": now + dt.timedelta(hours=1), "tomorrow": now + dt.timedelta(days=1), "later": now + dt.timedelta(days=9), "past": now - dt.timedelta(hours=2)}


def context(page: str) -> dict[str, Any]:
    return {"cards": cards(), "forms": sample_forms(), "at": moments(), "long_shop": LONG_SHOP}
