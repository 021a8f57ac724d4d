"""The index's fields, and a product as a document of them."""

from __future__ import annotations

import tantivy

from souk.product.model import Product
from souk.product.search import keys, words

SORT_FIELDS = ("rank", "price", "newest", "rating", "tie", *keys.TITLE_KEYS)


def schema() -> tantivy.Schema:
    """What is kept of a product: its id, words to find it by, and columns to narrow, count and sort by."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("status", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("category", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("attribute", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_boolean_field("in_stock", indexed=True)
    builder.add_text_field("title", tokenizer_name=words.STEMMED, index_option="basic")
    builder.add_text_field("facts", tokenizer_name=words.STEMMED, index_option="basic")
    builder.add_text_field("facts_plain", tokenizer_name=words.PLAIN, index_option="basic")
    builder.add_text_field("body", tokenizer_name=words.STEMMED, index_option="basic")
    for name in SORT_FIELDS:
        builder.add_unsigned_field(name, indexed=True, fast=True)
    return builder.build()


def document(product: Product) -> tantivy.Document:
    """A product as the index keeps it."""
    found_by = keys.facet_values(product)
    facts = " \n".join(
        [
            product.title,
            *(variant.title for variant in product.variants if variant.title),
            *(value for _, value in found_by),
            *product.skus,
        ]
    )
    result = tantivy.Document()
    result.add_text("id", product.id)
    result.add_text("status", product.status)
    result.add_text("category", product.category_id)
    for name, value in found_by:
        result.add_text("attribute", f"{name}={value}")
    result.add_boolean("in_stock", product.in_stock)
    result.add_text("title", product.title)
    result.add_text("facts", facts)
    result.add_text("facts_plain", facts)
    result.add_text("body", product.description)
    for name, number in keys.sort_keys(product).items():
        result.add_unsigned(name, number)
    return result
