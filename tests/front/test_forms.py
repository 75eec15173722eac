import re

from django import forms

from marketplace.front.forms import MoneyInput, Pick, PickField


class Address(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Seperti di KTP.")
    landmark = forms.CharField(label="Patokan", required=False)
    regency = forms.ChoiceField(label="Kabupaten/Kota", choices=[("", "Pilih"), ("1571", "Kota Jambi")])
    price = forms.CharField(label="Harga", widget=MoneyInput())
    shipping = PickField(
        label="Pengiriman",
        choices=[
            ("jne", Pick("JNE Reguler", "Rp\u00a011.000", "Tiba 26–27 Nov")),
            ("jnt", Pick("J&T EZ", "Tidak tersedia", off="Hanya di Kota Jambi")),
        ],
    )
    agree = forms.BooleanField(label="Saya setuju")


def group(form: forms.Form, name: str) -> str:
    return re.sub(r"[ \n]+", " ", form[name].as_field_group())


def test_a_field_ties_label_hint_and_input_together() -> None:
    html = group(Address(), "name")
    assert '<label for="id_name">Nama lengkap</label>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert '<p class="hint" id="id_name_helptext">Seperti di KTP.</p>' in html
    assert "aria-invalid" not in html


def test_only_what_may_be_left_out_is_marked() -> None:
    assert '<span class="opt-mark">opsional</span>' in group(Address(), "landmark")
    assert "opt-mark" not in group(Address(), "name")


def test_a_refused_field_says_how_to_mend_it_and_is_tied_to_the_message() -> None:
    html = group(Address({"name": ""}), "name")
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert re.search(r'<p class="err-line" id="id_name_error">.*<span>Isi nama lengkap\.</span></p>', html)


def test_a_missing_choice_is_asked_for_by_name_and_a_box_to_be_ticked() -> None:
    refused = Address({})
    assert "Pilih kabupaten/Kota." in group(refused, "regency")
    assert "Pilih pengiriman." in group(refused, "shipping")
    assert "Centang kotak ini untuk lanjut." in group(refused, "agree")


def test_radio_cards_show_cost_and_next_step_and_why_one_cannot_be_chosen() -> None:
    html = group(Address({"shipping": "jne"}), "shipping")
    assert re.search(r'<fieldset id="id_shipping"[^>]*> ?<legend>Pengiriman</legend>', html)
    assert re.search(r'<input type="radio"[^>]*value="jne"[^>]*checked', html)
    assert '<span class="c num">Rp\u00a011.000</span><span class="d">Tiba 26–27 Nov</span>' in html
    assert re.search(r'<input type="radio"[^>]*value="jnt"[^>]*disabled', html)
    assert '<span class="n">J&amp;T EZ</span>' in html and '<span class="d">Hanya di Kota Jambi</span>' in html


def test_a_choice_that_is_off_is_refused_when_it_is_sent_all_the_same() -> None:
    form = Address({"shipping": "jnt"})
    assert form["shipping"].errors == ["Hanya di Kota Jambi"]


def test_money_is_typed_with_digits_behind_the_currency() -> None:
    html = group(Address(), "price")
    assert 'class="fld money' in html.replace("  ", " ") and 'inputmode="numeric"' in html


def test_a_refused_form_opens_with_a_summary_that_leads_to_each_field() -> None:
    html = re.sub(r"[ \n]+", " ", str(Address({"name": "", "regency": "1571", "price": "1", "agree": "on"})))
    assert "Periksa 2 isian yang ditandai." in html
    assert '<a href="#id_name">Nama lengkap</a>' in html and '<a href="#id_shipping">Pengiriman</a>' in html
