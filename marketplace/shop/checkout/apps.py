from oscar.apps.checkout.apps import CheckoutConfig as OscarCheckoutConfig


class CheckoutConfig(OscarCheckoutConfig):
    name = "marketplace.shop.checkout"

    def ready(self) -> None:
        """Oscar loads its eight checkout steps here; ours is one page, named in `marketplace.urls`."""
