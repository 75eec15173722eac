"""Names that Oscar's dashboard links to, for pages this shop does not have: staff land on the next best one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from oscar.core.loading import get_model

from marketplace import access


@access.to(access.staff)
def of_a_review(request: HttpRequest, product_slug: str, product_pk: int, pk: int) -> HttpResponse:
    return redirect(get_object_or_404(get_model("catalogue", "Product"), pk=product_pk))


@access.to(access.staff)
def shop(request: HttpRequest, slug: str) -> HttpResponse:
    return redirect("catalogue:index")


catalogue = [
    path("dasbor/ulasan/<slug:product_slug>/<int:product_pk>/<int:pk>/", of_a_review, name="reviews-detail"),
    path("dasbor/rentang/<slug:slug>/", shop, name="range"),
]
offer = ([path("dasbor/penawaran/<slug:slug>/", shop, name="detail")], "offer")
