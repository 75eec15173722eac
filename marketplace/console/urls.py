"""The console's addresses, all below /cms/konsol/. Every one states the right it asks for."""

from django.urls import path

from marketplace.console import rights
from marketplace.console.views import (
    complaints,
    lists,
    orders,
    permits,
    products,
    refunds,
    reports,
    reviews,
    transfers,
    vendors,
    wording,
    work,
)

app_name = "console"
urlpatterns = [
    *lists.addresses(vendors.Vendors, "penjual/", "vendors", rights.may("see_vendors")),
    path("penjual/tambah/", vendors.add, name="vendor-add"),
    path("penjual/<int:pk>/", vendors.detail, name="vendor"),
    path("penjual/<int:pk>/<slug:act>/", vendors.move, name="vendor-move"),
    *lists.addresses(products.Products, "produk/", "products", rights.may("judge_products")),
    path("produk/<int:pk>/", products.detail, name="product"),
    path("produk/<int:pk>/<slug:act>/", products.move, name="product-move"),
    *lists.addresses(reviews.Reviews, "ulasan/", "reviews", rights.may("judge_reviews")),
    path("ulasan/<int:pk>/", reviews.detail, name="review"),
    path("ulasan/<int:pk>/laporan/", reviews.dismiss, name="review-dismiss"),
    path("ulasan/<int:pk>/balasan/", reviews.correct, name="review-answer"),
    path("ulasan/<int:pk>/<slug:act>/", reviews.move, name="review-move"),
    path("izin/<int:pk>/", permits.detail, name="permit"),
    path("izin/<int:pk>/dokumen/", permits.document, name="permit-document"),
    path("izin/<int:pk>/<slug:act>/", permits.move, name="permit-move"),
    *lists.addresses(transfers.Transfers, "transfer/", "transfers", rights.may("confirm_transfers")),
    path("transfer/<int:pk>/", transfers.detail, name="transfer"),
    path("transfer/<int:pk>/minta-bukti/", transfers.ask_again, name="ask-proof"),
    path("transfer/bukti/<int:pk>/", transfers.proof, name="proof"),
    *lists.addresses(refunds.Refunds, "pengembalian/", "refunds", rights.may("send_refunds")),
    path("pengembalian/<int:pk>/", refunds.detail, name="refund"),
    *lists.addresses(orders.Orders, "pesanan/", "orders", rights.may("see_orders")),
    path("pesanan/<slug:number>/buka-ambil/", orders.unlock_pickup, name="unlock-pickup"),
    path("pesanan/<slug:number>/", orders.detail, name="order"),
    *lists.addresses(work.Work, "tugas/", "work", rights.may("mend_later_work")),
    path("tugas/<int:pk>/ulang/", work.again, name="work-again"),
    *lists.addresses(complaints.Complaints, "pengaduan/", "complaints", rights.may("answer_complaints")),
    path("pengaduan/<int:pk>/", complaints.detail, name="complaint"),
    path("pengaduan/<int:pk>/<slug:act>/", complaints.move, name="complaint-move"),
    *lists.addresses(reports.Reports, "laporan/", "reports", rights.may("judge_talk")),
    path("laporan/<int:pk>/", reports.detail, name="report"),
    path("laporan/<int:pk>/foto/<int:photo_pk>/", reports.photo, name="report-photo"),
    path("kata/", wording.index, name="wordings"),
    path("kata/<str:code>/<slug:language>/", wording.edit, name="wording"),
    path("kata/<str:code>/<slug:language>/bawaan/", wording.reset, name="wording-reset"),
]
