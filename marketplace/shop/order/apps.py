from oscar.apps.order.apps import OrderConfig as OscarOrderConfig


class OrderConfig(OscarOrderConfig):
    name = "marketplace.shop.order"

    def ready(self) -> None:
        super().ready()
        from marketplace.shop.order import own_data

        own_data.register()
