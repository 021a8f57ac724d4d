"""The bare order pipeline that Souk is compared with."""
