"""What each role may do in a shop, and the access rules of the portal that ask it."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from marketplace import access
from vendors.models import Membership, Vendor

SESSION_KEY = "shop"


class Right(StrEnum):
    SEE = "see"
    SEE_ORDERS = "see_orders"
    SEE_MONEY = "see_money"
    EDIT_CATALOGUE = "edit_catalogue"
    ACT_ON_ORDERS = "act_on_orders"
    ANSWER_REVIEWS = "answer_reviews"
    TALK = "talk"
    MANAGE_SHOP = "manage_shop"
    MANAGE_STAFF = "manage_staff"


class ShopRequest(HttpRequest):
    """A request that `member` let through: whose shop, in which role, with which rights, and all shops of the person."""

    membership: Membership
    vendor: Vendor
    rights: frozenset[Right]
    shops: list[Vendor]


RIGHTS: dict[str, frozenset[Right]] = {
    Membership.Role.OWNER: frozenset(Right),
    Membership.Role.CATALOGUE: frozenset({Right.SEE, Right.EDIT_CATALOGUE, Right.ANSWER_REVIEWS}),
    Membership.Role.ORDERS: frozenset(
        {Right.SEE, Right.SEE_ORDERS, Right.ACT_ON_ORDERS, Right.ANSWER_REVIEWS, Right.TALK}
    ),
    Membership.Role.MONEY: frozenset({Right.SEE, Right.SEE_ORDERS, Right.SEE_MONEY}),
    Membership.Role.READ_ONLY: frozenset({Right.SEE, Right.SEE_ORDERS, Right.SEE_MONEY}),
}

# A suspended or closed shop finishes the orders that are paid and reads its money; it sells and changes nothing.
_LOST_WHEN_STOPPED = frozenset({Right.EDIT_CATALOGUE, Right.ANSWER_REVIEWS, Right.MANAGE_SHOP, Right.MANAGE_STAFF})
_STOPPED = {Vendor.Status.SUSPENDED, Vendor.Status.CLOSED}


def rights_of(membership: Membership) -> frozenset[Right]:
    """What this person may do in this shop now: the role's rights less those that the shop's state takes away."""
    granted = RIGHTS.get(membership.role, frozenset())
    return granted - _LOST_WHEN_STOPPED if membership.vendor.status in _STOPPED else granted


def member(right: Right) -> access.Rule:
    """Whoever has `right` in the shop they work in. Sets `request.membership`, `request.vendor` and `request.rights`."""

    def rule(request: Any) -> access.Verdict:
        if not request.user.is_authenticated:
            return access.Verdict.LOG_IN
        membership = _chosen(request)
        if membership is None:
            return _refused(
                request, _("You do not belong to a shop yet. Ask its owner or PLUT to add your email address.")
            )
        request.membership = membership
        request.vendor = membership.vendor
        request.rights = rights_of(membership)
        if right in request.rights:
            return access.Verdict.YES
        return _refused(request, _why_not(membership, right))

    return rule


def choose(request: Any, vendor_id: int) -> bool:
    """Work in another of one's own shops from now on. False when the person does not belong to it."""
    if not request.user.memberships.filter(vendor_id=vendor_id).exists():
        return False
    request.session[SESSION_KEY] = vendor_id
    return True


def _refused(request: Any, why: str) -> access.Verdict:
    """No, with a hint that the page of refusals shows."""
    request.refusal = why
    return access.Verdict.FORBIDDEN


def _why_not(membership: Membership, right: Right) -> str:
    if right in RIGHTS.get(membership.role, frozenset()):
        return _("Your shop is not active now, so this cannot be changed. PLUT can tell you more.")
    return _("Your access in this shop does not include this. Ask the shop's owner.")


def _chosen(request: Any) -> Membership | None:
    """The membership of the shop chosen in this session, else of the first one."""
    memberships = list(request.user.memberships.select_related("vendor", "vendor__district").order_by("pk"))
    wanted = request.session.get(SESSION_KEY)
    request.shops = [membership.vendor for membership in memberships]
    return next((one for one in memberships if one.vendor_id == wanted), memberships[0] if memberships else None)
