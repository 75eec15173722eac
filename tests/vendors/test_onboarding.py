"""A shop's life cycle: the table of moves, one winner of two, and what follows from each move."""

from itertools import product as pairs

import pytest
from allauth.account.models import EmailAddress

from marketplace.events.models import Event
from marketplace.shop.catalogue import visibility
from tests.factories import (
    make_district,
    make_order,
    make_product,
    make_user,
    make_vendor,
)
from vendors import onboarding
from vendors.models import Membership, Vendor, VendorChange

pytestmark = pytest.mark.django_db
REASON = "Foto bukan milik sendiri"
ALLOWED = {
    ("applied", "submit"): "in_review",
    ("applied", "approve"): "open",
    ("applied", "send_back"): "onboarding",
    ("applied", "close"): "closed",
    ("onboarding", "submit"): "in_review",
    ("onboarding", "close"): "closed",
    ("in_review", "approve"): "open",
    ("in_review", "send_back"): "onboarding",
    ("in_review", "close"): "closed",
    ("open", "suspend"): "suspended",
    ("open", "close"): "closed",
    ("suspended", "reopen"): "open",
    ("suspended", "close"): "closed",
}
NEEDS_REASON = {"send_back", "suspend", "close"}


@pytest.fixture
def curator():
    return make_user("kurator@contoh.id")


def press(vendor, act, actor, reason=REASON):
    arguments = [reason] if act in NEEDS_REASON else []
    getattr(onboarding, act)(vendor, actor, *arguments)


@pytest.mark.parametrize(("status", "act"), list(pairs(Vendor.Status.values, onboarding.MOVES)))
def test_each_move_is_made_from_the_states_of_the_table_and_from_no_other(status, act, curator):
    vendor = make_vendor(status=status)
    if (status, act) in ALLOWED:
        press(vendor, act, curator)
    else:
        with pytest.raises(onboarding.NotNow):
            press(vendor, act, curator)
    expected = ALLOWED.get((status, act), status)
    assert Vendor.objects.get(pk=vendor.pk).status == vendor.status == expected
    changes = list(vendor.changes.values_list("old_status", "new_status", "actor", "reason"))
    reason = REASON if act in NEEDS_REASON else ""
    assert changes == ([(status, expected, curator.pk, reason)] if (status, act) in ALLOWED else [])


@pytest.mark.parametrize("act", sorted(NEEDS_REASON))
def test_what_takes_something_away_needs_a_reason(act, curator):
    vendor = make_vendor(status="open" if act in ("suspend", "close") else "in_review")
    with pytest.raises(onboarding.ReasonMissing, match="Tulis alasannya"):
        press(vendor, act, curator, "  ")
    assert not vendor.changes.exists()


def test_of_two_approvals_at_once_the_first_wins_and_the_second_says_so(curator):
    vendor = make_vendor(status="in_review")
    seen_by_another = Vendor.objects.get(pk=vendor.pk)
    onboarding.approve(vendor, curator)
    with pytest.raises(onboarding.NotNow) as refused:
        onboarding.approve(seen_by_another, curator)
    assert str(refused.value) == "Status sudah “Aktif”, tidak kami ubah."
    assert VendorChange.objects.count() == 1
    assert Event.objects.filter(kind="vendor.approved").count() == 1


@pytest.mark.parametrize(
    ("status", "act", "kind"),
    [
        ("in_review", "approve", "vendor.approved"),
        ("in_review", "send_back", "vendor.sent_back"),
        ("open", "suspend", "vendor.suspended"),
        ("suspended", "reopen", "vendor.reopened"),
    ],
)
def test_each_move_is_told_through_the_outbox_every_time_it_happens(status, act, kind, curator):
    vendor = make_vendor(status=status)
    for _ in range(2):
        Vendor.objects.filter(pk=vendor.pk).update(status=status)
        vendor.refresh_from_db()
        press(vendor, act, curator)
    assert [event.payload for event in Event.objects.filter(kind=kind)] == [{"vendor_id": vendor.pk}] * 2


def test_approval_puts_the_shops_goods_on_sale_and_suspension_takes_them_off(curator):
    vendor = make_vendor(status="in_review")
    goods = make_product(vendor)
    assert goods not in visibility.visible()
    onboarding.approve(vendor, curator)
    assert goods in visibility.visible()
    onboarding.suspend(vendor, curator, REASON)
    assert goods not in visibility.visible()
    onboarding.reopen(vendor, curator)
    assert goods in visibility.visible()


def test_orders_already_paid_go_on_while_the_shop_is_suspended(curator):
    vendor = make_vendor()
    order = make_order((make_product(vendor), 1), paid=True)
    onboarding.suspend(vendor, curator, REASON)
    assert order.vendor_orders.get().status == "new"
    assert order.payment.state == "paid"


def test_a_shop_does_not_close_while_orders_run_and_stays_as_it_was(curator):
    vendor = make_vendor()
    make_order((make_product(vendor), 1), paid=True)
    with pytest.raises(onboarding.StillOpen, match="1 pesanan"):
        onboarding.close(vendor, curator, REASON)
    assert Vendor.objects.get(pk=vendor.pk).status == vendor.status == "open"
    assert not VendorChange.objects.exists()
    assert not Event.objects.filter(kind="vendor.closed").exists()


def test_a_shop_does_not_close_while_it_is_owed_money(curator):
    vendor = make_vendor()
    order = make_order((make_product(vendor), 1), paid=True)
    order.vendor_orders.update(status="completed")
    with pytest.raises(onboarding.StillOpen, match="Saldo"):
        onboarding.close(vendor, curator, REASON)


@pytest.fixture
def new_shop():
    return Vendor(
        name="Jamu Uni Rosda", slug="jamu-uni", email="uni@contoh.id", phone="+6281274001234",
        district=make_district(), street="Jl. Mawar 1", postcode="36129",
    )  # fmt: skip


def test_a_new_shop_has_a_partner_an_owner_without_a_password_a_history_and_an_invitation(new_shop, curator):
    vendor = onboarding.add(new_shop, owner_email=" Uni@Contoh.id ", owner_name="Uni Rosda", actor=curator)
    membership = vendor.memberships.get()
    assert (vendor.status, vendor.partner.name) == ("onboarding", "Jamu Uni Rosda")
    assert (membership.role, membership.user.email, membership.user.full_name) == (
        "owner",
        "uni@contoh.id",
        "Uni Rosda",
    )
    assert not membership.user.has_usable_password()
    assert [(c.old_status, c.new_status) for c in vendor.changes.all()] == [("", "onboarding")]
    event = Event.objects.get(kind="vendor.invited")
    assert event.payload == {"vendor_id": vendor.pk, "membership_id": membership.pk}


def test_a_known_person_keeps_account_and_password(new_shop, curator):
    known = make_user("uni@contoh.id", full_name="Rosda")
    vendor = onboarding.add(new_shop, owner_email="UNI@contoh.id", owner_name="Lain", actor=curator)
    owner = vendor.memberships.get().user
    assert (owner, owner.full_name, owner.has_usable_password()) == (known, "Rosda", True)


def test_whoever_signed_up_with_the_address_of_a_seller_to_be_does_not_get_the_shop(client, new_shop, curator):
    stranger = {"full_name": "Orang lain", "email": "uni@contoh.id", "password1": "sandi-orang-lain"}
    assert client.post("/akun/signup/", stranger).status_code == 302
    vendor = onboarding.add(new_shop, owner_email="uni@contoh.id", owner_name="Uni Rosda", actor=curator)
    owner = vendor.memberships.get().user
    assert not owner.has_usable_password() and not EmailAddress.objects.filter(user=owner).exists()
    assert client.get("/mitra/").status_code == 302  # logged out
    assert not client.login(email="uni@contoh.id", password="sandi-orang-lain")


def test_an_address_that_was_confirmed_keeps_its_password(new_shop, curator):
    known = make_user("uni@contoh.id")
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    onboarding.add(new_shop, owner_email="uni@contoh.id", owner_name="Uni Rosda", actor=curator)
    known.refresh_from_db()
    assert known.has_usable_password()


def test_an_invitation_twice_is_one_membership_and_one_message(curator):
    vendor = make_vendor()
    for _ in range(2):
        onboarding.invite(vendor, email="ina@contoh.id", name="Ina", role=Membership.Role.ORDERS)
    assert vendor.memberships.count() == Event.objects.filter(kind="vendor.invited").count() == 1
