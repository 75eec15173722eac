from django.urls import path

from marketplace.shop.wishes import views, waiting_views

app_name = "wishes"
urlpatterns = [
    path("", views.index, name="index"),
    path("kartu/", views.cards, name="cards"),
    path("terakhir/", views.seen, name="seen"),
    path("terakhir/hapus/", views.forget, name="forget"),
    path("gabung/", views.join, name="join"),
    path("rapikan/", views.tidy, name="tidy"),
    path("<int:pk>/", views.keep, name="keep"),
    path("kabari/<int:pk>/", waiting_views.wait, name="wait"),
    path("kabari/<int:pk>/tercatat/", waiting_views.noted, name="noted"),
    path("kabari/<int:pk>/batal/", waiting_views.leave, name="leave"),
    path("berhenti/<str:key>/", waiting_views.stop, name="stop"),
]
