"""The town that is walked through: the demo, and beside it what the demo has not got: nothing at all, and the longest names."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from oscar.core.loading import get_model

from marketplace.accounts import addresses
from marketplace.payments.models import Payment
from marketplace.shop.complaints import handling
from marketplace.shop.conversations import talking
from marketplace.shop.order import fulfilment
from marketplace.shop.reviews.models import Review
from tasks import relay
from tests import factories
from vendors.models import Listing, Membership, ShippingMethod, Vendor, VendorOrder

Product = get_model("catalogue", "Product")
StockRecord = get_model("partner", "StockRecord")
Category = get_model("catalogue", "Category")
Order = get_model("order", "Order")

LONG_SHOP = "Kelompok Usaha Bersama Anyaman Pandan Rantau Kermas Sejahtera"
LONG_GOODS = (
    "Tikar anyaman pandan berwarna dengan kotak penyimpanan serbaguna bertutup ukuran besar dua ratus sentimeter"
)


@dataclass
class Town:
    """Who lives here, as the cookies of their browsers, and what the addresses of pages name."""

    cookies: dict[str, Any] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)
    shopper: int = 0

    def path(self, view: str, of: str = "", query: str = "") -> str:
        """The address of a view; what it is of stands in the path, or in a query with braces."""
        if "{" in query:
            return reverse(view) + query.format(**self.things[of])
        return reverse(view, kwargs=self.things[of] if of else None) + query

    def comes(self, name: str, user: Any = None) -> Client:
        """A person with a browser of their own, who may have an account."""
        client = Client(headers={"origin": "http://testserver"})
        if user:
            client.force_login(user)
        self.cookies[name] = client.cookies
        return client


def build() -> Town:
    call_command("load_demo", verbosity=0)
    town = Town()
    _goods(town)
    _shoppers(town)
    _customers(town)
    _shops(town)
    _talks(town)
    town.comes("staff", get_user_model().objects.filter(is_superuser=True).order_by("pk")[0])
    relay.drain()
    return town


def sku(code: str) -> Any:
    return StockRecord.objects.select_related("product__listing__vendor").get(partner_sku=code).product


def _goods(town: Town) -> None:
    known, food = sku("DSP-01"), Category.objects.get(depth=1, slug="kuliner")
    long = factories.make_vendor(LONG_SHOP, slug="kub-anyaman-pandan")
    mat = factories.make_product(long, title=LONG_GOODS, price=1_250_000, stock=9)
    town.things |= {
        "goods": _address(known),
        "long": _address(mat),
        "sold out": _address(factories.make_product(long, title=f"{LONG_GOODS} merah", stock=0)),
        "category": {"category_slug": food.full_slug, "pk": food.pk},
        "shop": {"slug": known.listing.vendor.slug},
        "long shop": {"slug": long.slug},
        "not reviewed": {"pk": mat.pk},
        "reviewed": {"pk": Review.objects.order_by("pk")[0].product_id},
        "review": {"pk": Review.objects.filter(state=Review.State.PUBLISHED).order_by("pk")[0].pk},
    }


def _address(product: Any) -> dict[str, Any]:
    return {"product_slug": product.slug, "pk": product.pk}


def _shoppers(town: Town) -> None:
    """Nobody known, a guest with a full basket, a guest who came by the link of a mail, and a new account."""
    town.comes("anonymous")
    fill(town.comes("guest"), *_basket(town))
    unpaid = Payment.objects.filter(method="bank_transfer", state="pending").order_by("pk")[0].order
    link = reverse("orders:detail", args=[unpaid.number])
    town.comes("guest with order").get(link, {"kunci": unpaid.purchase.token})
    town.things["unpaid"] = {"number": unpaid.number}
    town.comes("newcomer", factories.make_user("baru@contoh.id", full_name="Putri"))


def _basket(town: Town) -> list[Any]:
    return [sku("DSP-01"), sku("KLK-04"), Product.objects.get(pk=town.things["long"]["pk"])]


def fill(client: Client, *goods: Any) -> None:
    for product in goods:
        client.post(reverse("basket:add", args=[product.pk]), {"quantity": "2"})
    client.get(reverse("visitor"))  # takes the messages


def _customers(town: Town) -> None:
    """The demo's shopper with the largest order, and one whose parcel has arrived and waits for a review."""
    order = max(Order.objects.filter(user__isnull=False), key=lambda one: one.vendor_orders.count())
    fill(town.comes("shopper", order.user), *_basket(town))
    town.shopper = order.user.pk
    parts = VendorOrder.objects.filter(status="delivered", order__user__isnull=False)
    arrived = parts.filter(lines__line__review=None).order_by("pk")[0]
    town.comes("buyer", arrived.order.user)
    written = Review.objects.order_by("pk")[0].line
    link = reverse("orders:detail", args=[written.order.number])
    town.comes("reviewer").get(link, {"kunci": written.order.purchase.token})
    town.things |= {
        "order": {"number": order.number},
        "arrived": {"number": arrived.order.number},
        "parcel": {"number": arrived.number},
        "line": {"line": arrived.lines.order_by("pk")[0].line_id},
        "reviewed line": {"line": written.pk},
        "address": {"pk": _home(order.user).pk},
    }


def _home(user: Any) -> Any:
    place = {"label": "Rumah", "recipient": "Nur Aini", "phone": "+6281274001234", "street": "Jl. KH. Ibrahim No. 12"}
    return addresses.add(user, {**place, "district": factories.make_district()})


def _shops(town: Town) -> None:
    """An owner with orders in every state, one of a shop in which nothing happened yet, and one of two shops."""
    new = VendorOrder.objects.filter(status="new").select_related("vendor").order_by("pk")[0]
    shop = new.vendor
    owner = shop.memberships.get(role=Membership.Role.OWNER).user
    empty = factories.make_vendor("Toko Baru", slug="toko-baru")
    town.comes("owner", owner)
    town.comes("new owner", factories.make_member(empty))
    town.comes("owner of two", factories.make_member(shop, user=factories.make_member(empty)))
    product = shop.listings.filter(product__images__isnull=False).order_by("pk")[0].product
    town.things |= {
        "new sale": {"number": new.number},
        "listing": {"pk": product.pk},
        "own shop": {"slug": shop.slug},
        "empty shop": {"slug": empty.slug},
        "received": {"review_pk": _review_of(product, owner)},
        "courier": {"kind": "courier"},
    }
    _sales(town, shop, product, owner)


def _review_of(product: Any, owner: Any) -> int:
    from tests.shop.reviews.bought import make_review

    return make_review(product, text="Rapi dan cepat sampai.").pk


def _sales(town: Town, shop: Vendor, product: Any, owner: Any) -> None:
    """Orders to be sent and to be handed over, by each way of the shop, and one that was sent."""
    for way in shop.shipping_methods.filter(is_active=True).order_by("kind", "pk"):
        part = _accepted(product, way, owner)
        if way.kind == "pickup":
            fulfilment.ready(part, owner)
        name = "to hand over" if way.kind == "pickup" else "to send"
        town.things |= {name: {"number": part.number}, f"way {way.kind}": {"pk": way.pk}}
    sent = _accepted(product, shop.shipping_methods.filter(is_active=True, kind="courier")[0], owner)
    fulfilment.ship(sent, owner, "JNE REG", "JB0000000001ID")
    town.things["sent"] = {"number": sent.number}


def _accepted(product: Any, way: Any, owner: Any) -> VendorOrder:
    order = factories.make_order((product, 1), choices={way.vendor_id: way.code}, paid=True)
    part = order.vendor_orders.get()
    fulfilment.accept(part, owner)
    return part


def _talks(town: Town) -> None:
    """A question about a product that the shop has answered, and a complaint."""
    product = Product.objects.get(pk=town.things["listing"]["pk"])
    shopper = get_user_model().objects.get(pk=town.shopper)
    asked = talking.ask_about_product(shopper, product, "Tahan berapa hari di jalan?")
    answered = talking.write(asked.thread, "vendor", None, "Dua minggu, asal tidak kena panas.")
    ticket = handling.file(kind="site", text="Tombolnya macet.", email=shopper.email, user=shopper)
    town.things |= {
        "thread": {"pk": asked.thread_id},
        "asked": {"pk": asked.thread_id, "message_pk": asked.pk},
        "answered": {"pk": asked.thread_id, "message_pk": answered.pk},
        "goods alone": {"pk": town.things["goods"]["pk"]},
        "ticket": {"number": ticket.number},
    }


def own_words() -> str:
    """What shops and buyers of the town wrote: it stands in their language on every page."""
    written = []
    for model in (Vendor, Product, Listing, Review, ShippingMethod, Category, VendorOrder):
        fields = [one.name for one in model._meta.fields if isinstance(one, models.CharField | models.TextField)]
        written += [" ".join(str(text).split()) for row in model.objects.values_list(*fields) for text in row if text]
    return "\n".join(written)
