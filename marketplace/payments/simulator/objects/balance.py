"""The balance: nothing but the sum of its transactions, available or still pending."""

from typing import Any

from stripe import params

from marketplace.payments.simulator import ids, lists, resources
from marketplace.payments.simulator.world import Body, Call, Route, World

KIND = "balance_transaction"
_FILTERS = ("created", "currency", "source", "type")


def record(
    world: World,
    type: str,
    amount: int,
    source: str | None,
    *,
    currency: str,
    fee: int = 0,
    available_on: int | None = None,
    category: str = "",
    account: str = "",
) -> Body:
    """Move ``amount`` minor units, less ``fee``, into or out of the balance of the platform or an account."""
    transaction: Body = {
        "id": ids.new("txn"),
        "object": KIND,
        "amount": amount,
        "available_on": world.now() if available_on is None else available_on,
        "balance_type": "payments",
        "created": world.now(),
        "currency": currency,
        "description": None,
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [_fee(fee, currency)] if fee else [],
        "net": amount - fee,
        "reporting_category": category or type,
        "source": source,
        "status": "pending",
        "type": type,
    }
    return world.store.save(KIND, transaction, account)


def _fee(amount: int, currency: str) -> Body:
    about = {"application": None, "description": "Stripe processing fees", "type": "stripe_fee"}
    return {"amount": amount, "currency": currency, **about}


def available(world: World, currency: str, account: str = "") -> int:
    """What can be spent now, in minor units."""
    return _sum(world, currency, account, "<=")


def _sum(world: World, currency: str, account: str, comparison: str) -> int:
    sql = (
        "SELECT coalesce(sum(json_extract(body, '$.net')), 0) AS total FROM object WHERE kind = ? AND account = ?"
        f" AND json_extract(body, '$.currency') = ? AND json_extract(body, '$.available_on') {comparison} ?"
    )
    return int(world.store.rows(sql, (KIND, account, currency, world.now()))[0]["total"])


def total(world: World, currency: str, account: str = "") -> int:
    """Available and pending together, in minor units."""
    return available(world, currency, account) + _sum(world, currency, account, ">")


def unpaid(world: World, currency: str, account: str) -> list[Body]:
    """The available transactions that no payout has named yet."""
    where = (
        "json_extract(body, '$.currency') = ? AND json_extract(body, '$.available_on') <= ?"
        " AND json_extract(body, '$._sim.payout') IS NULL"
    )
    return world.store.select(KIND, where, (currency, world.now()), account)


def assign(world: World, transaction: Body, payout: str, account: str) -> None:
    world.store.save(KIND, {**transaction, "_sim": {"payout": payout}}, account)


def next_available(world: World, account: str = "") -> int | None:
    """When the next pending money becomes available; None if there is none."""
    sql = (
        "SELECT min(json_extract(body, '$.available_on')) AS moment FROM object WHERE kind = ? AND account = ?"
        " AND json_extract(body, '$.available_on') > ?"
    )
    moment = world.store.rows(sql, (KIND, account, world.now()))[0]["moment"]
    return None if moment is None else int(moment)


def open_with(world: World, amount: int) -> None:
    """Put the opening balance in, once per state."""
    if amount and not world.store.setting("opened", False):
        record(world, "topup", amount, None, currency="idr")
    world.store.set_setting("opened", True)


def retrieve(world: World, call: Call) -> Body:
    sql = "SELECT DISTINCT json_extract(body, '$.currency') AS currency FROM object WHERE kind = ? AND account = ?"
    currencies = sorted({row["currency"] for row in world.store.rows(sql, (KIND, call.account))} | {"idr"})
    return {
        "object": "balance",
        "available": [_part(world, currency, call.account, "<=") for currency in currencies],
        "connect_reserved": [{"amount": 0, "currency": currency} for currency in currencies],
        "livemode": False,
        "pending": [_part(world, currency, call.account, ">") for currency in currencies],
    }


def _part(world: World, currency: str, account: str, comparison: str) -> Body:
    amount = _sum(world, currency, account, comparison)
    return {"amount": amount, "currency": currency, "source_types": {"card": amount}}


def listed(world: World, call: Call) -> Body:
    where, values = "1", list[Any]()
    if "payout" in call.params:
        where, values = "json_extract(body, '$._sim.payout') = ?", [call.params["payout"]]
    return lists.listing(world, call, KIND, {name: f"$.{name}" for name in _FILTERS}, where, values)


ROUTES = [
    Route("GET", "/v1/balance", params.BalanceRetrieveParams, retrieve),
    Route("GET", "/v1/balance_transactions", params.BalanceTransactionListParams, listed),
    Route("GET", "/v1/balance_transactions/{id}", params.BalanceTransactionRetrieveParams, resources.retrieve(KIND)),
]
