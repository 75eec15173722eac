"""Exports that a spreadsheet program opens as data, never as formulas."""

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(value: Any) -> str:
    """Text for a cell. What Excel or LibreOffice would run is quoted with an apostrophe (OWASP, CSV injection)."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_A_FORMULA) else text


class SafeExport(SpreadsheetExportMixin):
    """Wagtail's export. XLSX keeps cells as text by itself; the cells of CSV go through `safe`."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        prepared = super().preprocess_field_value(field, value, export_format)
        is_number = isinstance(value, int) or value is None
        return prepared if is_number or export_format != self.FORMAT_CSV else safe(prepared)
