"""A database that behaves as MongoDB does towards the calls that Souk makes, as far as the code relies on it.

`tests/simulation` runs the same calls against it and against MongoDB. What is not understood is refused aloud.
"""
