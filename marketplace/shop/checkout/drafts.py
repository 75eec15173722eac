"""What the checkout page starts with: what was just typed, else what was typed last time, else the account's last order."""

import re
from collections.abc import Mapping
from typing import Any

from marketplace.accounts import addresses
from marketplace.accounts.models import SavedAddress, User
from marketplace.front import formats
from marketplace.regions import directory
from marketplace.regions.models import Region
from marketplace.shop.basket import notes
from marketplace.shop.catalogue import arrival
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
    data |= _chosen(request)
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


def saved(request: ShopRequest) -> list[SavedAddress]:
    """The address book of a logged-in shopper."""
    return list(addresses.of(request.user)) if isinstance(request.user, User) else []


def keep_address(request: ShopRequest, form: CheckoutForm) -> None:
    """Put the address of a placed order into the shopper's book when that was asked for. Raises addresses.Full."""
    if not isinstance(request.user, User) or not form.cleaned_data["keep"]:
        return
    data, district = form.cleaned_data, form.cleaned_data["district"]
    place = {name: data[name] for name in ("phone", "district", "street", "landmark")}
    postcode = data["postcode"] or district.postcode
    addresses.add(request.user, {**place, "label": district.name[:40], "recipient": data["name"], "postcode": postcode})


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


def _chosen(request: ShopRequest) -> dict[str, str]:
    """The saved address whose button was pressed, as if typed."""
    number = request.POST.get("use", "")
    if not (isinstance(request.user, User) and number.isascii() and number.isdigit() and len(number) <= 15):
        return {}
    address = addresses.of(request.user).filter(pk=int(number)).first()
    return addresses.as_typed(address) if address else {}


def _choices(data: Mapping[str, Any]) -> dict[int, str]:
    """The code of a way of shipping by the id of the vendor it was sent for."""
    sent = [(name.removeprefix("ship_"), data[name]) for name in data if name.startswith("ship_")]
    return {int(pk): code for pk, code in sent if pk.isascii() and pk.isdigit() and len(pk) <= 15}


def _known(request: ShopRequest) -> dict[str, Any]:
    user, typed = request.user, dict(request.session.get("address", {}))
    if not isinstance(user, User):
        return typed or _told_before(request)
    before = {} if typed else _main_address(user) or _last_order(user) or _told_before(request)
    return {"name": user.get_full_name(), **before, **typed, "email": user.email}


def _main_address(user: User) -> dict[str, str]:
    main = addresses.of(user).filter(is_main=True).first()
    return addresses.as_typed(main) if main else {}


def _told_before(request: ShopRequest) -> dict[str, str]:
    """The district that the reader asked shipping for on a product's page, kept on the device."""
    code = request.COOKIES.get(arrival.COOKIE, "")
    known = directory.find_district(code) if _DISTRICT.fullmatch(code) else None
    return {"province": code[:2], "district": code} if known else {}


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
