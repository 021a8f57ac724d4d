"""Finding products: Tantivy inside the process, one index per replica, nothing of it is the truth.

`Index` holds the documents, `Wanted` says what is looked for, `find` answers a page of ids with total and facets,
`suggest` completes what is being typed. How words are ranked is said in `words.py` and `finding.py`.
"""

from souk.product.search.fields import document
from souk.product.search.finding import Found, Wanted, find, suggest
from souk.product.search.index import IN_MEMORY_MAX, Index
from souk.product.search.keys import SORTS, Sort, attribute_name, facet_values

__all__ = [
    "IN_MEMORY_MAX",
    "SORTS",
    "Found",
    "Index",
    "Sort",
    "Wanted",
    "attribute_name",
    "document",
    "facet_values",
    "find",
    "suggest",
]
