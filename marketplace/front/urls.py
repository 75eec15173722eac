from django.urls import path

from marketplace import visitor
from marketplace.front import install, views
from marketplace.shop.catalogue.views import home

urlpatterns = [
    path("", home, name="home"),
    path("pengunjung/", visitor.visitor, name="visitor"),
    path("manifest.webmanifest", install.manifest, name="manifest"),
    path("offline/", install.offline, name="offline"),
    path("komponen/", views.kit, name="kit"),
]
