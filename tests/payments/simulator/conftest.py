"""One simulator for all these tests, emptied before each; an inbox that stands for our webhook endpoint."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from marketplace.payments.simulator import process
from marketplace.payments.simulator.control import Control

stripe.enable_telemetry = False
SECRET = "whsec_inbox"
RUPIAH = 100


class Inbox:
    """Keeps what was sent; answers with ``status``, or with the statuses in ``next`` first."""

    def __init__(self) -> None:
        self.received: list[tuple[bytes, str]] = []
        self.status, self.next = 200, list[int]()
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                inbox.received.append((body, self.headers["Stripe-Signature"]))
                self.send_response(inbox.next.pop(0) if inbox.next else inbox.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhook/"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def events(self) -> list[stripe.Event]:
        """All that arrived, signatures checked by the real library."""
        return [stripe.Webhook.construct_event(body, header, SECRET) for body, header in self.received]

    def types(self) -> list[str]:
        return [event.type for event in self.events()]

    def clear(self) -> None:
        self.received.clear()
        self.status, self.next = 200, []


@pytest.fixture(scope="session")
def shared_inbox() -> Iterator[Inbox]:
    inbox = Inbox()
    yield inbox
    inbox.server.shutdown()
    inbox.server.server_close()


@pytest.fixture(scope="session")
def simulator(shared_inbox: Inbox) -> Iterator[process.Running]:
    with process.start(webhook=shared_inbox.url, webhook_secret=SECRET, manual_delivery=1) as running:
        yield running


@pytest.fixture
def inbox(shared_inbox: Inbox) -> Inbox:
    return shared_inbox


@pytest.fixture(autouse=True)
def empty(request: pytest.FixtureRequest) -> None:
    if "simulator" in request.fixturenames:
        request.getfixturevalue("simulator").control.reset()
        request.getfixturevalue("shared_inbox").clear()


@pytest.fixture
def control(simulator: process.Running) -> Control:
    return simulator.control


@pytest.fixture
def client(simulator: process.Running) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_shop", base_addresses={"api": simulator.base_url})


def line(name: str, rupiah: int, quantity: int = 1) -> dict[str, Any]:
    price = {"currency": "idr", "unit_amount": rupiah * RUPIAH, "product_data": {"name": name}}
    return {"quantity": quantity, "price_data": price}


def session_params(**changes: Any) -> dict[str, Any]:
    """The Session of stripe.md's example: Rp 98.000 for order J7Q4."""
    return {
        "mode": "payment",
        "locale": "id",
        "line_items": [line("Dodol kentang", 25_000, 2), line("Ongkir J7Q4-1", 18_000), line("Kopi Kerinci", 30_000)],
        "client_reference_id": "J7Q4",
        "customer_email": "siti@example.com",
        "success_url": "http://shop.test/bayar/J7Q4/?session_id={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://shop.test/bayar/J7Q4/",
        "adaptive_pricing": {"enabled": False},
        "metadata": {"order": "J7Q4", "attempt": "1"},
        "payment_intent_data": {"metadata": {"order": "J7Q4"}, "transfer_group": "J7Q4"},
        **changes,
    }


TOTAL = 98_000 * RUPIAH
FEE = 4_842 * RUPIAH  # 2.9 % of Rp 98.000 and Rp 2.000
OpenSession = Callable[..., stripe.checkout.Session]


@pytest.fixture
def open_session(client: stripe.StripeClient) -> OpenSession:
    def create(**changes: Any) -> stripe.checkout.Session:
        return client.v1.checkout.sessions.create(session_params(**changes))  # type: ignore[arg-type]

    return create


@pytest.fixture
def paid(open_session: OpenSession, control: Control, client: stripe.StripeClient) -> Callable[..., stripe.Charge]:
    """Opens a Session, pays it, lets the balance transaction appear, and gives the charge."""

    def pay(card: str = "4242424242424242", **changes: Any) -> stripe.Charge:
        session = open_session(**changes)
        control.pay(session.id, card=card)
        control.advance(1)
        found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
        return found.payment_intent.latest_charge  # type: ignore[union-attr,return-value]

    return pay
