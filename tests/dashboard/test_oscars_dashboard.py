"""Oscar's dashboard: every page works for staff who hold its permissions, and nobody else sees any of it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts import roles
from tests.factories import (
    make_member,
    make_order,
    make_product,
    make_user,
    make_vendor,
)

pytestmark = pytest.mark.django_db


def make(app: str, model: str, **fields: Any) -> Any:
    return get_model(app, model).objects.create(**fields)


def patterns(resolver: Any, prefix: str = "", names: tuple[str, ...] = ()) -> Iterator[tuple[str, str, URLPattern]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inside = (*names, entry.namespace) if entry.namespace else names
            yield from patterns(entry, path, inside)
        elif path.startswith("dashboard/"):
            yield path, ":".join((*names, entry.name)), entry


LINK = re.compile(r'href="(/[^"#?]*)')
PAGES = list(patterns(get_resolver()))


@pytest.fixture
def ids() -> dict[str, dict[str, Any]]:
    """What each part of the dashboard is about: an address that begins so takes its arguments from here."""
    vendor = make_vendor()
    product, owner = make_product(vendor), make_member(vendor)
    order = make_order((product, 2), paid=True)
    now = timezone.now()
    goods = make("offer", "Range", name="Semua", slug="semua", includes_all_products=True)
    condition = make("offer", "Condition", range=goods, type="Count", value=Decimal(1))
    benefit = make("offer", "Benefit", range=goods, type="Percentage", value=Decimal(10))
    offer = make("offer", "ConditionalOffer", name="Diskon", slug="diskon", condition=condition, benefit=benefit)
    dates = {"start_datetime": now, "end_datetime": now + timedelta(days=1)}
    codes = make("voucher", "VoucherSet", name="Set", count=1, code_length=8, description="", **dates)
    voucher = make("voucher", "Voucher", name="Lebaran", code="LEBARAN", voucher_set=codes, **dates)
    voucher.offers.add(offer)
    method = make("shipping", "WeightBased", name="Kurir", code="kurir")
    band = make("shipping", "WeightBand", method=method, upper_limit=Decimal(1), charge=Decimal(10_000))
    note = make("order", "OrderNote", order=order, message="Catatan", note_type="Info", user=owner)
    review = make("reviews", "ProductReview", product=product, score=5, title="Enak", body="Enak", user=owner)
    option = make("catalogue", "Option", name="Ukiran", code="ukiran")
    colours = make("catalogue", "AttributeOptionGroup", name="Warna")
    alert = make("customer", "ProductAlert", product=product, user=owner, email=owner.email, status="Active")
    words = make("communication", "CommunicationEventType", code="SALAM", name="Salam", category="User related")
    page = FlatPage.objects.create(url="/", title="Tentang")  # pages are Wagtail's: the link can lead no further
    return {
        "dashboard/catalogue/products": {
            "pk": product.pk, "parent_pk": product.pk, "product_class_slug": product.product_class.slug,
        },
        "dashboard/catalogue/categories": {"pk": product.categories.get().pk, "parent": product.categories.get().pk},
        "dashboard/catalogue/product-type": {"pk": product.product_class_id},
        "dashboard/catalogue/attribute-option-group": {"pk": colours.pk},
        "dashboard/catalogue/option": {"pk": option.pk},
        "dashboard/orders": {"number": order.number, "note_id": note.pk, "line_id": order.lines.first().pk},
        "dashboard/users/alerts": {"pk": alert.pk},
        "dashboard/users": {"pk": owner.pk},
        "dashboard/pages": {"pk": page.pk},
        "dashboard/partners": {"pk": vendor.partner_id, "partner_pk": vendor.partner_id, "user_pk": owner.pk},
        "dashboard/offers": {"pk": offer.pk},
        "dashboard/ranges": {"pk": goods.pk},
        "dashboard/reviews": {"pk": review.pk},
        "dashboard/vouchers/sets": {"pk": codes.pk},
        "dashboard/vouchers": {"pk": voucher.pk},
        "dashboard/comms": {"slug": words.code},
        "dashboard/shipping/weight-based/<int:method_pk>": {"method_pk": method.pk, "pk": band.pk},
        "dashboard/shipping": {"pk": method.pk},
    }  # fmt: skip


def address(path: str, name: str, entry: URLPattern, ids: dict[str, dict[str, Any]]) -> str:
    known = next((given for begin, given in ids.items() if path.replace("^", "").startswith(begin)), {})
    wanted = entry.pattern.regex.groupindex if hasattr(entry.pattern, "regex") else {}
    return reverse(name, kwargs={key: known[key] for key in wanted})


@pytest.fixture
def addresses(ids: dict[str, dict[str, Any]]) -> list[str]:
    return sorted({address(path, name, entry, ids) for path, name, entry in PAGES} - {reverse("dashboard:logout")})


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def superuser() -> Client:
    user = make_user("su@contoh.id")
    user.is_staff = user.is_superuser = True
    user.save()
    return client_of(user)


def test_every_page_works_for_a_superuser(addresses, superuser):
    answers = {path: superuser.get(path, follow=True).status_code for path in addresses}
    # Pages that only take a POST say so.
    assert {path: code for path, code in answers.items() if code not in (200, 405)} == {}
    assert len(answers) > 80


def test_every_link_of_the_dashboard_leads_somewhere(addresses, superuser):
    call_command("load_pages", verbosity=0)
    pages = [superuser.get(path, follow=True).content.decode() for path in addresses]
    links = {link for page in pages for link in LINK.findall(page) if not link.startswith(("/static/", "/media/"))}
    answers = {link: superuser.get(link, follow=True).status_code for link in links}
    assert {link: code for link, code in answers.items() if code not in (200, 405)} == {}


def test_no_page_of_the_dashboard_asks_a_third_party_for_a_script(addresses, superuser):
    pages = {path: superuser.get(path, follow=True).content.decode() for path in addresses}
    assert [path for path, page in pages.items() if 'src="http' in page] == []


@pytest.mark.parametrize("who", ["vendor", "shopper", *roles.Role.values])
def test_nobody_of_the_other_roles_sees_a_page(who, addresses):
    roles.set_up()
    user = make_member(make_vendor()) if who == "vendor" else make_user()
    if who in roles.Role.values:
        roles.give(user, roles.Role(who))
    client = client_of(user)
    assert {path: code for path in addresses if (code := client.get(path).status_code) != 403} == {}


def test_a_stranger_is_sent_to_the_one_login(addresses, client):
    for path in addresses:
        answer = client.get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/akun/login/")
