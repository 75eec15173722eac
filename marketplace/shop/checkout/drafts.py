"""What the checkout page starts with: what was just typed, else what was typed last time, else the account's last order."""

import re
from collections.abc import Mapping
from typing import Any

from marketplace.accounts.models import User
from marketplace.front import formats
from marketplace.regions import directory
from marketplace.regions.models import Region
from marketplace.shop.basket import notes
from marketplace.shop.checkout import placement, quoting
from marketplace.shop.checkout.forms import CheckoutForm
from marketplace.shop.order.models import Purchase
from marketplace.shop.requests import ShopRequest

REMEMBERED = (
    "name",
    "phone",
    "is_gift",
    "buyer_name",
    "buyer_phone",
    "email",
    "province",
    "district",
    "street",
    "landmark",
    "postcode",
)
LONGEST = 254
_DISTRICT = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
_KEY = re.compile(r"[0-9a-f]{32}")


def form_to_show(request: ShopRequest) -> CheckoutForm:
    """The form with what is known so far; nothing is checked yet."""
    data: dict[str, Any] = request.POST.dict() if request.method == "POST" else _known(request)
    quote = quoting.quote(request.basket, district_of(data), _choices(data))
    initial = {name: value for name, value in data.items() if not name.startswith("ship_")}
    if request.method != "POST":
        initial |= {f"note_{vendor}": text for vendor, text in notes.of(request.session).items()}
    return CheckoutForm(initial=initial | {"province": province_of(data)}, quote=quote, province=province_of(data))


def form_as_sent(request: ShopRequest) -> CheckoutForm:
    """The form to check. A shop whose ways of shipping were not on the page yet gets the one that it would propose."""
    data = request.POST.copy()
    quote = quoting.quote(request.basket, district_of(data), _choices(data))
    proposed = {f"ship_{g.vendor.pk}": g.chosen.code for g in quote.groups if g.chosen}
    unseen = [name for name in proposed if name not in data]
    for name in unseen:
        data[name] = proposed[name]
    return CheckoutForm(data, quote=quote, province=province_of(data), unseen=bool(unseen))


def remember(request: ShopRequest) -> None:
    """Keep the address for this visitor's next purchase, or for the next time this page is opened."""
    request.session["address"] = {name: request.POST.get(name, "")[:LONGEST] for name in REMEMBERED}


def remember_address(request: ShopRequest) -> None:
    """After placing: the address of a gift is somebody else's and is not offered again."""
    if request.POST.get("is_gift"):
        request.session.pop("address", None)
    else:
        remember(request)


def key_of(request: ShopRequest) -> str:
    """The key of the form that was sent, else the one of this basket."""
    sent = request.POST.get("key", "")
    return sent if _KEY.fullmatch(sent) else placement.key_of(request.basket)


def province_of(data: Mapping[str, Any]) -> str:
    sent = data.get("province", "")
    return sent if sent in dict(directory.provinces()) else directory.JAMBI


def district_of(data: Mapping[str, Any]) -> Region | None:
    """The district that was chosen, if it lies in the province that was chosen."""
    code = str(data.get("district", ""))
    if not _DISTRICT.fullmatch(code) or not code.startswith(f"{province_of(data)}."):
        return None
    return directory.find_district(code)


def _choices(data: Mapping[str, Any]) -> dict[int, str]:
    """The code of a way of shipping by the id of the vendor it was sent for."""
    sent = [(name.removeprefix("ship_"), data[name]) for name in data if name.startswith("ship_")]
    return {int(pk): code for pk, code in sent if pk.isascii() and pk.isdigit() and len(pk) <= 15}


def _known(request: ShopRequest) -> dict[str, Any]:
    user = request.user
    typed = request.session.get("address", {})
    if not isinstance(user, User):
        return dict(typed)
    return {**({} if typed else _last_order(user)), "name": user.get_full_name(), **typed, "email": user.email}


def _last_order(user: User) -> dict[str, str]:
    purchases = Purchase.objects.filter(order__user=user, buyer_name="").select_related("order__shipping_address")
    last = purchases.order_by("-pk").first()
    address = last.order.shipping_address if last else None
    if last is None or address is None:
        return {}
    return {
        "phone": formats.phone(address.phone_number),
        "province": last.destination_id.split(".")[0],
        "district": last.destination_id,
        "street": address.line1,
        "landmark": address.line2,
        "postcode": address.postcode,
    }
