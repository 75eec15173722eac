from oscar.apps.order.apps import OrderConfig as OscarOrderConfig


class OrderConfig(OscarOrderConfig):
    name = "marketplace.shop.order"

    def ready(self) -> None:
        super().ready()
        from marketplace.accounts import hub
        from marketplace.shop.order import latest, own_data

        own_data.register()
        hub.register("orders/latest.html", latest.of)
