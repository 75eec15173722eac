"""Built-in words to sellers: code, button, the values the words may use, and subject and text in Indonesian and English."""

from django.utils.translation import gettext_lazy as _

from marketplace.notices.words_shopper import Entry

_SEE = _("See order")

VENDOR: dict[str, Entry] = {
    "order.paid": (
        _("Accept or decline"),
        "order buyer items net deadline",
        (
            "Pesanan baru {order}: jawab paling lambat {deadline}",
            (
                "{buyer} memesan {items}. Anda terima {net} setelah komisi. Tanpa jawaban, pesanan batal otomatis dan uang "
                "pembeli kembali."
            ),
        ),
        (
            "New order {order}: answer by {deadline}",
            (
                "{buyer} ordered {items}. You receive {net} after commission. Without an answer it is cancelled and the "
                "buyer refunded."
            ),
        ),
    ),
    "vendor_order.delivered": (
        _SEE,
        "order buyer items net until",
        (
            "Pesanan {order} sudah sampai ke pembeli",
            "{buyer} bisa melaporkan masalah paling lambat {until}. Setelah itu {net} siap cair.",
        ),
        (
            "Order {order} has reached the buyer",
            "{buyer} can report a problem by {until}. After that {net} is available.",
        ),
    ),
    "vendor_order.cancelled.buyer": (
        _SEE,
        "order buyer items",
        ("Pembeli membatalkan pesanan {order}", "Jangan kirim {items}. Stok sudah kami kembalikan."),
        ("The buyer cancelled order {order}", "Do not ship {items}. We have put the stock back."),
    ),
    "vendor_order.cancelled.silence": (
        _SEE,
        "order buyer items deadline",
        (
            "Pesanan {order} batal karena tidak dijawab",
            (
                "Batas jawab {deadline} lewat, uang pembeli kami kembalikan. Jangan kirim {items}. Sedang sibuk? Pasang libur "
                "di halaman toko."
            ),
        ),
        (
            "Order {order} is cancelled for want of an answer",
            (
                "The time to answer ended {deadline}, the buyer is refunded. Do not ship {items}. Busy? Set a holiday on "
                "your shop page."
            ),
        ),
    ),
    "vendor_order.cancelled.plut": (
        _SEE,
        "order buyer items reason",
        ("PLUT membatalkan pesanan {order}", "Alasan: {reason}. Jangan kirim {items}. Stok sudah kami kembalikan."),
        ("PLUT cancelled order {order}", "Reason: {reason}. Do not ship {items}. We have put the stock back."),
    ),
    "vendor.approved": (
        _("Open my shop"),
        "shop",
        ("{shop} sudah aktif", "Produk yang disetujui kini bisa dibeli. Bagikan halaman toko kepada pelanggan Anda."),
        ("{shop} is now active", "Approved products are on sale. Share your shop page with your customers."),
    ),
    "vendor.sent_back": (
        _("Complete my data"),
        "shop reason days",
        ("Data {shop} perlu diperbaiki", "{reason}. Kirim lagi; kami periksa dalam {days} hari kerja."),
        ("The data of {shop} needs changes", "{reason}. Send it again; we check within {days} working days."),
    ),
    "vendor.suspended": (
        _("Open my shop"),
        "shop reason",
        (
            "{shop} ditangguhkan",
            "Alasan: {reason}. Produk Anda tidak tampil dahulu. Selesaikan pesanan yang berjalan; saldo tetap milik Anda.",
        ),
        (
            "{shop} is suspended",
            "Reason: {reason}. Your products are not shown for now. Finish running orders; the balance remains yours.",
        ),
    ),
    "vendor.reopened": (
        _("Open my shop"),
        "shop",
        ("{shop} aktif lagi", "Produk Anda tampil dan bisa dibeli lagi."),
        ("{shop} is active again", "Your products are shown and on sale again."),
    ),
    "vendor.closed": (
        _("Open my shop"),
        "shop reason",
        ("{shop} sudah ditutup", "Alasan: {reason}. Pesanan dan saldo yang lama tetap bisa Anda lihat."),
        ("{shop} is closed", "Reason: {reason}. You can still see past orders and the balance."),
    ),
    "vendor.invited": (
        _("Open my shop"),
        "shop",
        ("Anda diundang mengurus {shop}", "Masuk dengan email ini dan kata sandi yang sudah Anda punya."),
        ("You are invited to look after {shop}", "Log in with this email and the password you already have."),
    ),
    "vendor.invited.new": (
        _("Set my password"),
        "shop days",
        (
            "Anda diundang mengurus {shop}",
            (
                "Buat kata sandi Anda dahulu, setelah itu Anda langsung masuk. Link ini berlaku {days} hari; sesudahnya pakai "
                "lupa kata sandi di halaman masuk."
            ),
        ),
        (
            "You are invited to look after {shop}",
            (
                "Set your password first, then you are logged in. This link works for {days} days; after that use forgotten "
                "password on the log-in page."
            ),
        ),
    ),
    "product.approved": (
        _("See product"),
        "product",
        ("{product} sudah tayang", "Bagikan link ini kepada pelanggan Anda."),
        ("{product} is live", "Share this link with your customers."),
    ),
    "product.sent_back": (
        _("Edit product"),
        "product reason days",
        ("{product} perlu diperbaiki", "{reason}. Kirim lagi; kami periksa dalam {days} hari kerja."),
        ("{product} needs changes", "{reason}. Send it again; we check within {days} working days."),
    ),
    "product.rejected": (
        _("See product"),
        "product reason",
        ("{product} tidak disetujui", "Alasan: {reason}. Ada pertanyaan? Hubungi kami lewat WhatsApp di bawah."),
        ("{product} is not approved", "Reason: {reason}. Questions? Write to us by WhatsApp below."),
    ),
    "product.taken_down": (
        _("See product"),
        "product reason",
        ("{product} diturunkan PLUT", "Alasan: {reason}. Pesanan yang sudah dibayar tetap jalan."),
        ("{product} was taken down by PLUT", "Reason: {reason}. Orders already paid go on."),
    ),
    "review.published": (
        _("Reply to the review"),
        "product stars review",
        ("Ulasan baru: {stars} dari 5 untuk {product}", "{review} Anda bisa membalas satu kali, terbuka bagi semua."),
        ("New review: {stars} of 5 for {product}", "{review} You can reply once, for everybody to read."),
    ),
}
