"""Built-in words about conversations and complaints, to shoppers, sellers and staff."""

from django.utils.translation import gettext_lazy as _

from marketplace.notices.words_shopper import Entry

_READ, _CHECK, _SEE = _("Read message"), _("Check"), _("See complaint")
_OUTCOME_ID = "Keputusan PLUT tentang percakapan “{subject}”: {outcome}. {note}"
_OUTCOME_EN = "PLUT’s decision about the conversation “{subject}”: {outcome}. {note}"

SHOPPER: dict[str, Entry] = {
    "conversation.message": (
        _READ,
        "shop subject",
        ("{shop} menulis kepada Anda", "Ada pesan tentang {subject}. Baca dan jawab di situs kami."),
        ("{shop} has written to you", "There is a message about {subject}. Read and answer it on our site."),
    ),
    "conversation.decided": (
        _("See conversation"),
        "shop subject outcome note",
        ("PLUT sudah memeriksa percakapan dengan {shop}", _OUTCOME_ID),
        ("PLUT has looked at the conversation with {shop}", _OUTCOME_EN),
    ),
    "complaint.received": (
        _SEE,
        "ticket",
        (
            "Pengaduan {ticket} kami terima",
            "Simpan nomor ini. Kami memeriksanya dan menjawab ke email ini. Keadaannya bisa Anda lihat kapan saja.",
        ),
        (
            "We received complaint {ticket}",
            "Keep this number. We look into it and answer to this email. You can see how it stands at any time.",
        ),
    ),
    "complaint.answered": (
        _SEE,
        "ticket answer",
        ("Jawaban untuk pengaduan {ticket}", "{answer}"),
        ("The answer to complaint {ticket}", "{answer}"),
    ),
    "complaint.closed": (
        _SEE,
        "ticket",
        (
            "Pengaduan {ticket} selesai",
            "Pengaduan ini kami tutup. Belum puas? Ditjen PKTN, Kementerian Perdagangan, juga menerima pengaduan.",
        ),
        (
            "Complaint {ticket} is closed",
            "We have closed this complaint. Not content? Ditjen PKTN of the Ministry of Trade takes complaints too.",
        ),
    ),
}

VENDOR: dict[str, Entry] = {
    "conversation.message": (
        _READ,
        "buyer subject",
        ("Pertanyaan dari {buyer}", "Ada pesan tentang {subject}. Jawab di Percakapan pada halaman toko Anda."),
        ("A question from {buyer}", "There is a message about {subject}. Answer under Conversations in your shop."),
    ),
    "conversation.decided": (
        _("See conversation"),
        "buyer subject outcome note",
        ("PLUT sudah memeriksa percakapan dengan {buyer}", _OUTCOME_ID),
        ("PLUT has looked at the conversation with {buyer}", _OUTCOME_EN),
    ),
}

STAFF: dict[str, Entry] = {
    "conversation.reported": (
        _CHECK,
        "shop buyer reason",
        ("Pesan dilaporkan: {shop} dan {buyer}", "Alasan: {reason}. Baca percakapannya dan putuskan."),
        ("Message reported: {shop} and {buyer}", "Reason: {reason}. Read the conversation and decide."),
    ),
    "complaint.received": (
        _CHECK,
        "ticket subject",
        ("Pengaduan baru {ticket}", "Tentang: {subject}. Baca dan jawab."),
        ("New complaint {ticket}", "About: {subject}. Read and answer it."),
    ),
}
