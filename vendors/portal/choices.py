"""What can be chosen in the product form: the shop's categories and the kecamatan of Jambi."""

from typing import Any

from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.regions import directory
from marketplace.regions.models import Region

PROVINCE = "15"  # Jambi
EVERYWHERE = "all"
_DEEPEST = 2  # the three top categories and their children

Choices = list[tuple[str, Any]]


def categories() -> Choices:
    """The public top categories and their children, grouped under the top one's name."""
    groups: dict[str, Any] = {}
    rows = get_model("catalogue", "Category").objects.filter(is_public=True, depth__lte=_DEEPEST).order_by("path")
    for category in rows:
        top = category.path[: category.steplen]
        if category.depth == 1:
            groups[top] = (category.name, [])
        if top in groups:
            groups[top][1].append((str(category.pk), category.name))
    return [("", _("Choose")), *groups.values()]


def districts() -> Choices:
    """Every kecamatan of Jambi under its regency, each in the order of its name."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = Region.objects.filter(level=Region.Level.DISTRICT, code__startswith=f"{PROVINCE}.").select_related("parent")
    for district in rows.order_by("parent__name", "name"):
        groups.setdefault(district.parent.name if district.parent else "", []).append((district.code, district.name))
    return [("", _("Choose")), *groups.items()]


def district(code: str) -> Region:
    return Region.objects.get(level=Region.Level.DISTRICT, code=code)


def areas() -> Choices:
    """Where a fee may hold: all of Indonesia, a province, a regency of Jambi or one of its kecamatan."""
    inside = Region.objects.filter(level=Region.Level.REGENCY, parent=PROVINCE).order_by("name")
    regencies = list(inside.values_list("code", "name"))
    return [
        ("", _("Choose")),
        (EVERYWHERE, _("All of Indonesia")),
        (_("Jambi, by regency"), regencies),
        (_("Provinces"), list(directory.provinces())),
        *((_("Districts of {regency}").format(regency=name), rows) for name, rows in directory.districts(PROVINCE)),
    ]
