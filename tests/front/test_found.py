import json
import re

from django.template import Context, Template


def rendered(data):
    return Template("{% load found %}{% structured data %}").render(Context({"data": data}))


def test_a_structured_block_holds_the_same_data_when_it_is_read_back():
    data = {"@type": "Product", "name": "Kopi & <teh> ‘Kerinci’", "offers": {"price": 25000}}
    text = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', rendered(data)).group(1)
    assert json.loads(text) == {"@context": "https://schema.org", **data}


def test_a_name_cannot_end_the_block_and_start_a_script():
    assert rendered({"name": "</script><script>alert(1)</script>"}).count("<script") == 1
