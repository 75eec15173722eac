"""An address map in which every place that messages lead to exists, so that these tests need no page of another part."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from marketplace import access


@access.to(access.anyone)
def _page(request: HttpRequest, **kwargs: object) -> HttpResponse:
    return HttpResponse("page")


_orders = ([path("<str:number>/", _page, name="detail")], "orders")
_catalogue = ([path("<slug:product_slug>_<int:pk>/", _page, name="detail"), path("", _page, name="index")], "catalogue")
_portal = (
    [
        path("", _page, name="home"),
        path("pesanan/<str:number>/", _page, name="order"),
        path("produk/<int:pk>/", _page, name="product"),
    ],
    "portal",
)
_console = (
    [
        path("pesanan/<slug:number>/", _page, name="order"),
        path("transfer/", _page, name="transfers"),
        path("penjual/<int:pk>/", _page, name="vendor"),
        path("produk/<int:pk>/", _page, name="product"),
    ],
    "console",
)

urlpatterns = [
    path("surat/", include("marketplace.notices.mailbox_urls")),
    path("cms/konsol/", include(_console)),
    *i18n_patterns(
        path("", _page, name="home"),
        path("", include("marketplace.front.urls")),
        path("belanja/", include(_catalogue)),
        path("pesanan/", include(_orders)),
        path("mitra/", include(_portal)),
        path("pemberitahuan/", include("marketplace.notices.urls")),
        path("akun/", include("allauth.urls")),
        prefix_default_language=False,
    ),
]
