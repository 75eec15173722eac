from django.urls import path

from marketplace.shop.catalogue import share_views, views

urlpatterns = [
    path("bagikan/produk/<int:pk>-<slug:stamp>.jpg", share_views.product, name="share-product"),
    path("bagikan/toko/<slug:slug>/<slug:stamp>.jpg", share_views.shop, name="share-shop"),
    path("<int:width>/<path:name>.webp", views.picture, name="picture"),
]
