from django.urls import path

from marketplace import visitor
from marketplace.front import views
from marketplace.shop.catalogue.views import home

urlpatterns = [
    path("", home, name="home"),
    path("pengunjung/", visitor.visitor, name="visitor"),
    path("komponen/", views.kit, name="kit"),
]
