"""The lines of a Checkout Session: what Stripe demands of them, and what it makes of them."""

from typing import Any

from marketplace.payments.simulator import errors, ids, limits, parameters
from marketplace.payments.simulator.world import Body, World

MOST_LINES = 100


def build(world: World, params: dict[str, Any]) -> list[Body]:
    """Line items with a price and a product each. Raises ApiError(400): none, over 100, mixed currencies, no price."""
    given = params.get("line_items") or []
    if not given:
        raise parameters.missing("line_items")
    if len(given) > MOST_LINES:
        raise errors.invalid(f"Checkout Sessions accept at most {MOST_LINES} line items.", "line_items")
    lines = [_line(world, line, f"line_items[{position}]") for position, line in enumerate(given)]
    if len({line["currency"] for line in lines}) > 1:
        raise errors.invalid("All line items must have the same currency.", "line_items")
    return lines


def _line(world: World, line: Body, where: str) -> Body:
    if "price" in line:
        raise errors.missing_resource("price", line["price"], f"{where}[price]", status=400)
    if "price_data" not in line:
        raise parameters.missing(f"{where}[price_data]")
    quantity = limits.positive(line.get("quantity", 0), f"{where}[quantity]")
    price = _price(world, line["price_data"], f"{where}[price_data]")
    amount = price["unit_amount"] * quantity
    return {
        "id": ids.new("li"),
        "object": "item",
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": line["price_data"]["product_data"]["name"],
        "metadata": limits.metadata(line.get("metadata"), f"{where}[metadata]"),
        "price": price,
        "quantity": quantity,
    }


def _price(world: World, data: Body, where: str) -> Body:
    if "unit_amount" not in data:
        raise parameters.missing(f"{where}[unit_amount]")
    if data["unit_amount"] < 0:
        raise errors.invalid("This value must be greater than or equal to 0.", f"{where}[unit_amount]")
    if "recurring" in data:
        raise errors.invalid("You can't use recurring prices in payment mode.", where)
    product = _product(world, data, where)
    return {
        "id": ids.new("price"),
        "object": "price",
        "active": False,
        "billing_scheme": "per_unit",
        "created": world.now(),
        "currency": limits.currency(data["currency"], f"{where}[currency]"),
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": None,
        "metadata": limits.metadata(data.get("metadata"), f"{where}[metadata]"),
        "nickname": None,
        "product": product["id"],
        "recurring": None,
        "tax_behavior": data.get("tax_behavior", "unspecified"),
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "one_time",
        "unit_amount": data["unit_amount"],
        "unit_amount_decimal": str(data["unit_amount"]),
    }


def _product(world: World, data: Body, where: str) -> Body:
    if "product_data" not in data:
        if "product" in data:
            raise errors.missing_resource("product", data["product"], f"{where}[product]", status=400)
        raise parameters.missing(f"{where}[product_data]")
    given = data["product_data"]
    if not given["name"].strip():
        raise errors.invalid(
            "Product names cannot be blank.", f"{where}[product_data][name]", "parameter_invalid_empty"
        )
    product: Body = {
        "id": ids.new("prod", 14),
        "object": "product",
        "active": False,
        "created": world.now(),
        "description": given.get("description"),
        "images": given.get("images", []),
        "livemode": False,
        "marketing_features": [],
        "metadata": limits.metadata(given.get("metadata"), f"{where}[product_data][metadata]"),
        "name": given["name"],
        "package_dimensions": None,
        "shippable": None,
        "tax_code": None,
        "type": "service",
        "updated": world.now(),
        "url": None,
    }
    return world.store.save("product", product)
