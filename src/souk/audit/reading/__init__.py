"""Fetches what the checks look at: in windows of bounded size, and without ever writing."""
