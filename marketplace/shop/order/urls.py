from django.urls import path

from marketplace.shop.order import views

app_name = "orders"
urlpatterns = [
    path("", views.listing, name="list"),
    path("lacak/", views.lookup, name="lookup"),
    path("<str:number>/", views.detail, name="detail"),
    path("<str:number>/bukti/", views.upload_proof, name="proof"),
    path("<str:number>/lagi/", views.buy_again, name="again"),
]
