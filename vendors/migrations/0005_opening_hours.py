"""Opening hours as rows, taken from the line of free text where it can be read; what cannot stays as a remark."""

import re

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

DAYS = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"]
_TIMES = re.compile(r"(\d{1,2})[.:](\d{2})\s*[–-]\s*(\d{1,2})[.:](\d{2})")


def read(text):
    """[(weekday, opens, closes)] of `Senin–Sabtu, 08.00–16.00 WIB` or `Senin, Rabu 08.00-12.00`; None when unreadable."""
    line = text.lower().strip(" .").removesuffix("wib").strip()
    found = _TIMES.search(line)
    if not found or line[found.end() :].strip(" ."):
        return None
    days = _days(line[: found.start()].strip(" ,:"))
    opens, closes = (f"{int(found[at]):02}:{found[at + 1]}" for at in (1, 3))
    if not days or opens >= closes or closes > "23:59" or max(found[2], found[4]) > "59":
        return None
    return [(day, opens, closes) for day in days]


def _days(text):
    """The weekdays, Monday 1, that a list of days and ranges of days names; none when one of them is no day."""
    if text in ("setiap hari", "tiap hari"):
        return list(range(1, 8))
    days = []
    for part in re.split(r"\s*(?:,|\bdan\b)\s*", text):
        ends = [end.strip() for end in re.split(r"[–-]|\bsampai\b", part)]
        if len(ends) > 2 or any(end not in DAYS for end in ends):
            return []
        first, last = DAYS.index(ends[0]), DAYS.index(ends[-1])
        days += range(first + 1, last + 2)
    return sorted(set(days))


def take_over(apps, schema_editor):
    Vendor = apps.get_model("vendors", "Vendor")
    OpeningHours = apps.get_model("vendors", "OpeningHours")
    for vendor in Vendor.objects.exclude(opening_hours="").only("pk", "opening_hours").iterator():
        spans = read(vendor.opening_hours)
        if spans is None:
            continue
        OpeningHours.objects.bulk_create(
            OpeningHours(vendor=vendor, weekday=day, opens=opens, closes=closes) for day, opens, closes in spans
        )
        Vendor.objects.filter(pk=vendor.pk).update(opening_hours="")


class Migration(migrations.Migration):
    dependencies = [
        ("vendors", "0004_listing_in_english"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Monday"),
                            (2, "Tuesday"),
                            (3, "Wednesday"),
                            (4, "Thursday"),
                            (5, "Friday"),
                            (6, "Saturday"),
                            (7, "Sunday"),
                        ],
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(7),
                        ],
                        verbose_name="Day",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="Opens")),
                ("closes", models.TimeField(verbose_name="Closes")),
                (
                    "vendor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hours", to="vendors.vendor"
                    ),
                ),
            ],
            options={
                "verbose_name": "Opening hours",
                "verbose_name_plural": "Opening hours",
                "ordering": ["weekday", "opens"],
                "indexes": [models.Index(fields=["weekday", "opens", "closes"], name="hours_open_now")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("weekday__gte", 1), ("weekday__lte", 7)), name="hours_weekday_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))), name="hours_end_after_they_begin"
                    ),
                    models.UniqueConstraint(fields=("vendor", "weekday", "opens"), name="hours_begin_once"),
                ],
            },
        ),
        migrations.AlterField(
            model_name="vendor",
            name="opening_hours",
            field=models.CharField(blank=True, max_length=120, verbose_name="Remark on the opening hours"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
