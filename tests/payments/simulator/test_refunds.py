import pytest
import stripe

from .conftest import FEE, RUPIAH, TOTAL

OPENING = 10_000_000_000


def test_a_refund_takes_from_the_balance_and_counts_on_the_charge(paid, client, control, inbox):
    charge = paid()
    control.deliver_now()
    inbox.clear()
    refund = client.v1.refunds.create(
        {"charge": charge.id, "amount": 50_000 * RUPIAH, "reason": "requested_by_customer", "metadata": {"line": "1"}}
    )
    assert (refund.status, refund.amount, refund.payment_intent) == ("succeeded", 5_000_000, charge.payment_intent)
    entry = client.v1.balance_transactions.retrieve(str(refund.balance_transaction))
    assert (entry.amount, entry.fee, entry.net, entry.type, entry.source) == (
        -5_000_000,
        0,
        -5_000_000,
        "refund",
        refund.id,
    )
    found = client.v1.charges.retrieve(charge.id, {"expand": ["refunds"]})
    assert (found.amount_refunded, found.refunded) == (5_000_000, False)
    assert [r.id for r in found.refunds.data] == [refund.id]
    control.deliver_now()
    assert inbox.types() == ["refund.created", "charge.refunded"]


def test_the_whole_rest_is_refunded_by_default_and_the_fee_is_not_returned(paid, client):
    charge = paid()
    client.v1.refunds.create({"charge": charge.id, "amount": 1_000_000})
    rest = client.v1.refunds.create({"payment_intent": str(charge.payment_intent)})
    assert rest.amount == TOTAL - 1_000_000
    assert client.v1.charges.retrieve(charge.id).refunded is True
    balance = client.v1.balance.retrieve()
    assert (balance.available[0].amount, balance.pending[0].amount) == (OPENING - TOTAL, TOTAL - FEE)


def test_more_than_is_left_cannot_be_refunded(paid, client):
    charge = paid()
    client.v1.refunds.create({"charge": charge.id, "amount": TOTAL - 100})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": charge.id, "amount": 200})
    assert (caught.value.http_status, caught.value.param, caught.value.code) == (400, "amount", None)
    client.v1.refunds.create({"charge": charge.id, "amount": 100})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": charge.id, "amount": 100})
    assert caught.value.code == "charge_already_refunded"
    assert sum(refund.amount for refund in client.v1.refunds.list({"charge": charge.id}).data) == TOTAL


@pytest.mark.parametrize("amount", [0, -300])
def test_a_refund_is_of_something(paid, client, amount):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": paid().id, "amount": amount})
    assert caught.value.code == "parameter_invalid_integer"


def test_only_money_received_can_be_refunded(open_session, client, control):
    declined = control.decline(open_session().id)["payment_intent"]
    delayed = control.pay_delayed(open_session().id)["payment_intent"]
    for wrong in (
        {"payment_intent": declined},
        {"payment_intent": delayed},
        {},
        {"charge": "ch_1", "payment_intent": "pi_1"},
    ):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.refunds.create(wrong)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": "ch_nobody"})
    assert (caught.value.http_status, caught.value.code, caught.value.param) == (404, "resource_missing", "charge")


def test_a_disputed_charge_cannot_be_refunded_unless_it_is_an_inquiry(paid, client, control):
    disputed, asked = paid(), paid()
    control.open_dispute(disputed.id)
    control.open_dispute(asked.id, inquiry=True)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": disputed.id})
    assert caught.value.code == "charge_disputed"
    assert client.v1.refunds.create({"charge": asked.id}).status == "succeeded"


def test_a_refund_waits_when_the_balance_is_short(paid, client, control, inbox):
    control.reset(opening_balance=0)
    charge = paid()
    refund = client.v1.refunds.create({"charge": charge.id, "amount": 1_000_000})
    assert (refund.status, refund.pending_reason, refund.balance_transaction) == ("pending", "insufficient_funds", None)
    control.advance(2 * 86_400)
    found = client.v1.refunds.retrieve(refund.id)
    assert (found.status, found.balance_transaction is None) == ("succeeded", False)
    control.deliver_now()
    assert inbox.types()[-1] == "refund.updated"


def test_card_7726_refunds_slowly(paid, client, control, inbox):
    charge = paid(card="4000000000007726")
    refund = client.v1.refunds.create({"charge": charge.id})
    assert refund.status == "pending"
    control.advance(60)
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"
    control.deliver_now()
    assert inbox.types()[-3:] == ["refund.created", "charge.refunded", "refund.updated"]
    assert inbox.events()[-1].data.previous_attributes.status == "pending"


def test_card_5126_refunds_and_then_fails(paid, client, control, inbox):
    charge = paid(card="4000000000005126")
    before = client.v1.balance.retrieve().available[0].amount
    refund = client.v1.refunds.create({"charge": charge.id})
    assert (refund.status, client.v1.charges.retrieve(charge.id).refunded) == ("succeeded", True)
    control.advance(60)
    found = client.v1.refunds.retrieve(refund.id, {"expand": ["failure_balance_transaction"]})
    assert (found.status, found.failure_reason) == ("failed", "expired_or_canceled_card")
    assert (found.failure_balance_transaction.amount, found.failure_balance_transaction.type) == (
        TOTAL,
        "refund_failure",
    )
    assert client.v1.balance.retrieve().available[0].amount == before
    reopened = client.v1.charges.retrieve(charge.id)
    assert (reopened.amount_refunded, reopened.refunded) == (0, False)
    control.deliver_now()
    assert inbox.types()[-2:] == ["refund.updated", "refund.failed"]


def test_only_a_refund_that_waits_for_the_buyer_can_be_cancelled(paid, client, control):
    charge = paid()
    control.set_fault("refund_requires_action")
    waiting = client.v1.refunds.create({"charge": charge.id, "amount": 500})
    done = client.v1.refunds.create({"charge": charge.id, "amount": 700})
    assert waiting.status == "requires_action"
    assert client.v1.refunds.cancel(waiting.id).status == "canceled"
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 700
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.cancel(done.id)


def test_refunds_are_listed_by_charge_and_intent(paid, client):
    one, other = paid(), paid()
    made = [client.v1.refunds.create({"charge": charge.id, "amount": 100}).id for charge in (one, other)]
    assert [r.id for r in client.v1.refunds.list().data] == made[::-1]
    assert [r.id for r in client.v1.refunds.list({"charge": one.id}).data] == made[:1]
    assert [r.id for r in client.v1.refunds.list({"payment_intent": str(other.payment_intent)}).data] == made[1:]


def test_the_refunds_of_a_charge_are_paged_from_the_charge(paid, client):
    charge = paid()
    made = [client.v1.refunds.create({"charge": charge.id, "amount": 100}).id for _ in range(12)]
    found = client.v1.charges.retrieve(charge.id, {"expand": ["refunds"]}).refunds
    assert (len(found.data), found.has_more) == (10, True)
    assert [refund.id for refund in found.auto_paging_iter()] == made[::-1]
