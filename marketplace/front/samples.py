"""Sample rows for the page of components: the longest names, the largest sums, every state."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone

from marketplace.front import states
from marketplace.front.forms import MoneyInput, Pick, PickField
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
        ("new", replace(base, rating=None, sold=0, new=True, ribbon="Baru", ribbon_tone="n")),
        (
            "pre-order",
            replace(
                base,
                name="Songket Jambi Selendang Motif Angso Duo",
                price=1_500_000,
                halal=False,
                ground="embun",
                ribbon="Pre-order 30 hari",
                shop="Rumah Tenun Broni",
                regency="Kota Jambi",
            ),
        ),
        ("sold out", replace(base, sold_out=True)),
        ("no rating", replace(base, rating=None, sold=12)),
        (
            "no picture",
            replace(
                base,
                picture="",
                ground="",
                name="Tas Anyaman Pandan Rantau Kermas Ukuran Besar dengan Tutup dan Tali Panjang",
                price=1_250_000,
                was=1_450_000,
                shop=LONG_SHOP,
                regency="Kab. Merangin",
            ),
        ),
        ("own shop", replace(base, shop="", regency="")),
    ]


REFUSED = {"name": "", "phone": "812-7400", "regency": "1571", "shipping": "", "price": "dua puluh"}


class Sample(forms.Form):
    """One field of every shape."""

    name = forms.CharField(label="Nama lengkap", initial="Siti Rahma")
    phone = forms.CharField(label="Nomor WhatsApp", help_text="Untuk kabar pesanan, bukan iklan.")
    landmark = forms.CharField(
        label="Patokan",
        required=False,
        widget=forms.TextInput({"placeholder": "Misalnya: pagar hijau, seberang masjid"}),
    )
    locked = forms.CharField(label="Email", initial="siti@contoh.id", disabled=True)
    regency = forms.ChoiceField(
        label="Kabupaten/Kota", choices=[("", "Pilih"), ("1571", "Kota Jambi"), ("1501", "Kabupaten Kerinci")]
    )
    price = forms.CharField(
        label="Harga", initial="25.000", widget=MoneyInput(), help_text="Anda terima Rp\u00a023.750 setelah komisi."
    )
    story = forms.CharField(label="Cerita toko", required=False, widget=forms.Textarea())
    photo = forms.FileField(label="Foto produk", required=False, help_text="JPG, PNG, atau WebP, paling besar 10 MB.")
    shipping = PickField(
        label="Pengiriman",
        initial="jne",
        choices=[
            ("jne", Pick("JNE Reguler", "Rp\u00a011.000", "Tiba 26–27 Nov")),
            ("plut", Pick("Ambil di Galeri PLUT", "Gratis", "Siap Kamis, 26 Nov")),
            ("jnt", Pick("J&T EZ", "Tidak tersedia", off="Toko ini hanya mengantar di Kota Jambi")),
        ],
    )
    days = forms.MultipleChoiceField(
        label="Hari buka",
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        choices=[("1", "Senin"), ("2", "Selasa"), ("3", "Rabu")],
    )
    agree = forms.BooleanField(label="Saya setuju dengan syarat dan ketentuan")


def sample_forms() -> dict[str, Sample]:
    """The form as it opens and as it comes back refused."""
    refused = Sample({f"bad-{name}": value for name, value in REFUSED.items()}, prefix="bad")
    refused.add_error("phone", "Nomor HP dimulai 08 atau +62, 10–13 angka.")
    return {"fresh": Sample(), "refused": refused}


def moments() -> dict[str, dt.datetime]:
    """Times around now, for deadlines and ages."""
    now = timezone.now()
    return {
        "now": now,
        "soon": now + dt.timedelta(hours=1),
        "tomorrow": now + dt.timedelta(days=1),
        "later": now + dt.timedelta(days=9),
        "past": now - dt.timedelta(hours=2),
    }


def every_state() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(kind, reader, [(state, rendered status)]) for the whole table of states."""
    now = timezone.now()
    figures = {
        "deadline": now + dt.timedelta(days=1),
        "date": now + dt.timedelta(days=3),
        "n": 3,
        "amount": 159_600,
        "total": 1_634_217,
        "reason": "dibatalkan pembeli",
        "code": "4821",
        "courier": "JNE",
        "tracking": "8825112345678",
        "gateway": "Stripe",
        "days": 2,
        "bank": "BRI",
        "last4": "4471",
        "permit": "P-IRT",
        "done": 4,
        "steps": 6,
        "result": "dana dikembalikan",
    }
    return [
        (
            kind,
            reader,
            [
                (
                    name,
                    render_to_string(
                        "components/state.html", {"state": states.describe(kind, name, reader, **figures)}
                    ),
                )
                for name in table
            ],
        )
        for kind, (readers, table) in states.TABLES.items()
        for reader in readers
    ]


def basket() -> dict[str, Any]:
    """Two shops: one plain, one that is on holiday with a line that is gone."""
    picture = static("icons/sample.svg")
    coffee = {
        "id": "q1",
        "url": "#",
        "name": PLAIN.name,
        "option": "200 g, bubuk",
        "price": 60_000,
        "picture": picture,
        "quantity": 2,
        "most": 34,
        "told": "Harga turun dari Rp\u00a072.000",
        "change_url": "#",
        "remove_url": "#",
    }
    bag = {
        "id": "q2",
        "url": "#",
        "name": "Tas Anyaman Pandan Rantau Kermas",
        "price": 1_250_000,
        "was": 1_450_000,
        "quantity": 3,
        "most": 2,
        "told": "Baru saja habis",
        "gone": True,
        "change_url": "#",
        "remove_url": "#",
    }
    return {
        "plain": {
            "shop": PLAIN.shop,
            "url": "#",
            "regency": PLAIN.regency,
            "parcel": 1,
            "lines": [coffee],
            "subtotal": 120_000,
            "hint": "Tambah Rp\u00a030.000 lagi untuk gratis ongkir dari toko ini.",
        },
        "holiday": {
            "shop": LONG_SHOP,
            "url": "#",
            "regency": "Kab. Merangin",
            "parcel": 2,
            "lines": [bag],
            "subtotal": 3_750_000,
            "trouble": "Toko ini libur sampai 9 Des 2026.",
        },
    }


def orders() -> list[dict[str, Any]]:
    """The vendor's cards: new, to ship, shipped, late, cancelled."""
    picture = static("icons/sample.svg")
    lines = [
        {"picture": picture, "name": "Keripik Pisang Kayu Manis, 150 g", "quantity": 6},
        {"picture": "", "name": "Keripik Kentang Kerinci Balado, 150 g", "quantity": 40},
    ]
    base = {
        "url": "#",
        "placed": timezone.now() - dt.timedelta(minutes=18),
        "who": "Siti Rahma, Kota Jambi",
        "lines": lines,
        "sum": 159_600,
        "sum_label": "Anda terima",
    }
    two = [
        {"label": "Tolak", "look": "l", "url": "#"},
        {"label": "Terima pesanan", "look": "p", "url": "#", "post": True, "busy": "Menyimpan…"},
    ]
    return [
        {
            **base,
            "number": "PJ-2411-0381-B",
            "tone": "wait",
            "due": "Jawab paling lambat hari ini, 16.00 WIB",
            "acts": two,
        },
        {
            **base,
            "number": "PJ-2311-0362-A",
            "tone": "bad",
            "due": "Terlambat: kirim paling lambat kemarin, 12.00 WIB",
            "acts": [
                {"label": "Cetak label", "look": "l", "url": "#"},
                {"label": "Isi nomor resi", "look": "p", "url": "#"},
            ],
        },
        {**base, "number": "PJ-2211-0341-A", "tone": "", "due": "Dikirim, menuju pembeli"},
        {**base, "number": "PJ-2211-0340-C", "tone": "bad", "due": "Dibatalkan: dibatalkan pembeli"},
    ]


def context(page: str) -> dict[str, Any]:
    """Everything the page of components shows."""
    return {
        "cards": cards(),
        "forms": sample_forms(),
        "at": moments(),
        "long_shop": LONG_SHOP,
        "states": every_state(),
        "basket": basket(),
        "orders": orders(),
        "todo": [
            {
                "count": 2,
                "what": "Pesanan baru",
                "say": "Jawab paling lambat hari ini, 16.00 WIB",
                "tone": "bad",
                "url": "#",
            },
            {"count": 3, "what": "Perlu dikirim", "say": "Terdekat: besok, 12.00 WIB", "tone": "wait", "url": "#"},
            {
                "count": 1,
                "what": "Pertanyaan pembeli",
                "say": "“Apakah ada rasa original?” 2 jam lalu",
                "tone": "",
                "url": "#",
            },
        ],
        "tabs": [
            ("Baru", "#a", True, 2),
            ("Perlu dikirim", "#b", False, 3),
            ("Dikirim", "#c", False, 6),
            ("Selesai", "#d", False, None),
            ("Dibatalkan", "#e", False, None),
        ],
        "crumbs": [("Kuliner", "#"), ("Kopi dan teh", "#"), (PLAIN.name, "")],
        "histogram": [(5, 76, "#5"), (4, 7, "#4"), (3, 2, "#3"), (2, 1, "#2"), (1, 0, "#1")],
        "facts": [
            ("Komposisi", "100% kopi liberika"),
            ("Berat bersih", "200 g"),
            ("P-IRT", "5101506010123-29"),
            ("Kosong", ""),
        ],
        "sum_rows": [("Produk (3)", 1_620_000), ("Ongkir 2 paket", 29_000), ("Voucher MUSIMDURIAN", -15_000)],
        "doors": [
            {"label": "Kuliner", "url": "#", "dye": "brand", "motif": "manggis"},
            {"label": "Kriya", "url": "#", "dye": "nila", "motif": "durian"},
            {"label": "Herbal", "url": "#", "dye": "river", "motif": "anyam"},
        ],
        "trail": [
            {"label": "Dibayar", "look": "done", "at": timezone.now()},
            {"label": "Diproses", "look": "now", "line": "Dikirim paling lambat besok, 12.00 WIB"},
            {"label": "Dikirim", "look": ""},
            {"label": "Selesai", "look": ""},
        ],
        "toasts": [
            Message(
                messages.SUCCESS, "Ditambahkan ke keranjang.", '{"label": "Lihat keranjang", "url": "#", "post": false}'
            ),
            Message(messages.SUCCESS, "Madu Sialang dihapus.", '{"label": "Urungkan", "url": "#", "post": true}'),
            Message(messages.ERROR, "Status sudah dikirim, tidak kami ubah."),
        ],
        "page": Paginator(range(39), 12).get_page(page),
    }
