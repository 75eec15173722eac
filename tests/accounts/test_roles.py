"""The roles of PLUT staff: made by a command that may run again, and brought back to what the table says."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from marketplace.accounts import roles
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def held(group):
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")}


def test_every_role_holds_exactly_what_the_table_says():
    call_command("setup_roles", verbosity=0)
    groups = {role: held(Group.objects.get(name=role.value)) for role in roles.Role}
    assert groups == {role: set(names) for role, names in roles.PERMISSIONS.items()}


def test_running_it_again_adds_nothing_and_takes_back_what_was_added_by_hand():
    roles.set_up()
    counts = [m.objects.count() for m in (Group, GroupPagePermission, GroupCollectionPermission)]
    finance = Group.objects.get(name="finance")
    finance.permissions.add(Permission.objects.get(content_type__app_label="order", codename="view_order"))
    roles.set_up()
    assert held(finance) == set(roles.PERMISSIONS[roles.Role.FINANCE])
    assert [m.objects.count() for m in (Group, GroupPagePermission, GroupCollectionPermission)] == counts


def test_no_role_holds_a_permission_that_oscars_dashboard_or_djangos_admin_lets_in():
    opening = ("catalogue.", "order.", "partner.", "accounts.", "auth.", "offer.", "voucher.", "customer.")
    assert [name for names in roles.PERMISSIONS.values() for name in names if name.startswith(opening)] == []


def test_only_editors_work_on_pages_and_pictures():
    roles.set_up()
    ours = Group.objects.filter(name__in=roles.Role.values)
    on_pages = set(GroupPagePermission.objects.filter(group__in=ours).values_list("group__name", flat=True))
    on_files = set(GroupCollectionPermission.objects.filter(group__in=ours).values_list("group__name", flat=True))
    assert on_pages == on_files == {"editor"}


def test_a_role_given_to_a_person_does_not_make_them_staff():
    roles.set_up()
    user = make_user()
    roles.give(user, roles.Role.CURATOR)
    user.refresh_from_db()
    assert user.has_perm("console.judge_vendors")
    assert not user.is_staff
