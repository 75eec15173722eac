import pytest
from django.utils import translation

from marketplace.shop.catalogue import spans


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("730 hari", "730 days"),
        ("1 hari", "1 day"),
        ("2–3 bulan, di kulkas 1 tahun", "2–3 months, di kulkas 1 year"),
        ("6 Minggu", "6 weeks"),
        ("lihat kemasan", "lihat kemasan"),
    ],
)
def test_a_span_is_kept_in_indonesian_and_said_in_english(written, english):
    assert spans.said(written) == written
    with translation.override("en"):
        assert spans.said(written) == english
