"""The map of the site. Shoppers' pages exist in Indonesian at the root and in English under /en/; Wagtail's pages come last."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from marketplace.front import install
from marketplace.shop.catalogue import oscar_names

dashboard: Any = apps.get_app_config("dashboard")

urlpatterns = [
    path("", include("marketplace.ops.urls")),
    path("", include("marketplace.crawlers.urls")),
    path("sw.js", install.worker, name="worker"),
    path("favicon.ico", install.favicon, name="favicon"),
    path("webhooks/", include("marketplace.payments.urls")),
    path("foto/", include("marketplace.shop.catalogue.picture_urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("surat/", include("marketplace.notices.mailbox_urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("dashboard/", dashboard.urls),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    *i18n_patterns(
        path("", include("marketplace.front.urls")),
        path("belanja/", include("marketplace.shop.catalogue.urls")),
        path("belanja/", include(oscar_names.offer)),
        path("cari/", include("search.urls")),
        path("keranjang/", include("marketplace.shop.basket.urls")),
        path("checkout/", include("marketplace.shop.checkout.urls")),
        path("pesanan/", include("marketplace.shop.order.urls")),
        path("ulasan/", include("marketplace.shop.reviews.urls")),
        path("toko/", include("vendors.storefront.urls")),
        path("mitra/", include("vendors.portal.urls")),
        path("pemberitahuan/", include("marketplace.notices.urls")),
        path("percakapan/", include("marketplace.shop.conversations.urls")),
        path("", include("marketplace.shop.complaints.urls")),
        path("akun/", include("marketplace.accounts.urls")),
        path("", include("cms.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "marketplace.front.views.bad_request"
handler403 = "marketplace.front.views.forbidden"
handler404 = "marketplace.front.views.not_found"
handler500 = "marketplace.front.views.server_error"
