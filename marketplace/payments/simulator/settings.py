"""How a simulator is set up: by the command line, else by ``STRIPE_SIMULATOR_*``, else by these defaults."""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

_HELP = {
    "host": "address to listen on",
    "port": "port to listen on; 0 takes a free one",
    "state": "SQLite file that holds all state",
    "public_url": "address under which browsers reach the hosted page",
    "webhook": "address that events are sent to; empty sends none",
    "webhook_secret": "signing secret of that address (whsec_...)",
    "connect_webhook": "address for events of connected accounts; empty: the same as the others",
    "connect_webhook_secret": "signing secret of that address",
    "business_name": "the seller named on the hosted page",
    "manual_delivery": "1: send webhooks only when the control API says so",
    "couriers": "how many webhooks are on their way at once",
    "opening_balance": "available balance to start with, in minor units of IDR",
    "fee_basis_points": "percentage part of the fee on a payment, in hundredths of a percent",
    "fee_fixed": "fixed part of the fee on a payment, in minor units",
    "dispute_fee": "fee of a dispute, in minor units",
    "settlement_seconds": "how long the money of a payment stays pending",
    "balance_transaction_seconds": "how long after a payment its balance transaction appears",
    "delayed_seconds": "how long a delayed method takes to succeed or fail",
    "refund_seconds": "how long a refund card takes to change its mind",
    "payout_seconds": "how long a payout is under way",
}


@dataclass
class Settings:
    host: str = "127.0.0.1"
    port: int = 12000
    state: str = "var/simulator.sqlite3"
    public_url: str = ""
    webhook: str = ""
    webhook_secret: str = "whsec_simulator"
    connect_webhook: str = ""
    connect_webhook_secret: str = ""
    business_name: str = "Pasar Jambi"
    manual_delivery: int = 0
    couriers: int = 4
    opening_balance: int = 10_000_000_000
    fee_basis_points: int = 290
    fee_fixed: int = 200_000
    dispute_fee: int = 15_000_000
    settlement_seconds: int = 2 * 86_400
    balance_transaction_seconds: int = 1
    delayed_seconds: int = 120
    refund_seconds: int = 60
    payout_seconds: int = 86_400

    @property
    def base(self) -> str:
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


def parse(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Settings:
    """Raises SystemExit with a usage line on an option that does not exist or has no number."""
    parser = argparse.ArgumentParser(prog="python -m marketplace.payments.simulator", description=__doc__)
    for field in fields(Settings):
        default: Any = environment.get(f"STRIPE_SIMULATOR_{field.name.upper()}", field.default)
        option = "--" + field.name.replace("_", "-")
        parser.add_argument(option, type=type(field.default), default=default, help=_HELP[field.name])
    return Settings(**vars(parser.parse_args(arguments)))
