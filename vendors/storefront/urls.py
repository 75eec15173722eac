from django.urls import path

from vendors.storefront import views

app_name = "storefront"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:slug>/", views.shop, name="shop"),
    path("<slug:slug>/buka/", views.open_now, name="open-now"),
]
