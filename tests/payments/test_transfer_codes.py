"""Open transfers are told apart by their amount alone: no two may ask for the same, whoever draws at the same moment."""

from types import SimpleNamespace
from typing import Any

from marketplace.payments import opening
from marketplace.payments.models import Payment
from marketplace.shop.checkout import placement
from tests.factories import make_basket, make_product, make_vendor, make_wish
from tests.payments.shop import at_once


def place_at_once(count: int) -> list[int]:
    """So many orders of Rp 20.000 by transfer, in threads. Their unique codes."""
    assert not Payment.objects.exists()
    vendor = make_vendor()
    baskets = [make_basket((make_product(vendor, price=20_000), 1)) for _ in range(count)]
    wishes = [make_wish(basket, {vendor.pk: "ambil"}, method="bank_transfer") for basket in baskets]

    def act(basket: Any, wish: Any) -> Any:
        return lambda: placement.place(basket.pk, wish)

    placed = at_once(*[act(basket, wish) for basket, wish in zip(baskets, wishes, strict=True)])
    assert [answer for answer in placed if isinstance(answer, Exception)] == []
    return list(Payment.objects.values_list("unique_code", flat=True))


def test_of_six_placed_at_once_no_two_ask_for_the_same_amount(shop):
    codes = place_at_once(6)
    assert len(codes) == len(set(codes)) == 6


def test_who_draws_a_code_that_was_taken_meanwhile_draws_again(shop, monkeypatch):
    draws = iter([7, 7, 7, 8, 9, 10, 11, 12])
    monkeypatch.setattr(opening, "secrets", SimpleNamespace(choice=lambda free: next(draws)))
    codes = place_at_once(3)
    assert len(codes) == len(set(codes)) == 3
