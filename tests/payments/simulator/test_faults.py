"""Each row of the fault dial, as the real library meets it."""

import json
import time
from pathlib import Path

import pytest
import stripe

from marketplace.payments.simulator import faults
from marketplace.payments.simulator.control import Refused

from .conftest import FEE, SECRET, TOTAL, session_params

SESSIONS = {"method": "POST", "path": "/v1/checkout/sessions"}
KEY = {"idempotency_key": "order:J7Q4:attempt:1"}


@pytest.fixture
def patient(simulator):
    """Retries twice, as our gateway does."""
    return stripe.StripeClient(
        "sk_test_shop",
        base_addresses={"api": simulator.base_url},
        max_network_retries=2,
        http_client=stripe.RequestsClient(timeout=(1, 0.4)),
    )


def create(client, **changes):
    return client.v1.checkout.sessions.create(session_params(**changes), KEY)


def statuses(control):
    return [
        (entry["status"], entry["remark"]) for entry in control.journal(kind="request", object=KEY["idempotency_key"])
    ]


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_cut_connection_is_met_by_the_same_key_and_leaves_one_session(client, control, fault):
    control.set_fault(fault, scope=SESSIONS)
    with pytest.raises(stripe.APIConnectionError):
        create(client)
    left = [session.id for session in client.v1.checkout.sessions.list().data]
    assert len(left) == (1 if fault == "drop_after" else 0)
    session = create(client)
    assert session.last_response.headers.get("Idempotent-Replayed") == ("true" if left else None)
    assert [s.id for s in client.v1.checkout.sessions.list().data] == [session.id] == (left or [session.id])


@pytest.mark.parametrize("fault", ["sleep_before", "sleep_after"])
def test_silence_beyond_the_timeout_is_met_by_the_librarys_own_retry(patient, client, control, fault):
    control.set_fault(fault, scope=SESSIONS, seconds=0.6)
    session = create(patient)
    assert [s.id for s in client.v1.checkout.sessions.list().data] == [session.id]


@pytest.mark.parametrize(("fault", "sessions"), [("error_before", 0), ("error_after", 1)])
def test_a_500_is_kept_under_its_key_whether_or_not_it_took_effect(client, control, fault, sessions):
    control.set_fault(fault, scope=SESSIONS)
    for replayed in (None, "true"):
        with pytest.raises(stripe.APIError) as caught:
            create(client)
        assert (caught.value.http_status, caught.value.error.type) == (500, "api_error")
        assert caught.value.headers.get("Idempotent-Replayed") == replayed
    assert len(client.v1.checkout.sessions.list().data) == sessions


def test_a_409_is_not_kept_and_is_retried(patient, control):
    control.set_fault("conflict", scope=SESSIONS, times=2)
    create(patient)
    assert [status for status, _ in statuses(control)] == [409, 409, 200]


@pytest.mark.parametrize(
    ("fault", "should_retry", "tries"),
    [
        ("rate_limit", None, 1),
        ("rate_limit", True, 2),
        ("rate_limit", False, 1),
        ("conflict", False, 1),
        ("unavailable", None, 2),
        ("unavailable", False, 1),
    ],
)
def test_the_library_retries_as_the_status_and_the_advice_say(patient, control, fault, should_retry, tries):
    control.set_fault(fault, scope=SESSIONS, should_retry=should_retry)
    if tries == 1:
        with pytest.raises(stripe.StripeError):
            create(patient)
    else:
        create(patient)
    assert len(statuses(control)) == tries


def test_429_tells_its_reason_and_is_not_kept(client, control):
    control.set_fault("rate_limit", scope=SESSIONS, reason="endpoint-rate", code="lock_timeout")
    with pytest.raises(stripe.RateLimitError) as caught:
        create(client)
    assert (caught.value.http_status, caught.value.error.code) == (429, "lock_timeout")
    assert caught.value.headers["Stripe-Rate-Limited-Reason"] == "endpoint-rate"
    assert "Stripe-Should-Retry" not in caught.value.headers
    create(client)


def test_503_is_a_page_and_no_json(client, control):
    control.set_fault("unavailable", scope=SESSIONS)
    with pytest.raises(stripe.APIError) as caught:
        create(client)
    assert caught.value.http_status == 503
    assert "<html>" in str(caught.value.http_body)


def test_latency_delays_the_answer(client, control):
    control.set_fault("latency", scope=SESSIONS, seconds=0.2)
    begin = time.monotonic()
    create(client)
    assert time.monotonic() - begin >= 0.2


def test_a_late_webhook_leaves_when_its_time_has_come(open_session, control, inbox):
    control.set_fault("webhook_late", scope={"event": "checkout.session.completed"}, seconds=7_200)
    control.pay(open_session().id)
    assert len(control.deliver_now()) == 3
    control.advance(7_201)
    control.deliver_now()
    assert inbox.types()[-2:] == ["checkout.session.completed", "charge.updated"]


@pytest.mark.parametrize(("times", "attempts"), [(1, [0, 200]), (2, [0, 0, 200])])
def test_a_webhook_lost_n_times_arrives_after_that(open_session, control, inbox, times, attempts):
    session = open_session()
    control.set_fault("webhook_lost", scope={"event": "checkout.session.expired"}, times=times)
    control.expire(session.id)
    seen = []
    while not inbox.received:
        seen += control.deliver_now()
        control.advance(60)
    assert seen == attempts


def test_a_webhook_lost_for_good_never_arrives_but_the_event_can_be_polled(open_session, client, control, inbox):
    control.set_fault("webhook_lost", times=None)
    session = open_session()
    control.expire(session.id)
    for _ in range(12):
        control.deliver_now()
        control.advance(86_400)
    assert inbox.received == []
    missed = client.v1.events.list({"delivery_success": False}).data
    assert [(event.type, event.data.object.id) for event in missed] == [("checkout.session.expired", session.id)]


def test_a_doubled_webhook_is_the_same_event_again(open_session, control, inbox):
    control.set_fault("webhook_doubled", copies=3)
    control.expire(open_session().id)
    assert control.deliver_now() == [200] * 3
    assert len({event.id for event in inbox.events()}) == 1


def test_a_second_event_tells_of_the_same_change_under_another_id(open_session, client, control, inbox):
    control.set_fault("webhook_second_event")
    session = open_session()
    control.expire(session.id)
    control.deliver_now()
    first, second = inbox.events()
    assert first.id != second.id
    assert (first.type, first.data.object.id) == (second.type, second.data.object.id)
    assert {e.id for e in client.v1.events.list().data} == {first.id, second.id}
    assert len(control.journal(kind="event", object=session.id)) == 2


def test_shuffled_webhooks_arrive_reversed_or_in_a_seeded_order(open_session, control, inbox):
    orders = {}
    for options in ({"order": "reverse"}, {"order": "random", "seed": 1}, {"order": "random", "seed": 1}):
        control.reset()
        inbox.clear()
        control.set_fault("webhook_shuffled", times=None, **options)
        control.pay(open_session().id)
        control.deliver_now()
        orders.setdefault(str(options), []).append(inbox.types())
    straight = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]
    (reverse,), (first, again) = orders.values()
    assert reverse == straight[::-1]
    assert first == again != straight
    assert sorted(first) == sorted(straight)


def test_an_event_can_arrive_before_the_reply_to_its_call(open_session, client, control, inbox):
    session = open_session()
    control.set_fault("webhook_before_reply", scope={"path": "*/expire"})
    client.v1.checkout.sessions.expire(session.id)
    assert inbox.types() == ["checkout.session.expired"]


def sent(control, inbox, session):
    control.expire(session.id)
    control.deliver_now()
    return inbox.received[0]


def test_a_wrong_secret_does_not_verify(open_session, control, inbox):
    control.set_fault("webhook_wrong_secret")
    body, header = sent(control, inbox, open_session())
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, header, SECRET)


def test_two_signatures_verify_by_the_second(open_session, control, inbox):
    control.set_fault("webhook_two_v1")
    body, header = sent(control, inbox, open_session())
    assert header.count("v1=") == 2
    assert stripe.Webhook.construct_event(body, header, SECRET).type == "checkout.session.expired"


def test_a_stale_time_is_beyond_the_tolerance(open_session, control, inbox):
    control.set_fault("webhook_stale_t", seconds=301)
    body, header = sent(control, inbox, open_session())
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        stripe.Webhook.construct_event(body, header, SECRET)


def test_a_signature_outside_ascii_is_a_type_error_in_the_library(open_session, control, inbox):
    control.set_fault("webhook_non_ascii")
    body, header = sent(control, inbox, open_session())
    assert not header.isascii()
    with pytest.raises(TypeError):
        stripe.Webhook.construct_event(body, header, SECRET)


def test_an_altered_body_does_not_verify(open_session, control, inbox):
    control.set_fault("webhook_altered_body")
    body, header = sent(control, inbox, open_session())
    assert json.loads(body)["type"] == "checkout.session.expired"
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, header, SECRET)


def test_an_old_api_version_verifies_and_says_its_version(open_session, control, inbox):
    control.set_fault("webhook_old_api_version", api_version="2019-12-03")
    sent(control, inbox, open_session())
    assert inbox.events()[0].api_version == "2019-12-03"


def test_two_sessions_of_an_order_can_both_be_paid(open_session, client, control):
    for attempt in ("1", "2"):
        control.pay(open_session(metadata={"order": "J7Q4", "attempt": attempt}).id)
    assert [c.status for c in client.v1.charges.search({"query": "metadata['order']:'J7Q4'"}).data] == ["succeeded"] * 2


@pytest.mark.parametrize(
    ("fault", "options", "amount", "currency", "livemode"),
    [
        ("amount_differs", {"by": -100}, TOTAL - 100, "idr", False),
        ("currency_differs", {"currency": "usd"}, TOTAL, "usd", False),
        ("livemode_differs", {}, TOTAL, "idr", True),
    ],
)
def test_what_was_paid_can_differ_from_what_was_asked(
    open_session, client, control, inbox, fault, options, amount, currency, livemode
):
    other = open_session(metadata={"order": "K8"}, client_reference_id="K8")
    session = open_session()
    control.set_fault(fault, scope={"object": "J7Q4"}, **options)
    control.pay(other.id)
    control.pay(session.id)
    control.deliver_now()
    event = inbox.events()[-1]
    paid = event.data.object
    assert (paid.id, paid.amount_total, paid.currency, paid.livemode) == (session.id, amount, currency, livemode)
    assert event.livemode is livemode
    intent = client.v1.payment_intents.retrieve(str(paid.payment_intent))
    assert (intent.amount, intent.currency) == (amount, currency)
    assert client.v1.checkout.sessions.retrieve(other.id).amount_total == TOTAL


def test_the_dial_slows_a_refund_down(paid, client, control):
    charge = paid()
    control.set_fault("refund_pending", scope={"object": charge.id}, seconds=600)
    refund = client.v1.refunds.create({"charge": charge.id})
    control.advance(500)
    assert client.v1.refunds.retrieve(refund.id).status == "pending"
    control.advance(200)
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"


def test_the_dial_lets_a_refund_fail_late(paid, client, control, inbox):
    charge = paid()
    control.set_fault("refund_fails_late", seconds=29 * 86_400)
    refund = client.v1.refunds.create({"charge": charge.id})
    assert refund.status == "succeeded"
    control.advance(30 * 86_400)
    assert client.v1.refunds.retrieve(refund.id).status == "failed"
    assert client.v1.charges.retrieve(charge.id).amount_refunded == 0


def test_a_dispute_can_come_between_two_refunds(paid, client, control):
    charge = paid()
    client.v1.refunds.create({"charge": charge.id, "amount": 100})
    control.open_dispute(charge.id)
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.refunds.create({"charge": charge.id, "amount": 100})
    assert caught.value.code == "charge_disputed"


def test_the_balance_transaction_can_be_late(paid, client, control):
    control.set_fault("late_balance_transaction", seconds=3_600)
    charge = paid()
    assert charge.balance_transaction is None
    control.advance(3_600)
    assert client.v1.charges.retrieve(charge.id).balance_transaction is not None


def test_the_fee_can_carry_sen(paid, client, control):
    control.set_fault("fee_with_sen", sen=37)
    transaction = client.v1.balance_transactions.retrieve(str(paid().balance_transaction))
    assert (transaction.fee, transaction.net) == (FEE + 37, TOTAL - FEE - 37)


def test_search_can_lag(paid, client, control):
    charge = paid()
    control.set_fault("search_lag", times=None, seconds=3_600)
    assert client.v1.charges.search({"query": "metadata['order']:'J7Q4'"}).data == []
    control.advance(3_600)
    assert [c.id for c in client.v1.charges.search({"query": "metadata['order']:'J7Q4'"}).data] == [charge.id]


def test_pages_of_one_still_lead_through_everything(open_session, client, control):
    made = [open_session().id for _ in range(3)]
    control.set_fault("page_size", times=None, size=1)
    page = client.v1.checkout.sessions.list({"limit": 100})
    assert (len(page.data), page.has_more) == (1, True)
    assert [s.id for s in page.auto_paging_iter()] == made[::-1]


def test_when_all_is_down_nothing_answers_and_nothing_is_sent_until_it_is_up_again(
    open_session, client, control, inbox
):
    session = open_session()
    control.expire(session.id)
    control.set_fault("down", times=None)
    with pytest.raises(stripe.APIConnectionError):
        client.v1.checkout.sessions.retrieve(session.id)
    assert (control.deliver_now(), inbox.received) == ([], [])
    control.clear_faults()
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert control.deliver_now() == [200]


def test_faults_are_scoped_counted_listed_and_cleared(open_session, client, control):
    control.set_fault("conflict", times=2, scope={"method": "GET", "path": "/v1/charges"})
    number = control.set_fault("rate_limit", times=None, scope={"path": "/v1/balance"})
    open_session()
    with pytest.raises(stripe.APIError):
        client.v1.charges.list()
    assert [(f["kind"], f["times"]) for f in control.faults()] == [("conflict", 1), ("rate_limit", None)]
    assert [entry["fault"] for entry in control.journal(kind="fault")] == ["conflict"]
    control.clear_faults(number)
    client.v1.balance.retrieve()
    control.clear_faults()
    assert control.faults() == []


def test_an_unknown_fault_or_scope_is_refused(control):
    for kind, scope in (("earthquake", {}), ("conflict", {"colour": "red"})):
        with pytest.raises(Refused) as caught:
            control.set_fault(kind, scope=scope)
        assert caught.value.status == 400


def test_every_kind_on_the_dial_is_taken_somewhere():
    source = "".join(path.read_text() for path in Path(faults.__file__).parent.rglob("*.py"))
    for kind in faults.KINDS:
        assert source.count(f'"{kind}"') + source.count(f"'{kind}'") >= 2, kind
