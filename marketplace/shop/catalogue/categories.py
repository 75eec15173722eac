"""The tree of categories, read in one query: names in the reader's language, addresses, colours of each branch."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from oscar.core.loading import get_model

from marketplace.statements import Statement

Category = get_model("catalogue", "Category")

STEP = Category.steplen

# A category has one name in the database, in Indonesian; these are the English ones, from the glossary.
ENGLISH = {
    "kuliner": "Food",
    "kriya": "Crafts",
    "herbal": "Herbal",
    "aksesori": "Accessories",
    "anyaman": "Basketry",
    "bahan-baku-non-konsumsi": "Raw materials (not for eating)",
    "batik": "Batik",
    "beras-biji-bijian": "Rice and grains",
    "buah-sayur-segar": "Fresh fruit and vegetables",
    "bumbu": "Spice pastes",
    "dodol-manisan": "Dodol and sweets",
    "fermentasi-sambal": "Ferments and sambal",
    "gula-pemanis": "Sugar and sweeteners",
    "hampers": "Gift boxes",
    "keripik-buah": "Fruit crisps",
    "keripik-camilan": "Crisps and snacks",
    "kerupuk": "Crackers",
    "kopi": "Coffee",
    "kosmetik-herbal": "Herbal cosmetics",
    "kue-tradisional": "Traditional cakes",
    "madu": "Honey",
    "minuman-herbal-pangan": "Herbal drinks",
    "minyak-kelapa": "Oils and coconut",
    "obat-tradisional": "Traditional medicine",
    "obat-tradisional-luar": "Traditional medicine for outer use",
    "olahan-daging": "Meat products",
    "olahan-ikan": "Fish products",
    "pempek-olahan-ikan": "Pempek and fish cakes",
    "rempah": "Spices",
    "selai-olesan": "Jams and spreads",
    "simplisia-rempah-kering": "Dried herbs and spices",
    "sirup-minuman": "Syrups and drinks",
    "songket-tenun": "Songket and weaving",
    "teh": "Tea",
    "tengkuluk-aksesori": "Head cloths and accessories",
    "ukiran": "Carving",
}

# (ground of pictures, dye of the door, motif on the door) by top category; others take the last.
CLOTHS = {
    "kuliner": ("pasir", "brand", "manggis"),
    "kriya": ("embun", "nila", "durian"),
    "herbal": ("daun", "river", "anyam"),
}
PLAIN_CLOTH = ("", "nila", "angso")


@dataclass(frozen=True)
class Node:
    """One public category. `path` is treebeard's: a child's begins with its parent's."""

    pk: int
    path: str
    slug: str
    own_name: str
    full_slug: str
    description: str = ""

    @property
    def name(self) -> str:
        if (get_language() or "id").startswith("id"):
            return self.own_name
        return ENGLISH.get(self.slug, self.own_name)

    @property
    def url(self) -> str:
        return reverse("catalogue:category", kwargs={"category_slug": self.full_slug, "pk": self.pk})


class Tree:
    """The public categories in menu order."""

    def __init__(self, nodes: dict[str, Node]) -> None:
        self.nodes = nodes

    @cached_property
    def by_pk(self) -> dict[int, Node]:
        return {node.pk: node for node in self.nodes.values()}

    @cached_property
    def by_slug(self) -> dict[str, Node]:
        return {node.slug: node for node in self.nodes.values()}

    @property
    def tops(self) -> list[Node]:
        return [node for node in self.nodes.values() if len(node.path) == STEP]

    def children(self, node: Node) -> list[Node]:
        depth = len(node.path) + STEP
        return [other for other in self.nodes.values() if len(other.path) == depth and other.path.startswith(node.path)]

    def line(self, path: str) -> list[Node]:
        """A category and those above it, the topmost first; empty for a path that is not public."""
        if path not in self.nodes:
            return []
        return [self.nodes[path[:end]] for end in range(STEP, len(path) + 1, STEP)]

    def doors(self) -> list[dict[str, str]]:
        """The top categories as the doors of the home page."""
        cloths = ((node, self.cloth(node.path)) for node in self.tops)
        return [
            {"label": node.name, "url": node.url, "dye": dye, "motif": motif} for node, (_ground, dye, motif) in cloths
        ]

    def cloth(self, path: str) -> tuple[str, str, str]:
        """(ground, dye, motif) of the branch a path belongs to."""
        top = self.nodes.get(path[:STEP])
        return CLOTHS.get(top.slug, PLAIN_CLOTH) if top else PLAIN_CLOTH


def tree() -> Tree:
    """All public categories whose parents are public too."""
    nodes: dict[str, Node] = {}
    for pk, path, slug, name, description in _PUBLIC.rows():
        above = nodes.get(path[:-STEP])
        if len(path) > STEP and above is None:
            continue
        full = f"{above.full_slug}/{slug}" if above else slug
        nodes[path] = Node(pk, path, slug, name, full, description or "")
    return Tree(nodes)


def _public() -> QuerySet:
    public = Category.objects.filter(is_public=True).order_by("path")
    return public.values_list("pk", "path", "slug", "name", "description")


_PUBLIC = Statement(_public)
