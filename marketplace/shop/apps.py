from oscar.config import Shop


class ShopConfig(Shop):
    """Oscar's master app without its addresses: the site map is `marketplace.urls`, and only what is named there exists."""

    def ready(self) -> None:
        import oscar.checks  # noqa: F401  (registers Oscar's system checks)
