from django.urls import path

from marketplace.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("baca/", views.read_mine, name="read-mine"),
    path("<int:pk>/buka/", views.open_notice, name="open"),
    path("toko/<slug:slug>/", views.shop, name="shop"),
    path("toko/<slug:slug>/baca/", views.read_shop, name="read-shop"),
    path("petugas/", views.staff, name="staff"),
    path("petugas/baca/", views.read_staff, name="read-staff"),
]
