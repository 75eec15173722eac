"""The demo's data files hold together: goods, shops, people, regions and pictures."""

import csv
import re
import tomllib
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from marketplace.demo.pictures import composing

PROJECT = Path(__file__).parents[2]
DATA = PROJECT / "marketplace/demo/data"
MEDIA = PROJECT / "marketplace/demo/media"
REGIONS = PROJECT / "marketplace/regions/data"
RATING = re.compile(
    r"\b(terbaik|terlezat|terenak|paling|nomor satu|best|finest|sembuh|khasiat|menyehatkan)\b", re.IGNORECASE
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as source:
        return list(csv.DictReader(source))


PRODUCTS = rows(DATA / "products.csv")
DISTRICTS = {row["code"]: row for row in rows(REGIONS / "regions.csv")}
VILLAGES = {row["code"]: row for row in rows(REGIONS / "jambi_villages.csv")}
VENDORS: list[dict[str, Any]] = tomllib.loads((DATA / "vendors.toml").read_text(encoding="utf-8"))["vendors"]
PEOPLE: dict[str, list[dict[str, Any]]] = tomllib.loads((DATA / "people.toml").read_text(encoding="utf-8"))
BY_SLUG = {vendor["slug"]: vendor for vendor in VENDORS}


def courier_fee(vendor: dict[str, Any], district_code: str, product: dict[str, str]) -> int:
    """Rupiah for one piece: longest prefix, greater of weight and volume / 6000, 0.3 kg forgiven per step."""
    zones = [zone for zone in vendor["courier"]["zones"] if district_code.startswith(zone["prefix"])]
    zone = max(zones, key=lambda candidate: len(candidate["prefix"]))
    volume = int(product["length_cm"]) * int(product["width_cm"]) * int(product["height_cm"]) / 6000
    kilograms = max(1, ceil(max(int(product["weight_g"]) / 1000, volume) - 0.3))
    return int(zone["first_kg"] + zone["next_kg"] * (kilograms - 1))


def product(sku: str) -> dict[str, str]:
    return next(row for row in PRODUCTS if row["sku"] == sku)


def test_all_of_indonesia_is_there_down_to_the_kecamatan() -> None:
    levels = [row["level"] for row in DISTRICTS.values()]
    assert [levels.count(level) for level in ("province", "regency", "district")] == [38, 514, 7285]


def test_jambi_has_its_eleven_regencies_and_every_village_with_a_postcode() -> None:
    assert len([code for code in DISTRICTS if re.fullmatch(r"15\.\d\d", code)]) == 11
    assert len([code for code in DISTRICTS if re.fullmatch(r"15\.\d\d\.\d\d", code)]) == 144
    assert len(VILLAGES) == 1585
    assert all(re.fullmatch(r"[1-9]\d{4}", row["postcode"]) for row in VILLAGES.values())


def test_the_codes_are_those_of_kemendagri_and_not_of_the_statistics_agency() -> None:
    names = {code: DISTRICTS[code]["name"] for code in ("15.06", "15.07", "15.08", "15.09")}
    assert names == {
        "15.06": "Kabupaten Tanjung Jabung Barat",
        "15.07": "Kabupaten Tanjung Jabung Timur",
        "15.08": "Kabupaten Bungo",
        "15.09": "Kabupaten Tebo",
    }


def test_regions_are_sorted_unique_and_hang_on_their_parent() -> None:
    for path in ("regions.csv", "jambi_villages.csv"):
        codes = [row["code"] for row in rows(REGIONS / path)]
        assert codes == sorted(set(codes))
    for row in [*DISTRICTS.values(), *VILLAGES.values()]:
        assert row["parent"] == row["code"].rpartition(".")[0]
        assert row["parent"] in DISTRICTS or row["level"] == "province"
        assert row["name"] == " ".join(row["name"].split())


def test_every_kecamatan_has_a_postcode() -> None:
    districts = [row for row in DISTRICTS.values() if row["level"] == "district"]
    assert all(re.fullmatch(r"[1-9]\d{4}", row["postcode"]) for row in districts)


def test_there_are_ninety_five_products_with_a_code_and_a_name_each() -> None:
    assert len(PRODUCTS) == 95
    assert len({row["sku"] for row in PRODUCTS}) == 95
    assert len({row["name"] for row in PRODUCTS}) == 95


def test_the_three_categories_hold_as_many_products_as_the_catalogue_gives() -> None:
    categories = [row["category"] for row in PRODUCTS]
    assert {name: categories.count(name) for name in set(categories)} == {"kuliner": 56, "kriya": 25, "herbal": 14}


def test_every_product_has_weight_size_price_and_stock() -> None:
    for row in PRODUCTS:
        for column in ("weight_g", "length_cm", "width_cm", "height_cm", "price_idr", "stock"):
            assert int(row[column]) > 0, (row["sku"], column)


def test_an_old_price_is_above_the_price_of_today() -> None:
    reduced = [row for row in PRODUCTS if row["compare_price_idr"]]
    assert len(reduced) == 8
    assert all(int(row["compare_price_idr"]) > int(row["price_idr"]) for row in reduced)


def test_food_and_herbal_goods_say_how_long_and_how_to_keep_them() -> None:
    for row in PRODUCTS:
        assert row["storage_id"] and row["storage_en"] and row["material_id"] and row["material_en"] and row["maker"]
        assert bool(row["shelf_life_days"]) == (row["category"] != "kriya"), row["sku"]


def test_every_product_is_sold_by_a_shop_of_its_own_regency() -> None:
    for row in PRODUCTS:
        vendor = BY_SLUG[row["vendor"]]
        assert vendor["address"]["regency"] == row["regency"], row["sku"]
        assert row["sku"].startswith(vendor["code"] + "-")


def test_every_origin_is_a_kecamatan_and_village_of_the_products_regency() -> None:
    places = {(row["parent"], row["name"]) for row in VILLAGES.values()}
    for row in PRODUCTS:
        assert DISTRICTS[row["origin_code"]]["level"] == "district"
        assert DISTRICTS[row["origin_code"][:5]]["name"] == row["regency"]
        assert (row["origin_code"], row["origin_village"]) in places, row["sku"]


def test_restricted_goods_name_prefixes_that_exist() -> None:
    restricted = {row["sku"]: row["ships_to"].split() for row in PRODUCTS if row["ships_to"]}
    assert len(restricted) == 8
    assert all(prefix in DISTRICTS for prefixes in restricted.values() for prefix in prefixes)


def test_shops_cover_all_eleven_regencies() -> None:
    assert len(VENDORS) == len(BY_SLUG) == 35
    assert len({vendor["address"]["regency"] for vendor in VENDORS}) == 11
    assert len({vendor["code"] for vendor in VENDORS}) == 35


def test_two_shops_are_cooperatives_with_a_number_and_members() -> None:
    cooperatives = [vendor for vendor in VENDORS if vendor["kind"] == "koperasi"]
    assert len(cooperatives) == 2
    assert all(re.fullmatch(r"\d{13}", vendor["nikop"]) and len(vendor["members"]) >= 4 for vendor in cooperatives)
    assert [vendor["slug"] for vendor in VENDORS if "nikop" in vendor] == [vendor["slug"] for vendor in cooperatives]


def test_goods_of_a_cooperative_are_made_by_a_member() -> None:
    for vendor in VENDORS:
        if vendor["kind"] == "koperasi":
            members = {member["name"] for member in vendor["members"]}
            assert {row["maker"] for row in PRODUCTS if row["vendor"] == vendor["slug"]} <= members


def test_one_shop_waits_one_is_suspended_and_one_is_on_holiday() -> None:
    states = [vendor["status"] for vendor in VENDORS]
    assert {state: states.count(state) for state in set(states)} == {
        "active": 32,
        "holiday": 1,
        "applied": 1,
        "suspended": 1,
    }
    assert not [row for row in PRODUCTS if BY_SLUG[row["vendor"]]["status"] == "applied"]


def test_one_shop_has_the_very_long_name() -> None:
    assert max((vendor["name"] for vendor in VENDORS), key=len) == (
        "Kelompok Usaha Bersama Anyaman Pandan Rantau Kermas"
    )


def test_protected_names_are_sold_only_from_the_area_they_belong_to() -> None:
    areas = {"Koerintji": "15.01", "Tungkal Jambi": "15.06", "Jangkat Merangin": "15.02"}
    for name, regency in areas.items():
        goods = [row for row in PRODUCTS if name in row["name"]]
        assert goods and all(row["origin_code"].startswith(regency) for row in goods)


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor["slug"])
def test_a_shop_is_complete_and_its_places_exist(vendor: dict[str, Any]) -> None:
    address = vendor["address"]
    village = VILLAGES[address["village_code"]]
    assert (village["name"], village["postcode"]) == (address["village"], address["postcode"])
    assert village["parent"] == address["district_code"]
    assert vendor["kind"] in {"perorangan", "cv", "pt_perorangan", "pt", "koperasi", "kelompok", "bumdes"}
    assert re.fullmatch(r"\+6281274000\d{3}", vendor["phone"])
    assert re.fullmatch(r"\d{13}", vendor["nib"])
    assert "" in [zone["prefix"] for zone in vendor["courier"]["zones"]]
    for zone in vendor["own_delivery"]:
        assert DISTRICTS[zone["district_code"]]["name"] == zone["district"]
        assert zone["district_code"].startswith(address["district_code"][:5])
    assert vendor["team"][0]["role"] == "owner"


@pytest.mark.parametrize("vendor", VENDORS, ids=lambda vendor: vendor["slug"])
def test_a_story_has_two_to_four_sentences_and_promises_nothing(vendor: dict[str, Any]) -> None:
    for key in ("story_id", "story_en"):
        assert 2 <= len(re.findall(r"[.](?:\s|$)", vendor[key])) <= 4
    for key in ("story_id", "story_en", "tagline_id", "tagline_en"):
        assert not RATING.search(vendor[key])
        assert "!" not in vendor[key]


def test_every_account_has_an_address_of_its_own_under_example_id() -> None:
    emails = [person["email"] for vendor in VENDORS for person in vendor["team"]]
    emails += [person["email"] for group in ("staff", "shoppers") for person in PEOPLE[group]]
    assert len(emails) == len(set(emails)) == 35 + 9 + 6 + 5
    assert all(email.endswith(("@example.id", ".example.id")) for email in emails)


def test_three_shops_have_a_team_with_every_role() -> None:
    teams = [[person["role"] for person in vendor["team"]] for vendor in VENDORS]
    assert [team for team in teams if len(team) > 1] == [["owner", "catalogue", "orders", "money"]] * 3


def test_staff_has_every_role_and_shoppers_live_where_their_codes_say() -> None:
    roles = [person["role"] for person in PEOPLE["staff"]]
    assert roles == ["curator", "finance", "consultant", "editor", "support", "superuser"]
    for shopper in PEOPLE["shoppers"]:
        for address in shopper["addresses"]:
            assert DISTRICTS[address["district_code"]]["name"] == address["district"]
            assert DISTRICTS[address["district_code"][:5]]["name"] == address["regency"]
    main = [shopper["addresses"][0]["district_code"] for shopper in PEOPLE["shoppers"]]
    assert {"31.74.01", "15.01.16", "15.71.06"} <= set(main)


def test_the_reference_order_of_three_shops_comes_to_two_hundred_thousand_rupiah() -> None:
    buyer = PEOPLE["shoppers"][0]["addresses"][0]["district_code"]
    lempok, cascara, spice = product("DSP-01"), product("KLK-04"), product("BSB-02")
    courier, own = BY_SLUG[cascara["vendor"]], BY_SLUG[spice["vendor"]]
    goods = [2 * int(lempok["price_idr"]), int(cascara["price_idr"]), 3 * int(spice["price_idr"])]
    delivery = [
        0,
        courier_fee(courier, buyer, cascara),
        next(zone["fee"] for zone in own["own_delivery"] if zone["district_code"] == buyer),
    ]
    assert (goods, delivery) == ([90_000, 38_500, 37_500], [0, 24_000, 10_000])
    assert sum(goods) + sum(delivery) == 200_000
    assert "plut" in [place["place"] for place in BY_SLUG[lempok["vendor"]]["pickup"]]
    assert own["courier"]["free_above"] > goods[2]
    assert [BY_SLUG[row["vendor"]]["commission_percent"] for row in (lempok, cascara, spice)] == [5, 3, 5]


def is_webp(path: Path) -> bool:
    head = path.read_bytes()[:12]
    return head[:4] == b"RIFF" and head[8:] == b"WEBP"


@pytest.mark.parametrize("sku", [row["sku"] for row in PRODUCTS])
def test_every_product_has_a_square_picture_of_its_own(sku: str) -> None:
    path = MEDIA / f"products/{sku}.webp"
    assert is_webp(path)
    assert path.stat().st_size < 25_000
    with Image.open(path) as image:
        assert (image.format, image.size) == ("WEBP", (800, 800))


@pytest.mark.parametrize("slug", sorted(BY_SLUG))
def test_every_shop_has_a_portrait_and_a_banner(slug: str) -> None:
    for name, size in ((slug, (400, 400)), (f"{slug}-banner", (1184, 320))):
        path = MEDIA / f"shops/{name}.webp"
        assert is_webp(path)
        assert path.stat().st_size < 25_000
        with Image.open(path) as image:
            assert image.size == size


def test_no_two_pictures_are_the_same_and_none_is_left_over() -> None:
    pictures = sorted(MEDIA.rglob("*.webp"))
    more = tomllib.loads((PROJECT / "marketplace/demo/pictures/more.toml").read_text(encoding="utf-8"))
    views = [f"{sku}-{number}.webp" for sku, looks in more.items() for number, _look in enumerate(looks, 2)]
    assert sorted(path.name for path in pictures if re.fullmatch(r"[A-Z]{3}-\d\d-\d\.webp", path.name)) == sorted(views)
    assert len({path.read_bytes() for path in pictures}) == len(pictures) == 95 + 2 * 35 + len(views)
    assert len(more) >= 30
    assert sum(path.stat().st_size for path in pictures) < 4_000_000


def test_pictures_of_neighbours_in_a_shop_do_not_look_alike() -> None:
    recipes = tomllib.loads((PROJECT / "marketplace/demo/pictures/products.toml").read_text(encoding="utf-8"))
    assert sorted(recipes) == sorted(row["sku"] for row in PRODUCTS)
    parts = ("kind", "dye", "fill", "motif")
    looks = [[recipes[row["sku"]].get(part) for part in parts] for row in PRODUCTS]
    assert all(look != after for look, after in pairwise(looks))


@pytest.mark.parametrize("row", PRODUCTS, ids=lambda row: row["sku"])
def test_every_recipe_becomes_well_formed_svg(row: dict[str, str]) -> None:
    recipes = tomllib.loads((PROJECT / "marketplace/demo/pictures/products.toml").read_text(encoding="utf-8"))
    svg = ElementTree.fromstring(composing.picture(recipes[row["sku"]], row["category"]))
    words = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert recipes[row["sku"]].get("word") in [None, *words]


def test_every_shops_recipe_becomes_well_formed_svg() -> None:
    recipes = tomllib.loads((PROJECT / "marketplace/demo/pictures/shops.toml").read_text(encoding="utf-8"))
    assert sorted(recipes) == sorted(BY_SLUG)
    for recipe in recipes.values():
        ElementTree.fromstring(composing.portrait(recipe))
        ElementTree.fromstring(composing.banner(recipe))
