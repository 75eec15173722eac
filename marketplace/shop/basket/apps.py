from oscar.apps.basket.apps import BasketConfig as OscarBasketConfig


class BasketConfig(OscarBasketConfig):
    name = "marketplace.shop.basket"

    def ready(self) -> None:
        """Oscar loads its basket pages here; ours are `views`, named in `marketplace.urls`."""
        from marketplace.shop.basket import own_data

        own_data.register()
