"""What is answered, and how it is made of products, stock and categories."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from souk.kit.money import Money
from souk.product import model, search
from souk.serving import http


class CategoryRef(http.View):
    """A category by name."""

    id: str
    slug: str
    title: str


class RatingView(http.View):
    average: float
    count: int


class OptionView(http.View):
    name: str
    values: list[str]


class MediaView(http.View):
    """A picture; `thumbnails` are URLs by width in pixels."""

    id: str
    url: str
    alt: str
    width: int
    height: int
    thumbnails: dict[str, str]


class SeoView(http.View):
    title: str
    description: str


class SummaryView(http.View):
    """A product in a list. `price_from` is the lowest price of its variants, null for a draft without any;
    `price_varies` where others of them cost more."""

    id: str
    slug: str
    title: str
    status: str
    price_from: Money | None
    price_varies: bool
    compare_at: Money | None
    image: str | None
    thumbnails: dict[str, str]
    rating: RatingView
    available: bool
    category: CategoryRef | None


class VariantView(http.View):
    """What can be bought. `available` is a number of units."""

    sku: str
    title: str
    options: dict[str, str]
    price: Money
    compare_at: Money | None
    available: int
    backorderable: bool
    weight_g: int
    image: str | None
    tax_class: str


class OwnedVariantView(VariantView):
    """A variant outside its product. `version` is the product's."""

    product_id: str
    product_slug: str
    product_title: str
    version: int


class ProductView(http.View):
    """A product's own page. `category_path` leads from the topmost category to its own."""

    id: str
    slug: str
    title: str
    description: str
    status: str
    category: CategoryRef | None
    category_path: list[CategoryRef]
    options: list[OptionView]
    variants: list[VariantView]
    media: list[MediaView]
    attributes: dict[str, model.AttributeValue]
    rating: RatingView
    seo: SeoView
    available: bool
    version: int
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None


class FacetValue(http.View):
    """So many products have this; `value` is what the filter takes."""

    value: str
    title: str
    count: int


class PriceRange(http.View):
    """Lowest and highest price in whole minor units; null when nothing was found."""

    min: int | None
    max: int | None


class ProductPage(http.View):
    """`facets` holds `category`, `price`, and `attr.<name>` for every attribute of what was found."""

    items: list[SummaryView]
    next_cursor: str | None
    total: int
    facets: dict[str, list[FacetValue] | PriceRange]


class Suggestion(http.View):
    """What somebody may be typing: the title of a product (`product_id`) or of a category (`category`, its slug)."""

    text: str
    product_id: str | None = None
    slug: str | None = None
    category: str | None = None


class Suggestions(http.View):
    items: list[Suggestion]


class Variants(http.View):
    items: list[OwnedVariantView]


class CategoryView(http.View):
    """A category alone."""

    id: str
    slug: str
    title: str
    parent_id: str | None
    position: int
    version: int


class CategoryNode(http.View):
    """A category with what stands in it, by position and then by title."""

    id: str
    slug: str
    title: str
    position: int
    version: int
    children: list["CategoryNode"]


class Categories(http.View):
    items: list[CategoryNode]


NOT_KNOWN = model.Stock(id="", available=0, backorderable=False, version=-1)


def category_ref(tree: model.Tree, category_id: str) -> CategoryRef | None:
    """A category by name; None when it is gone."""
    category = tree.by_id.get(category_id)
    return None if category is None else CategoryRef(id=category.id, slug=category.slug, title=category.title)


def summary(product: model.Product, tree: model.Tree) -> SummaryView:
    """A product in a list."""
    cheapest, picture = product.cheapest, product.picture()
    return SummaryView(
        id=product.id,
        slug=product.slug,
        title=product.title,
        status=product.status,
        price_from=None if cheapest is None else cheapest.price,
        price_varies=any(each.price != product.variants[0].price for each in product.variants),
        compare_at=None if cheapest is None else cheapest.was_price,
        image=None if picture is None else picture.url,
        thumbnails={} if picture is None else picture.thumbnails,
        rating=RatingView(average=product.rating.average, count=product.rating.count),
        available=product.in_stock,
        category=category_ref(tree, product.category_id),
    )


def variant(product: model.Product, each: model.Variant, stock: Mapping[str, model.Stock]) -> VariantView:
    """One variant with the number of units there are."""
    known, picture = stock.get(each.sku, NOT_KNOWN), product.picture(each)
    return VariantView(
        sku=each.sku,
        title=each.label or product.title,
        options=each.options,
        price=each.price,
        compare_at=each.was_price,
        available=max(known.available, 0),
        backorderable=known.backorderable,
        weight_g=each.weight_g,
        image=None if picture is None else picture.url,
        tax_class=each.tax_class,
    )


def owned_variant(product: model.Product, sku: str, stock: Mapping[str, model.Stock]) -> OwnedVariantView:
    """One variant that the product has, with what it belongs to."""
    each = product.variant(sku)
    if each is None:
        raise LookupError(f"{product.id} has no variant {sku}")
    view = variant(product, each, stock)
    return OwnedVariantView(
        **msgspec.structs.asdict(view),
        product_id=product.id,
        product_slug=product.slug,
        product_title=product.title,
        version=product.version,
    )


def media(medium: model.Media) -> MediaView:
    """A picture as products show it."""
    return MediaView(
        id=medium.id,
        url=medium.url,
        alt=medium.alt,
        width=medium.width,
        height=medium.height,
        thumbnails=medium.thumbnails,
    )


def product(product: model.Product, stock: Mapping[str, model.Stock], tree: model.Tree) -> ProductView:
    """A product's own page."""
    return ProductView(
        id=product.id,
        slug=product.slug,
        title=product.title,
        description=product.description,
        status=product.status,
        category=category_ref(tree, product.category_id),
        category_path=[
            CategoryRef(id=each.id, slug=each.slug, title=each.title) for each in tree.path(product.category_id)
        ],
        options=[OptionView(name=each.name, values=list(each.values)) for each in product.options],
        variants=[variant(product, each, stock) for each in product.variants],
        media=[media(each) for each in product.media],
        attributes=product.attributes,
        rating=RatingView(average=product.rating.average, count=product.rating.count),
        seo=SeoView(
            title=product.seo.title or product.title,
            description=product.seo.description or product.description[:160],
        ),
        available=product.in_stock,
        version=product.version,
        created_at=product.created_at,
        updated_at=product.updated_at,
        published_at=product.published_at,
    )


def facets(found: search.Found, tree: model.Tree) -> dict[str, list[FacetValue] | PriceRange]:
    """Counts to narrow down by. A category counts what stands anywhere below it."""
    counts: dict[str, int] = {}
    for category_id, count in found.facets.categories.items():
        for category in tree.path(category_id):
            counts[category.id] = counts.get(category.id, 0) + count
    shown: dict[str, list[FacetValue] | PriceRange] = {
        "category": [
            FacetValue(value=category.slug, title=category.title, count=counts[category.id])
            for category in _in_order(tree, None)
            if category.id in counts
        ],
        "price": PriceRange(min=found.facets.price_min, max=found.facets.price_max),
    }
    for name, values in sorted(found.facets.attributes.items()):
        shown[f"attr.{name}"] = [
            FacetValue(value=value, title=value, count=count) for value, count in sorted(values.items(), key=_by_count)
        ]
    return shown


def category(each: model.Category) -> CategoryView:
    """A category alone."""
    return CategoryView(
        id=each.id,
        slug=each.slug,
        title=each.title,
        parent_id=each.parent_id,
        position=each.position,
        version=each.version,
    )


def nodes(tree: model.Tree, parent_id: str | None = None) -> list[CategoryNode]:
    """What stands in a category, with all that stands in that."""
    return [
        CategoryNode(
            id=each.id,
            slug=each.slug,
            title=each.title,
            position=each.position,
            version=each.version,
            children=nodes(tree, each.id),
        )
        for each in tree.children(parent_id)
    ]


def _in_order(tree: model.Tree, parent_id: str | None) -> Sequence[model.Category]:
    found: list[model.Category] = []
    for each in tree.children(parent_id):
        found.append(each)
        found.extend(_in_order(tree, each.id))
    return found


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
