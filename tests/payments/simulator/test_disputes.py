import pytest
import stripe

from marketplace.payments.simulator.control import Refused

from .conftest import TOTAL

FEE = 15_000_000


def test_opening_a_dispute_takes_amount_and_fee(paid, client, control, inbox):
    charge = paid()
    before = client.v1.balance.retrieve().available[0].amount
    opened = control.open_dispute(str(charge.payment_intent), reason="product_not_received")
    dispute = client.v1.disputes.retrieve(opened["id"])
    assert (dispute.status, dispute.amount, dispute.reason) == ("needs_response", TOTAL, "product_not_received")
    assert (dispute.charge, dispute.payment_intent) == (charge.id, charge.payment_intent)
    assert (dispute.is_charge_refundable, dispute.evidence_details.due_by) == (False, dispute.created + 7 * 86_400)
    entry = dispute.balance_transactions[0]
    assert (entry.amount, entry.fee, entry.net, entry.reporting_category) == (-TOTAL, FEE, -TOTAL - FEE, "dispute")
    assert client.v1.balance.retrieve().available[0].amount == before - TOTAL - FEE
    assert client.v1.charges.retrieve(charge.id).disputed is True
    control.deliver_now()
    assert inbox.types()[-2:] == ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


@pytest.mark.parametrize(
    ("won", "status", "entries", "events"),
    [
        (True, "won", [-TOTAL, TOTAL], ["charge.dispute.closed", "charge.dispute.funds_reinstated"]),
        (False, "lost", [-TOTAL], ["charge.dispute.funds_withdrawn", "charge.dispute.closed"]),
    ],
)
def test_the_bank_decides(paid, client, control, inbox, won, status, entries, events):
    dispute = control.open_dispute(paid().id)
    control.decide_dispute(dispute["id"], won=won)
    found = client.v1.disputes.retrieve(dispute["id"])
    assert found.status == status
    assert [entry.amount for entry in found.balance_transactions] == entries
    control.deliver_now()
    assert inbox.types()[-2:] == events
    with pytest.raises(Refused):
        control.decide_dispute(dispute["id"], won=not won)


def test_evidence_is_kept_and_sent_to_the_bank(paid, client, control, inbox):
    dispute = control.open_dispute(paid().id)
    params = {"evidence": {"shipping_tracking_number": "JNE1"}, "submit": False, "metadata": {"case": "7"}}
    draft = client.v1.disputes.update(dispute["id"], params)
    assert (draft.status, draft.evidence_details.has_evidence, draft.evidence_details.submission_count) == (
        "needs_response",
        True,
        0,
    )
    sent = client.v1.disputes.update(dispute["id"], {"evidence": {"uncategorized_text": "resi"}, "submit": True})
    assert (sent.status, sent.evidence_details.submission_count) == ("under_review", 1)
    assert sent.evidence.shipping_tracking_number == "JNE1"
    assert sent.metadata.to_dict() == {"case": "7"}
    control.deliver_now()
    assert inbox.types()[-2:] == ["charge.dispute.updated"] * 2


def test_conceding_loses(paid, client, control):
    dispute = control.open_dispute(paid().id)
    assert client.v1.disputes.close(dispute["id"]).status == "lost"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.disputes.close(dispute["id"])
    assert caught.value.code == "dispute_already_closed"


def test_an_inquiry_moves_no_money(paid, client, control, inbox):
    before = client.v1.balance_transactions.list({"type": "adjustment"}).data
    dispute = control.open_dispute(paid().id, inquiry=True)
    assert (dispute["status"], dispute["is_charge_refundable"]) == ("warning_needs_response", True)
    assert control.decide_dispute(dispute["id"], won=True)["status"] == "warning_closed"
    assert client.v1.balance_transactions.list({"type": "adjustment"}).data == before == []


def test_card_0259_is_disputed_by_itself(paid, client):
    charge = paid(card="4000000000000259")
    disputes = client.v1.disputes.list({"charge": charge.id}).data
    assert [(d.status, d.reason) for d in disputes] == [("needs_response", "fraudulent")]
    assert [d.id for d in client.v1.disputes.list({"payment_intent": str(charge.payment_intent)}).data] == [
        disputes[0].id
    ]


def test_a_fully_refunded_charge_cannot_be_disputed_and_a_partly_refunded_one_only_for_the_rest(paid, client, control):
    full, part = paid(), paid()
    client.v1.refunds.create({"charge": full.id})
    client.v1.refunds.create({"charge": part.id, "amount": 1_000_000})
    with pytest.raises(Refused):
        control.open_dispute(full.id)
    assert control.open_dispute(part.id)["amount"] == TOTAL - 1_000_000
