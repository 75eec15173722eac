from oscar.apps.catalogue.apps import CatalogueConfig as OscarCatalogueConfig


class CatalogueConfig(OscarCatalogueConfig):
    """Models and receivers of Oscar's catalogue; its pages are ours (`views`), named in `marketplace.urls`."""

    name = "marketplace.shop.catalogue"

    def ready(self) -> None:
        import oscar.apps.catalogue.receivers  # noqa: F401
