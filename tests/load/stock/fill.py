"""Stock Oscar's database: the same products, and offers of the kinds that its sandbox shows."""

from django.core.management import call_command
from oscar.core.loading import get_model

from tests.load import catalogue
from tests.load.catalogue import Size

OFFERS = [
    ("Multibuy", "Multibuy", 3, None),
    ("Five percent", "Percentage", 1, 5),
    ("Shipping", "Shipping fixed price", 1, 2000),
]


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def fill(size: Size, offers: int) -> None:
    country = get_model("address", "Country")
    country.objects.create(iso_3166_1_a2="ID", printable_name="Indonesia", is_shipping_country=True)
    catalogue.add_products(size.products, catalogue.add_partners(size.vendors))
    everything = get_model("offer", "Range").objects.create(name="Site", includes_all_products=True)
    for priority, (name, benefit, pieces, value) in enumerate(OFFERS[:offers]):
        get_model("offer", "ConditionalOffer").objects.create(
            name=name,
            offer_type="Site",
            priority=priority,
            condition=get_model("offer", "Condition").objects.create(range=everything, type="Count", value=pieces),
            benefit=get_model("offer", "Benefit").objects.create(
                range=None if benefit.startswith("Shipping") else everything, type=benefit, value=value
            ),
        )
