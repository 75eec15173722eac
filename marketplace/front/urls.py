from django.urls import path

from marketplace.front import views

urlpatterns = [
    path("pengunjung/", views.visitor, name="visitor"),
    path("komponen/", views.kit, name="kit"),
]
