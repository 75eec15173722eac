import pytest
import stripe

from marketplace.payments.simulator.control import Refused

from .conftest import FEE, TOTAL

PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]


def test_paying_completes_the_session_and_charges_once(open_session, client, control, inbox):
    session = open_session()
    outcome = control.pay(session.url)
    assert (outcome["status"], outcome["payment_status"]) == ("complete", "paid")
    assert outcome["redirect"] == f"http://shop.test/bayar/J7Q4/?session_id={session.id}"
    assert control.deliver_now() == [200] * 4
    assert inbox.types() == PAID
    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (found.status, found.payment_status, found.url) == ("complete", "paid", None)
    assert found.customer_details.email == "siti@example.com"
    intent = found.payment_intent
    assert (intent.status, intent.amount_received, intent.currency) == ("succeeded", TOTAL, "idr")
    assert (intent.metadata.to_dict(), intent.transfer_group) == ({"order": "J7Q4"}, "J7Q4")
    charge = intent.latest_charge
    assert (charge.status, charge.amount, charge.captured, charge.transfer_group) == ("succeeded", TOTAL, True, "J7Q4")
    assert charge.payment_method_details.card.last4 == "4242"
    assert (charge.balance_transaction, charge.refunded, charge.disputed) == (None, False, False)


def test_the_completed_event_shows_the_session_as_it_is_then(open_session, control, inbox):
    session = open_session()
    control.pay(session.id)
    control.deliver_now()
    completed = inbox.events()[3]
    assert completed.data.object.id == session.id
    assert (completed.data.object.payment_status, completed.data.object.amount_total) == ("paid", TOTAL)
    assert (completed.api_version, completed.livemode) == (stripe.api_version, False)
    assert (completed.request.id, completed.request.idempotency_key) == (None, None)


def test_the_fee_appears_later_on_the_balance_transaction(paid, client, control, inbox):
    charge = paid()
    control.deliver_now()
    assert inbox.types() == [*PAID, "charge.updated"]
    updated = inbox.events()[4]
    assert updated.data.previous_attributes.balance_transaction is None
    assert updated.data.object.balance_transaction == charge.balance_transaction
    transaction = client.v1.balance_transactions.retrieve(str(charge.balance_transaction))
    assert (transaction.amount, transaction.fee, transaction.net) == (TOTAL, FEE, TOTAL - FEE)
    assert (transaction.type, transaction.source, transaction.status) == ("charge", charge.id, "pending")
    assert [(fee.amount, fee.type) for fee in transaction.fee_details] == [(FEE, "stripe_fee")]


@pytest.mark.parametrize(
    ("card", "code", "decline_code"),
    [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000009995", "card_declined", "insufficient_funds"),
        ("4000000000000069", "expired_card", None),
    ],
)
def test_a_decline_leaves_the_session_open_for_another_try(
    open_session, client, control, inbox, card, code, decline_code
):
    session = open_session()
    assert control.pay(session.id, card=card)["status"] == "open"
    control.deliver_now()
    assert inbox.types() == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]
    intent = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent"]}).payment_intent
    assert (intent.status, intent.last_payment_error.code) == ("requires_payment_method", code)
    assert getattr(intent.last_payment_error, "decline_code", None) == decline_code
    assert control.pay(session.id)["payment_status"] == "paid"
    charges = client.v1.charges.list({"payment_intent": intent.id}).data
    assert [charge.status for charge in charges] == ["succeeded", "failed"]


def test_a_session_is_paid_only_once(open_session, control, client):
    session = open_session()
    control.pay(session.id)
    with pytest.raises(Refused) as caught:
        control.pay(session.id)
    assert caught.value.status == 400
    assert len(client.v1.charges.list().data) == 1


def test_three_d_secure_asks_and_then_takes_the_answer(open_session, client, control, inbox):
    session = open_session()
    outcome = control.pay(session.id, card="4000 0025 0000 3155")
    assert outcome["status"] == "open"
    intent = client.v1.payment_intents.retrieve(outcome["payment_intent"])
    assert (intent.status, intent.next_action.type) == ("requires_action", "redirect_to_url")
    assert control.authenticate(session.id, succeed=False)["status"] == "open"
    intent = client.v1.payment_intents.retrieve(intent.id)
    assert intent.last_payment_error.code == "payment_intent_authentication_failure"
    control.pay(session.id, card="4000002500003155")
    assert control.authenticate(session.id)["payment_status"] == "paid"
    control.deliver_now()
    assert inbox.types() == [
        "payment_intent.created",
        "payment_intent.requires_action",
        "payment_intent.payment_failed",
        "payment_intent.requires_action",
        *PAID[1:],
    ]
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize(
    ("succeed", "status", "tail"),
    [
        (
            True,
            "paid",
            ["charge.succeeded", "payment_intent.succeeded", "checkout.session.async_payment_succeeded"],
        ),
        (
            False,
            "unpaid",
            ["charge.failed", "payment_intent.payment_failed", "checkout.session.async_payment_failed"],
        ),
    ],
)
def test_a_delayed_method_completes_unpaid_and_settles_later(
    open_session, client, control, inbox, succeed, status, tail
):
    session = open_session()
    outcome = control.pay_delayed(session.id, succeed=succeed)
    assert (outcome["status"], outcome["payment_status"]) == ("complete", "unpaid")
    assert client.v1.payment_intents.retrieve(outcome["payment_intent"]).status == "processing"
    control.advance(120)
    control.deliver_now()
    head = ["payment_intent.created", "checkout.session.completed", "payment_intent.processing"]
    assert inbox.types()[:6] == head + tail
    found = client.v1.checkout.sessions.retrieve(session.id)
    assert (found.status, found.payment_status) == ("complete", status)
    assert len(client.v1.charges.list({"payment_intent": outcome["payment_intent"]}).data) == 1


def test_a_real_card_number_is_not_taken(open_session, control):
    with pytest.raises(Refused, match="not a test card"):
        control.pay(open_session().id, card="4111111111111111")


def test_an_intent_of_a_session_cannot_be_cancelled(open_session, client, control):
    intent = control.decline(open_session().id)["payment_intent"]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.payment_intents.cancel(intent)
    assert (caught.value.http_status, caught.value.code) == (400, "payment_intent_unexpected_state")


def test_payments_are_found_by_their_metadata(paid, client):
    one = paid()
    other = paid(payment_intent_data={"metadata": {"order": "K8"}})
    search = client.v1.payment_intents.search
    assert [i.id for i in search({"query": "metadata['order']:'J7Q4'"}).data] == [one.payment_intent]
    both = search({"query": 'status:"succeeded" AND amount>100', "limit": 1})
    assert [i.id for i in both.auto_paging_iter()] == [other.payment_intent, one.payment_intent]
    assert [i.id for i in search({"query": "-metadata['order']:'K8'"}).data] == [one.payment_intent]
    assert search({"query": "status:'canceled' OR amount<100"}).data == []
    assert [c.id for c in client.v1.charges.search({"query": "metadata['order']:'K8'"}).data] == [other.id]
    with pytest.raises(stripe.InvalidRequestError) as caught:
        search({"query": "metadata[order"})
    assert caught.value.param == "query"


def test_charges_and_intents_are_listed_by_their_filters(paid, client):
    one, other = paid(), paid(payment_intent_data={"transfer_group": "K8"})
    assert [c.id for c in client.v1.charges.list({"transfer_group": "K8"}).data] == [other.id]
    assert [c.id for c in client.v1.charges.list({"payment_intent": str(one.payment_intent)}).data] == [one.id]
    assert len(client.v1.payment_intents.list({"created": {"gte": one.created}}).data) == 2


def test_metadata_of_a_charge_is_added_to_and_unset(paid, client):
    charge = paid()
    client.v1.charges.update(charge.id, {"metadata": {"seen": "yes", "order": ""}})
    assert client.v1.charges.retrieve(charge.id).metadata.to_dict() == {"seen": "yes"}
