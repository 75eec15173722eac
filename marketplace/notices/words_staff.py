"""Built-in words to PLUT staff: code, button, the values the words may use, and subject and text in Indonesian and English."""

from django.utils.translation import gettext_lazy as _

from marketplace.notices.words_shopper import Entry

_CHECK = _("Check")

STAFF: dict[str, Entry] = {
    "payment.proof_received": (
        _CHECK,
        "order total buyer",
        ("Periksa bukti transfer {order}", "{buyer} mengunggah bukti untuk {total}. Cocokkan dengan mutasi bank."),
        ("Check the transfer proof of {order}", "{buyer} uploaded a proof for {total}. Match it with the statement."),
    ),
    "payment.mismatch": (
        _CHECK,
        "order total paid buyer",
        ("Selisih pembayaran {order}", "Masuk {paid}, seharusnya {total}. Hubungi {buyer}."),
        ("Amount differs for {order}", "{paid} arrived instead of {total}. Contact {buyer}."),
    ),
    "payment.odd": (
        _CHECK,
        "order total buyer reason",
        ("Periksa uang untuk {order} di Stripe", "{reason}. Tidak ada yang dibukukan. Pembeli: {buyer}."),
        ("Check the money for {order} at Stripe", "{reason}. Nothing was booked. Buyer: {buyer}."),
    ),
    "payment.late": (
        _CHECK,
        "order amount",
        ("{amount} masuk setelah pesanan {order} batal", "Uang ini harus kembali ke pembeli. Periksa pengembaliannya."),
        ("{amount} came after order {order} was cancelled", "This money must go back to the buyer. Check the refund."),
    ),
    "payment.double": (
        _CHECK,
        "order amount",
        ("{amount} masuk dua kali untuk {order}", "Uang ini harus kembali ke pembeli. Periksa pengembaliannya."),
        ("{amount} came twice for {order}", "This money must go back to the buyer. Check the refund."),
    ),
    "payment.late.unknown": (
        _CHECK,
        "amount",
        ("{amount} masuk tanpa pesanan", "Uang ini tidak cocok dengan pesanan mana pun. Cari pengirimnya."),
        ("{amount} came without an order", "This money fits no order. Find out who sent it."),
    ),
    "refund.planned": (
        _CHECK,
        "order amount buyer reason",
        (
            "Transfer kembali {amount} untuk {order}",
            "{buyer} membayar lewat transfer, jadi pengembalian dana dikerjakan petugas. Alasan: {reason}.",
        ),
        (
            "Transfer {amount} back for {order}",
            "{buyer} paid by transfer, so staff send the refund. Reason: {reason}.",
        ),
    ),
    "refund.failed": (
        _CHECK,
        "order amount buyer reason",
        ("Pengembalian dana {order} gagal", "{amount} untuk {buyer} belum terkirim: {reason}. Periksa rekeningnya."),
        ("The refund for {order} failed", "{amount} to {buyer} was not sent: {reason}. Check the account."),
    ),
    "vendor.submitted": (
        _CHECK,
        "shop",
        ("Penjual perlu diperiksa: {shop}", "Data toko sudah lengkap dan menunggu persetujuan."),
        ("Seller to check: {shop}", "The data of the shop is complete and waits for approval."),
    ),
    "product.submitted": (
        _CHECK,
        "product shop",
        ("Produk perlu diperiksa: {product}", "Dari {shop}. Periksa foto, deskripsi, harga, dan izin."),
        ("Product to check: {product}", "From {shop}. Check photos, description, price and permits."),
    ),
}
