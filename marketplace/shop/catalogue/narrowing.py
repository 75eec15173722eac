"""Which goods a choice of filters leaves."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from oscar.core.loading import get_model

from marketplace.shop.catalogue.categories import Tree
from marketplace.shop.catalogue.choices import GOOD_RATING, Choice

ProductCategory = get_model("catalogue", "ProductCategory")


def within(products: QuerySet, paths: list[str]) -> QuerySet:
    """Products of any of these branches of the category tree."""
    branches = Q()
    for path in paths:
        branches |= Q(category__path__startswith=path)
    return products.filter(Exists(ProductCategory.objects.filter(branches, product=OuterRef("pk"))))


def chosen(products: QuerySet, choice: Choice, tree: Tree) -> QuerySet:
    """The priced products that the whole choice leaves."""
    products = by_price_and_category(products, choice, tree)
    if choice.regions:
        products = products.filter(_from(choice.regions))
    if choice.shops:
        products = products.filter(listing__vendor__in=choice.shops)
    if choice.rated:
        products = products.filter(score__average__gte=GOOD_RATING)
    return products.filter(free__gt=0, away=False) if choice.ready else products


def by_price_and_category(products: QuerySet, choice: Choice, tree: Tree) -> QuerySet:
    """What these two kinds of filter leave of priced products."""
    if choice.low is not None:
        products = products.filter(price__gte=choice.low)
    if choice.high is not None:
        products = products.filter(price__lte=choice.high)
    paths = [tree.by_pk[pk].path for pk in choice.categories if pk in tree.by_pk]
    return within(products, paths) if paths else products


def _from(regions: tuple[str, ...]) -> Q:
    """Goods made in any of these regencies; a district's code begins with its regency's."""
    made = Q()
    for code in regions:
        made |= Q(listing__origin_id=code) | Q(listing__origin__code__startswith=f"{code}.")
    return made
