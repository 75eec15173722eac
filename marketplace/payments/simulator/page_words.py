"""The words on the hosted page, Indonesian first. The simulator runs without Django, so without its catalogues."""

ID: dict[str, str] = {
    "banner": "Mode coba: bukan uang sungguhan",
    "title": "Bayar ke {seller}",
    "total": "Total bayar",
    "lines": "Rincian ({n})",
    "until": "Bayar paling lambat {time} WIB",
    "card": "Kartu debit/kredit",
    "number": "Nomor kartu",
    "number_hint": "Hanya kartu uji. Jangan masukkan kartu Anda.",
    "expiry": "Berlaku sampai",
    "expiry_format": "BB/TT",
    "cvc": "CVC",
    "email": "Email",
    "pay": "Bayar {total}",
    "try": "Atau coba satu hasil",
    "good": "Bayar berhasil",
    "declined": "Ditolak bank",
    "insufficient": "Saldo kartu kurang",
    "authenticates": "Minta 3-D Secure",
    "delayed_succeeds": "Bayar nanti, lalu uang masuk",
    "delayed_fails": "Bayar nanti, lalu gagal",
    "disputed": "Bayar, lalu disengketakan",
    "refund_pending": "Bayar, pengembalian dana lambat",
    "refund_fails": "Bayar, pengembalian dana gagal",
    "expire": "Tutup halaman bayar ini",
    "leave": "Kembali ke {seller}",
    "three_d_title": "Bank Anda minta konfirmasi",
    "three_d_text": "Halaman ini pengganti halaman bank (3-D Secure).",
    "approve": "Setujui pembayaran",
    "refuse": "Tolak pembayaran",
    "error_declined": "Bank menolak kartu ini. Coba kartu lain.",
    "error_insufficient": "Saldo atau batas kartu ini tidak cukup. Coba kartu lain.",
    "error_authentication": "Konfirmasi bank tidak selesai. Coba lagi.",
    "error_number": "Nomor ini bukan kartu uji. Pakai 4242 4242 4242 4242.",
    "expired_title": "Waktu bayar habis",
    "expired_text": "Halaman bayar ini sudah ditutup. Tidak ada uang yang ditarik.",
    "paid_title": "Pembayaran sudah diterima",
    "paid_text": "Tidak perlu membayar lagi.",
    "processing_title": "Pembayaran sedang dicek",
    "processing_text": "Jangan bayar dua kali.",
    "on": "Lanjut ke {seller}",
    "gone_title": "Halaman bayar tidak ditemukan",
    "gone_text": "Alamat ini tidak dikenal. Buka lagi halaman bayar dari pesanan Anda.",
    "onboard_title": "Data akun {account}",
    "onboard_text": "Halaman ini pengganti formulir Stripe untuk penerima pembayaran.",
    "onboard_done": "Lengkapi dan aktifkan",
    "language": "English",
}

EN: dict[str, str] = {
    "banner": "Test mode: no real money",
    "title": "Pay {seller}",
    "total": "Total to pay",
    "lines": "Details ({n})",
    "until": "Pay by {time} WIB",
    "card": "Debit or credit card",
    "number": "Card number",
    "number_hint": "Test cards only. Do not enter your own card.",
    "expiry": "Expires",
    "expiry_format": "MM/YY",
    "cvc": "CVC",
    "email": "Email",
    "pay": "Pay {total}",
    "try": "Or try one outcome",
    "good": "Payment succeeds",
    "declined": "Declined by the bank",
    "insufficient": "Insufficient funds",
    "authenticates": "Ask for 3-D Secure",
    "delayed_succeeds": "Pay later, then the money arrives",
    "delayed_fails": "Pay later, then it fails",
    "disputed": "Pay, then dispute",
    "refund_pending": "Pay, refunds are slow",
    "refund_fails": "Pay, refunds fail",
    "expire": "Close this payment page",
    "leave": "Back to {seller}",
    "three_d_title": "Your bank asks you to confirm",
    "three_d_text": "This page stands in for your bank's (3-D Secure).",
    "approve": "Approve the payment",
    "refuse": "Refuse the payment",
    "error_declined": "The bank declined this card. Try another.",
    "error_insufficient": "This card has insufficient funds. Try another.",
    "error_authentication": "The bank's confirmation was not completed. Try again.",
    "error_number": "This number is not a test card. Use 4242 4242 4242 4242.",
    "expired_title": "Payment time ran out",
    "expired_text": "This payment page is closed. No money was taken.",
    "paid_title": "Payment received",
    "paid_text": "You do not need to pay again.",
    "processing_title": "Payment being checked",
    "processing_text": "Do not pay twice.",
    "on": "Continue to {seller}",
    "gone_title": "Payment page not found",
    "gone_text": "This address is unknown. Open the payment page again from your order.",
    "onboard_title": "Details of account {account}",
    "onboard_text": "This page stands in for Stripe's form for those who receive payments.",
    "onboard_done": "Complete and activate",
    "language": "Bahasa Indonesia",
}

_WORDS = {"id": ID, "en": EN}


def language(asked: str, locale: str | None, accepted: str) -> str:
    """What the link asked for, else the Session's locale, else the browser's first known language, else Indonesian."""
    for candidate in (asked, locale or "", *_preferences(accepted)):
        if candidate[:2] in _WORDS:
            return candidate[:2]
    return "id"


def _preferences(accepted: str) -> list[str]:
    weighed = []
    for part in accepted.lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag.strip()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighed, key=lambda pair: pair[0])]


def words(language: str) -> dict[str, str]:
    return _WORDS[language]


def money(amount: int, currency: str) -> str:
    """Minor units as written in Indonesia: ``Rp 25.000``, with sen only where there are any."""
    whole, sen = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    text = f"{whole:,}".replace(",", ".") + (f",{sen:02d}" if sen or currency != "idr" else "")
    return f"{sign}{'Rp' if currency == 'idr' else currency.upper()}\u00a0{text}"
