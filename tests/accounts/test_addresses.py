"""The address book: its pages, its one main address, and its use at checkout."""

import pytest
from django.urls import reverse

from marketplace.accounts import addresses
from tests.factories import make_basket, make_district, make_order, make_product, make_saved_address, make_user

pytestmark = pytest.mark.django_db

TYPED = {
    "label": "Kantor",
    "recipient": "Siti Aminah",
    "phone": "0812-7400-1234",
    "province": "15",
    "district": "15.71.01",
    "street": "Jl. Melati 7",
    "village": "Simpang IV Sipin",
    "postcode": "36122",
    "landmark": "",
}


@pytest.fixture
def siti(client):
    make_district()
    user = make_user("siti@contoh.id", full_name="Siti Aminah")
    client.force_login(user)
    return user


def labels(user):
    return [(address.label, address.is_main) for address in addresses.of(user)]


def test_the_first_address_is_the_main_one_and_another_takes_its_place_when_asked(client, siti):
    client.post(reverse("account_address_add"), TYPED)
    client.post(reverse("account_address_add"), {**TYPED, "label": "Rumah", "street": "Jl. Mawar 5", "is_main": "on"})
    assert labels(siti) == [("Rumah", True), ("Kantor", False)]
    client.post(reverse("account_address_main", args=[siti.saved_addresses.get(label="Kantor").pk]))
    assert labels(siti) == [("Kantor", True), ("Rumah", False)]


def test_an_address_is_changed_and_stays_the_main_one(client, siti):
    address = make_saved_address(siti)
    client.post(reverse("account_address", args=[address.pk]), {**TYPED, "label": "Ibu"})
    assert labels(siti) == [("Ibu", True)]


def test_when_the_main_address_is_deleted_the_oldest_left_takes_its_place(client, siti):
    main, second = make_saved_address(siti), make_saved_address(siti, label="Toko", street="Jl. Lain 1")
    assert "Hapus Rumah?" in client.get(reverse("account_address_delete", args=[main.pk])).content.decode()
    client.post(reverse("account_address_delete", args=[main.pk]))
    assert labels(siti) == [(second.label, True)]


def test_the_same_address_twice_is_kept_once(siti):
    assert make_saved_address(siti).pk == make_saved_address(siti).pk


def test_a_full_book_refuses_and_says_why(client, siti, monkeypatch):
    monkeypatch.setattr(addresses, "MOST", 1)
    make_saved_address(siti)
    page = client.post(reverse("account_address_add"), TYPED)
    assert page.status_code == 422
    assert "Hapus satu dulu" in page.content.decode()


@pytest.mark.parametrize("name", ["account_address", "account_address_main", "account_address_delete"])
def test_an_address_of_somebody_else_does_not_exist(client, siti, name):
    theirs = make_saved_address(make_user())
    path = reverse(name, args=[theirs.pk])
    assert client.post(path, TYPED).status_code == 404
    theirs.refresh_from_db()
    assert theirs.label == "Rumah"


@pytest.mark.parametrize("number", ["+14155552671", "+60123456789", "0741-60123", "08123", "telepon"])
def test_a_number_that_is_no_indonesian_mobile_is_refused_with_the_reason(client, siti, number):
    page = client.post(reverse("account_address_add"), {**TYPED, "phone": number})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"phone"}
    assert not siti.saved_addresses.exists()


def test_a_foreign_number_is_refused_at_checkout_too(client, siti):
    make_basket((make_product(), 1), owner=siti)
    page = client.post(reverse("checkout:index"), {**TYPED, "name": "Siti", "phone": "+14155552671", "do": "place"})
    assert "Kurir hanya menelepon nomor HP Indonesia" in str(page.context["form"].errors["phone"])


def test_other_districts_are_offered_without_saving_anything(client, siti):
    make_district("16.71.01", "Ilir Barat")
    page = client.post(reverse("account_address_add"), {**TYPED, "province": "16", "do": "districts"})
    assert page.status_code == 200
    assert 'value="16.71.01"' in page.content.decode()
    assert 'value="Jl. Melati 7"' in page.content.decode()
    assert not siti.saved_addresses.exists()


def test_checkout_starts_with_the_main_address_and_another_is_taken_by_a_button(client, siti):
    make_saved_address(siti)
    other = make_saved_address(siti, label="Ibu", recipient="Bu Aminah", street="Jl. Anggrek 2")
    make_basket((make_product(), 1), owner=siti)
    page = client.get(reverse("checkout:index"))
    assert page.context["form"]["street"].value() == "Jl. Mawar 5"
    page = client.post(reverse("checkout:index"), {"use": other.pk, "street": "Jl. Mawar 5", "name": "Siti"})
    form = page.context["form"]
    assert (form["name"].value(), form["street"].value()) == ("Bu Aminah", "Jl. Anggrek 2")
    assert form.quote.complete


def test_the_address_of_somebody_else_is_not_taken_at_checkout(client, siti):
    theirs = make_saved_address(make_user(), street="Jl. Rahasia 9")
    make_basket((make_product(), 1), owner=siti)
    page = client.post(reverse("checkout:index"), {"use": theirs.pk})
    assert "Jl. Rahasia 9" not in page.content.decode()


def test_what_was_ordered_to_is_kept_when_asked_for(client, siti):
    product = make_product()
    make_basket((product, 1), owner=siti)
    form = client.get(reverse("checkout:index"), {}).context["form"]
    typed = {**TYPED, "name": "Siti", "email": siti.email, "key": "a" * 32, "method": "bank_transfer", "keep": "on"}
    ways = {f"ship_{group.vendor.pk}": "kurir" for group in form.quote.groups}
    client.post(reverse("checkout:index"), {**typed, **ways, "seen_total": 49_000, "do": "place"})
    assert [(one.recipient, one.street) for one in siti.saved_addresses.all()] == [("Siti", "Jl. Melati 7")]


def test_an_order_alone_keeps_no_address(siti):
    make_order(user=siti)
    assert not siti.saved_addresses.exists()
