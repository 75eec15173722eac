"""The form of a shop's week: two spans a day, an empty day is closed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vendors import hours
from vendors.hours import Span
from vendors.models import OpeningHours

SPANS_A_DAY = 2
_NO_TIME = {"invalid": gettext_lazy("Write a time as 08:00.")}
_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]


class WeekForm(forms.Form):
    """Fields `opens_1_0` and `closes_1_0` are Monday's first span, `opens_1_1` and `closes_1_1` its second."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, data: Any = None, *, spans: Iterable[Span] = (), seen: str | None = None) -> None:
        spans = list(spans)
        super().__init__(data, initial=_initial(spans) | {"seen": hours.signature(spans) if seen is None else seen})
        for day, number in _places():
            for end, label in (("opens", _("opens")), ("closes", _("closes"))):
                self.fields[f"{end}_{day.value}_{number}"] = forms.TimeField(
                    label=f"{day.label}, {label}",
                    required=False,
                    input_formats=_FORMATS,
                    error_messages=_NO_TIME,
                    widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for day, number in _places():
            opens, closes = (f"{end}_{day.value}_{number}" for end in ("opens", "closes"))
            if opens in data and closes in data and (data[opens] is None) != (data[closes] is None):
                missing = closes if data[opens] else opens
                self.add_error(missing, _("Enter both times, or leave both empty."))
        if not self.errors:
            self._check_order()
        return data

    def spans(self) -> list[Span]:
        data = self.cleaned_data
        ends = (
            (day.value, data[f"opens_{day.value}_{number}"], data[f"closes_{day.value}_{number}"])
            for day, number in _places()
        )
        return [Span(day, opens, closes) for day, opens, closes in ends if opens and closes]

    def filled(self) -> list[Span]:
        """The hours of the first day that has some, also for the days after it that have none."""
        spans = self.spans()
        if not spans:
            return []
        first, taken = spans[0].weekday, {span.weekday for span in spans}
        pattern = [span for span in spans if span.weekday == first]
        free = [day for day in OpeningHours.Weekday.values if day > first and day not in taken]
        return sorted(spans + [replace(span, weekday=day) for day in free for span in pattern])

    def days(self) -> list[dict[str, Any]]:
        """What the page shows of each day."""
        return [self._day(day) for day in OpeningHours.Weekday]

    def _day(self, day: OpeningHours.Weekday) -> dict[str, Any]:
        pairs = [(self[f"opens_{day.value}_{n}"], self[f"closes_{day.value}_{n}"]) for n in range(SPANS_A_DAY)]
        second = any(field.value() or field.errors for field in pairs[1])
        return {"name": day.label, "first": pairs[0], "second": pairs[1], "has_second": second}

    def _check_order(self) -> None:
        try:
            hours.checked(self.spans())
        except hours.Overlap as overlap:
            self.add_error(
                f"closes_{overlap.weekday}_0",
                _("A shop closes after it opens, and opens again after it has closed."),
            )


def _places() -> Iterator[tuple[OpeningHours.Weekday, int]]:
    return ((day, number) for day in OpeningHours.Weekday for number in range(SPANS_A_DAY))


def _initial(spans: list[Span]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    numbers: dict[int, int] = {}
    for span in sorted(spans):
        number = numbers.setdefault(span.weekday, 0)
        found |= {f"opens_{span.weekday}_{number}": span.opens, f"closes_{span.weekday}_{number}": span.closes}
        numbers[span.weekday] += 1
    return found
