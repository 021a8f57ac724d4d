"""What staff send. Every string and list has a limit; a member that is not known is refused."""

from typing import Annotated

import msgspec
from msgspec import UNSET, UnsetType

from souk.kit import errors
from souk.kit.money import Money
from souk.product import actions, model
from souk.serving import http

ATTRIBUTE_TEXT_LENGTH_MAX = 500
ATTRIBUTE_LIST_MAX = 50
ID_LENGTH_MAX = 96
POSITION_MAX = 1_000_000

Title = Annotated[str, msgspec.Meta(min_length=1, max_length=model.TITLE_LENGTH_MAX, pattern=r"\S")]
Description = Annotated[str, msgspec.Meta(max_length=model.DESCRIPTION_LENGTH_MAX)]
Slug = Annotated[str, msgspec.Meta(max_length=model.SLUG_LENGTH_MAX, pattern=model.SLUG_PATTERN)]
Sku = Annotated[str, msgspec.Meta(pattern=model.SKU_PATTERN)]
Ref = Annotated[str, msgspec.Meta(min_length=1, max_length=ID_LENGTH_MAX)]
"""An id or a slug."""
Name = Annotated[str, msgspec.Meta(pattern=r"^[^\s.$\x00]([^.\x00]{0,58}[^\s.\x00])?\Z")]
"""Of an option or attribute: it names a member in the database, where dots have a meaning."""
Label = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"\S")]
Text = Annotated[str, msgspec.Meta(max_length=ATTRIBUTE_TEXT_LENGTH_MAX)]
Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]
Attribute = Text | Whole | float | bool | Annotated[list[Text], msgspec.Meta(max_length=ATTRIBUTE_LIST_MAX)]
Attributes = Annotated[dict[Name, Attribute], msgspec.Meta(max_length=model.ATTRIBUTES_MAX)]
Grams = Annotated[int, msgspec.Meta(ge=0, le=model.WEIGHT_MAX_G)]
TaxClass = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}\Z")]
Choices = Annotated[dict[Name, Label], msgspec.Meta(max_length=model.OPTIONS_MAX)]
ImageRef = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
"""The id of a medium, or the URL of one that the product has."""


class Price(http.Body, frozen=True, kw_only=True):
    """At least one minor unit, in the shop's currency."""

    amount: Annotated[int, msgspec.Meta(ge=1, le=model.PRICE_MAX)]
    currency: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}\Z")]

    def money(self, currency: str, pointer: str) -> Money:
        if self.currency != currency:
            raise errors.Invalid.at(f"{pointer}/currency", f"this shop sells in {currency}")
        return Money(self.amount, self.currency)


class OptionBody(http.Body, frozen=True, kw_only=True):
    name: Name
    values: Annotated[list[Label], msgspec.Meta(max_length=model.OPTION_VALUES_MAX)]


class MediaBody(http.Body, frozen=True, kw_only=True):
    """A medium and what it shows here."""

    id: Ref
    alt: Annotated[str, msgspec.Meta(max_length=model.TITLE_LENGTH_MAX)] | None = None


Options = Annotated[list[OptionBody], msgspec.Meta(max_length=model.OPTIONS_MAX)]
MediaRefs = Annotated[list[Ref | MediaBody], msgspec.Meta(max_length=model.MEDIA_MAX)]


class SeoBody(http.Body, frozen=True, kw_only=True):
    title: Annotated[str, msgspec.Meta(max_length=model.TITLE_LENGTH_MAX)] = ""
    description: Annotated[str, msgspec.Meta(max_length=500)] = ""


class VariantBody(http.Body, frozen=True, kw_only=True):
    sku: Sku
    price: Price
    title: Title | None = None
    compare_at: Price | None = None
    options: Choices = msgspec.field(default_factory=dict)
    weight_g: Grams = 0
    image: ImageRef | None = None
    tax_class: TaxClass = "standard"

    def variant(self, currency: str, pointer: str = "") -> model.Variant:
        """As the model knows it."""
        return model.Variant(
            sku=self.sku,
            price=self.price.money(currency, f"{pointer}/price"),
            title=self.title,
            compare_at=None if self.compare_at is None else self.compare_at.money(currency, f"{pointer}/compare_at"),
            options=self.options,
            weight_g=self.weight_g,
            image=self.image,
            tax_class=self.tax_class,
        )


Variants = Annotated[list[VariantBody], msgspec.Meta(max_length=model.VARIANTS_MAX)]


class NewProductBody(http.Body, frozen=True, kw_only=True):
    title: Title
    category: Ref
    description: Description = ""
    slug: Slug | None = None
    options: Options = msgspec.field(default_factory=list)
    attributes: Attributes = msgspec.field(default_factory=dict)
    media: MediaRefs = msgspec.field(default_factory=list)
    seo: SeoBody = SeoBody()
    variants: Variants = msgspec.field(default_factory=list)

    def command(self, currency: str, *, is_published: bool = False, is_repeatable: bool = False) -> actions.NewProduct:
        """As the action takes it."""
        return actions.NewProduct(
            title=self.title.strip(),
            category=self.category,
            description=self.description,
            slug=self.slug,
            options=options(self.options),
            variants=tuple(each.variant(currency, f"/variants/{index}") for index, each in enumerate(self.variants)),
            attributes=self.attributes,
            media=media_refs(self.media),
            seo=model.Seo(title=self.seo.title, description=self.seo.description),
            is_published=is_published,
            is_repeatable=is_repeatable,
        )


class EditProductBody(http.Body, frozen=True, kw_only=True):
    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    category: Ref | UnsetType = UNSET
    options: Options | UnsetType = UNSET
    attributes: Attributes | UnsetType = UNSET
    media: MediaRefs | UnsetType = UNSET
    seo: SeoBody | UnsetType = UNSET

    def change(self) -> actions.EditProduct:
        """As the action takes it."""
        return actions.EditProduct(
            wanted=model.ProductEdit(
                title=self.title if isinstance(self.title, UnsetType) else self.title.strip(),
                description=self.description,
                slug=self.slug,
                options=UNSET if isinstance(self.options, UnsetType) else options(self.options),
                attributes=self.attributes,
                seo=UNSET
                if isinstance(self.seo, UnsetType)
                else model.Seo(title=self.seo.title, description=self.seo.description),
            ),
            category=self.category,
            media=UNSET if isinstance(self.media, UnsetType) else media_refs(self.media),
        )


class EditVariantBody(http.Body, frozen=True, kw_only=True):
    """`null` takes a title, a price to compare with, or an image away."""

    title: Title | UnsetType | None = UNSET
    price: Price | UnsetType = UNSET
    compare_at: Price | UnsetType | None = UNSET
    options: Choices | UnsetType = UNSET
    weight_g: Grams | UnsetType = UNSET
    image: ImageRef | UnsetType | None = UNSET
    tax_class: TaxClass | UnsetType = UNSET

    def wanted(self, currency: str) -> model.VariantEdit:
        """As the model takes it."""
        return model.VariantEdit(
            title=self.title,
            price=UNSET if isinstance(self.price, UnsetType) else self.price.money(currency, "/price"),
            compare_at=self.compare_at.money(currency, "/compare_at")
            if isinstance(self.compare_at, Price)
            else self.compare_at,
            options=self.options,
            weight_g=self.weight_g,
            image=self.image,
            tax_class=self.tax_class,
        )


class NewCategoryBody(http.Body, frozen=True, kw_only=True):
    """`parent` is an id or slug."""

    title: Title
    slug: Slug | None = None
    parent: Ref | None = None
    position: Annotated[int, msgspec.Meta(ge=0, le=POSITION_MAX)] = 0

    def command(self, *, is_repeatable: bool = False) -> actions.NewCategory:
        """As the action takes it."""
        return actions.NewCategory(
            title=self.title.strip(),
            slug=self.slug,
            parent=self.parent,
            position=self.position,
            is_repeatable=is_repeatable,
        )


class EditCategoryBody(http.Body, frozen=True, kw_only=True):
    """`parent: null` moves to the top."""

    title: Title | UnsetType = UNSET
    slug: Slug | UnsetType = UNSET
    parent: Ref | UnsetType | None = UNSET
    position: Annotated[int, msgspec.Meta(ge=0, le=POSITION_MAX)] | UnsetType = UNSET

    def wanted(self) -> model.CategoryEdit:
        """As the model takes it."""
        return model.CategoryEdit(
            title=self.title if isinstance(self.title, UnsetType) else self.title.strip(),
            slug=self.slug,
            parent_id=self.parent,
            position=self.position,
        )


def options(bodies: list[OptionBody]) -> tuple[model.Option, ...]:
    """Options with each name and value once, as far as said."""
    names = [each.name for each in bodies]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise errors.Invalid.at(f"/options/{index}/name", "this option is named twice")
    return tuple(model.Option(name=each.name, values=tuple(dict.fromkeys(each.values))) for each in bodies)


def media_refs(refs: list[str | MediaBody]) -> tuple[actions.MediaRef, ...]:
    """Media by id alone, or with what they show."""
    return tuple(
        actions.MediaRef(id=ref) if isinstance(ref, str) else actions.MediaRef(id=ref.id, alt=ref.alt) for ref in refs
    )
