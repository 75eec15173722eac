"""What PLUT decides about a product: the table, one winner of two, and what shoppers see after it."""

from itertools import product as pairs

import pytest

from marketplace.events.models import Event
from marketplace.shop.catalogue import visibility
from tests.factories import make_product, make_user
from vendors import curation
from vendors.models import Listing

pytestmark = pytest.mark.django_db
REASON = "Foto kurang terang"
ALLOWED = {
    ("in_review", "approve"): "live",
    ("in_review", "send_back"): "sent_back",
    ("in_review", "reject"): "rejected",
    ("live", "take_down"): "taken_down",
    ("hidden", "take_down"): "taken_down",
    ("taken_down", "put_back"): "live",
}
NEEDS_REASON = {"send_back", "reject", "take_down"}


@pytest.fixture
def curator():
    return make_user("kurator@contoh.id")


def press(listing, act, actor, reason=REASON):
    getattr(curation, act)(listing, actor, *([reason] if act in NEEDS_REASON else []))


@pytest.mark.parametrize(("state", "act"), list(pairs(Listing.State.values, curation.MOVES)))
def test_each_decision_is_made_from_the_states_of_the_table_and_from_no_other(state, act, curator):
    listing = make_product(state=state).listing
    if (state, act) in ALLOWED:
        press(listing, act, curator)
    else:
        with pytest.raises(curation.NotNow):
            press(listing, act, curator)
    row = Listing.objects.get(pk=listing.pk)
    assert row.state == ALLOWED.get((state, act), state)
    assert row.state_reason == (REASON if (state, act) in ALLOWED and act in NEEDS_REASON else "")


def test_an_approved_product_is_seen_even_if_it_was_kept_private_before(curator):
    goods = make_product(state="in_review", is_public=False)
    curation.approve(goods.listing, curator)
    assert goods in visibility.visible()


def test_a_product_taken_down_is_gone_and_comes_back(curator):
    goods = make_product()
    curation.take_down(goods.listing, curator, REASON)
    assert goods not in visibility.visible()
    curation.put_back(goods.listing, curator)
    assert goods in visibility.visible()


def test_of_two_decisions_at_once_the_first_wins(curator):
    listing = make_product(state="in_review").listing
    seen_by_another = Listing.objects.get(pk=listing.pk)
    curation.approve(listing, curator)
    with pytest.raises(curation.NotNow, match="Tayang"):
        curation.send_back(seen_by_another, curator, REASON)
    assert Listing.objects.get(pk=listing.pk).state == "live"
    assert not Event.objects.filter(kind="product.sent_back").exists()


@pytest.mark.parametrize("act", sorted(NEEDS_REASON))
def test_a_no_needs_a_reason(act, curator):
    listing = make_product(state="live" if act == "take_down" else "in_review").listing
    with pytest.raises(curation.ReasonMissing):
        press(listing, act, curator, " ")


def test_the_seller_and_the_search_index_hear_of_every_decision(curator):
    listing = make_product(state="in_review").listing
    curation.approve(listing, curator)
    curation.take_down(listing, curator, REASON)
    kinds = list(Event.objects.order_by("pk").values_list("kind", "payload__product_id"))
    told = ["product.approved", "product.changed", "product.taken_down", "product.changed"]
    assert kinds == [(kind, listing.product_id) for kind in told]
