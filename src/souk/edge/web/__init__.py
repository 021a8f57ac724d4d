"""The web process: storefront, admin, the reference of the API and the contracts it is made from. No service, no data.

    folder.py      a built application's files: what is kept for ever, what is asked for again, what comes compressed
    site.py        which path is answered with what
    shop/          the storefront's pages, made from the catalogue before any script runs
    answers.py     answers that are no files
    reference.py   `/docs`, made from the two documents
    server.py      the process
"""
