"""What is done to the catalogue, each over a batch: load, decide, save, announce."""

from souk.product.actions.change_categories import (
    ChangeCategory,
    DeleteCategory,
    EditCategory,
    NewCategory,
    change_categories,
)
from souk.product.actions.change_products import (
    AddVariant,
    Archive,
    Change,
    ChangeProduct,
    EditProduct,
    EditVariant,
    Publish,
    RemoveVariant,
    Unpublish,
    change_products,
)
from souk.product.actions.count_sales import count_sales
from souk.product.actions.create_products import MediaRef, NewProduct, create_products
from souk.product.actions.facts import sellable
from souk.product.actions.follow_stock import follow_stock
from souk.product.actions.save_media import save_media

__all__ = [
    "AddVariant",
    "Archive",
    "Change",
    "ChangeCategory",
    "ChangeProduct",
    "DeleteCategory",
    "EditCategory",
    "EditProduct",
    "EditVariant",
    "MediaRef",
    "NewCategory",
    "NewProduct",
    "Publish",
    "RemoveVariant",
    "Unpublish",
    "change_categories",
    "change_products",
    "count_sales",
    "create_products",
    "follow_stock",
    "save_media",
    "sellable",
]
