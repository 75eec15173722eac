"""Built-in words to shoppers: code, button, the values the words may use, and subject and text in Indonesian and English."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = tuple[str, str]
Entry = tuple[Promise, str, Text, Text]

_SEE = _("See order")
_SEE_REVIEW = _("See review")

SHOPPER: dict[str, Entry] = {
    "order.placed": (
        _("Upload transfer proof"),
        "order total deadline bank account holder",
        (
            "Transfer {total} paling lambat {deadline}",
            (
                "Pesanan {order} kami simpan. Transfer tepat {total}, sampai 3 digit terakhir, ke {bank} {account} atas nama "
                "{holder}, lalu unggah bukti transfer. Tanpa pembayaran, pesanan batal otomatis. PLUT tidak pernah meminta "
                "PIN atau kode verifikasi."
            ),
        ),
        (
            "Transfer {total} by {deadline}",
            (
                "We are keeping order {order}. Transfer exactly {total}, to the last 3 digits, to {bank} {account}, {holder}, "
                "then upload the proof. Unpaid orders are cancelled. PLUT never asks for a PIN or verification code."
            ),
        ),
    ),
    "order.paid": (
        _SEE,
        "order total date shops deadline",
        (
            "Pembayaran {order} sudah kami terima",
            "{total} masuk pada {date}. {shops} menjawab paling lambat {deadline}.",
        ),
        (
            "We received your payment for {order}",
            "{total} arrived on {date}. Answer from {shops} by {deadline}.",
        ),
    ),
    "order.expired": (
        _SEE,
        "order total deadline",
        (
            "Batas waktu bayar lewat, pesanan {order} batal",
            (
                "Sampai {deadline}, {total} belum kami terima. Jangan bayar lagi untuk pesanan ini. Masih berminat? Buat "
                "pesanan baru. Sudah telanjur membayar? Kami kabari Anda begitu uangnya terlihat."
            ),
        ),
        (
            "Payment time ran out, order {order} is cancelled",
            (
                "By {deadline} we had not received {total}. Do not pay for this order any more. Still interested? Place a "
                "new order. Paid all the same? We tell you as soon as we see the money."
            ),
        ),
    ),
    "vendor_order.accepted": (
        _SEE,
        "order shop items ship_by",
        ("{shop} menyiapkan pesanan {order}", "{items} dikirim paling lambat {ship_by}."),
        ("{shop} is preparing order {order}", "{items} will ship by {ship_by}."),
    ),
    "vendor_order.accepted.pickup": (
        _SEE,
        "order shop items ship_by place",
        (
            "{shop} menyiapkan pesanan {order}",
            "{items} siap diambil di {place} paling lambat {ship_by}. Kami kabari saat barang siap.",
        ),
        (
            "{shop} is preparing order {order}",
            "{items} can be picked up at {place} by {ship_by}. We tell you when the goods are ready.",
        ),
    ),
    "vendor_order.ready": (
        _SEE,
        "order shop items place hours code",
        (
            "Pesanan {order} siap diambil",
            "Di {place}, jam buka: {hours}. Tunjukkan kode {code} hanya saat barang ada di depan Anda.",
        ),
        (
            "Order {order} is ready for pick-up",
            "At {place}, opening hours: {hours}. Show code {code} only with the goods in front of you.",
        ),
    ),
    "vendor_order.tracking_corrected": (
        _SEE,
        "order shop courier tracking",
        (
            "Nomor resi {order} diperbaiki",
            "{shop} memperbaiki nomor resi: {courier}, {tracking}. Nomor yang lama tidak berlaku.",
        ),
        (
            "The tracking number of {order} was corrected",
            "{shop} corrected the tracking number: {courier}, {tracking}. The old one is not valid.",
        ),
    ),
    "payment.proof_asked": (
        _("Upload transfer proof"),
        "order total deadline reason",
        (
            "Kirim bukti transfer lain untuk {order}",
            (
                "Bukti Anda belum bisa kami pakai: {reason}. Unggah bukti lain untuk {total} paling lambat {deadline}. Sudah "
                "transfer? Jangan transfer lagi."
            ),
        ),
        (
            "Send another transfer proof for {order}",
            (
                "We cannot use your proof: {reason}. Upload another one for {total} by {deadline}. Transferred already? Do "
                "not transfer again."
            ),
        ),
    ),
    "vendor_order.shipped": (
        _SEE,
        "order shop items courier tracking eta",
        (
            "{shop} mengirim pesanan {order}",
            "Lewat {courier}, nomor resi {tracking}, perkiraan tiba {eta}. Rekam video saat membuka paket.",
        ),
        (
            "{shop} has shipped order {order}",
            "By {courier}, tracking number {tracking}, estimated arrival {eta}. Film the unpacking.",
        ),
    ),
    "vendor_order.shipped.own": (
        _SEE,
        "order shop items eta",
        (
            "{shop} mengantar pesanan {order}",
            "{items} diantar toko, perkiraan tiba {eta}. Rekam video saat membuka paket.",
        ),
        (
            "{shop} is delivering order {order}",
            "{items}, delivered by the shop, estimated arrival {eta}. Film the unpacking.",
        ),
    ),
    "vendor_order.delivered": (
        _SEE,
        "order shop items until",
        (
            "Pesanan {order} dari {shop} sudah tiba",
            "Rusak, kurang, atau belum diterima? Laporkan masalah paling lambat {until}.",
        ),
        (
            "Order {order} from {shop} has arrived",
            "Damaged, incomplete or not received? Report a problem by {until}.",
        ),
    ),
    "vendor_order.delivered.pickup": (
        _SEE,
        "order shop items until",
        (
            "Pesanan {order} dari {shop} sudah diambil",
            "Rusak, kurang, atau bukan Anda yang mengambil? Laporkan masalah paling lambat {until}.",
        ),
        (
            "Order {order} from {shop} has been picked up",
            "Damaged, incomplete or not picked up by you? Report a problem by {until}.",
        ),
    ),
    "vendor_order.cancelled.silence": (
        _SEE,
        "order shop amount method date others",
        (
            "{shop} tidak menjawab, {amount} kami kembalikan",
            (
                "Pesanan {order} dari {shop} batal. Dana masuk ke {method} paling lambat {date}. {others} Maaf atas kejadian "
                "ini."
            ),
        ),
        (
            "{shop} did not answer, we are refunding {amount}",
            "Order {order} from {shop} is cancelled. The money reaches {method} by {date}. {others} We are sorry.",
        ),
    ),
    "vendor_order.cancelled.declined": (
        _SEE,
        "order shop amount method date others reason",
        (
            "{shop} menolak pesanan {order}, {amount} kami kembalikan",
            "Alasan: {reason}. Dana masuk ke {method} paling lambat {date}. {others}",
        ),
        (
            "{shop} declined order {order}, we are refunding {amount}",
            "Reason: {reason}. The money reaches {method} by {date}. {others}",
        ),
    ),
    "vendor_order.cancelled.buyer": (
        _SEE,
        "order shop amount method date others",
        (
            "Pesanan {order} dari {shop} sudah dibatalkan",
            "Anda membatalkan pesanan ini. {amount} masuk ke {method} paling lambat {date}. {others}",
        ),
        (
            "Order {order} from {shop} has been cancelled",
            "You cancelled this order. {amount} reaches {method} by {date}. {others}",
        ),
    ),
    "vendor_order.cancelled.plut": (
        _SEE,
        "order shop amount method date others reason",
        (
            "PLUT membatalkan pesanan {order} dari {shop}",
            "Alasan: {reason}. {amount} masuk ke {method} paling lambat {date}. {others} Maaf atas kejadian ini.",
        ),
        (
            "PLUT cancelled order {order} from {shop}",
            "Reason: {reason}. {amount} reaches {method} by {date}. {others} We are sorry.",
        ),
    ),
    "payment.proof_received": (
        _SEE,
        "order total deadline",
        (
            "Bukti transfer {order} sedang kami periksa",
            "Kami mencocokkan {total} dengan mutasi bank, paling lambat {deadline}. Jangan transfer dua kali.",
        ),
        (
            "We are checking your transfer proof for {order}",
            "We match {total} with the bank statement by {deadline}. Do not transfer twice.",
        ),
    ),
    "payment.mismatch": (
        _SEE,
        "order total paid method date deadline",
        (
            "Jumlah pembayaran {order} berbeda",
            (
                "Uang yang masuk {paid}, seharusnya {total}. Kami hubungi Anda. {paid} kembali ke {method} paling lambat "
                "{date}."
            ),
        ),
        (
            "The amount paid for {order} differs",
            "We got {paid} instead of {total}. We will contact you. {paid} goes back to {method} by {date}.",
        ),
    ),
    "payment.late": (
        _SEE,
        "order amount method date",
        (
            "Uang untuk {order} masuk setelah pesanan batal",
            "{amount} kembali ke {method} paling lambat {date}. Masih berminat? Buat pesanan baru.",
        ),
        (
            "Your money for {order} came after the order was cancelled",
            "{amount} goes back to {method} by {date}. Still interested? Place a new order.",
        ),
    ),
    "payment.double": (
        _SEE,
        "order amount method date",
        (
            "Pesanan {order} terbayar dua kali, {amount} kami kembalikan",
            "Dana masuk ke {method} paling lambat {date}. Pesanan Anda tetap jalan.",
        ),
        (
            "Order {order} was paid twice, we are refunding {amount}",
            "The money reaches {method} by {date}. Your order goes on.",
        ),
    ),
    "refund.succeeded": (
        _SEE,
        "order amount method date",
        (
            "{amount} untuk pesanan {order} sudah kami kembalikan",
            "Dana kami kirim ke {method} pada {date}. Bank bisa perlu beberapa hari kerja untuk menampilkannya.",
        ),
        (
            "We have refunded {amount} for order {order}",
            "We sent the money to {method} on {date}. Your bank may need some working days to show it.",
        ),
    ),
    "refund.failed": (
        _SEE,
        "order amount method",
        (
            "Pengembalian dana {order} belum berhasil",
            "{amount} belum bisa masuk ke {method}. Uang Anda aman pada kami, kami hubungi Anda untuk cara lain.",
        ),
        (
            "The refund for {order} was not successful",
            "{amount} could not reach {method}. Your money is safe with us, we will contact you about another way.",
        ),
    ),
    "review.published": (
        _SEE_REVIEW,
        "product shop stars",
        ("Ulasan Anda tentang {product} sudah tampil", "Terima kasih. Ulasan Anda membantu pembeli lain dan {shop}."),
        ("Your review of {product} is published", "Thank you. It helps other buyers and {shop}."),
    ),
    "review.refused": (
        _SEE_REVIEW,
        "product shop reason",
        (
            "Ulasan Anda tentang {product} belum bisa tampil",
            "Alasan: {reason}. Anda bisa mengubahnya dan mengirimnya lagi.",
        ),
        (
            "Your review of {product} cannot be published yet",
            "Reason: {reason}. You can change it and send it again.",
        ),
    ),
    "review.hidden": (
        _SEE_REVIEW,
        "product shop reason",
        ("Ulasan Anda tentang {product} kami turunkan", "Alasan: {reason}. Ada yang keliru? Balas surel ini."),
        ("We have taken down your review of {product}", "Reason: {reason}. Is this a mistake? Reply to this mail."),
    ),
    "review.answered": (
        _SEE_REVIEW,
        "product shop answer",
        ("{shop} membalas ulasan Anda tentang {product}", "{answer}"),
        ("{shop} has replied to your review of {product}", "{answer}"),
    ),
}
