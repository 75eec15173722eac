import threading
import time

import pytest
import stripe

from .conftest import session_params


def test_the_same_call_gives_the_same_answer_and_one_session(client):
    params, options = session_params(), {"idempotency_key": "order:J7Q4:attempt:1"}
    first = client.v1.checkout.sessions.create(params, options)
    second = client.v1.checkout.sessions.create(params, options)
    assert first.to_dict() == second.to_dict()
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert second.last_response.headers["Original-Request"] == first.last_response.request_id
    assert second.last_response.request_id != first.last_response.request_id
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_the_answer_is_the_first_one_even_when_the_object_has_changed(client, control):
    options = {"idempotency_key": "k"}
    session = client.v1.checkout.sessions.create(session_params(), options)
    control.pay(session.id)
    assert client.v1.checkout.sessions.create(session_params(), options).status == "open"


def test_the_key_with_other_parameters_or_elsewhere_is_an_error(client):
    client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError) as caught:
        client.v1.checkout.sessions.create(session_params(customer_email="b@example.com"), {"idempotency_key": "k"})
    assert (caught.value.http_status, caught.value.error.type) == (400, "idempotency_error")
    with pytest.raises(stripe.IdempotencyError):
        client.v1.payouts.create({"amount": 100, "currency": "idr"}, {"idempotency_key": "k"})


def test_a_refusal_of_the_endpoint_is_kept_and_one_of_the_parameters_is_not(client, paid):
    charge = paid()
    kept, free = {"idempotency_key": "kept"}, {"idempotency_key": "free"}
    for replayed in (None, "true"):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.refunds.create({"charge": charge.id, "amount": charge.amount + 1}, kept)
        assert caught.value.headers.get("Idempotent-Replayed") == replayed
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.refunds.create({"charge": charge.id, "weight": "1"}, free)  # type: ignore[typeddict-unknown-key]
        assert "Idempotent-Replayed" not in caught.value.headers
    assert client.v1.refunds.create({"charge": charge.id}, free).status == "succeeded"


def test_after_a_day_the_key_runs_anew(client, control):
    options = {"idempotency_key": "k"}
    first = client.v1.checkout.sessions.create(session_params(), options)
    control.advance(86_401)
    assert client.v1.checkout.sessions.create(session_params(), options).id != first.id


def test_two_calls_at_once_under_one_key_make_one_object_and_one_conflict(client, control):
    control.set_fault("sleep_before", scope={"path": "/v1/checkout/sessions"}, seconds=0.4)
    made = []

    def create():
        made.append(client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k"}))

    thread = threading.Thread(target=create)
    thread.start()
    time.sleep(0.15)
    with pytest.raises(stripe.APIError) as caught:
        client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k"})
    assert (caught.value.http_status, caught.value.error.code) == (409, "idempotency_key_in_use")
    thread.join()
    assert len(made) == len(client.v1.checkout.sessions.list().data) == 1


def test_a_key_of_more_than_255_characters_is_refused(client):
    client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k" * 255})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k" * 256})


def test_twenty_threads_with_one_key_make_one_session(client, simulator):
    found, patient = (
        set(),
        stripe.StripeClient("sk_test_shop", base_addresses={"api": simulator.base_url}, max_network_retries=4),
    )

    def create():
        found.add(patient.v1.checkout.sessions.create(session_params(), {"idempotency_key": "k"}).id)

    threads = [threading.Thread(target=create) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(client.v1.checkout.sessions.list().data) == 1
