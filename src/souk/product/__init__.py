"""The product service: what is shown and what it costs.

It owns products with their variants, options, prices and media, the category tree and the search index. It promises
that what is published is complete and has unique SKUs and slugs, that every change of a published product is announced
with a growing version, and that a change is seen by shoppers within two seconds. How much there is to sell it hears
from inventory and shows, nothing more: the stock itself is not its business.
"""
