"""Provenance: what each thing that a run records came from, read from its cells."""
