"""Notes to sellers, one per shop, kept in the visitor's session until the order is placed."""

from django.contrib.sessions.backends.base import SessionBase

LONGEST = 200
_KEY = "notes_to_sellers"


def of(session: SessionBase) -> dict[int, str]:
    """Notes by the id of the vendor they are for."""
    return {int(vendor): text for vendor, text in session.get(_KEY, {}).items()}


def keep(session: SessionBase, vendor_id: int, text: str) -> None:
    """Remember a note, cut to its longest; an empty one is forgotten. Control characters go, line breaks stay."""
    text = "".join(sign for sign in text.replace("\r\n", "\n") if sign == "\n" or sign.isprintable()).strip()[:LONGEST]
    notes = session.get(_KEY, {})
    if text == notes.get(str(vendor_id), ""):
        return
    session[_KEY] = (
        {**notes, str(vendor_id): text} if text else {key: note for key, note in notes.items() if key != str(vendor_id)}
    )


def forget(session: SessionBase) -> None:
    """Called when the order is placed."""
    session.pop(_KEY, None)
