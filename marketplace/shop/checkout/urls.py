from django.urls import path

from marketplace.shop.checkout import views

app_name = "checkout"
urlpatterns = [
    path("", views.checkout, name="index"),
    path("<str:number>/bayar/", views.pay, name="pay"),
    path("<str:number>/kembali/", views.come_back, name="return"),
]
