from oscar.apps.partner.apps import PartnerConfig as OscarPartnerConfig


class PartnerConfig(OscarPartnerConfig):
    name = "marketplace.shop.partner"

    def ready(self) -> None:
        """Oscar's receivers keep stock alerts by model signals; stock here moves by conditional UPDATE (see `stock`)."""
