from django.urls import path

from marketplace.shop.complaints import views

app_name = "complaints"
urlpatterns = [
    path("pengaduan/", views.new, name="new"),
    path("pengaduan/cari/", views.lookup, name="lookup"),
    path("pengaduan/<slug:number>/", views.ticket, name="ticket"),
    path("laporkan/produk/<int:pk>/", views.report_product, name="report_product"),
    path("laporkan/toko/<slug:slug>/", views.report_shop, name="report_shop"),
]
