from django.urls import path, register_converter
from django.urls.converters import IntConverter

from marketplace.shop.basket import views

app_name = "basket"


class Number(IntConverter):
    """A number that a database column can hold."""

    regex = "[0-9]{1,15}"


register_converter(Number, "number")

urlpatterns = [
    path("", views.summary, name="summary"),
    path("tambah/<number:product_id>/", views.add, name="add"),
    path("ubah/", views.update, name="update"),
    path("urungkan/<number:product_id>/<number:quantity>/", views.restore, name="restore"),
]
