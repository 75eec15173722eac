"""How figures, moments and numbers are written on screen, in the reader's language."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dateformat import format as dateformat
from django.utils.translation import get_language, gettext, ngettext, pgettext

from marketplace import money

NBSP = "\u00a0"
WIB = ZoneInfo("Asia/Jakarta")
_MOBILE = re.compile(r"^(?:\+?62|0)(8\d{7,11})$")


def indonesian() -> bool:
    return (get_language() or "id").startswith("id")


def rupiah(amount: Decimal | int | str) -> str:
    """Whole rupiah as `Rp 25.000`, alike in both languages, with a no-break space; `-Rp 5.000` below zero.

    Raises ValueError for an amount with sen.
    """
    return money.shown(amount if isinstance(amount, int | Decimal) else Decimal(str(amount)))


def number(value: Decimal | float, places: int = 0) -> str:
    """A number that is no money, in the reader's manner: 1.250 and 4,8 in Indonesian, 1,250 and 4.8 in English."""
    if type(value) is int and not places:
        return _grouped(value, "." if indonesian() else ",")
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    group, point = (".", ",") if indonesian() else (",", ".")
    return ("-" if rounded < 0 else "") + _grouped(int(whole), group) + (point + rest if rest else "")


def weight(grams: int) -> str:
    """Grams as `350 g`, from a thousand on as kilograms `1,5 kg`."""
    if grams < 1000:
        return f"{grams}{NBSP}g"
    kilos = (Decimal(grams) / 1000).normalize()
    places = min(2, max(0, -int(kilos.as_tuple().exponent)))
    return f"{number(kilos, places)}{NBSP}kg"


def day(when: dt.date | dt.datetime) -> str:
    """`24 Nov 2026`."""
    return dateformat(_local(when), "j M Y")


def long_day(when: dt.date | dt.datetime) -> str:
    """`Selasa, 24 November 2026`."""
    return dateformat(_local(when), "l, j F Y")


def clock(when: dt.datetime) -> str:
    """`10.32 WIB` in Indonesian, `10:32 WIB` in English."""
    return f"{dateformat(_local(when), 'H.i' if indonesian() else 'H:i')}{NBSP}WIB"


def wib(when: dt.datetime) -> str:
    """`24 Nov 2026, 10.32 WIB`, always in western Indonesian time."""
    return f"{day(when)}, {clock(when)}"


def moment(when: dt.datetime, now: dt.datetime | None = None) -> str:
    """A moment that is waited for: `hari ini, 16.00 WIB`, `besok, 12.00 WIB`, otherwise the full date."""
    ahead = (_date(when) - _date(now or timezone.now())).days
    names = {0: gettext("today"), 1: gettext("tomorrow")}
    if ahead in names:
        return f"{names[ahead]}, {clock(when)}"
    return wib(when)


def deadline(when: dt.datetime | dt.date, now: dt.datetime | None = None) -> str:
    """`paling lambat besok, 12.00 WIB`; a day without a time is written `paling lambat 27 Nov 2026`."""
    text = moment(when, now) if isinstance(when, dt.datetime) else day(when)
    return pgettext("deadline", "by {deadline}").format(deadline=text)


def ago(when: dt.datetime, now: dt.datetime | None = None) -> str:
    """`2 jam lalu`, `kemarin`, `3 hari lalu`; after seven days the date."""
    now = now or timezone.now()
    minutes = int((now - when).total_seconds() // 60)
    days = (_date(now) - _date(when)).days
    if minutes < 1:
        return gettext("just now")
    if minutes < 60:
        return ngettext("{n} minute ago", "{n} minutes ago", minutes).format(n=minutes)
    if days == 0:
        return ngettext("{n} hour ago", "{n} hours ago", minutes // 60).format(n=minutes // 60)
    if days == 1:
        return gettext("yesterday")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days) if days <= 7 else day(when)


def phone(value: object) -> str:
    """A mobile number as `0812-7400-1234`, whatever way it was typed; any other number as it stands."""
    raw = str(getattr(value, "as_e164", value) or "")
    found = _MOBILE.match(re.sub(r"[\s().-]", "", raw))
    if not found:
        return raw
    digits = "0" + found[1]
    return "-".join(part for part in (digits[:4], digits[4:8], digits[8:]) if part)


def whatsapp_number(value: object) -> str:
    """A mobile number as wa.me wants it, `6281274001234`; empty when it is no Indonesian mobile number."""
    found = _MOBILE.match(re.sub(r"[\s().-]", "", str(getattr(value, "as_e164", value) or "")))
    return "62" + found[1] if found else ""


def _local(when: dt.date | dt.datetime) -> dt.date | dt.datetime:
    return when.astimezone(WIB) if isinstance(when, dt.datetime) and timezone.is_aware(when) else when


def _date(when: dt.datetime) -> dt.date:
    return when.astimezone(WIB).date()


def _grouped(whole: int, separator: str) -> str:
    return f"{whole:,}".replace(",", separator)
