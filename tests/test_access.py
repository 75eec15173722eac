"""Every address of the site with every role, by GET and by POST: exactly those named get in, nobody sees a stranger's order.

A new address fails this test until it states a rule and stands in `DOORS`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from PIL import Image

from cms import slugs
from marketplace import access
from marketplace.accounts import roles, takeout
from marketplace.events.models import Delivery, Event
from marketplace.notices.models import Notice
from marketplace.payments.models import TransferProof
from marketplace.shop.complaints import handling
from marketplace.shop.conversations import reporting, talking
from marketplace.shop.order import fulfilment
from marketplace.shop.wishes import waiting
from marketplace.shop.wishes.models import Waiting
from tasks import relay
from tests.console.test_who_may_open_what import MAY_OPEN, MAY_PRESS
from tests.factories import (
    make_district,
    make_member,
    make_order,
    make_permit,
    make_product,
    make_saved_address,
    make_user,
    make_vendor,
)
from tests.shop.reviews.bought import make_review
from vendors.models import Membership, Vendor

pytestmark = pytest.mark.django_db

PLUT = {"curator", "finance", "consultant", "editor", "support", "superuser"}
SHOP_A = {"owner", "catalogue", "orders", "money", "read_only"}
OTHER_SHOPS = {
    "owner of B",
    "catalogue of B",
    "orders of B",
    "money of B",
    "read_only of B",
    "owner of a suspended shop",
}
EVERYBODY = {"anonymous", "shopper", "stranger", *SHOP_A, *OTHER_SHOPS, *PLUT}
PERSONS = EVERYBODY - {"anonymous"}
NOBODY: set[str] = set()
BUYER = {"shopper"}
SUPERUSER = {"superuser"}
SUSPENDED = {"owner of a suspended shop"}
VENDORS = SHOP_A | OTHER_SHOPS


def both(*names: str) -> set[str]:
    """These roles in both open shops."""
    return {*names, *(f"{name} of B" for name in names)}


# Who gets in. Where an address names an order, a product, a notice or a shop, it is that of the shopper and of shop A.
DOORS: dict[str, set[str]] = {
    **dict.fromkeys(
        ["healthz", "readyz", "stripe-webhook", "picture", "share-product", "share-shop", "set_language"], EVERYBODY
    ),
    **dict.fromkeys(["robots", "sitemap", "sitemap-part", "worker", "favicon", "manifest", "offline"], EVERYBODY),
    **dict.fromkeys(["home", "visitor", "kit", "search:search"], EVERYBODY),
    **dict.fromkeys(["storefront:index", "storefront:shop", "storefront:open-now"], EVERYBODY),
    **dict.fromkeys(["reviews:product", "reviews:report"], EVERYBODY),
    **dict.fromkeys(["reviews:write", "reviews:sent"], BUYER),
    **dict.fromkeys(["catalogue:season", "catalogue:regency"], EVERYBODY),
    **dict.fromkeys(["catalogue:index", "catalogue:category", "catalogue:detail"], EVERYBODY),
    # They are about a product that the query names; without one there is nothing.
    **dict.fromkeys(["catalogue:arrival", "catalogue:arrival-line", "catalogue:arrival-choice"], NOBODY),
    **dict.fromkeys(["basket:summary", "basket:add", "basket:update", "basket:restore"], EVERYBODY),
    **dict.fromkeys(["checkout:index", "orders:lookup"], EVERYBODY),
    **{f"wishes:{name}": EVERYBODY for name in ("index", "cards", "seen", "wait", "noted", "stop")},
    **{f"wishes:{name}": PERSONS for name in ("keep", "join", "tidy", "forget", "leave")},
    # The mailbox is for machines of developers; in any other setting there is none.
    **dict.fromkeys(["mailbox:letters", "mailbox:letter"], NOBODY),
    **dict.fromkeys(["orders:list", "notices:mine", "notices:read-mine"], PERSONS),
    **dict.fromkeys(["orders:detail", "orders:proof", "orders:again", "orders:join"], BUYER),
    **dict.fromkeys(["checkout:pay", "checkout:return", "notices:open"], BUYER),
    **dict.fromkeys(["notices:shop", "notices:read-shop"], SHOP_A),
    **dict.fromkeys(["notices:staff", "notices:read-staff"], PLUT - {"editor"}),
    **dict.fromkeys(["catalogue:reviews-detail", "catalogue:range", "offer:detail"], SUPERUSER),
    **{f"portal:{name}": VENDORS for name in ("home", "more", "shop", "ways", "members", "products", "reviews")},
    # Only those who belong to several shops can choose one.
    "portal:switch": NOBODY,
    "conversations:list": PERSONS,
    "conversations:about_product": PERSONS,
    **dict.fromkeys(["conversations:thread", "conversations:report", "conversations:about_order"], BUYER),
    "conversations:photo": {"shopper", "owner", "orders"},
    "portal:talks": both("owner", "orders") | SUSPENDED,
    **{f"portal:{name}": {"owner", "orders"} for name in ("talk", "talk-report", "tracking")},
    **{f"complaints:{name}": EVERYBODY for name in ("new", "lookup", "report_product", "report_shop")},
    "complaints:ticket": BUYER,
    "portal:holiday": both("owner"),
    **{f"portal:way{name}": {"owner"} for name in ("", "-turn")},
    "portal:way-add": both("owner"),
    "portal:hours": both("owner"),
    "portal:product-add": both("owner", "catalogue"),
    "portal:orders": both("owner", "orders", "money", "read_only") | SUSPENDED,
    **dict.fromkeys(["portal:balance", "portal:balance-csv"], both("owner", "money", "read_only") | SUSPENDED),
    "portal:review": {"owner", "catalogue", "orders"},
    "portal:order": {"owner", "orders", "money", "read_only"},
    **{
        f"portal:{name}": {"owner", "orders"} for name in ("accept", "decline", "ready", "ship", "hand-over", "deliver")
    },
    **{f"portal:product{name}": {"owner", "catalogue"} for name in ("", "-quick", "-show", "-hide")},
    **{f"portal:photo-{name}": {"owner", "catalogue"} for name in ("first", "remove")},
    **{f"console:{name}": {*may, "superuser"} for name, may in {**MAY_OPEN, **MAY_PRESS}.items()},
    **{f"commission:{name}": {"finance", "superuser"} for name in ("index", "index_results", "add", "edit")},
    **{f"commission:{name}": {"finance", "superuser"} for name in ("history", "history_results", "usage")},
    "commission:delete": {"superuser"},
    **{f"permit:{name}": {"curator", "superuser"} for name in ("index", "index_results", "add", "edit")},
    **{f"permit:{name}": {"curator", "superuser"} for name in ("history", "history_results", "usage")},
    "permit:delete": {"superuser"},
    # Here the move is to send a shop for review.
    "console:vendor-move": {"consultant", "superuser"},
    **dict.fromkeys(["account_login", "account_signup", "account_logout", "account_inactive"], EVERYBODY),
    **{f"account_reset_password{name}": EVERYBODY for name in ("", "_done", "_from_key", "_from_key_done")},
    "account_confirm_email": EVERYBODY,
    **dict.fromkeys(["account_request_login_code", "account_confirm_login_code"], EVERYBODY),
    **dict.fromkeys(["account_email", "account_change_password", "account_set_password"], PERSONS),
    "account_reauthenticate": PERSONS,
    "account": PERSONS,
    "account_language": PERSONS,
    **dict.fromkeys(["account_data", "account_data_prepare", "account_delete"], PERSONS),
    "account_data_download": BUYER,
    "account_deleted": EVERYBODY,
    **dict.fromkeys(["account_addresses", "account_address_add"], PERSONS),
    **{f"account_address{name}": BUYER for name in ("", "_main", "_delete")},
    # It leads on to the login.
    "wagtailcore_login": EVERYBODY,
    # Pages with a password, and pages at all: there are none of that address here.
    **dict.fromkeys(["wagtailcore_authenticate_with_password", "wagtail_serve"], NOBODY),
    # The pages of text have their addresses before anybody has written them.
    **dict.fromkeys(slugs.TEXTS, NOBODY),
}
# Wagtail's admin and Oscar's dashboard state a rule for all that lies below.
# Wagtail's page that shows what a server error looks like.
BROKEN_ON_PURPOSE = {"/cms/failwhale/"}
BELOW = {"/cms/": access.cms_user, "/dashboard/": access.staff}
# What a probe reports while a part is away; anything else of 500 and above is a fault.
MAY_BE_DOWN = {"readyz"}

NAME, STREET = "Bu Rahasia Sekali", "Jl. Tersembunyi 77"
MAY_KNOW_THE_ADDRESS = {"shopper", "owner", "orders", "finance", "support", "superuser"}
MAY_KNOW_THE_NAME = MAY_KNOW_THE_ADDRESS | {"money", "read_only"}


@dataclass
class Address:
    name: str
    route: str
    view: Any


@dataclass
class Town:
    """Two open shops, a suspended one, a shopper with a paid order, and people in every role."""

    people: dict[str, Any] = field(default_factory=dict)
    arguments: dict[str, dict[str, Any]] = field(default_factory=dict)
    order: Any = None

    def client(self, role: str) -> Client:
        client = Client(headers={"origin": "http://testserver"})
        if role != "anonymous":
            client.force_login(self.people[role])
        return client


def walk(resolver: Any = None, route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Address]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield Address(":".join([*spaces, one.name or ""]), route + str(one.pattern), one.callback)
        elif isinstance(one, URLResolver):
            yield from walk(one, route + str(one.pattern), (*spaces, one.namespace) if one.namespace else spaces)


def ours() -> list[Address]:
    """All but what Wagtail and Oscar bring along below their two doors."""
    brought = tuple(prefix.lstrip("/") for prefix in BELOW)
    return [one for one in walk() if not one.route.startswith(brought) or "konsol/" in one.route]


def brought_along() -> list[Address]:
    return [one for one in walk() if one.route.startswith(("cms/", "dashboard/")) and "konsol/" not in one.route]


@pytest.fixture
def town(settings, tmp_path) -> Town:
    settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT = str(tmp_path / "media"), str(tmp_path / "private")
    town = Town()
    shop_a, shop_b = make_vendor("Toko A", slug="toko-a"), make_vendor("Toko B", slug="toko-b")
    for role in Membership.Role.values:
        town.people[role] = make_member(shop_a, role)
        town.people[f"{role} of B"] = make_member(shop_b, role)
    suspended = make_vendor("Toko S", status=Vendor.Status.SUSPENDED)
    town.people["owner of a suspended shop"] = make_member(suspended)
    town.people |= {"shopper": make_user("pembeli@contoh.id"), "stranger": make_user("asing@contoh.id")}
    _staff(town)
    make_order((make_product(shop_b), 1), choices={shop_b.pk: "kurir"}, paid=True)
    _things(town, shop_a)
    return town


def _staff(town: Town) -> None:
    roles.set_up()
    for role in roles.Role:
        town.people[role.value] = make_user(f"{role}@plut.id")
        roles.give(town.people[role.value], role)
    town.people["superuser"] = make_user("super@plut.id")
    town.people["superuser"].is_staff = town.people["superuser"].is_superuser = True
    town.people["superuser"].save()


def _things(town: Town, shop: Vendor) -> None:
    product = make_product(shop, title="Dodol kentang")
    photo = product.images.create(original=default_storage.save("images/products/a.png", _picture()), display_order=0)
    town.order = _order(town, shop, product)
    part = town.order.vendor_orders.get()
    proof = TransferProof.objects.create(payment=town.order.payment, file=ContentFile(b"%PDF-1.4", "bukti.pdf"))
    declined = make_order((product, 1), choices={shop.pk: "kurir"}, paid=True).vendor_orders.get()
    fulfilment.decline(declined, town.people["owner"], "Habis")
    review = make_review(product)
    relay.drain()
    notice = Notice.objects.filter(user=town.people["shopper"]).earliest("pk")
    event = Event.objects.create(kind="order.paid", key="order.paid:X", payload={"order_id": 1})
    words = {"code": "order.paid.shopper", "language": "id"}
    own = {"product_id": product.pk, "product_pk": product.pk, "product_slug": product.slug, "quantity": 1}
    category = product.categories.get()
    home = make_saved_address(town.people["shopper"])
    permit = make_permit(product, state="in_review", checked_at=None)
    asked = talking.ask_about_product(town.people["shopper"], product, "Ini?", [ContentFile(b"x", "a.webp")])
    answered = talking.write(asked.thread, "vendor", town.people["owner"], "Ya.")
    report = reporting.report(answered, "shopper", town.people["shopper"], "rude")
    ticket = handling.file(kind="site", text="Macet", email="pembeli@contoh.id", user=town.people["shopper"])
    thread = {"pk": asked.thread_id, "message_pk": asked.pk}
    town.arguments = {
        "conversations": {"pk": asked.thread_id, "message_pk": answered.pk, "number": part.number},
        "conversations:about_product": {"pk": product.pk},
        "conversations:photo": {"pk": asked.photos.get().pk},
        "complaints": {"number": ticket.number, "pk": product.pk, "slug": shop.slug},
        "portal:talk": thread,
        "portal:talk-report": thread,
        "console:ask-proof": {"pk": town.order.payment.pk},
        "console:complaint": {"pk": ticket.pk},
        "console:complaint-move": {"pk": ticket.pk, "act": "start"},
        "console:report": {"pk": report.pk},
        "console:report-photo": {"pk": report.pk, "photo_pk": asked.photos.get().pk},
        "basket": own,
        "catalogue": own | {"pk": product.pk, "slug": "x"},
        "catalogue:category": {"category_slug": category.full_slug, "pk": category.pk},
        "picture": {"width": 400, "name": photo.original.name},
        "share-product": {"pk": product.pk, "stamp": "x"},
        "share-shop": {"slug": shop.slug, "stamp": "x"},
        "orders": {"number": town.order.number},
        "checkout": {"number": town.order.number},
        "storefront": {"slug": shop.slug},
        "portal:way": {"pk": shop.shipping_methods.order_by("pk")[0].pk},
        "portal:way-turn": {"pk": shop.shipping_methods.order_by("pk")[0].pk},
        "portal:way-add": {"kind": "courier"},
        "portal": {"number": part.number, "pk": product.pk, "photo_pk": photo.pk, "review_pk": review.pk},
        "reviews": {"pk": product.pk, "line": part.lines.get().line_id},
        "reviews:report": {"pk": review.pk},
        **{f"console:review{name}": {"pk": review.pk} for name in ("", "-dismiss", "-answer")},
        "console:review-move": {"pk": review.pk, "act": "hide"},
        "wishes": {"pk": product.pk, "key": waiting.key(Waiting(email="siti@contoh.id"))},
        "notices": {"pk": notice.pk, "slug": shop.slug},
        "console:vendor": {"pk": shop.pk},
        "console:vendor-move": {"pk": shop.pk, "act": "submit"},
        "console:product": {"pk": product.listing.pk},
        "console:product-move": {"pk": product.listing.pk, "act": "approve"},
        "console:transfer": {"pk": town.order.payment.pk},
        "console:proof": {"pk": proof.pk},
        "console:refund": {"pk": declined.refunds.get().pk},
        "console:order": {"number": town.order.number},
        "console:unlock-pickup": {"number": part.number},
        "console:work-again": {"pk": Delivery.objects.create(event=event, handler="x", state="failed").pk},
        "console:wording": words,
        "console:wording-reset": words,
        "console:permit": {"pk": permit.pk},
        "console:permit-document": {"pk": permit.pk},
        "console:permit-move": {"pk": permit.pk, "act": "approve"},
        "permit": {"pk": permit.pk},
        "commission": {"pk": shop.commission_rules.get().pk},
        **{f"account_address{name}": {"pk": home.pk} for name in ("", "_main", "_delete")},
        "account_data_download": {"pk": takeout.ask(town.people["shopper"]).pk},
        "account_confirm_email": {"key": "x"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "x-y"},
        "mailbox:letter": {"name": "x"},
        "offer:detail": {"slug": "x"},
        "sitemap-part": {"section": "goods", "number": 1},
    }


def _order(town: Town, shop: Vendor, product: Any) -> Any:
    from marketplace.shop.checkout import placement, settlement
    from marketplace.shop.checkout.placement import Address as Destination
    from tests.factories import make_basket, make_wish

    basket = make_basket((product, 1), owner=town.people["shopper"])
    wish = make_wish(basket, {shop.pk: "kurir"}, user=town.people["shopper"])
    address = Destination(NAME, "+6281274009999", STREET, "36122", make_district())
    order = placement.place(basket.pk, type(wish)(**{**wish.__dict__, "address": address}))
    settlement.finalise(order.payment.pk, f"transfer-{order.number}", int(order.payment.amount))
    return order


def _picture() -> ContentFile:
    import io

    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    return ContentFile(file.getvalue())


def address_of(one: Address, town: Town) -> str:
    """The path of an address of ours, with the ids of the town in it."""
    space = one.name.split(":")[0]
    known = town.arguments.get(one.name, town.arguments.get(space, {}))
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", one.route)
    if one.name == "wagtail_serve":
        return "/tidak-ada/"
    if space == "wagtailcore_authenticate_with_password":
        return reverse(one.name, args=[1, 1])
    return reverse(one.name, kwargs={key: known[key] for key in wanted})


def call(client: Client, method: str, path: str) -> Any:
    """One request whose effects are undone."""
    with transaction.atomic():
        answer = getattr(client, method)(path)
        body = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    answer.body = body.decode(errors="replace")
    return answer


def got_in(answer: Any) -> bool:
    """Neither sent away nor to the login; 405 only says that the other method is the right one."""
    if answer.status_code in (403, 404, 405):
        return False
    if answer.status_code != 302:
        return True
    # Wagtail sends those who lack a permission back to its first page.
    sent_back = answer.url == "/cms/" and answer.request["PATH_INFO"].startswith("/cms/")
    return not sent_back and not ("/akun/login/" in answer.url and "next=" in answer.url)


def test_every_address_states_a_rule():
    silent = [one.route for one in walk() if access.rule_of(one.view, f"/{one.route.lstrip('^')}") is None]
    assert silent == []


def test_every_address_of_ours_stands_in_the_table_and_none_that_is_gone():
    assert {one.name for one in ours()} == DOORS.keys()


def test_exactly_those_named_get_in_by_any_method_and_nobody_sees_a_strangers_order(town):
    entered: dict[str, set[str]] = {one.name: set() for one in ours()}
    faults, told = [], []
    secrets = [(NAME, MAY_KNOW_THE_NAME), (STREET, MAY_KNOW_THE_ADDRESS)]
    paths = {one.name: address_of(one, town) for one in ours()}
    for role in sorted(EVERYBODY):
        client = town.client(role)
        for name, path in paths.items():
            # Being in a shop opens nothing of the console; one such role is enough to ask.
            if role in VENDORS - {"owner"} and name.startswith(("console:", "commission:", "permit:")):
                continue
            for method in ("get", "post"):
                answer = call(client, method, path)
                if answer.status_code >= 500 and name not in MAY_BE_DOWN:
                    faults.append((role, method, path, answer.status_code))
                if got_in(answer):
                    entered[name].add(role)
                told += [(role, method, path) for secret, may in secrets if secret in answer.body and role not in may]
            if name == "account_logout" and role != "anonymous":
                client.force_login(town.people[role])
    assert faults == []
    assert told == []
    assert {name: sorted(who - DOORS[name]) for name, who in entered.items() if who - DOORS[name]} == {}
    assert {name: sorted(DOORS[name] - who) for name, who in entered.items() if DOORS[name] - who} == {}


def test_what_belongs_to_another_shop_does_not_exist_for_any_of_its_roles(town):
    portal = [one for one in ours() if one.name.startswith("portal:") and "<" in one.route]
    with_ids = [one for one in portal if one.name != "portal:way-add"]
    assert len(with_ids) >= 15
    answers = {
        (role, method, one.name): call(town.client(role), method, address_of(one, town)).status_code
        for one in with_ids
        for role in ("owner of B", "owner of a suspended shop")
        for method in ("get", "post")
    }
    stopped = {"portal:product", "portal:product-add"}
    odd = {key: status for key, status in answers.items() if status != 404 and key[0] == "owner of B"}
    assert odd == {}
    assert {status for key, status in answers.items() if key[2] not in stopped} <= {403, 404}


def test_an_order_of_somebody_else_and_one_that_never_was_answer_alike(town):
    names = ("orders:detail", "orders:proof", "orders:again", "checkout:pay", "checkout:return")
    for role in ("anonymous", "stranger", "owner of B", "owner"):
        for method in ("get", "post"):
            for name in names:
                paths = [reverse(name, args=[number]) for number in (town.order.number, "JB22222222")]
                theirs, none = (call(town.client(role), method, path) for path in paths)
                assert theirs.status_code == none.status_code, (role, method, name)
                assert town.order.number not in theirs.body.replace(paths[0], "")
                assert theirs.status_code in (404, 405)


@pytest.mark.parametrize("key", ["", "x", "é", "null", "' OR 1=1 --"])
def test_a_wrong_key_opens_no_order(town, key):
    page = reverse("orders:detail", args=[town.order.number])
    assert town.client("anonymous").get(page, {"kunci": key}).status_code == 404


def test_the_right_key_opens_the_order_and_leaves_the_address(town):
    client = town.client("anonymous")
    page = reverse("orders:detail", args=[town.order.number])
    answer = client.get(page, {"kunci": town.order.purchase.token})
    assert (answer.status_code, answer.url) == (302, page)
    assert client.get(page).status_code == 200


def test_the_doors_are_the_same_in_english(town):
    for one in ours():
        path = address_of(one, town)
        english = f"/en{path}"
        match = _resolved(english)
        if match is None or match.func is not one.view:
            continue
        assert access.rule_of(match.func, english) is access.rule_of(one.view, path), path
        for role in ("anonymous", "owner of B"):
            assert got_in(call(town.client(role), "get", english)) == got_in(call(town.client(role), "get", path)), path


def test_outsiders_pass_neither_door_of_what_wagtail_and_oscar_bring_along(town):
    for role in ("anonymous", "shopper", "owner"):
        client = town.client(role)
        inside = [path for path in map(filled, brought_along()) if got_in(client.get(path))]
        assert inside == [], role


def test_no_role_of_plut_but_the_superuser_passes_the_door_of_oscars_dashboard(town):
    for role in PLUT - {"superuser"}:
        client = town.client(role)
        inside = [p for p in map(filled, brought_along()) if p.startswith("/dashboard/") and got_in(client.get(p))]
        assert inside == [], role


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_no_page_of_wagtail_or_oscar_breaks_on_an_id_that_does_not_exist(town, role):
    client = town.client(role)
    client.raise_request_exception = False
    broken = {}
    # Whoever logs out on the way asks for all the rest as a stranger.
    paths = [path for path in map(filled, brought_along()) if "logout" not in path]
    for path in paths:
        status = call(client, "get", path).status_code
        if status >= 500:
            broken[path] = status
    assert broken.keys() <= BROKEN_ON_PURPOSE
    assert got_in(call(client, "get", "/cms/"))


def filled(one: Address) -> str:
    """A path for an address that others wrote, with ids that nothing has."""
    path = re.sub(r"<int:\w+>", "999999", one.route)
    path = re.sub(r"<uuid:\w+>", "00000000-0000-0000-0000-000000000000", path)
    path = re.sub(r"<(?:\w+:)?\w+>(?!\[|\\|\.)", "x", path) if "(?P" not in path else path
    path = re.sub(r"\(\?P<\w+>(?:\\d|\[0-9\])\+\)", "999999", path)
    path = re.sub(r"\(\?P<\w+>[^()]*\)", "x", path)
    return "/" + re.sub(r"[\^$?]|\(\)", "", path).replace("\\.", ".").replace("\\", "")


def test_every_filled_address_leads_to_its_own_page():
    lost = [one.route for one in brought_along() if _resolved(filled(one)) is None]
    assert lost == []


def _resolved(path: str) -> Any:
    from django.urls import Resolver404

    try:
        return resolve(path)
    except Resolver404:
        return None
