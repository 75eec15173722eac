from django.urls import path

from vendors.portal.views import balance, home, orders, products, shop, talks

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("ganti-toko/", shop.switch, name="switch"),
    path("lainnya/", shop.more, name="more"),
    path("toko/", shop.settings, name="shop"),
    path("toko/libur/", shop.holiday, name="holiday"),
    path("pegawai/", shop.members, name="members"),
    path("pesanan/", orders.orders, name="orders"),
    path("pesanan/<slug:number>/", orders.order, name="order"),
    path("pesanan/<slug:number>/terima/", orders.accept, name="accept"),
    path("pesanan/<slug:number>/tolak/", orders.decline, name="decline"),
    path("pesanan/<slug:number>/siap/", orders.ready, name="ready"),
    path("pesanan/<slug:number>/kirim/", orders.ship, name="ship"),
    path("pesanan/<slug:number>/resi/", orders.tracking, name="tracking"),
    path("pesanan/<slug:number>/serahkan/", orders.hand_over, name="hand-over"),
    path("pesanan/<slug:number>/tiba/", orders.deliver, name="deliver"),
    path("produk/", products.products, name="products"),
    path("produk/baru/", products.add, name="product-add"),
    path("produk/<int:pk>/", products.edit, name="product"),
    path("produk/<int:pk>/cepat/", products.quick, name="product-quick"),
    path("produk/<int:pk>/tayangkan/", products.show, name="product-show"),
    path("produk/<int:pk>/sembunyikan/", products.hide, name="product-hide"),
    path("produk/<int:pk>/foto/<int:photo_pk>/utama/", products.photo_first, name="photo-first"),
    path("produk/<int:pk>/foto/<int:photo_pk>/hapus/", products.photo_remove, name="photo-remove"),
    path("percakapan/", talks.talks, name="talks"),
    path("percakapan/<int:pk>/", talks.talk, name="talk"),
    path("percakapan/<int:pk>/laporkan/<int:message_pk>/", talks.report, name="talk-report"),
    path("saldo/", balance.balance, name="balance"),
    path("saldo/unduh/", balance.download, name="balance-csv"),
]
