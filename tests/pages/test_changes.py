"""Whatever a public page shows, and whoever writes it: the version moves. What no page shows leaves it alone."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import StandardPage
from marketplace.freshness import pruning, triggers, version, watched
from marketplace.freshness.models import Change
from marketplace.shop.partner import stock
from tasks import cleanup
from tests.factories import Category, ProductCategory, StockRecord, make_order, make_product, make_vendor
from tests.pages.conftest import forget_the_transaction
from vendors.models import Listing, ShippingMethod, ShippingZone, Vendor

pytestmark = pytest.mark.django_db


def moves(act: Callable[[], Any]) -> bool:
    """Whether an act, in a transaction of its own, moves the version."""
    before = version.read()
    forget_the_transaction()
    act()
    return version.read() != before


def test_every_watched_table_exists_and_has_its_triggers():
    assert set(watched.TABLES) <= set(connection.introspection.table_names())
    assert triggers.missing() == []


def test_a_lost_trigger_is_missed_and_laid_again():
    triggers.lay()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER freshness_vendors_vendor ON vendors_vendor")
        else:
            cursor.execute("DROP TRIGGER freshness_vendors_vendor_update")
    assert triggers.missing() == ["vendors_vendor"]
    vendor = make_vendor()
    assert not moves(lambda: Vendor.objects.filter(pk=vendor.pk).update(name="Baru"))
    assert moves(triggers.lay)
    assert triggers.missing() == []
    assert moves(lambda: Vendor.objects.filter(pk=vendor.pk).update(name="Lebih baru"))


def test_a_part_of_the_shop_adds_its_table(monkeypatch):
    monkeypatch.setattr(watched, "TABLES", dict(watched.TABLES))
    from django.contrib.sites.models import Site as Address

    triggers.on("django_site", "name")
    assert triggers.missing() == ["django_site"]
    triggers.lay()
    assert moves(lambda: Address.objects.update(name="Pasar"))
    assert not moves(lambda: Address.objects.update(domain="pasar.example.id"))
    assert moves(lambda: Address.objects.create(domain="b", name="b"))


def test_goods_their_shop_and_their_category_move_it():
    product, other = make_product(), make_product()
    listing, shop = product.listing, product.listing.vendor
    record, category = product.stockrecords.get(), product.categories.get()
    holiday = {"holiday_from": dt.date(2026, 12, 1), "holiday_until": dt.date(2026, 12, 2)}
    acts: dict[str, Callable[[], Any]] = {
        "title": lambda: type(product).objects.filter(pk=product.pk).update(title="Baru"),
        "public": lambda: type(product).objects.filter(pk=product.pk).update(is_public=False),
        "photo": lambda: product.images.create(original="a.png"),
        "photo gone": lambda: product.images.all().delete(),
        "category": lambda: Category.objects.filter(pk=category.pk).update(name="Makanan"),
        "in category": lambda: ProductCategory.objects.filter(product=product).delete(),
        "state": lambda: Listing.objects.filter(pk=listing.pk).update(state=Listing.State.HIDDEN),
        "suspended": lambda: Vendor.objects.filter(pk=shop.pk).update(status=Vendor.Status.SUSPENDED),
        "holiday": lambda: Vendor.objects.filter(pk=shop.pk).update(**holiday),
        "price": lambda: StockRecord.objects.filter(pk=record.pk).update(price=1),
        "no price": lambda: StockRecord.objects.filter(pk=record.pk).update(price=None),
        "zone": lambda: ShippingZone.objects.filter(method__vendor=shop).update(first_kg=1),
        "method": lambda: ShippingMethod.objects.filter(vendor=shop).update(is_active=False),
        "gone": lambda: other.delete(),
    }
    assert {name: moves(act) for name, act in acts.items()} == dict.fromkeys(acts, True)


def test_pages_of_the_cms_move_it_when_they_are_published_and_not_when_a_draft_is_saved():
    home = Page.objects.filter(depth=2).first() or Page.objects.get(depth=1)
    page = home.add_child(instance=StandardPage(title="Cara belanja", slug="cara-belanja", body="<p>a</p>"))
    page.body = "<p>b</p>"
    assert not moves(page.save_revision)
    assert moves(lambda: page.get_latest_revision().publish())
    assert moves(lambda: PageViewRestriction.objects.create(page=page, restriction_type="login"))
    assert moves(page.specific.unpublish)
    assert moves(lambda: Site.objects.update(site_name="Baru"))


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        ((100, 0), (99, 0), False),
        ((7, 0), (6, 0), False),
        ((6, 0), (5, 0), True),
        ((5, 0), (4, 0), False),
        ((2, 0), (1, 0), False),
        ((1, 0), (0, 0), True),
        ((0, 0), (1, 0), True),
        ((10, 0), (10, 4), False),
        ((10, 4), (10, 5), True),
        ((10, 9), (10, 10), True),
        ((10, None), (10, 0), False),
        ((10, 5), (9, 4), False),
    ],
)
def test_stock_moves_it_only_at_the_edges_of_what_a_page_says(before, after, seen):
    record = StockRecord.objects.filter(product=make_product())
    record.update(num_in_stock=before[0], num_allocated=before[1])
    assert moves(lambda: record.update(num_in_stock=after[0], num_allocated=after[1])) is seen


def test_a_sale_of_what_is_there_in_plenty_moves_nothing():
    product = make_product(stock=100)
    make_order((make_product(stock=100), 1))
    assert not moves(lambda: make_order_again(product))


def make_order_again(product: Any) -> None:
    from marketplace.shop.checkout import placement, settlement
    from tests.factories import make_basket, make_wish

    basket = make_basket((product, 2))
    order = placement.place(basket.pk, make_wish(basket))
    settlement.finalise(order.payment.pk, f"mutasi-{order.number}", int(order.payment.amount))


def test_the_last_piece_sold_moves_it():
    record = make_product(stock=1).stockrecords.get()
    assert moves(lambda: stock.reserve({record.pk: 1}))


def test_what_is_rolled_back_moves_nothing():
    product = make_product()

    def change_my_mind() -> None:
        with transaction.atomic():
            StockRecord.objects.filter(product=product).update(price=1)
            transaction.set_rollback(True)

    assert not moves(change_my_mind)
    assert moves(lambda: StockRecord.objects.filter(product=product).update(price=2))


def test_old_changes_are_forgotten_and_the_version_never_returns():
    Change.objects.all().delete()
    Change.objects.bulk_create(Change(source="x", at=timezone.now() - dt.timedelta(hours=2)) for _ in range(5))
    Change.objects.create(source="young")
    seen = {version.read()}
    cleanup.forget_changes()
    assert list(Change.objects.values_list("source", flat=True)) == ["young", "prune"]
    assert version.read() not in seen
    assert pruning.prune() == 0


def test_a_great_many_changes_are_forgotten_at_any_age():
    Change.objects.all().delete()
    Change.objects.bulk_create(Change(source="x") for _ in range(pruning.MOST + 30))
    assert pruning.prune() == 30
    assert Change.objects.count() == pruning.MOST + 1


def test_a_change_shows_after_a_second_and_a_reading_costs_one_query_a_second(clock, django_assert_num_queries):
    first = version.current()
    Change.objects.create(source="x")
    clock.pass_(0.99)
    with django_assert_num_queries(0):
        assert version.current() is first
    clock.pass_(0.01)
    with django_assert_num_queries(1):
        second = version.current()
    assert (second.before, second.now != first.now, second.since) == (first.now, True, 1001.0)


def test_without_the_database_what_was_known_stays_and_nothing_known_is_an_error():
    def away() -> str:
        raise OperationalError("away")

    now = [0.0]
    watcher = version.Watcher(read=lambda: "1.1", clock=lambda: now[0])
    known = watcher.current()
    watcher.read, now[0] = away, 2.0
    assert watcher.current() == known
    with pytest.raises(OperationalError):
        version.Watcher(read=away).current()
