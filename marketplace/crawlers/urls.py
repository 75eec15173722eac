from django.urls import path

from marketplace.crawlers import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", views.part, name="sitemap-part"),
]
