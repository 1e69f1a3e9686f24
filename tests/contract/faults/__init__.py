"""Faults of the network and the server: what can be saved is, and nothing is left of the rest."""
