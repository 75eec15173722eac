"""Every object carries what Stripe's OpenAPI marks as required, and what the library's types promise to be there."""

import typing
from typing import Any

import pytest
import stripe

# `required` of the schemas in https://github.com/stripe/openapi as of v0.203.0 of stripe-mock (2026-08-26.dahlia)
REQUIRED = {
    "checkout.session": "automatic_tax created custom_fields custom_text expires_at id livemode mode object"
    " payment_method_types payment_status shipping_options",
    "item": "amount_discount amount_subtotal amount_tax amount_total currency id object",
    "price": "active billing_scheme created currency id livemode metadata object product type",
    "payment_intent": "created id livemode object status",
    "charge": "amount amount_captured amount_refunded billing_details captured created currency disputed id livemode"
    " metadata object paid refunded status",
    "refund": "amount created currency id object",
    "dispute": "amount balance_transactions charge created currency enhanced_eligibility_types evidence"
    " evidence_details id is_charge_refundable livemode metadata object reason status",
    "transfer": "amount amount_reversed created currency id livemode metadata object reversals reversed",
    "transfer_reversal": "amount created currency id object transfer",
    "account": "id object",
    "account_link": "created expires_at object url",
    "capability": "account id object requested status",
    "balance": "available livemode object pending",
    "balance_transaction": "amount available_on balance_type created currency fee fee_details id net object"
    " reporting_category status type",
    "payout": "amount arrival_date automatic created currency id livemode method object reconciliation_status"
    " source_type status type",
    "event": "created data id livemode object pending_webhooks type",
}
CLASSES: dict[str, type[stripe.StripeObject]] = {
    "checkout.session": stripe.checkout.Session,
    "item": stripe.LineItem,
    "price": stripe.Price,
    "payment_intent": stripe.PaymentIntent,
    "charge": stripe.Charge,
    "refund": stripe.Refund,
    "dispute": stripe.Dispute,
    "transfer": stripe.Transfer,
    "transfer_reversal": stripe.TransferReversal,
    "account": stripe.Account,
    "account_link": stripe.AccountLink,
    "capability": stripe.Capability,
    "balance": stripe.Balance,
    "balance_transaction": stripe.BalanceTransaction,
    "payout": stripe.Payout,
    "event": stripe.Event,
}


def promised(kind: type[stripe.StripeObject]) -> set[str]:
    """The fields whose type allows neither None nor absence."""
    return {
        name
        for name, note in kind.__annotations__.items()
        if type(None) not in typing.get_args(note)
        and typing.get_origin(note) is not typing.ClassVar
        and not name.startswith("_")
        and name not in ("OBJECT_NAME", "deleted")
    }


@pytest.fixture
def everything(paid, open_session, client, control, inbox) -> dict[str, dict[str, Any]]:
    """One of each, as the API or an event shows it."""
    account = client.v1.accounts.create({"country": "US", "capabilities": {"transfers": {"requested": True}}})
    link = {"account": account.id, "refresh_url": "http://a.test/", "return_url": "http://b.test/"}
    control.activate(account.id)
    session, charge, disputed = open_session(expand=["line_items"]), paid(), paid()
    transfer = client.v1.transfers.create({"amount": 900, "currency": "idr", "destination": account.id})
    client.v1.transfers.reversals.create(transfer.id, {"amount": 100})
    dispute = control.open_dispute(disputed.id)
    control.deliver_now()
    capability = next(event for event in inbox.events() if event.type == "capability.updated")
    found = [
        session,
        session.line_items.data[0],
        session.line_items.data[0].price,
        client.v1.payment_intents.retrieve(str(charge.payment_intent)),
        charge,
        client.v1.refunds.create({"charge": charge.id, "amount": 100}),
        client.v1.disputes.retrieve(dispute["id"]),
        transfer,
        client.v1.transfers.reversals.list(transfer.id).data[0],
        client.v1.accounts.retrieve(account.id),
        client.v1.account_links.create({**link, "type": "account_onboarding"}),
        capability.data.object,
        client.v1.balance.retrieve(),
        client.v1.balance_transactions.retrieve(str(charge.balance_transaction)),
        client.v1.payouts.create({"amount": 100, "currency": "idr"}),
        client.v1.events.list().data[0],
    ]
    return {str(item["object"]): item.to_dict() for item in found}


def test_no_object_lacks_a_required_field(everything):
    assert set(everything) == set(REQUIRED) == set(CLASSES)
    lacking = {
        kind: sorted((set(REQUIRED[kind].split()) | promised(CLASSES[kind])) - set(body))
        for kind, body in everything.items()
    }
    assert {kind: names for kind, names in lacking.items() if names} == {}


def test_no_object_shows_the_simulators_own_notes(everything):
    assert "'_sim'" not in str(everything)
