"""Provenance: what a number, a figure or a table of a run came from, read from its cells."""
