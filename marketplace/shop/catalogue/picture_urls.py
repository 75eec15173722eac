from django.urls import path

from marketplace.shop.catalogue import views

urlpatterns = [path("<int:width>/<path:name>.webp", views.picture, name="picture")]
