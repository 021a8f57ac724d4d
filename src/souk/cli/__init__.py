"""The commands: thin words over `souk.local` and of the checks and tests."""
