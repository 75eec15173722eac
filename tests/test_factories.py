import pytest

from marketplace.shop.catalogue import visibility
from tests.factories import make_basket, make_product, make_vendor


@pytest.mark.django_db
def test_a_product_of_an_open_shop_is_visible_buyable_and_priced_in_whole_rupiah():
    product = make_product(price=45_000)
    assert list(visibility.visible()) == [product]
    assert list(visibility.buyable()) == [product]
    assert make_basket((product, 2)).total_incl_tax == 90_000


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["applied", "onboarding", "in_review", "suspended", "closed"])
def test_nothing_of_a_shop_that_is_not_open_is_visible(status):
    product = make_product(make_vendor(status=status))
    assert not visibility.visible().exists()
    assert not visibility.may_be_seen(product)
