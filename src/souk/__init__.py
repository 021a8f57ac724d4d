"""Souk: an e-commerce platform made of microservices."""

__version__ = "0.1.0"
