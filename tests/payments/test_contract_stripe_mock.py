"""Every request that we make, sent to Stripe's own stripe-mock: it knows the API's parameters and refuses others.

It keeps no state, so nothing is asserted of its answers; what we send is. Wrong parameters prove that it would refuse.
"""

import json
import os
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl

import pytest
import requests
import stripe
from django.utils import timezone

from marketplace.payments import stripe_checkout
from marketplace.payments.gateway import Declined
from marketplace.payments.models import Refund
from marketplace.shop.checkout import settlement
from tests.factories import make_order, make_product, make_vendor

MOCK = os.environ.get("STRIPE_MOCK_URL", "")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MOCK, reason="STRIPE_MOCK_URL names no stripe-mock (`../shared/services/up stripe` does)"),
]

Sent = list[tuple[str, str, dict[str, str], dict[str, str]]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Any:
    """(method, path, parameters, headers) of all that goes to stripe-mock."""
    settings.STRIPE_API_BASE = MOCK.rstrip("/")
    stripe_checkout.client.cache_clear()
    calls: Sent = []
    original = requests.Session.request

    def noting(self: Any, method: str, url: str, **arguments: Any) -> requests.Response:
        path, _, query = url.removeprefix(settings.STRIPE_API_BASE).partition("?")
        calls.append((method.upper(), path, dict(parse_qsl(arguments.get("data") or query)), arguments["headers"]))
        return original(self, method, url, **arguments)

    monkeypatch.setattr(requests.Session, "request", noting)
    yield calls
    stripe_checkout.client.cache_clear()


@pytest.fixture
def order() -> Any:
    vendor, other = make_vendor("Dapur Mak Ina"), make_vendor("Batik & Co")
    return make_order((make_product(vendor, title="Dodol"), 2), (make_product(other), 1), method="stripe")


@pytest.fixture
def attempt(order: Any, sent: Sent) -> Any:
    stripe_checkout.StripeCheckout().page_for(order.payment, "https://pasar.example.id/kembali/")
    return order.payment.attempts.get()


@pytest.fixture
def refund(order: Any) -> Any:
    """A second payment of the same order, on its way back."""
    for reference in ("pi_first", "pi_known"):
        settlement.finalise(order.payment.pk, reference, int(order.payment.amount))
    return Refund.objects.get(capture__reference="pi_known")


def test_a_session_is_created_with_lines_that_add_up_and_no_parameter_of_another_age(order, attempt, sent):
    method, path, form, headers = sent[0]
    assert (method, path) == ("POST", "/v1/checkout/sessions")
    lines = {name.split("]")[0] for name in form if name.startswith("line_items[")}
    amounts = [int(form[f"{line}][quantity]"]) * int(form[f"{line}][price_data][unit_amount]"]) for line in lines]
    assert sum(amounts) == int(order.total_incl_tax) * 100
    assert {form[f"{line}][price_data][currency]"] for line in lines} == {"idr"}
    fixed = ("mode", "client_reference_id", "metadata[attempt]", "adaptive_pricing[enabled]", "success_url")
    success = "https://pasar.example.id/kembali/?session_id={CHECKOUT_SESSION_ID}"
    assert [form[name] for name in fixed] == ["payment", order.number, "1", "false", success]
    assert not {"payment_method_types", "ui_mode"} & {name.split("[")[0] for name in form}
    assert headers["Idempotency-Key"] == f"order:{order.number}:attempt:1"
    assert headers["Stripe-Version"] == stripe.api_version
    life = int(form["expires_at"]) - timezone.now().timestamp()
    assert timedelta(minutes=31).total_seconds() < life <= timedelta(minutes=32).total_seconds()


def test_a_session_is_retrieved_with_its_intent_and_expired(attempt, sent):
    gateway = stripe_checkout.StripeCheckout()
    gateway.look_up(attempt)
    gateway.close(attempt)
    session = f"/v1/checkout/sessions/{attempt.session_id}"
    assert [call[:3] for call in sent[1:]] == [
        ("GET", session, {"expand[0]": "payment_intent"}),
        ("POST", f"{session}/expire", {}),
    ]


def test_a_refund_is_created_under_its_own_key(refund, sent):
    stripe_checkout.StripeCheckout().send_refund(refund)
    method, path, form, headers = sent[0]
    assert (method, path) == ("POST", "/v1/refunds")
    amount = str(int(refund.capture.payment.amount) * 100)
    assert form == {"payment_intent": "pi_known", "amount": amount, "metadata[key]": "double:pi_known"}
    assert headers["Idempotency-Key"] == "refund:double:pi_known"


def test_a_refund_tried_before_is_looked_for_first(refund, sent):
    refund.retry_at = timezone.now()
    stripe_checkout.StripeCheckout().send_refund(refund)
    assert sent[0][:3] == ("GET", "/v1/refunds", {"payment_intent": "pi_known", "limit": "100"})
    assert sent[-1][:2] == ("POST", "/v1/refunds")


def test_a_sent_refund_is_looked_up_by_its_id(refund, sent):
    refund.reference = "re_sent"
    stripe_checkout.StripeCheckout().look_up_refund(refund)
    assert sent[0][:3] == ("GET", "/v1/refunds/re_sent", {})


def test_the_fee_is_read_from_the_charge_of_an_intent(sent):
    stripe_checkout.StripeCheckout().fee_sen("pi_known")
    assert sent[0][:3] == (
        "GET",
        "/v1/payment_intents/pi_known",
        {"expand[0]": "latest_charge.balance_transaction"},
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"expires": 1_900_000_000},
        {"ui_mode": "hosted"},
        {"expires_at": "soon"},
        {"adaptive_pricing": "off"},
        {"line_items": [{"quantity": "two"}]},
    ],
    ids=json.dumps,
)
def test_a_wrong_parameter_is_refused(attempt, sent, wrong):
    attempt.request |= wrong
    attempt.session_id = None
    with pytest.raises(Declined):
        stripe_checkout.StripeCheckout()._create(attempt)
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        ("refunds", {"payment_intent": "pi_known", "rupiah": 5}),
        ("payment_intents", {"expand": ["latest_charge"], "with_fee": "true"}),
    ],
)
def test_a_wrong_parameter_of_other_calls_is_refused_too(sent, call, arguments):
    service = getattr(stripe_checkout.client().v1, call)
    with pytest.raises(stripe.InvalidRequestError):
        service.create(arguments) if call == "refunds" else service.retrieve("pi_known", arguments)
