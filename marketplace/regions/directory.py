"""Regions for forms. They change by migration only, so each process reads them once."""

from collections.abc import Collection
from functools import lru_cache

from marketplace.regions.models import Region

JAMBI = "15"

Choices = list[tuple[str, str]]


@lru_cache(maxsize=1)
def provinces() -> Choices:
    """(code, name) of every province, Jambi first."""
    rows = Region.objects.filter(level=Region.Level.PROVINCE).values_list("code", "name")
    return sorted(rows, key=lambda row: (row[0] != JAMBI, row[1]))


@lru_cache(maxsize=64)
def districts(province: str) -> list[tuple[str, Choices]]:
    """(regency, [(code, district)]) of one province, both by name; an unknown province has none."""
    rows = Region.objects.filter(level=Region.Level.DISTRICT, parent__parent=province)
    regencies: dict[str, Choices] = {}
    for regency, code, name in rows.order_by("name").values_list("parent__name", "code", "name"):
        regencies.setdefault(regency, []).append((code, name))
    return sorted(regencies.items(), key=lambda item: item[0].split(" ", 1)[-1])


def names_of(codes: Collection[str]) -> dict[str, str]:
    """The name of each of these regencies that exists, by code."""
    if not all(code in _regencies() for code in codes):
        _regencies.cache_clear()
    names = _regencies()
    return {code: names[code] for code in codes if code in names}


def find_district(code: str) -> Region | None:
    """A kecamatan with its regency and province, or None."""
    try:
        return _district(code)
    except Region.DoesNotExist:
        return None


@lru_cache(maxsize=1)
def _regencies() -> dict[str, str]:
    return dict(Region.objects.filter(level=Region.Level.REGENCY).values_list("code", "name"))


@lru_cache(maxsize=1024)
def _district(code: str) -> Region:
    return Region.objects.select_related("parent__parent").get(code=code, level=Region.Level.DISTRICT)
