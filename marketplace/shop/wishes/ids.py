"""Ids of products as a device sends them: `7,12,3`."""

MOST = 20


def read(text: str, most: int = MOST) -> list[int]:
    """The first `most` numbers, each once, in the order given; whatever is no id is left out."""
    found = (part.strip() for part in text[: most * 16].split(","))
    numbers = [int(part) for part in found if part.isascii() and part.isdigit() and len(part) <= 15]
    return list(dict.fromkeys(numbers))[:most]
