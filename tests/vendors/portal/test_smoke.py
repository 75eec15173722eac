import pytest

from tests import factories
from tests.vendors.portal.conftest import paid_order

pytestmark = pytest.mark.django_db

def test_all(owner, vendor):
    p=factories.make_product(vendor)
    o=paid_order(vendor); o2=paid_order(vendor, choice="ambil")
    for path in ["", "pesanan/","pesanan/?tab=done","pesanan/?q=x", f"pesanan/{o.number}/", f"pesanan/{o.number}/tolak/", "produk/","produk/?q=x&only=low","produk/baru/",f"produk/{p.pk}/","saldo/","saldo/unduh/","toko/","pegawai/","lainnya/"]:
        r=owner.get("/mitra/"+path)
        print(path, r.status_code)
        assert r.status_code==200, path
        if hasattr(r,'content') and not r.streaming: open("/tmp/portal/last.html","wb").write(r.content)
    print(b"".join(owner.get("/mitra/saldo/unduh/").streaming_content).decode())
