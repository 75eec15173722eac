from django.urls import path

from marketplace.shop.conversations import views

app_name = "conversations"
urlpatterns = [
    path("", views.listing, name="list"),
    path("produk/<int:pk>/", views.about_product, name="about_product"),
    path("pesanan/<slug:number>/", views.about_order, name="about_order"),
    path("foto/<int:pk>/", views.photo, name="photo"),
    path("<int:pk>/", views.thread, name="thread"),
    path("<int:pk>/laporkan/<int:message_pk>/", views.report, name="report"),
]
