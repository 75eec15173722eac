"""What a product card shows. Pages fill this from their own rows; the card asks the database nothing."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Card:
    """One product in a grid. `price` and `was` are whole rupiah; `ground` is pasir, embun or daun (kuliner, kriya,
    herbal); `ribbon_tone` is empty (gold, the editor's), `n` (new) or `k` (sold out). Leave `shop` empty in a shop's
    own page. `new` is said where nothing was sold yet. `rating` is None while nobody has rated; `srcset` holds widths as
    an img attribute wants them."""

    url: str
    name: str
    price: Decimal | int | None
    was: Decimal | int | None = None
    picture: str = ""
    srcset: str = ""
    whole: bool = False
    ground: str = ""
    shop: str = ""
    regency: str = ""
    rating: Decimal | float | None = None
    sold: int = 0
    halal: bool = False
    ribbon: str = ""
    ribbon_tone: str = ""
    sold_out: bool = False
    new: bool = False
