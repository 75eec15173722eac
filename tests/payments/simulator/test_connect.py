import http.client
from urllib.parse import urlsplit

import pytest
import stripe

from marketplace.payments.simulator.control import Refused

from .conftest import TOTAL

OPENING = 10_000_000_000


@pytest.fixture
def vendor(client, control):
    """A connected account that may receive transfers."""
    params = {"country": "US", "email": "umkm@example.com", "capabilities": {"transfers": {"requested": True}}}
    account = client.v1.accounts.create(params)
    control.activate(account.id)
    return account.id


def held(client, account=None):
    balance = client.v1.balance.retrieve(options={"stripe_account": account} if account else None)
    return balance.available[0].amount, balance.pending[0].amount


def test_an_account_starts_with_requirements_and_ends_active(client, control, inbox):
    params = {"country": "US", "capabilities": {"transfers": {"requested": True}}, "metadata": {"vendor": "7"}}
    account = client.v1.accounts.create(params)
    assert account.capabilities.transfers == "inactive"
    assert (account.payouts_enabled, account.requirements.disabled_reason) == (False, "requirements.past_due")
    assert "external_account" in account.requirements.currently_due
    control.activate(account.id)
    found = client.v1.accounts.retrieve(account.id)
    assert (found.capabilities.transfers, found.payouts_enabled, found.details_submitted) == ("active", True, True)
    assert found.requirements.currently_due == []
    control.deliver_now()
    updated, capability = inbox.events()
    assert (updated.type, updated.account) == ("account.updated", account.id)
    assert updated.data.previous_attributes.payouts_enabled is False
    assert (capability.type, capability.data.object.id) == ("capability.updated", "transfers")
    control.activate(account.id, active=False)
    assert client.v1.accounts.retrieve(account.id).capabilities.transfers == "inactive"


def test_accounts_are_updated_and_listed(client):
    account = client.v1.accounts.create({"country": "US"})
    changed = client.v1.accounts.update(
        account.id, {"metadata": {"vendor": "8"}, "capabilities": {"transfers": {"requested": True}}}
    )
    assert (changed.metadata.to_dict(), changed.capabilities.transfers) == ({"vendor": "8"}, "inactive")
    assert [a.id for a in client.v1.accounts.list().data] == [account.id]


def test_an_account_link_leads_to_the_form_once(client, simulator):
    account = client.v1.accounts.create({"country": "US", "capabilities": {"transfers": {"requested": True}}})
    link = client.v1.account_links.create(
        {
            "account": account.id,
            "type": "account_onboarding",
            "refresh_url": "http://shop.test/mitra/lagi/",
            "return_url": "http://shop.test/mitra/selesai/",
        }
    )
    assert link.expires_at == link.created + 300
    path = urlsplit(link.url).path
    places = []
    for method in ("GET", "POST", "POST"):
        connection = http.client.HTTPConnection("127.0.0.1", simulator.port, timeout=5)
        connection.request(method, path)
        answer = connection.getresponse()
        places.append((answer.status, answer.headers["Location"], "Lengkapi dan aktifkan" in answer.read().decode()))
        connection.close()
    assert places == [
        (200, None, True),
        (303, "http://shop.test/mitra/selesai/", False),
        (303, "http://shop.test/mitra/lagi/", False),
    ]
    assert client.v1.accounts.retrieve(account.id).capabilities.transfers == "active"


def test_an_account_link_needs_an_account_and_both_addresses(client):
    account = client.v1.accounts.create({"country": "US"})
    for changes, param in (({"account": "acct_nobody"}, "account"), ({"account": account.id}, "refresh_url")):
        with pytest.raises(stripe.InvalidRequestError) as caught:
            client.v1.account_links.create({"type": "account_onboarding", **changes})
        assert (caught.value.http_status, caught.value.param) == (400, param)


def test_the_dial_refuses_accounts_of_indonesia(client, control):
    control.set_fault("country_refused", times=None, country="ID")
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.accounts.create({"country": "ID"})
    assert (caught.value.param, caught.value.code) == ("country", "country_unsupported")
    assert client.v1.accounts.create({"country": "SG"}).country == "SG"


def test_a_transfer_moves_money_between_the_balances(client, control, inbox, vendor):
    transfer = client.v1.transfers.create(
        {"amount": 4_000_000, "currency": "idr", "destination": vendor, "transfer_group": "J7Q4"}
    )
    assert (transfer.amount, transfer.reversed, transfer.transfer_group) == (4_000_000, False, "J7Q4")
    assert held(client) == (OPENING - 4_000_000, 0)
    assert held(client, vendor) == (4_000_000, 0)
    control.deliver_now()
    assert inbox.types()[-1] == "transfer.created"
    assert [t.id for t in client.v1.transfers.list({"destination": vendor}).data] == [transfer.id]
    assert client.v1.transfers.list({"transfer_group": "K8"}).data == []


def test_a_transfer_of_a_charge_waits_for_its_money(client, control, paid, vendor):
    charge = paid()
    params = {"amount": 5_000_000, "currency": "idr", "destination": vendor, "source_transaction": charge.id}
    transfer = client.v1.transfers.create(params)
    assert (transfer.source_transaction, transfer.transfer_group) == (charge.id, "J7Q4")
    assert held(client, vendor) == (0, 5_000_000)
    control.advance(2 * 86_400)
    assert held(client, vendor) == (5_000_000, 0)


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"amount": OPENING + 1}, None, "balance_insufficient"),
        ({"amount": 0}, "amount", "parameter_invalid_integer"),
        ({"destination": "acct_nobody"}, "destination", "resource_missing"),
        ({"source_transaction": "ch_nobody"}, "source_transaction", "resource_missing"),
        ({"currency": "rupiah"}, "currency", None),
    ],
)
def test_a_transfer_is_refused(client, vendor, changes, param, code):
    params = {"amount": 100, "currency": "idr", "destination": vendor, **changes}
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.transfers.create(params)
    assert (caught.value.http_status, caught.value.param, caught.value.code) == (400, param, code)


def test_a_transfer_needs_the_capability(client):
    account = client.v1.accounts.create({"country": "US", "capabilities": {"transfers": {"requested": True}}})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.transfers.create({"amount": 100, "currency": "idr", "destination": account.id})
    assert caught.value.code == "insufficient_capabilities_for_transfer"


def test_the_transfers_of_a_charge_never_exceed_it(client, paid, vendor):
    charge = paid()
    params = {"currency": "idr", "destination": vendor, "source_transaction": charge.id}
    client.v1.transfers.create({**params, "amount": TOTAL - 100})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.transfers.create({**params, "amount": 101})
    assert caught.value.param == "amount"
    assert client.v1.transfers.create({**params, "amount": 100}).amount == 100
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.transfers.create({**params, "currency": "usd", "amount": 1})
    assert caught.value.param == "currency"


def test_a_reversal_brings_money_back(client, control, inbox, vendor):
    transfer = client.v1.transfers.create({"amount": 4_000_000, "currency": "idr", "destination": vendor})
    part = client.v1.transfers.reversals.create(transfer.id, {"amount": 1_000_000, "metadata": {"why": "retur"}})
    found = client.v1.transfers.retrieve(transfer.id)
    assert (found.amount_reversed, found.reversed, [r.id for r in found.reversals.data]) == (
        1_000_000,
        False,
        [part.id],
    )
    assert (held(client), held(client, vendor)) == ((OPENING - 3_000_000, 0), (3_000_000, 0))
    rest = client.v1.transfers.reversals.create(transfer.id)
    assert (rest.amount, client.v1.transfers.retrieve(transfer.id).reversed) == (3_000_000, True)
    assert [r.id for r in client.v1.transfers.reversals.list(transfer.id).data] == [rest.id, part.id]
    assert client.v1.transfers.reversals.retrieve(transfer.id, part.id).metadata.to_dict() == {"why": "retur"}
    control.deliver_now()
    assert inbox.types()[-2:] == ["transfer.reversed"] * 2


def test_a_reversal_is_refused_beyond_the_transfer_or_the_accounts_balance(client, vendor):
    transfer = client.v1.transfers.create({"amount": 1_000, "currency": "idr", "destination": vendor})
    reverse = client.v1.transfers.reversals.create
    with pytest.raises(stripe.InvalidRequestError) as caught:
        reverse(transfer.id, {"amount": 1_001})
    assert caught.value.param == "amount"
    client.v1.payouts.create({"amount": 600, "currency": "idr"}, {"stripe_account": vendor})
    with pytest.raises(stripe.InvalidRequestError) as caught:
        reverse(transfer.id, {"amount": 500})
    assert caught.value.code == "balance_insufficient"
    reverse(transfer.id, {"amount": 400})


def test_a_payout_leaves_the_balance_and_arrives(client, control, inbox, vendor):
    client.v1.transfers.create({"amount": 1_000, "currency": "idr", "destination": vendor})
    connected = {"stripe_account": vendor}
    payout = client.v1.payouts.create({"amount": 1_000, "currency": "idr"}, connected)
    assert (payout.status, payout.automatic, held(client, vendor)) == ("pending", False, (0, 0))
    control.advance(86_400)
    assert client.v1.payouts.retrieve(payout.id, options=connected).status == "paid"
    control.deliver_now()
    event = inbox.events()[-1]
    assert (event.type, event.account, event.data.object.id) == ("payout.paid", vendor, payout.id)
    assert client.v1.payouts.list().data == []
    assert [p.id for p in client.v1.payouts.list({"status": "paid"}, connected).data] == [payout.id]


def test_a_failed_or_cancelled_payout_gives_the_money_back(client, control, inbox):
    failed, cancelled = (client.v1.payouts.create({"amount": 700, "currency": "idr"}) for _ in range(2))
    assert control.fail_payout(failed.id)["status"] == "failed"
    assert client.v1.payouts.cancel(cancelled.id).status == "canceled"
    assert held(client) == (OPENING, 0)
    control.deliver_now()
    assert inbox.types()[-2:] == ["payout.failed", "payout.canceled"]
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payouts.cancel(cancelled.id)
    with pytest.raises(Refused):
        control.fail_payout(failed.id)


def test_a_payout_beyond_the_balance_is_refused(client):
    with pytest.raises(stripe.InvalidRequestError) as caught:
        client.v1.payouts.create({"amount": OPENING + 1, "currency": "idr"})
    assert caught.value.code == "balance_insufficient"


def test_an_automatic_payout_names_what_it_pays(client, control, paid):
    control.reset(opening_balance=0)
    charge = paid()
    control.advance(2 * 86_400)
    payout = control.pay_out()
    found = client.v1.balance_transactions.list({"payout": payout["id"]})
    assert sorted(entry.type for entry in found.data) == ["charge", "payout"]
    assert {entry.source for entry in found.data} == {charge.id, payout["id"]}
    assert sum(entry.net for entry in found.data) == 0
    assert control.pay_out() is None


def test_balance_transactions_are_filtered(client, paid):
    charge = paid()
    refund = client.v1.refunds.create({"charge": charge.id, "amount": 100})
    entries = client.v1.balance_transactions
    assert [e.amount for e in entries.list({"type": "charge"}).data] == [TOTAL]
    assert [e.amount for e in entries.list({"source": refund.id}).data] == [-100]
    assert entries.list({"created": {"lt": charge.created - 60}}).data == []
    assert len(entries.list({"currency": "idr"}).data) == 3
