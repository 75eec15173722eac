import pytest
import stripe

from .conftest import TOTAL, line, session_params


def test_a_new_session_is_open_unpaid_and_has_an_address_but_no_intent(open_session, simulator):
    session = open_session()
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert session.url == f"{simulator.base_url}/c/pay/{session.id}"
    assert (session.amount_total, session.currency, session.livemode) == (TOTAL, "idr", False)
    assert session.expires_at - session.created == 24 * 3600
    assert session.id.startswith("cs_test_")
    assert session.client_reference_id == "J7Q4"
    assert session.metadata.to_dict() == {"order": "J7Q4", "attempt": "1"}


def test_a_session_is_read_back_as_it_was_created(open_session, client):
    session = open_session()
    assert client.v1.checkout.sessions.retrieve(session.id).to_dict() == session.to_dict()


def test_line_items_are_listed_in_the_order_they_were_sent(open_session, client):
    session = open_session()
    page = client.v1.checkout.sessions.line_items.list(session.id, {"limit": 2})
    assert [(item.description, item.quantity, item.amount_total) for item in page.data] == [
        ("Dodol kentang", 2, 5_000_000),
        ("Ongkir J7Q4-1", 1, 1_800_000),
    ]
    assert page.has_more is True
    assert [item.description for item in page.auto_paging_iter()] == ["Dodol kentang", "Ongkir J7Q4-1", "Kopi Kerinci"]


def test_line_items_and_their_products_come_with_the_session_when_asked_for(open_session, client):
    session = open_session()
    found = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["line_items.data.price"]})
    assert found.line_items.data[0].price.unit_amount == 2_500_000


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"line_items": [line("Gratis", 0)]}, "line_items", "amount_too_small"),
        ({"line_items": [line("Emas", 10_000_000_000)]}, "line_items", "amount_too_large"),
        ({"line_items": [line("Kopi", 1)] * 101}, "line_items", None),
        ({"line_items": [line("Kopi", 9, 0)]}, "line_items[0][quantity]", "parameter_invalid_integer"),
        ({"line_items": [line(" ", 9)]}, "line_items[0][price_data][product_data][name]", "parameter_invalid_empty"),
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"ui_mode": "hosted"}, "ui_mode", None),
        ({"mode": "subscription"}, "mode", None),
        ({"success_url": None}, "success_url", "parameter_missing"),
        ({"success_url": "javascript:alert(1)"}, "success_url", "url_invalid"),
        ({"success_url": "http://[::1"}, "success_url", "url_invalid"),
        ({"cancel_url": "http://shop.test/\r\nX: y"}, "cancel_url", "url_invalid"),
        ({"client_reference_id": "x" * 201}, "client_reference_id", None),
        ({"customer_email": "siti"}, "customer_email", "email_invalid"),
        ({"metadata": {"k" * 41: "v"}}, "metadata", None),
        ({"metadata": {"k": "v" * 501}}, "metadata[k]", None),
        ({"metadata": {str(n): "v" for n in range(51)}}, "metadata", None),
        ({"expand": ["nothing"]}, "expand", None),
    ],
)
def test_what_stripe_refuses_is_refused(open_session, changes, param, code):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        open_session(**changes)
    assert (caught.value.http_status, caught.value.param, caught.value.code) == (400, param, code)


def test_two_currencies_in_one_session_are_refused(open_session):
    dollars = line("Kopi", 9)
    dollars["price_data"]["currency"] = "usd"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        open_session(line_items=[line("Kopi", 9), dollars])
    assert caught.value.param == "line_items"


@pytest.mark.parametrize(("seconds", "accepted"), [(1_790, False), (1_860, True), (86_390, True), (86_500, False)])
def test_a_session_lives_from_thirty_minutes_to_a_day(open_session, control, seconds, accepted):
    expires_at = control.health()["now"] + seconds
    if accepted:
        assert open_session(expires_at=expires_at).expires_at == expires_at
    else:
        with pytest.raises(stripe.InvalidRequestError) as caught:
            open_session(expires_at=expires_at)
        assert caught.value.param == "expires_at"


def test_expiring_closes_the_page_and_tells_the_shop(open_session, client, control, inbox):
    session = open_session()
    expired = client.v1.checkout.sessions.expire(session.id)
    assert (expired.status, expired.payment_status, expired.url) == ("expired", "unpaid", None)
    assert control.deliver_now() == [200]
    event = inbox.events()[0]
    assert (event.type, event.data.object.id) == ("checkout.session.expired", session.id)
    assert event.request.idempotency_key is not None


def test_only_an_open_session_can_be_expired(open_session, client, control):
    for settle in (control.pay, control.expire):
        session = open_session()
        settle(session.id)
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.checkout.sessions.expire(session.id)
        assert caught.value.http_status == 400


def test_the_clock_expires_a_session_at_its_moment(open_session, client, control, inbox):
    session = open_session(expires_at=control.health()["now"] + 31 * 60)
    control.advance(30 * 60)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"
    control.advance(3 * 60)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    control.deliver_now()
    event = inbox.events()[0]
    assert (event.type, event.created, event.request.id) == ("checkout.session.expired", session.expires_at, None)


def test_a_paid_session_does_not_expire(open_session, client, control):
    session = open_session()
    control.pay(session.id)
    control.advance(25 * 3600)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "complete"


def test_sessions_are_listed_newest_first_and_filtered(open_session, client, control):
    first, second, third = open_session(), open_session(customer_email="budi@example.com"), open_session()
    control.pay(second.id)
    control.expire(third.id)
    sessions = client.v1.checkout.sessions
    paid = sessions.retrieve(second.id)
    assert [s.id for s in sessions.list().data] == [third.id, second.id, first.id]
    assert [s.id for s in sessions.list({"status": "open"}).data] == [first.id]
    assert [s.id for s in sessions.list({"payment_intent": str(paid.payment_intent)}).data] == [second.id]
    assert [s.id for s in sessions.list({"customer_details": {"email": "budi@example.com"}}).data] == [second.id]
    assert sessions.list({"created": {"gt": first.created + 60}}).data == []
    assert sessions.list({"subscription": "sub_1"}).data == []


def test_sessions_cannot_be_listed_by_metadata_or_reference(client):
    for param in ("metadata", "client_reference_id"):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.checkout.sessions.list({param: "J7Q4"})
        assert caught.value.code == "parameter_unknown"


def test_pages_follow_each_other_both_ways(open_session, client):
    made = [open_session().id for _ in range(5)]
    sessions = client.v1.checkout.sessions
    assert [s.id for s in sessions.list({"limit": 2}).auto_paging_iter()] == made[::-1]
    before = sessions.list({"limit": 2, "ending_before": made[0]})
    assert ([s.id for s in before.data], before.has_more) == ([made[2], made[1]], True)
    for limit in (0, 101):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            sessions.list({"limit": limit})
        assert caught.value.param == "limit"


def test_unknown_ids_and_paths_are_not_found(client):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.checkout.sessions.retrieve("cs_test_nobody")
    assert (caught.value.http_status, caught.value.code) == (404, "resource_missing")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.customers.list()
    assert caught.value.http_status == 404


@pytest.mark.parametrize("key", ["sk_live_shop", "pk_test_shop", "sk_test_"])
def test_only_test_keys_are_let_in(simulator, key):
    client = stripe.StripeClient(key, base_addresses={"api": simulator.base_url})
    with pytest.raises(stripe.AuthenticationError) as caught:
        client.v1.balance.retrieve()
    assert caught.value.http_status == 401


def test_unknown_parameters_are_refused_at_any_depth(open_session):
    item = line("Kopi", 9)
    item["price_data"]["product_data"]["weight"] = "250"
    with pytest.raises(stripe.InvalidRequestError) as caught:
        open_session(line_items=[item])
    assert caught.value.code == "parameter_unknown"
    assert caught.value.param == "line_items[0][price_data][product_data][weight]"


def test_every_answer_carries_a_request_id(client, open_session):
    assert open_session().last_response.request_id.startswith("req_")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.checkout.sessions.retrieve("cs_test_nobody")
    assert caught.value.request_id.startswith("req_")


def test_direct_charges_are_not_pretended(client):
    account = client.v1.accounts.create({"country": "US"})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.create(session_params(), {"stripe_account": account.id})


def test_an_account_that_does_not_exist_is_refused(client):
    with pytest.raises(stripe.PermissionError) as caught:
        client.v1.balance.retrieve(options={"stripe_account": "acct_nobody"})
    assert caught.value.error.code == "account_invalid"
