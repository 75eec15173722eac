"""Provinces, regencies and kecamatan of Indonesia (data/LICENSE.md), and Indonesia itself as Oscar's only country."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parents[1] / "data" / "regions.csv"


def load(apps, schema_editor):
    apps.get_model("address", "Country").objects.update_or_create(
        iso_3166_1_a2="ID",
        defaults={
            "iso_3166_1_a3": "IDN",
            "iso_3166_1_numeric": "360",
            "printable_name": "Indonesia",
            "name": "Indonesia",
            "is_shipping_country": True,
        },
    )
    region = apps.get_model("regions", "Region")
    with DATA.open(encoding="utf-8") as handle:
        rows = [
            region(
                code=row["code"],
                level=row["level"],
                name=row["name"],
                parent_id=row["parent"] or None,
                postcode=row["postcode"],
            )
            for row in csv.DictReader(handle)
        ]
    region.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial"), ("address", "0007_useraddress_code")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
