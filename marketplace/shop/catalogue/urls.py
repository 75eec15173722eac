from django.urls import path, re_path

from marketplace.shop.catalogue import arrival_views, oscar_names, views

app_name = "catalogue"
urlpatterns = [
    path("", views.index, name="index"),
    path("musim/", views.in_season, name="season"),
    path("daerah/", views.from_regency, name="regency"),
    path("ongkir/", arrival_views.page, name="arrival"),
    path("ongkir/baris/", arrival_views.line, name="arrival-line"),
    path("ongkir/pilih/", arrival_views.choice, name="arrival-choice"),
    re_path(r"^kategori/(?P<category_slug>[\w-]+(?:/[\w-]+)*)_(?P<pk>[0-9]+)/$", views.category, name="category"),
    re_path(r"^(?P<product_slug>[\w-]*)_(?P<pk>[0-9]+)/$", views.detail, name="detail"),
    *oscar_names.catalogue,
]
