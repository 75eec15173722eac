from django.urls import path

from marketplace.shop.reviews import views

app_name = "reviews"
urlpatterns = [
    path("tulis/<int:line>/", views.write, name="write"),
    path("tulis/<int:line>/selesai/", views.sent, name="sent"),
    path("produk/<int:pk>/", views.of_product, name="product"),
    path("laporkan/<int:pk>/", views.report, name="report"),
]
