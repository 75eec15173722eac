"""The form that asks where to: province, regency, kecamatan, each list following from the one above it."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from marketplace.regions import directory
from marketplace.regions.models import Region

_CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")


class DestinationForm(forms.Form):
    """`asked` is the query of the address; what does not fit together is dropped, never an error of the server."""

    province = forms.ChoiceField(label=lazy("Province"))
    regency = forms.ChoiceField(label=lazy("Regency/City"))
    district = forms.ChoiceField(label=lazy("District"))

    def __init__(self, asked: QueryDict, **kwargs: Any) -> None:
        known = _fitting(district_of(asked.get("district", "")), asked)
        province = known.code[:2] if known else asked.get("province", "")
        self.in_province = province if province in dict(directory.provinces()) else directory.JAMBI
        regencies = directory.districts(self.in_province)
        named = known.parent.name if known and known.parent else asked.get("regency", "")
        self.in_regency = named if named in dict(regencies) else ""
        self.chosen = known
        initial = {"province": self.in_province, "regency": self.in_regency, "district": known.code if known else ""}
        super().__init__(initial=initial, **kwargs)
        self._offer("province", directory.provinces())
        self._offer("regency", [("", _("Choose")), *((name, name) for name, _districts in regencies)])
        self._offer("district", [("", _("Choose your district")), *dict(regencies).get(self.in_regency, [])])

    def _offer(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def asks_regency(self) -> bool:
        return not self.in_regency


def district_of(code: str) -> Region | None:
    """A kecamatan by its code; None for anything else that was sent."""
    return directory.find_district(code) if _CODE.fullmatch(code) else None


def _fitting(district: Region | None, asked: QueryDict) -> Region | None:
    """The district unless another province or regency was chosen above it since."""
    if district is None or district.parent is None:
        return None
    above = {"province": district.code[:2], "regency": district.parent.name}
    return None if any(asked.get(name, value) != value for name, value in above.items()) else district
