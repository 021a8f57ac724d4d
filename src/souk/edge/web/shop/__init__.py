"""The storefront's HTML, written before any script runs: for crawlers, for the first paint, for browsers without scripts.

    addresses.py   which page a path means, in which language
    build.py       what the build of the storefront left: files of each route, words of each language
    catalogue.py   what the pages are made from, asked of the product service
    choice.py      which variant a product's page shows first, and what is not to be had
    pages.py       one page: its data, its head, its body
    writing.py     templates, and amounts and numbers as each language writes them
    kept.py        answers kept for a second, each made once however many ask
    sitemap.py     the sitemap and robots.txt

React draws the same again and takes over; `tests/journeys/test_server_html.py` holds the two to be alike.
"""
