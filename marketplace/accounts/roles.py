"""The roles of PLUT staff: Django groups, each with exactly the permissions it needs.

None of them holds permissions of Oscar's apps or of accounts: Oscar's dashboard and Django's admin let in whoever holds
those. None makes anybody `is_staff`; that stays a deliberate act for the few who work in Oscar's dashboard.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)


class Role(TextChoices):
    CURATOR = "curator", _("Curator")
    FINANCE = "finance", _("Finance")
    CONSULTANT = "consultant", _("Consultant")
    EDITOR = "editor", _("Editor")
    SUPPORT = "support", _("Support")


DOOR = "wagtailadmin.access_admin"
PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.CURATOR: (
        DOOR,
        "console.see_vendors",
        "console.judge_vendors",
        "console.judge_products",
        "console.judge_reviews",
        "vendors.view_permit",
        "vendors.add_permit",
        "vendors.change_permit",
        "console.judge_talk",
    ),
    Role.FINANCE: (
        DOOR,
        "console.see_vendors",
        "console.see_orders",
        "console.see_ledger",
        "console.confirm_transfers",
        "console.send_refunds",
        "console.set_commission",
        "vendors.view_commissionrule",
        "vendors.add_commissionrule",
        "vendors.change_commissionrule",
    ),
    Role.CONSULTANT: (DOOR, "console.see_vendors", "console.add_vendors"),
    Role.EDITOR: (DOOR,),
    Role.SUPPORT: (
        DOOR,
        "console.see_vendors",
        "console.see_orders",
        "console.judge_reviews",
        "console.mend_later_work",
        "console.edit_wording",
        "console.judge_talk",
        "console.answer_complaints",
    ),
}
EDITOR_OF_PAGES = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
EDITOR_OF_PICTURES = ("add_image", "change_image", "choose_image")


@transaction.atomic
def set_up() -> None:
    """Make the groups, or bring them back to what stands here. Running it again changes nothing."""
    for role, names in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set(_permissions(names))
    _let_edit(Group.objects.get(name=Role.EDITOR.value))


def give(user: object, role: Role) -> None:
    """Put a person into a role's group."""
    user.groups.add(Group.objects.get(name=role.value))  # type: ignore[attr-defined]


def _permissions(names: Iterable[str]) -> list[Permission]:
    return [_permission(*name.split(".")) for name in names]


def _permission(app_label: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _let_edit(group: Group) -> None:
    root, everything = Page.get_first_root_node(), Collection.get_first_root_node()
    for codename in EDITOR_OF_PAGES:
        permission = _permission("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    for codename in EDITOR_OF_PICTURES:
        permission = _permission("wagtailimages", codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=everything, permission=permission)
