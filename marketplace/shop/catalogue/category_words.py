"""One sentence over each category's list. What the editors wrote themselves goes before it, for readers of Indonesian."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.shop.catalogue.categories import Node

SENTENCES: dict[str, Promise] = {
    "kuliner": _("Crisps, coffee, sweets and fish from kitchens all over Jambi."),
    "kriya": _("Batik, songket, basketry and carving, made by hand."),
    "herbal": _("Drinks, oils and spices from the gardens and forests of Jambi."),
    "anyaman": _("Woven of pandan, rattan, sedge and fern."),
    "batik": _("Cloth of Seberang and Tebo, stamped or drawn by hand."),
    "songket-tenun": _("Woven with gold thread, weeks of work in one cloth."),
    "tengkuluk-aksesori": _("The head cloths of Jambi for women, and lacak for men."),
    "ukiran": _("Motifs of Malay Jambi, cut into wood."),
    "aksesori": _("Small things of seed and wood to wear or to give."),
    "dodol-manisan": _("Dodol of potato and pineapple, lempok of durian, each wrapped by hand."),
    "keripik-buah": _("Pineapple, banana and rambutan, crisp and ready for the road."),
    "keripik-camilan": _("Crisps and snacks for the road and for guests."),
    "kerupuk": _("Crackers of prawn and fish from the coast and the rivers."),
    "kopi": _("Arabica of Kerinci, robusta of Jangkat, liberica of Tungkal."),
    "kue-tradisional": _("Cakes of feast days, baked or steamed as at home."),
    "madu": _("Honey of forest bees and stingless bees."),
    "olahan-ikan": _("Smoked, dried and cooked fish of Batanghari and the coast."),
    "pempek-olahan-ikan": _("Pempek and fish cakes, vacuum packed for the road."),
    "rempah": _("Cinnamon of Kerinci and what else flavours a kitchen."),
    "teh": _("Tea of Kayu Aro and of the coffee cherry."),
    "sirup-minuman": _("Syrups and drinks of fruit and cinnamon."),
    "selai-olesan": _("Jams and spreads of local fruit."),
    "hampers": _("Gift boxes put together, ready to be carried along."),
    "bumbu": _("Spice pastes for gulai and tempoyak, ready to cook."),
    "fermentasi-sambal": _("Tempoyak and sambal, hot and sour."),
    "gula-pemanis": _("Palm sugar in blocks and grains."),
    "minuman-herbal-pangan": _("Ginger, turmeric and cinnamon to drink."),
}


def sentence(node: Node | None) -> str:
    """What stands under a category's name; empty where nobody has written anything."""
    if node is None:
        return ""
    reads_indonesian = (get_language() or "id").startswith("id")
    if node.description and reads_indonesian:
        return node.description
    return str(SENTENCES.get(node.slug, ""))
