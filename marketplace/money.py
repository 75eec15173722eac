"""Whole rupiah: rounding, splitting without loss, and the minor units that Stripe wants. Standard library only."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

SEN_PER_RUPIAH = 100


def whole(amount: Decimal | int) -> int:
    """An amount as whole rupiah. Raises ValueError when it has sen, since rounding here would hide a mistake."""
    rounded = int(amount)
    if rounded != amount:
        raise ValueError(f"{amount} is not whole rupiah")
    return rounded


def percent_of(amount: int, percent: Decimal) -> int:
    """`percent` of an amount in rupiah, rounded half up to whole rupiah."""
    return int((Decimal(amount) * percent / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Parts of `amount` in proportion to `weights` that sum to it exactly (largest remainder, first one on a tie).

    Raises ValueError for a negative amount or weight, or when there is something to split and no weight to split it by.
    """
    total = sum(weights)
    if amount < 0 or any(weight < 0 for weight in weights):
        raise ValueError("amounts and weights may not be negative")
    if total == 0:
        if amount:
            raise ValueError("nothing to split by")
        return [0 for _ in weights]
    parts = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in by_remainder[: amount - sum(parts)]:
        parts[i] += 1
    return parts


def to_sen(rupiah: int) -> int:
    """Rupiah as Stripe wants them: IDR has two decimals there, so Rp 25.000 is 2500000."""
    return rupiah * SEN_PER_RUPIAH


def from_sen(sen: int) -> tuple[int, int]:
    """(whole rupiah, remaining sen) of an amount in Stripe's minor units."""
    return divmod(sen, SEN_PER_RUPIAH)


def shown(rupiah: int | Decimal) -> str:
    """`Rp 25.000` with a no-break space, alike in both languages; a minus goes before: `-Rp 5.000`."""
    amount = whole(rupiah)
    digits = f"{abs(amount):,}".replace(",", ".")
    return f"{'-' if amount < 0 else ''}Rp\u00a0{digits}"
