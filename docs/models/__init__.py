"""Models of Souk's protocols, small enough to be looked at in every state."""
