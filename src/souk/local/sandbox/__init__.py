"""A payment gateway to practise with: its own process, its own store, and cards that are slow, flaky, or lie.

It stands for the outside world, so it shares nothing with the payment service but an API key and a webhook secret. What
it has answered it never forgets, also when it is killed the moment after.
"""
